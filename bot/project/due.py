"""When a project next needs the clock: a day turns, or its gate falls due."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.playbooks.model import Playbook
from bot.project.pausing import paused_until
from bot.project.plan import gate_due_at
from bot.project.state import Project

#: local time at which the day counts on cards turn, before anybody works
DAY_TURNS = time(6)


def next_due(project: Project, playbook: Playbook, now: datetime) -> datetime | None:
    """Return the next instant, in UTC, at which time changes something; None when it changes nothing more."""
    if project.status in ("stopped", "live"):
        return None
    instants = [_next_turn(project.time_zone, now)]
    if playbook.phase(project.phase).gate.verdict == "readiness":
        instants.append(gate_due_at(project, playbook, project.phase))
    if project.status == "paused" and (until := paused_until(project)):
        instants.append(until)
    return min(instant for instant in instants if instant > now)


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
