"""Every cell of the table of command x status x role, as `golden/commands.txt` has it."""

from __future__ import annotations

from typing import get_args

import pytest

from bot.playbooks.model import Role
from bot.project.commands import Actor, Command, ImportProject, OpenProject
from bot.project.decide import decide
from bot.project.refusals import BadInput, Refusal, RefusalCode
from bot.project.state import Status
from tests.project.story import LEAD, NINETY
from tests.project.table_commands import command
from tests.project.table_kit import GOLDEN, ROLES, STATUSES, TABLE, WORKSPACE
from tests.project.table_projects import SECOND, project


def outcome(name: str, role: str, status: Status) -> str:
    """Return what the rules make of a cell, in the words of the table."""
    story = project(status)
    try:
        events = decide(
            story.project, command(name, role, story), by=ROLES[role], playbook=SECOND, now=story.now
        )
    except Refusal as refusal:
        return refusal.code
    except BadInput as bad:
        return f"bad input: {bad}"
    return "ok" if events else "same"


@pytest.mark.parametrize("name", GOLDEN)
def test_the_rules_are_what_the_table_says(name: str) -> None:
    found = {role: [outcome(name, role, status) for status in STATUSES] for role in ROLES}
    wrong = [
        f"{role}, {status}: expected {expected}, got {got}"
        for role, cells in GOLDEN[name].items()
        for status, expected, got in zip(STATUSES, cells, found[role], strict=True)
        if expected != got
    ]
    assert not wrong, "\n".join(wrong)


def test_the_table_has_every_command_role_and_status() -> None:
    assert {name.partition(":")[0] for name in GOLDEN} == {each.__name__ for each in get_args(Command)}
    assert all(rows.keys() == ROLES.keys() for rows in GOLDEN.values())
    assert ROLES.keys() >= {*get_args(Role), *WORKSPACE.values()}
    head = next(line for line in TABLE.splitlines() if line.startswith("command "))
    assert tuple(head.split()[2:]) == STATUSES


def test_an_auditor_is_refused_before_anything_else_is_looked_at() -> None:
    story = project("running")
    for name in GOLDEN:
        asked = command(name, "all:auditor", story)
        for given in (("auditor",), ("auditor", "workspace_admin", "portfolio_admin")):
            by = Actor(LEAD, present=True, granted=given)
            for at in (story.project, None):
                with pytest.raises(Refusal, match=r"^auditor$"):
                    decide(at, asked, by=by, playbook=SECOND, now=story.now)


def test_the_table_uses_known_codes() -> None:
    cells = {cell for rows in GOLDEN.values() for row in rows.values() for cell in row}
    assert cells <= {"ok", "same", *get_args(RefusalCode)}


def test_before_a_project_is_open_only_opening_it_is_possible() -> None:
    story = project("running")
    for name in GOLDEN:
        asked = command(name, "lead", story)
        if isinstance(asked, OpenProject | ImportProject):
            assert decide(None, asked, by=ROLES["lead"], playbook=NINETY, now=story.now)
            continue
        with pytest.raises(Refusal, match="unknown_project"):
            decide(None, asked, by=ROLES["lead"], playbook=NINETY, now=story.now)
