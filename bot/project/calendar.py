"""Working days: weekends and public holidays, and rolling off them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from difflib import get_close_matches
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

ONE_DAY = timedelta(days=1)


@lru_cache(maxsize=512)
def _public_holidays(region: str, year: int) -> frozenset[date]:
    if not region:
        return frozenset()
    country, _, subdivision = region.partition("-")
    return frozenset(holidays.country_holidays(country, subdiv=subdivision or None, years=year))


def is_working_day(day: date, region: str) -> bool:
    """Tell whether people work on this day: Monday to Friday, no public holiday of the region."""
    return day.weekday() < 5 and day not in _public_holidays(region, day.year)


def is_public_holiday(day: date, region: str) -> bool:
    """Tell whether this is a public holiday of the region."""
    return day in _public_holidays(region, day.year)


def roll(day: date, region: str) -> date:
    """Return the day itself, or the next working day (`framework.md`, preface)."""
    while not is_working_day(day, region):
        day += ONE_DAY
    return day


def local_day(moment: datetime, time_zone: str) -> date:
    """Return the date that people in the zone read on their calendar."""
    return moment.astimezone(ZoneInfo(time_zone)).date()


@lru_cache(maxsize=1024)
def is_zone(name: str) -> bool:
    """Tell whether a time zone of this name is known: to the pinned zones, a newer one is not."""
    try:
        ZoneInfo(name)
    except (OSError, ValueError, LookupError):
        return False
    return True


def is_region(region: str) -> bool:
    """Tell whether public holidays are known for an ISO country, or country and subdivision ("CA-ON")."""
    country, _, subdivision = region.partition("-")
    known = holidays.list_supported_countries(include_aliases=False)
    return country in known and (not subdivision or subdivision in known[country])


def spelled(region: str) -> str:
    """Return a region as it is known, however its letters were typed: "CA-ON" for " ca-on "."""
    country, dash, part = region.strip().partition("-")
    known = holidays.list_supported_countries(include_aliases=False).get(country.upper(), ())
    parts = {one.upper(): one for one in known}
    return f"{country.upper()}{dash}{parts.get(part.upper(), part.upper())}"


def near_regions(text: str) -> str:
    """Return the known regions that look most like a text, at most three, joined with commas; "" for none."""
    known = holidays.list_supported_countries(include_aliases=False)
    wished = text.strip().upper().replace("_", "-").replace(" ", "-")[:20]
    country = wished.partition("-")[0]
    parts = [f"{country}-{part}" for part in known.get(country, ())]
    near = get_close_matches(wished, parts or sorted(known), n=3)
    return ", ".join(near or ([country] if country in known else []))
