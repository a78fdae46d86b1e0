"""Working time, by hand on a calendar: clock changes, holidays, absences, and weeks of other shapes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.project.working import Away, WorkingTime, instant, next_instant

EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
HALF_HOURS = [time(hour, minute) for hour in range(24) for minute in (0, 30)]
DAY, HOUR = timedelta(days=1), timedelta(hours=1)

#: zone -> the day whose hour is skipped and its start, the day whose hour comes twice and its start; in 2026
CHANGES: dict[str, tuple[tuple[date, time], tuple[date, time]] | None] = {
    "America/Toronto": ((date(2026, 3, 8), time(2)), (date(2026, 11, 1), time(1))),
    "Europe/London": ((date(2026, 3, 29), time(1)), (date(2026, 10, 25), time(1))),
    "Pacific/Auckland": ((date(2026, 9, 27), time(2)), (date(2026, 4, 5), time(2))),
    "Asia/Kolkata": None,
}
#: both changes of the year, with three days before and after
STRETCHES = [
    (zone, change[0] - 3 * DAY, at)
    for zone, changes in CHANGES.items()
    for change in changes or ((date(2026, 3, 8), time(2)), (date(2026, 11, 1), time(1)))
    for at in HALF_HOURS
]


def read(moment: datetime, zone: str) -> datetime:
    """Return what a clock on the wall shows."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)


def expected(zone: str, day: date, at: time) -> datetime:
    """Return what the wall shows at a stand-up: the hour that is skipped counts as the one after it."""
    shown, changes = datetime.combine(day, at), CHANGES[zone]
    if changes and day == changes[0][0] and at.hour == changes[0][1].hour:
        return shown + HOUR
    return shown


@pytest.mark.parametrize(
    ("zone", "first", "at"), STRETCHES, ids=[f"{z} {d} {t:%H:%M}" for z, d, t in STRETCHES]
)
def test_a_stand_up_is_once_a_day_at_its_local_time_over_every_clock_change(
    zone: str, first: date, at: time
) -> None:
    working = WorkingTime(time_zone=zone, days=EVERY_DAY)
    now = instant(first, time(0), zone) - timedelta(seconds=1)
    for n in range(7):
        found = next_instant(now, at, working)
        assert found.tzinfo is UTC
        assert read(found, zone) == expected(zone, first + n * DAY, at)
        # Of a time that the wall shows twice, it is the first: an hour before, the wall shows something else.
        assert read(found - HOUR, zone) != read(found, zone)
        now = found


@pytest.mark.parametrize(("zone", "changes"), CHANGES.items())
def test_the_hour_that_comes_twice_is_asked_for_once_whenever_one_looks(
    zone: str, changes: tuple[tuple[date, time], tuple[date, time]] | None
) -> None:
    day, at = changes[1] if changes else (date(2026, 11, 1), time(1))
    working = WorkingTime(time_zone=zone, days=EVERY_DAY)
    start = instant(day, time(0), zone)
    looked = {next_instant(start + timedelta(minutes=n), at, working) for n in range(0, 24 * 60, 10)}
    assert sorted(looked) == [instant(day, at, zone), instant(day + DAY, at, zone)]


def test_a_clock_change_in_plain_figures() -> None:
    toronto = "America/Toronto"
    # 2:30 does not exist on 8 March: 3:30 summer time. 1:30 comes twice on 1 November: summer time is first.
    assert instant(date(2026, 3, 8), time(2, 30), toronto) == datetime(2026, 3, 8, 7, 30, tzinfo=UTC)
    assert instant(date(2026, 11, 1), time(1, 30), toronto) == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)
    assert instant(date(2026, 11, 1), time(1, 30, fold=1), toronto) == datetime(
        2026, 11, 1, 5, 30, tzinfo=UTC
    )


moments = st.integers(0, 400 * 24 * 60).map(
    lambda minutes: datetime(2025, 12, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
weeks = st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days)))


@given(after=moments, at=st.times(), days=weeks, zone=st.sampled_from(sorted(CHANGES)))
def test_the_next_instant_is_ahead_on_a_working_day_and_none_lies_between(
    after: datetime, at: time, days: tuple[int, ...], zone: str
) -> None:
    working = WorkingTime(time_zone=zone, region="CA-ON", days=days)
    found = next_instant(after, at, working)
    assert found > after
    day = read(found, zone).date()
    assert working.works_on(day)
    between = [day - n * DAY for n in range(1, (day - read(after, zone).date()).days + 2)]
    assert not any(working.works_on(d) and after < instant(d, at, zone) < found for d in between)


# holidays

