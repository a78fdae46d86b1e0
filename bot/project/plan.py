"""Baseline and current plan: when phases begin, gates fall and items are due (`framework.md`, preface)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace

from bot.playbooks.model import Item, Phase, Playbook
from bot.project.calendar import ONE_DAY, local_day, roll
from bot.project.state import Pause, Project

#: local time at which a due day is over
DAY_ENDS = time(17)
#: days after a project under way came in, in which what its plan had for earlier is to be recorded
SETTLES_WITHIN = timedelta(days=7)


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
        starts_on=phase_begin(project, playbook, number),
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
    return _end_of(gate_on(project, playbook, number), project.time_zone)


@lru_cache(maxsize=1024)
def _end_of(day: date, time_zone: str) -> datetime:
    return datetime.combine(day, DAY_ENDS, ZoneInfo(time_zone)).astimezone(UTC)


def due_on(project: Project, playbook: Playbook, item: Item) -> date:
    """Return the day an item is due: what a person set, else the playbook's day in the current plan."""
    chosen = project.item(item.id).due_on
    if chosen is not None:
        return chosen
    return _day_of(project, playbook, playbook.phase_of(item.id), item.due)


def phase_begin(project: Project, playbook: Playbook, number: int) -> date:
    """Return the first day of a phase in the current plan."""
    phase = playbook.phase(number)
    return project.phase_starts.get(number) or planned_day(project, playbook, phase, phase.first_day)


def next_phase_start(project: Project, decided_on: date) -> date:
    """Return when the next phase begins: the first working day after the decision, and not before this one."""
    begin = project.phase_starts.get(project.phase, project.starts_on)
    return roll(max(after_decision(decided_on, project.region), begin), project.region)


def after_decision(decided_on: date, region: str) -> date:
    """Return the first working day after a decision, of a gate that was decided here or elsewhere."""
    return roll(decided_on + ONE_DAY, region)


def day_after_pause(day: date, project: Project, on: date) -> date:
    """Return where a day that somebody agreed on moves, now that the clock runs again; the same where it stays.

    Like the plan's own days it moves by the length of the pause if it lay ahead, and rolls off days off.
    """
    since = project.pauses[-1].since
    reached = day if since <= day else roll(day, project.region)
    return roll(reached + (on - since), project.region) if since <= reached and since < on else day


def after_pause(project: Project, on: date, begins: date | None) -> Project:
    """Return the project with the plan that it has once the clock runs again."""
    begun = project.phase_starts | ({project.phase: begins} if begins else {})
    pauses = (*project.pauses[:-1], replace(project.pauses[-1], until=on))
    return replace(project, phase_starts=begun, pauses=pauses)


def begins_after_pause(project: Project, on: date) -> date | None:
    """Return where the current phase's first day moves, now that the clock runs again; None where it stays.

    A hold between a decision and the phase that it opens, or before day 1, shifts that first day as it shifts every
    other day that lies ahead.
    """
    begin, since = project.phase_starts.get(project.phase), project.pauses[-1].since
    return begin + (on - since) if begin and since < min(begin, on) else None


def gate_before_pause(project: Project, playbook: Playbook) -> date:
    """Return on which day the current gate would fall had the clock not stood the last time."""
    last = next((pause for pause in reversed(project.pauses) if pause.until), None)
    if last is None or last.until is None:
        return gate_on(project, playbook, project.phase)
    begun, begin = project.phase_starts, project.phase_starts.get(project.phase)
    if begin and last.since < begin:
        begun = begun | {project.phase: begin - (last.until - last.since)}
    others = tuple(pause for pause in project.pauses if pause is not last)
    return gate_on(replace(project, pauses=others, phase_starts=begun), playbook, project.phase)


def begins_after_paper(project: Project, decided_on: date) -> date:
    """Return when a phase began whose gate was passed on paper, or begins: what stood since then moves it."""
    begin = after_decision(decided_on, project.region)
    for pause in project.pauses:
        if pause.until and pause.since < begin and decided_on < pause.until:
            begin += pause.until - max(pause.since, decided_on)
    return begin


def _day_of(project: Project, playbook: Playbook, phase: Phase, day: int) -> date:
    moved = planned_day(project, playbook, phase, day)
    if project.imported and moved <= project.opened_on:
        moved = _settled_by(project, playbook, phase)
    # Nothing is born overdue: what fell before the day after the opening is due then.
    return roll(max(moved, project.opened_on + ONE_DAY), project.region)


def _settled_by(project: Project, playbook: Playbook, phase: Phase) -> date:
    """Return when what lay in the past as a project came in is due: within a week, but by the gate of its phase."""
    soon, gate = project.opened_on + SETTLES_WITHIN, planned_day(project, playbook, phase, phase.last_day)
    return min(soon, gate) if gate > project.opened_on else soon


def planned_day(project: Project, playbook: Playbook, phase: Phase, day: int) -> date:
    """Count a project day, unrolled, from where its phase began, or else from the last phase that has begun."""
    begun = phase.number
    while begun not in project.phase_starts:
        begun -= 1
    begin = project.phase_starts[begun]
    planned = begin + timedelta(days=day - playbook.phase(begun).first_day)
    if not project.pauses:
        return planned
    return _shifted(planned, project, begin, project.phase_starts.get(begun + 1, date.max))


def _stood(pauses: tuple[Pause, ...], on: date) -> int:
    begun = (pause for pause in pauses if pause.since <= on)
    return sum((min(pause.until or on, on) - pause.since).days for pause in begun)


def _shifted(day: date, project: Project, begin: date, end: date) -> date:
    """Move a day counted from `begin` by each ended pause between the two, in a phase that was over by `end`."""
    for pause in project.pauses:
        if not pause.until or not begin <= pause.since < end:
            continue
        # A day that rolls over the weekend still lies ahead when the clock stops on the Monday.
        reached = day if pause.since <= day else roll(day, project.region)
        if pause.since <= reached:
            day = reached + (pause.until - pause.since)
    return day
