"""The table of command x status x role as `golden/commands.txt` has it, and who its roles are."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from bot.playbooks.model import Role
from bot.project.commands import CLOCK, Actor, WorkspaceRole
from bot.project.state import Status
from tests.project import story as people

STATUSES: tuple[Status, ...] = get_args(Status)
#: who has a role of the playbook's; whoever is not named in the stories is called like the role
HOLDERS: dict[Role, str] = {role: role for role in get_args(Role)}
HOLDERS.update({"lead": people.LEAD, "sponsor": people.SPONSOR}, **dict(people.ROSTER))
#: these are not in the project's channel
ELSEWHERE: tuple[Role, ...] = ("exception_reviewer", "portfolio_admin")
#: the roles in a whole workspace, in the words of the table
WORKSPACE: dict[WorkspaceRole, str] = {role: f"all:{role}" for role in get_args(WorkspaceRole)}
ROLES = {
    **{str(role): Actor(person, present=role not in ELSEWHERE) for role, person in HOLDERS.items()},
    "owner": Actor(people.OWNER, present=True),
    "substitute": Actor("substitute", present=True),
    "visitor": Actor(people.VISITOR, present=True),
    "outsider": Actor(people.STRANGER),
    **{name: Actor(name, granted=(role,)) for role, name in WORKSPACE.items()},
    "clock": CLOCK,
}

TABLE = (Path(__file__).parent / "golden" / "commands.txt").read_text("utf-8")


def read() -> dict[str, dict[str, list[str]]]:
    """Return command -> role -> the cells in the order of the statuses, with "every" and "others" written out."""
    table: dict[str, dict[str, list[str]]] = {}
    for line in TABLE.splitlines()[1:]:
        if line and not line.startswith(("#", "command ")):
            command, role, *cells = line.split()
            table.setdefault(command, {})[role] = cells
    always = table.pop("every", {})
    for rows in table.values():
        rows |= {role: cells for role, cells in always.items() if role not in rows}
        rest = rows.pop("others", None)
        if rest:
            rows |= {role: rest for role in ROLES if role not in rows}
    return table


GOLDEN = read()
