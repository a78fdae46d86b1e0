"""The item rows that lists and sweeps ask, computed from the project."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from bot.playbooks.model import Item, Playbook
from bot.project.plan import due_on
from bot.project.readiness import status
from bot.project.stalled import first_reminder
from bot.project.state import ItemStatus, Project


class ItemIndex(msgspec.Struct, frozen=True):
    """What lists and sweeps ask of an item, computed from the project; nothing decides from it."""

    item: str
    owner: str
    status: ItemStatus
    due_on: date
    #: the first local day on which somebody may be reminded of it; None for what is done or rests
    nag_on: date | None = None


def members(project: Project) -> list[tuple[str, str]]:
    """Return everybody with a role, beside those who stand in for them or owe a condition, with what they are."""
    found = [(person, str(role)) for role, people in project.roles.items() for person in people]
    found += [(each.to, "delegate") for each in project.delegations]
    found += [(condition.owner, "owner") for condition in project.open_conditions]
    return list(dict.fromkeys(found))


def index(project: Project, playbook: Playbook) -> Sequence[ItemIndex]:
    """Return the row of every item of the playbook."""
    return [_row(project, playbook, item) for phase in playbook.phases for item in phase.items]


def index_of(project: Project, playbook: Playbook, items: Iterable[str]) -> Sequence[ItemIndex]:
    """Return the rows of some items."""
    return [_row(project, playbook, playbook.item(key)) for key in items]


def _row(project: Project, playbook: Playbook, item: Item) -> ItemIndex:
    record = project.item(item.id)
    known, due = status(project, playbook, item), due_on(project, playbook, item)
    return ItemIndex(
        item=item.id,
        owner=record.owner,
        status=known,
        due_on=due,
        nag_on=first_reminder(project, playbook, item, known, due),
    )
