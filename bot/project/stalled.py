"""Stalled is computed, not guessed: what is due, overdue or silent, and since when, in working days."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from bot.playbooks.model import Item, Playbook
from bot.project.calendar import ONE_DAY, local_day, roll
from bot.project.plan import due_on, gate_on, planned_day
from bot.project.readiness import PASSING, status, to_lock
from bot.project.state import ItemStatus, Project
from bot.project.working import Away, WorkingTime

Kind = Literal["due_soon", "due", "overdue", "silent"]
#: the clock runs, and people are asked to work
MOVING = ("running", "waiting", "paused", "deciding")


class Stall(msgspec.Struct, frozen=True):
    """An item that needs a word; `since` is the day from which silence counts towards an escalation."""

    item: str
    kind: Kind
    #: a working day: what a person put on a Sunday is asked for on Monday
    due_on: date
    since: date


def working_time(project: Project) -> WorkingTime:
    """Return the working days of the project's team; days on which its clock stood are none."""
    stood = tuple(Away(pause.since, pause.until - ONE_DAY) for pause in project.pauses if pause.until)
    return WorkingTime(time_zone=project.time_zone, region=project.region, away=stood)


def stall(project: Project, playbook: Playbook, item: Item, today: date) -> Stall | None:
    """Return how an item is stalled on a local day; None when nobody needs to be reminded of it."""
    first = nag_on(project, playbook, item)
    if first is None or today < first:
        return None
    chosen, news = due_on(project, playbook, item), news_on(project, playbook, item)
    due, silent = roll(chosen, project.region), _silent_on(project, playbook, news)
    kind: Kind = "due_soon"
    if due < today:
        kind = "overdue"
    elif chosen <= today:
        kind = "due"
    elif silent <= today:
        kind = "silent"
    # One start for the whole stall: what was silent and falls due later climbs on, and does not begin again.
    return Stall(item.id, kind, due, max(news, min(due, silent)))


def stalls(project: Project, playbook: Playbook, today: date) -> list[Stall]:
    """Return everything that is stalled in the phases that have begun."""
    found = (stall(project, playbook, i, today) for p in playbook.phases[: project.phase] for i in p.items)
    return [entry for entry in found if entry]


def nag_on(project: Project, playbook: Playbook, item: Item) -> date | None:
    """Return the first local day on which somebody may be reminded of an item; None for what rests."""
    known = status(project, playbook, item)
    if known in PASSING:
        return None
    return first_reminder(project, playbook, item, known, due_on(project, playbook, item))


def first_reminder(
    project: Project, playbook: Playbook, item: Item, known: ItemStatus, due: date
) -> date | None:
    """Return the same for whoever has the item's status and due day at hand."""
    if known in PASSING or _rests(project, playbook, item):
        return None
    working, runs_from = working_time(project), _runs_from(project, playbook, item)
    soon = working.add(roll(due, project.region), -playbook.reminders.due_soon)
    silent = working.add(_news_on(project, item, runs_from), playbook.reminders.silent)
    first = max(min(soon, silent), runs_from)
    waiting = project.item(item.id).waiting
    return max(first, working.next_working_day(waiting.until)) if waiting else first


def news_on(project: Project, playbook: Playbook, item: Item) -> date:
    """Return the day of the last sign of life; before any, the day from which the item was worked on.

    While somebody waits with it, that is the day until which they wait.
    """
    return _news_on(project, item, _runs_from(project, playbook, item))


def _news_on(project: Project, item: Item, runs_from: date) -> date:
    record = project.item(item.id)
    days = [runs_from]
    if record.news_at:
        days.append(local_day(record.news_at, project.time_zone))
    if record.waiting:
        days.append(record.waiting.until)
    return max(days)


def phase_over(project: Project, playbook: Playbook, today: date) -> bool:
    """Tell whether the current phase is past its days."""
    return project.status in MOVING and today > gate_on(project, playbook, project.phase)


def _rests(project: Project, playbook: Playbook, item: Item) -> bool:
    """Tell whether nobody is asked for an item: its phase is to come, or has passed its gate without it."""
    phase = playbook.phase_of(item.id)
    if project.status not in MOVING or phase.number > project.phase:
        return True
    known = project.imported
    if known and phase.number < known.phase and not known.countersigned_by:
        # The countersignature is what the sponsor is asked for; it needs what will be locked.
        return item.id not in to_lock(project, playbook)
    # What every later gate asks for first is still asked for: a new sponsor's confirmation.
    return phase.number < project.phase and item.id != phase.gate.needs_first


def _runs_from(project: Project, playbook: Playbook, item: Item) -> date:
    """Return the day from which an item is worked on: its stage begins, the project opens or is resumed.

    A checklist's item runs with the stage that its due day falls in; one with a day of its own with its phase.
    """
    phase = playbook.phase_of(item.id)
    stages = [] if project.item(item.id).due_on else phase.stages
    day = next((s.first_day for s in stages if s.first_day <= item.due <= s.last_day), phase.first_day)
    resumed = [pause.until for pause in project.pauses if pause.until]
    return max([planned_day(project, playbook, phase, day), project.opened_on, *resumed])


def _silent_on(project: Project, playbook: Playbook, news: date) -> date:
    return working_time(project).add(news, playbook.reminders.silent)
