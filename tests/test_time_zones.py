"""Times are told by the zones that are pinned with the code, whatever the machine has."""

from __future__ import annotations

import zoneinfo
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import bot


def test_the_machines_own_zones_are_not_looked_at() -> None:
    assert bot.__doc__
    assert zoneinfo.TZPATH == ()


def test_a_change_of_law_in_the_pinned_zones_counts() -> None:
    # British Columbia keeps summer time from 2026 on.
    assert datetime(2026, 12, 1, tzinfo=ZoneInfo("America/Vancouver")).utcoffset() == timedelta(hours=-7)
