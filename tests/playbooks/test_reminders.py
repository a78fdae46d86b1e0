"""The thresholds of reminders: in the playbook, positive, and with ladders that climb."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.playbooks.load import PlaybookError, built_in, digest, load
from bot.playbooks.model import Reminders, Rung

SMALL = (Path(__file__).parent / "small.yaml").read_text("utf-8")


def with_reminders(text: str) -> str:
    return SMALL.replace("days: 20\n", f"days: 20\nreminders: {text}\n")


def problems(text: str) -> list[str]:
    try:
        load(with_reminders(text), name="small.yaml")
    except PlaybookError as error:
        return [problem.removeprefix("small.yaml:5: ") for problem in error.problems]
    return []


OWNER = "{role: owner}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{due_soon: 0}", ["reminders.due_soon: expected 1 to 250 working days, got 0"]),
        ("{silent: -1}", ["reminders.silent: expected 1 to 250 working days, got -1"]),
        ("{silent: 251}", ["reminders.silent: expected 1 to 250 working days, got 251"]),
        ("{sponsor_silent: 0}", ["reminders.sponsor_silent: expected 1 to 250 working days, got 0"]),
        ("{silent: soon}", ['reminders.silent: expected a whole number, got "soon"']),
        ("{overdue: 1}", ["reminders.overdue: expected one of due_soon, silent, sponsor_silent, items, approvals"]),
        ("{items: []}", ["reminders.items: expected the owner first, got nothing"]),
        ("{items: [{role: lead}]}", ["reminders.items[0].role: expected the owner first, got lead"]),
        ("{items: [{role: owner, after: 1}]}", ["reminders.items[0].after: expected 0, got 1"]),
        (
            f"{{items: [{OWNER}, {{role: lead, after: 1}}]}}",
            ["reminders.items[1].after: expected 2 to 250 working days, got 1"],
        ),
        (
            f"{{items: [{OWNER}, {{role: lead, after: 4}}, {{role: sponsor, after: 4}}]}}",
            ["reminders.items[2].after: expected 5 to 250 working days, got 4"],
        ),
        (
            f"{{items: [{OWNER}, {{role: lead, after: 3}}, {{role: lead, after: 6}}]}}",
            ["reminders.items[2].role: expected each role once, and owner first, got lead"],
        ),
        (
            f"{{items: [{OWNER}, {{role: approver, after: 3}}]}}",
            ["reminders.items[1].role: expected each role once, and owner first, got approver"],
        ),
        (
            "{approvals: [{role: owner}]}",
            ["reminders.approvals[0].role: expected the approver first, got owner"],
        ),
        (
            "{approvals: [{role: approver, after: 1}, {role: lead, after: 1}]}",
            ["reminders.approvals[1].after: expected 2 to 250 working days, got 1"],
        ),
        (f"{{items: [{OWNER}, {{role: boss, after: 3}}]}}", None),
    ],
)  # fmt: skip
def test_unsound_reminders_are_named_with_what_was_expected(text: str, expected: list[str] | None) -> None:
    found = problems(text)
    if expected is None:
        assert found[0].startswith("reminders.items[1].role: expected one of owner, approver, delegate")
    else:
        assert found == expected


def test_a_playbook_chooses_its_own() -> None:
    text = with_reminders("{silent: 3, items: [{role: owner}, {role: lead, after: 2}]}")
    found = load(text, name="small.yaml").reminders
    assert (found.silent, found.due_soon) == (3, 2)
    assert found.items == (Rung("owner"), Rung("lead", 2))


def test_leaving_the_defaults_out_or_spelling_them_out_is_one_playbook() -> None:
    spelt = with_reminders("{due_soon: 2, silent: 5, sponsor_silent: 10}")
    assert digest(load(spelt, name="small.yaml")) == digest(load(SMALL, name="small.yaml"))


def test_the_ninety_days_have_their_ladders_in_the_file() -> None:
    found = built_in("ninety-day").reminders
    assert (found.due_soon, found.silent, found.sponsor_silent) == (2, 5, 10)
    assert [(rung.role, rung.after) for rung in found.items] == [
        ("owner", 0),
        ("lead", 3),
        ("sponsor", 6),
        ("portfolio_admin", 9),
    ]
    assert [(rung.role, rung.after) for rung in found.approvals] == [
        ("approver", 1),
        ("delegate", 2),
        ("lead", 3),
        ("portfolio_admin", 6),
    ]
    assert found == Reminders()
