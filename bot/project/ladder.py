"""Escalation: who is told of a stall, and who is next and when, in working days of silence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from bot.playbooks.model import Playbook, Rung
from bot.project.calendar import local_day
from bot.project.stalled import Stall, working_time
from bot.project.state import Project


class Step(msgspec.Struct, frozen=True):
    """The rungs of a ladder that are reached on a day, and the next one, announced before it happens."""

    told: tuple[str, ...]
    #: people of the next rung, and the day on which they are told; both empty at the ladder's end
    next: tuple[str, ...]
    next_on: date | None


def item_step(project: Project, playbook: Playbook, stall: Stall, today: date) -> Step:
    """Return who is told of a stalled item. What is only due, or due soon, concerns its owner alone."""
    owner = project.item(stall.item).owner
    ladder = playbook.reminders.items
    if stall.kind in ("due_soon", "due"):
        return Step((owner,) if owner else project.holders("lead"), (), None)
    return _step(project, ladder, stall.since, today, owner=owner)


def approval_step(project: Project, playbook: Playbook, today: date) -> Step:
    """Return who is told that a gate request waits. A question stops the ladder until it is answered."""
    request = project.request
    if request is None or project.status != "waiting":
        return Step((), (), None)
    since = max([local_day(request.at, project.time_zone), *_answered(project)])
    if any(not question.answer for question in request.questions):
        return Step((), (), None)
    return _step(project, playbook.reminders.approvals, since, today)


def _answered(project: Project) -> list[date]:
    request = project.request
    found = [question.answered_at for question in request.questions] if request else []
    return [local_day(at, project.time_zone) for at in found if at]


def _step(project: Project, ladder: Sequence[Rung], since: date, today: date, *, owner: str = "") -> Step:
    working = working_time(project)
    silent = working.days_between(since, today)
    told: list[str] = []
    for rung in ladder:
        people = _people(project, rung, owner)
        if rung.after <= silent:
            told += people
        elif people and not set(people) <= set(told):
            return Step(tuple(dict.fromkeys(told)), people, working.add(since, rung.after))
    return Step(tuple(dict.fromkeys(told)), (), None)


def _people(project: Project, rung: Rung, owner: str) -> tuple[str, ...]:
    match rung.role:
        case "owner":
            return (owner,) if owner else project.holders("lead")
        case "approver":
            return project.holders("sponsor")
        case "delegate" | "lead" | "sponsor" | "portfolio_admin":
            return project.holders(rung.role)
