"""Somebody was deactivated: what was theirs is listed, and whoever can give it to others is told, once."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from bot.playbooks.model import Playbook, Role
from bot.project.commands import Actor, NoteDeparture, NoteReturn
from bot.project.events import DelegationEnded, Event, PersonCameBack, PersonLeft
from bot.project.readiness import PASSING, status
from bot.project.refusals import Refusal
from bot.project.state import Gone, Project

#: nothing is asked of these
_READERS: tuple[Role, ...] = ("viewer",)


class Belongings(msgspec.Struct, frozen=True):
    """What somebody has on a project that another person must have when they are gone."""

    roles: tuple[Role, ...] = ()
    #: items of this phase and of later ones that are not done
    items: tuple[str, ...] = ()
    #: open conditions
    conditions: tuple[str, ...] = ()
    #: rows of registers of these phases, by item and row: somebody answers for each
    rows: tuple[tuple[str, str], ...] = ()

    @property
    def any(self) -> bool:
        """Whether there is anything."""
        return bool(self.roles or self.items or self.conditions or self.rows)


def belongings(project: Project, playbook: Playbook, person: str) -> Belongings:
    """Return what a person has now."""
    ahead = [item for phase in playbook.phases[project.phase - 1 :] for item in phase.items]
    left = [item for item in ahead if status(project, playbook, item) not in PASSING]
    return Belongings(
        tuple(role for role in project.roles if person in project.holders(role) and role not in _READERS),
        tuple(item.id for item in left if project.item(item.id).owner == person),
        tuple(condition.id for condition in project.open_conditions if condition.owner == person),
        tuple(
            (item.id, row.id) for item in ahead for row in project.item(item.id).rows if row.owner == person
        ),
    )


def left_over(project: Project, playbook: Playbook, gone: Gone) -> Belongings:
    """Return what of the belongings of somebody who has left nobody else has yet."""
    if project.status == "stopped":
        return Belongings()
    now = belongings(project, playbook, gone.person)
    return Belongings(
        tuple(role for role in gone.roles if role in now.roles),
        tuple(item for item in gone.items if item in now.items),
        tuple(condition for condition in gone.conditions if condition in now.conditions),
        tuple(row for row in gone.rows if row in now.rows),
    )


def leave(project: Project, command: NoteDeparture, by: Actor, playbook: Playbook) -> list[Event]:
    """Note that somebody has left, tell who can give what was theirs to others, and end their delegations."""
    _need_clock(by)
    person = command.person
    away = {gone.person for gone in project.gone}
    if not person or person in away or project.status == "stopped":
        return []
    ended = [DelegationEnded(d.by) for d in project.delegations if person in (d.by, d.to)]
    found = belongings(project, playbook, person)
    if not found.any:
        return [*ended]
    admins = [admin for admin in command.admins.split(",") if admin]
    told = _told(project, away | {person}, admins)
    left = PersonLeft(person, found.roles, found.items, found.conditions, found.rows, told)
    # Who was told of somebody else may be the one who leaves now.
    orphaned = [
        PersonLeft(gone.person, gone.roles, gone.items, gone.conditions, gone.rows, told)
        for gone in project.gone
        if left_over(project, playbook, gone).any and not set(gone.told) - away - {person}
    ]
    return [left, *orphaned, *ended]


def come_back(project: Project, command: NoteReturn, by: Actor) -> list[Event]:
    """Note that somebody is there again: what is theirs still stays theirs."""
    _need_clock(by)
    if not any(gone.person == command.person for gone in project.gone):
        return []
    return [PersonCameBack(command.person)]


def is_gone(project: Project, person: str) -> bool:
    """Tell whether somebody has left."""
    return any(gone.person == person for gone in project.gone)


def _told(project: Project, away: Collection[str], admins: list[str]) -> tuple[str, ...]:
    """Return who is told: the lead, else the sponsor, else who looks after all projects, else anybody."""
    everybody = [person for people in project.roles.values() for person in people]
    everybody += [record.owner for record in project.items.values() if record.owner]
    for group in (
        (project.lead,),
        (project.sponsor,),
        project.holders("portfolio_admin"),
        admins,
        [person for person in everybody if person not in away][:1],
    ):
        if found := tuple(dict.fromkeys(person for person in group if person not in away)):
            return found
    return ()


def _need_clock(by: Actor) -> None:
    """Refuse everybody: chats say who has left, people do not."""
    if by.person:
        raise Refusal("unknown_control")
