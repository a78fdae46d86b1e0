"""Escalation: who is told of a stall, and who is next and when, in working days of silence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from bot.playbooks.model import Item, Playbook, Rung
from bot.project.authority import in_roles
from bot.project.calendar import local_day
from bot.project.readiness import needs_second
from bot.project.stalled import Stall, working_time
from bot.project.state import Project
from bot.project.verifying import asked_to_verify
from bot.project.voting import awaited, standing_in


class Step(msgspec.Struct, frozen=True):
    """The people that a ladder has reached on a day, and the next ones, announced before it happens."""

    told: tuple[str, ...]
    #: who is told next, and on which day; both empty at the ladder's end
    next: tuple[str, ...] = ()
    next_on: date | None = None
    #: the day from which silence counts
    since: date | None = None
    #: the day on which each of those told was first told
    told_on: tuple[date, ...] = ()

    def told_after(self, person: str) -> tuple[tuple[str, date], ...]:
        """Return who was told later than a person, and on which day: what has come of what was announced to them."""
        days = dict(zip(self.told, self.told_on, strict=False))
        own = days.get(person)
        return tuple((who, day) for who, day in days.items() if own is not None and day > own)


NOBODY = Step(())


def asked(project: Project, playbook: Playbook, item: Item) -> tuple[str, ...]:
    """Return whose turn it is with an item; the lead's where nobody else is there."""
    record = project.item(item.id)
    if record.equivalent and not record.equivalent.signed_by:
        people = project.holders("exception_reviewer")
    elif needs_second(project, playbook, item):
        people = asked_to_verify(project, item)
    elif item.signed_by or item.answered_by:
        people = signers(project, item)
    else:
        people = (record.owner,) if record.owner else ()
    return people or project.holders("lead")


def signers(project: Project, item: Item) -> tuple[str, ...]:
    """Return who may sign or answer an item that asks for a role; in a practice project the lead plays all."""
    people = in_roles(project, item.signed_by or item.answered_by)
    return people or (project.holders("lead") if project.practice else ())


def item_step(project: Project, playbook: Playbook, stall: Stall, today: date) -> Step:
    """Return who is told of a stalled item. What is only due, or due soon, concerns whose turn it is alone."""
    first = asked(project, playbook, playbook.item(stall.item))
    if stall.kind in ("due_soon", "due") and today <= stall.since:
        return Step(first, since=stall.since)
    return _climbed(project, playbook.reminders.items, stall.since, today, first)


def approval_step(project: Project, playbook: Playbook, today: date) -> Step:
    """Return who is told that a gate request waits. A question stops the ladder until it is answered."""
    request = project.request
    if request is None or project.status != "waiting":
        return NOBODY
    if not all(question.answered_by for question in request.questions):
        return NOBODY
    # Resuming a paused request, or the project, puts it before its approvers anew.
    moments = [project.status_since or request.at, *(q.answered_at for q in request.questions)]
    since = max(local_day(moment, project.time_zone) for moment in moments if moment)
    waits_for = awaited(project, playbook, playbook.phase(request.gate).gate, request)
    # Who decides in somebody's place is asked like them, from the day on which they stand in.
    first = tuple(dict.fromkeys([*waits_for, *standing_in(project, waits_for, today)]))
    return _climbed(project, playbook.reminders.approvals, since, today, first)


def _climbed(
    project: Project, ladder: Sequence[Rung], since: date, today: date, first: tuple[str, ...]
) -> Step:
    working = working_time(project)
    silent = working.days_between(since, today)
    told: dict[str, date] = {}
    for rung in ladder:
        match rung.role:
            case "owner" | "approver":
                people = first
            case role:
                people = project.holders(role)
        if rung.after <= silent:
            day = working.add(since, rung.after)
            told |= {person: day for person in people if person not in told}
        elif new := tuple(person for person in people if person not in told):
            return Step(tuple(told), new, working.add(since, rung.after), since, tuple(told.values()))
    return Step(tuple(told), since=since, told_on=tuple(told.values()))
