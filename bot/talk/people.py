"""What people are called on a card: the first name where nobody else on the project has it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.project.state import Project
from bot.talk.words import Words


def called(person: str, names: Mapping[str, str], among: Iterable[str], words: Words) -> str:
    """Return the first name where it is unambiguous among some people, else the full name."""
    name = names.get(person, "").strip()
    if not name:
        return words.t("somebody")
    first = name.split()[0]
    # Who has the very same name may be the same person, by the id from before their accounts were joined.
    known = (names.get(other, "").strip() for other in among if other != person)
    others = {other.split()[0] for other in known if other and other != name}
    return name if first in others else first


def on_project(project: Project) -> frozenset[str]:
    """Return everybody who has a role, an item, a row or a condition, or stands in for somebody."""
    roster = {person for people in project.roles.values() for person in people}
    rows = {row.owner for record in project.items.values() for row in record.rows if row.owner}
    beside = {delegation.to for delegation in project.delegations}
    beside |= {condition.owner for condition in project.conditions}
    return frozenset(roster | project.team | rows | beside)
