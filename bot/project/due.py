"""When a project next needs the clock: a day turns, its gate falls due, or a decision can no longer be taken back."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.playbooks.model import Playbook
from bot.project.pausing import paused_until
from bot.project.plan import gate_due_at
from bot.project.rounds import TAKEN_BACK_WITHIN, GateDecision
from bot.project.state import Project

#: local time at which the day counts on cards turn, before anybody works
DAY_TURNS = time(6)
#: how long after its ten minutes a decision's cards are drawn again, should nobody have looked at the clock before
_STILL_DRAWN = timedelta(days=1)


def next_due(project: Project, playbook: Playbook, now: datetime) -> datetime | None:
    """Return the next instant, in UTC, at which time changes something; None when it changes nothing more."""
    instants = [_stays_from(decision) for decision in _last(project)]
    if project.status in ("stopped", "live"):
        return next((instant for instant in instants if instant > now), None)
    instants.append(_next_turn(project.time_zone, now))
    if playbook.phase(project.phase).gate.verdict == "readiness":
        instants.append(gate_due_at(project, playbook, project.phase))
    if project.status == "paused" and (until := paused_until(project)):
        instants.append(until)
    return min(instant for instant in instants if instant > now)


def just_final(project: Project, now: datetime) -> GateDecision | None:
    """Return the last decision where its cards still offer to take it back, and it is too late by now."""
    return next((d for d in _last(project) if _stays_from(d) <= now < _stays_from(d) + _STILL_DRAWN), None)


def _last(project: Project) -> tuple[GateDecision, ...]:
    """Return the last decision, if somebody could have taken it back."""
    return tuple(d for d in project.decisions[-1:] if d.outcome not in ("iterated", "withdrawn"))


def _stays_from(decision: GateDecision) -> datetime:
    """Return the first second at which a decision cannot be taken back any more."""
    return decision.at + TAKEN_BACK_WITHIN + timedelta(seconds=1)


def _next_turn(time_zone: str, now: datetime) -> datetime:
    """Return when the day turns next; the same all through a quarter of an hour, by which zones differ."""
    quarter = now.astimezone(UTC).replace(minute=now.minute // 15 * 15, second=0, microsecond=0)
    return _turn_after(time_zone, quarter)


@lru_cache(maxsize=1024)
def _turn_after(time_zone: str, now: datetime) -> datetime:
    zone = ZoneInfo(time_zone)
    local = now.astimezone(zone)
    day = local.date() if local.time() < DAY_TURNS else local.date() + timedelta(days=1)
    return datetime.combine(day, DAY_TURNS, zone).astimezone(UTC)
