"""Baseline and current plan: when phases begin, gates fall and items are due (`framework.md`, preface)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec

from bot.playbooks.model import Item, Phase, Playbook
from bot.project.calendar import ONE_DAY, local_day, roll
from bot.project.state import Pause, Project

#: local time at which a due day is over
DAY_ENDS = time(17)


class PhasePlan(msgspec.Struct, frozen=True):
    """One phase in both plans; its gate falls on its last day, rolled to a working day."""

    number: int
    starts_on: date
    gate_on: date
    baseline_starts_on: date
    baseline_gate_on: date

    @property
    def days_late(self) -> int:
        """Days by which the gate is later than planned; negative when earlier."""
        return (self.gate_on - self.baseline_gate_on).days


def today(project: Project, now: datetime) -> date:
    """Return the project's local date."""
    return local_day(now, project.time_zone)


def project_day(project: Project, on: date) -> int:
    """Return the project's day, 1 on the start date; days on which the clock stood do not count."""
    return (on - project.starts_on).days + 1 - _stood(project.pauses, on)


def phase_plan(project: Project, playbook: Playbook, number: int) -> PhasePlan:
    """Return one phase in the baseline, counted from the start date, and in the current plan."""
    phase = playbook.phase(number)
    baseline = project.starts_on + timedelta(days=phase.first_day - 1)
    last = project.starts_on + timedelta(days=phase.last_day - 1)
    return PhasePlan(
        number=number,
        starts_on=_begin(project, playbook, phase),
        gate_on=gate_on(project, playbook, number),
        baseline_starts_on=baseline,
        baseline_gate_on=roll(last, project.region),
    )


def gate_on(project: Project, playbook: Playbook, number: int) -> date:
    """Return the day on which the gate of a phase falls in the current plan."""
    phase = playbook.phase(number)
    return _day_of(project, playbook, phase, phase.last_day)


def gate_due_at(project: Project, playbook: Playbook, number: int) -> datetime:
    """Return the instant at which the gate of a phase is due: the end of the working day, local time."""
    local = datetime.combine(gate_on(project, playbook, number), DAY_ENDS, ZoneInfo(project.time_zone))
    return local.astimezone(UTC)


def due_on(project: Project, playbook: Playbook, item: Item) -> date:
    """Return the day an item is due: what a person set, else the playbook's day in the current plan."""
    chosen = project.item(item.id).due_on
    if chosen is not None:
        return chosen
    return _day_of(project, playbook, playbook.phase_of(item.id), item.due)


def next_phase_start(project: Project, decided_on: date) -> date:
    """Return when the next phase begins: the first working day after the decision."""
    return roll(decided_on + ONE_DAY, project.region)


def _day_of(project: Project, playbook: Playbook, phase: Phase, day: int) -> date:
    begin = _begin(project, playbook, phase)
    moved = _shifted(begin + timedelta(days=day - phase.first_day), project.pauses, begin)
    # Nothing is born overdue: what fell before the project was opened is due the day after that.
    if moved < project.opened_on:
        moved = project.opened_on + ONE_DAY
    return roll(moved, project.region)


def _begin(project: Project, playbook: Playbook, phase: Phase) -> date:
    """Return where a phase begins; one that has not begun follows the one before, in unrolled days."""
    begun = project.phase_starts.get(phase.number)
    if begun is not None:
        return begun
    before = playbook.phase(phase.number - 1)
    begin = _begin(project, playbook, before)
    length = timedelta(days=before.last_day - before.first_day)
    return _shifted(begin + length, project.pauses, begin) + ONE_DAY


def _stood(pauses: tuple[Pause, ...], on: date) -> int:
    begun = (pause for pause in pauses if pause.since <= on)
    return sum((min(pause.until or on, on) - pause.since).days for pause in begun)


def _shifted(day: date, pauses: tuple[Pause, ...], begin: date) -> date:
    """Move a day of a phase that began on `begin` by each ended pause in that phase that came before it."""
    for pause in pauses:
        if pause.until and begin <= pause.since <= day:
            day += pause.until - pause.since
    return day