ONTARIO_ONLY = [date(2026, 2, 16), date(2026, 12, 28)]  # Family Day; Boxing Day, on the Monday
QUEBEC_ONLY = [date(2026, 6, 24)]  # Saint-Jean-Baptiste
BOTH = [
    date(2026, 1, 1),
    date(2026, 4, 3),  # Good Friday
    date(2026, 5, 18),  # Victoria Day in Ontario, National Patriots' Day in Quebec
    date(2026, 7, 1),
    date(2026, 9, 7),
    date(2026, 10, 12),
    date(2026, 12, 25),
]


def works(region: str, day: date) -> bool:
    return WorkingTime(time_zone="America/Toronto", region=region).works_on(day)


@pytest.mark.parametrize("day", ONTARIO_ONLY)
def test_ontario_rests_and_quebec_works(day: date) -> None:
    assert (works("CA-ON", day), works("CA-QC", day)) == (False, True)


@pytest.mark.parametrize("day", QUEBEC_ONLY)
def test_quebec_rests_and_ontario_works(day: date) -> None:
    assert (works("CA-ON", day), works("CA-QC", day)) == (True, False)


@pytest.mark.parametrize("day", BOTH)
def test_both_rest_and_who_named_no_region_works(day: date) -> None:
    assert (works("CA-ON", day), works("CA-QC", day), works("", day)) == (False, False, True)


# days off, and weeks of other shapes


def test_an_absence_counts_with_its_first_and_last_day() -> None:
    away = WorkingTime("America/Toronto", away=(Away(date(2026, 3, 10), date(2026, 3, 12)),))
    assert [away.works_on(date(2026, 3, day)) for day in (9, 10, 11, 12, 13)] == [
        True,
        False,
        False,
        False,
        True,
    ]
    assert away.next_working_day(date(2026, 3, 9)) == date(2026, 3, 13)
    assert away.days_between(date(2026, 3, 9), date(2026, 3, 16)) == 2
    assert away.add(date(2026, 3, 9), 2) == date(2026, 3, 16)
    assert away.add(date(2026, 3, 16), -2) == date(2026, 3, 9)


def test_several_absences_and_a_closure_add_up() -> None:
    closed = Away(date(2026, 12, 24), date(2027, 1, 3))
    working = WorkingTime(
        "America/Toronto", region="CA-ON", away=(closed, Away(date(2026, 12, 23), date(2026, 12, 23)))
    )
    assert working.next_working_day(date(2026, 12, 22)) == date(2027, 1, 4)
    nine = next_instant(instant(date(2026, 12, 22), time(9), "America/Toronto"), time(9), working)
    assert nine == datetime(2027, 1, 4, 14, tzinfo=UTC)


def test_a_week_from_sunday_to_thursday() -> None:
    working = WorkingTime("Asia/Riyadh", days=(6, 0, 1, 2, 3))
    thursday = date(2026, 3, 5)
    assert working.next_working_day(thursday) == date(2026, 3, 8)
    assert working.days_between(thursday, date(2026, 3, 12)) == 5
    assert [working.works_on(thursday + n * DAY) for n in range(4)] == [True, False, False, True]


def test_a_week_of_three_days() -> None:
    working = WorkingTime("Europe/London", days=(1, 2, 3))
    assert working.add(date(2026, 3, 5), 1) == date(2026, 3, 10)
    assert working.add(date(2026, 3, 10), -1) == date(2026, 3, 5)


def test_an_absence_without_end_ends_the_search_not_the_program() -> None:
    gone = WorkingTime("UTC", away=(Away(date(2000, 1, 1), date(2100, 1, 1)),))
    assert gone.next_working_day(date(2026, 3, 2)) == date(2026, 3, 2) + 400 * DAY
    assert next_instant(datetime(2026, 3, 2, tzinfo=UTC), time(9), gone) > datetime(2027, 1, 1, tzinfo=UTC)
    assert gone.add(date(2026, 3, 2), 5) > date(2030, 1, 1)


@given(
    day=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    ahead=st.integers(0, 40),
    days=weeks,
    region=st.sampled_from(["", "CA-ON", "CA-QC"]),
)
def test_adding_working_days_and_counting_them_agree(
    day: date, ahead: int, days: tuple[int, ...], region: str
) -> None:
    working = WorkingTime("America/Toronto", region=region, days=days)
    there = working.add(day, ahead)
    assert working.days_between(day, there) == ahead
    if ahead:
        assert working.works_on(there)
        assert working.days_between(day, there - DAY) == ahead - 1
        assert working.next_working_day(day) == working.add(day, 1)
        assert working.works_on(working.add(day, -ahead))
    assert working.days_between(there, day) == 0
