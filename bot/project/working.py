"""Working time: whose days and hours count, across time zones, holidays, closures and absences."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import msgspec

from bot.project.calendar import ONE_DAY, is_public_holiday

MONDAY_TO_FRIDAY = (0, 1, 2, 3, 4)


class Away(msgspec.Struct, frozen=True):
    """Days off, the first and the last included: a closure of the company, an absence of a person."""

    first: date
    last: date


class WorkingTime(msgspec.Struct, frozen=True):
    """When a person, or the team of a project, is at work."""

    time_zone: str
    #: public holidays of a country or its subdivision, "" for none
    region: str = ""
    #: weekdays, Monday is 0
    days: tuple[int, ...] = MONDAY_TO_FRIDAY
    starts: time = time(9)
    ends: time = time(17)
    away: tuple[Away, ...] = ()

    def works_on(self, day: date) -> bool:
        """Tell whether this is a working day."""
        if day.weekday() not in self.days or any(off.first <= day <= off.last for off in self.away):
            return False
        return not is_public_holiday(day, self.region)

    def next_working_day(self, day: date, *, most: int = 400) -> date:
        """Return the first working day after `day`; after `most` days of absence, that day."""
        for _ in range(most):
            day += ONE_DAY
            if self.works_on(day):
                return day
        return day

    def days_between(self, since: date, until: date) -> int:
        """Count the working days after `since`, up to and including `until`; 0 when it lies behind."""
        span = (until - since).days
        return sum(self.works_on(since + timedelta(days=n)) for n in range(1, span + 1))

    def add(self, day: date, working_days: int) -> date:
        """Return the day that lies this many working days after (or, negative, before) a day."""
        return _added(self, day, working_days)


@lru_cache(maxsize=4096)
def _added(working: WorkingTime, day: date, working_days: int) -> date:
    step = ONE_DAY if working_days > 0 else -ONE_DAY
    left, most = abs(working_days), 2000
    while left and most:
        day, most = day + step, most - 1
        left -= working.works_on(day)
    return day


def instant(day: date, at: time, time_zone: str) -> datetime:
    """Return a local wall time as UTC: in a gap it moves forward, of one that exists twice the first counts."""
    # fold 0 takes the first of two, and in a gap the offset before it, which lands behind its end.
    return datetime.combine(day, at, ZoneInfo(time_zone)).replace(fold=0).astimezone(UTC)


def next_instant(after: datetime, at: time, working: WorkingTime) -> datetime:
    """Return the next wall time `at` on a working day, strictly after an instant."""
    day = after.astimezone(ZoneInfo(working.time_zone)).date() - ONE_DAY
    while True:
        day = working.next_working_day(day)
        found = instant(day, at, working.time_zone)
        if found > after:
            return found
