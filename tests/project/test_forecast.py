"""When the gate will be ready at the pace so far: nine items, from Monday, 2 March 2026."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.project import plan
from bot.project.calendar import is_working_day
from bot.project.commands import SetItem
from bot.project.forecast import FAR, days_of_work, first_due, forecast, why_none
from bot.project.working import WorkingTime
from tests.project.story import LEAD, NINETY, TORONTO, Story, story_at

ITEMS = [f"DR-{n}" for n in range(1, 10)]


def march(day: int) -> date:
    return date(2026, 3, day)


def with_ready(count: int, **more: str) -> Story:
    story = Story(**more)  # type: ignore[arg-type]
    story.ready(*ITEMS[:count])
    return story


@pytest.mark.parametrize(
    ("ready", "today", "expected"),
    [
        (0, march(6), None),  # no pace yet
        (3, march(5), None),  # a day short of a week
        (8, march(2), None),
        (2, march(6), None),  # one short of a third
        (2, march(20), None),
        (3, march(6), march(20)),  # 3 in 5 days: ten more days
        (4, march(6), march(17)),  # 4 in 5 days: 6.25 days, rounded up
        (8, march(6), march(9)),
        (9, march(2), march(2)),  # ready today
        (9, march(7), march(9)),  # on a Saturday: on Monday
    ],
)
def test_the_forecast_keeps_the_pace_so_far(ready: int, today: date, expected: date | None) -> None:
    assert forecast(with_ready(ready).project, NINETY, today) == expected


def test_before_a_phase_begins_there_is_no_pace() -> None:
    story = with_ready(3, starts_on=date(2026, 3, 9))  # type: ignore[arg-type]
    assert forecast(story.project, NINETY, march(6)) is None
    assert forecast(story.project, NINETY, march(13)) == march(27)


def test_a_holiday_puts_the_forecast_off() -> None:
    story = with_ready(3, starts_on=date(2026, 3, 30), region="CA-ON")  # type: ignore[arg-type]
    # 3 in 5 days, Monday, 6 April, without Good Friday: ten more.
    assert forecast(story.project, NINETY, date(2026, 4, 3)) is None
    assert forecast(story.project, NINETY, date(2026, 4, 6)) == date(2026, 4, 20)


def test_days_on_hold_slow_no_pace_down() -> None:
    story = with_ready(3)
    assert forecast(story.project, NINETY, march(6)) == march(20)
    story.hold(7)
    assert forecast(story.project, NINETY, march(13)) == march(27)


def test_a_pace_too_slow_to_judge_by_gives_no_forecast() -> None:
    story = with_ready(3)
    assert forecast(story.project, NINETY, date(2026, 8, 28)) is not None  # 130 working days for three
    assert forecast(story.project, NINETY, date(2026, 8, 31)) is None


@pytest.mark.parametrize("state", ["held", "halted", "stopped", "live"])
def test_there_is_no_forecast_while_the_clock_stands(state: str) -> None:
    story = story_at(state)  # type: ignore[arg-type]
    assert forecast(story.project, NINETY, march(9)) is None


def test_an_item_that_is_open_again_puts_the_forecast_off() -> None:
    story = with_ready(5)
    assert forecast(story.project, NINETY, march(9)) == march(16)
    story.do(LEAD, SetItem("DR-5", False))
    assert (forecast(story.project, NINETY, march(9)) or march(9)) > march(16)


@pytest.mark.parametrize(
    ("ready", "today", "why"),
    [
        (0, march(1), "young"),  # the day before it begins
        (0, march(6), "young"),  # day 5 of 15
        (0, march(7), "none_ready"),  # day 6
        (0, march(20), "none_ready"),  # past its days
        (1, date(2026, 4, 15), "too_slow"),
        (2, march(9), "too_slow"),  # too few to tell
        (5, march(5), "young"),
        (5, march(3), "young"),
    ],
)
def test_late_in_a_phase_it_is_not_too_early_for_a_forecast(ready: int, today: date, why: str) -> None:
    story = with_ready(ready)
    assert forecast(story.project, NINETY, today) is None
    assert why_none(story.project, NINETY, today) == why


def test_before_anything_of_the_checklist_is_due_its_pace_is_not_to_blame() -> None:
    story = Story()
    story.pass_gate()
    begin = plan.phase_begin(story.project, NINETY, 2)
    first = first_due(story.project, NINETY)
    assert (first - begin).days > 20
    assert why_none(story.project, NINETY, begin + timedelta(days=9)) == "young"
    assert why_none(story.project, NINETY, begin + timedelta(days=10)) == "none_due"
    assert why_none(story.project, NINETY, first) == "none_ready"


def test_a_phase_that_has_been_worked_on_for_less_than_a_week_is_young_whatever_its_day() -> None:
    story = with_ready(5, starts_on=date(2026, 3, 5))  # type: ignore[arg-type]
    tuesday = march(10)  # day 6 of 15, the fourth day of work
    assert forecast(story.project, NINETY, tuesday) is None
    assert why_none(story.project, NINETY, tuesday) == "young"
    assert forecast(story.project, NINETY, march(11)) == march(17)


def test_days_on_hold_are_no_days_in_which_nothing_became_ready() -> None:
    story = Story()
    assert days_of_work(story.project, NINETY, march(9)) == 8
    story.hold(7)
    assert days_of_work(story.project, NINETY, march(9)) == 1


@given(ready=st.integers(0, 9), ahead=st.integers(-10, 400), region=st.sampled_from(["", "CA-ON", "CA-QC"]))
def test_a_forecast_is_a_working_day_and_never_in_the_past(ready: int, ahead: int, region: str) -> None:
    story = with_ready(ready, region=region)
    today = date.fromordinal(march(2).toordinal() + ahead)
    found = forecast(story.project, NINETY, today)
    assert found is None or (found >= today and is_working_day(found, region))


WORKED = WorkingTime(time_zone=TORONTO)
DAYS = st.integers(0, 400).map(lambda ahead: WORKED.next_working_day(march(1) + timedelta(days=ahead)))


@given(ready=st.integers(1, 8), today=DAYS)
def test_a_day_without_news_puts_a_forecast_off_by_three_working_days_at_most(
    ready: int, today: date
) -> None:
    project, tomorrow = with_ready(ready).project, WORKED.next_working_day(today)
    first, second = (forecast(project, NINETY, day) for day in (today, tomorrow))
    if first and second:
        assert 1 <= WORKED.days_between(first, second) <= 3


@given(ready=st.integers(0, 7), today=DAYS)
def test_one_more_that_is_ready_never_puts_a_forecast_off_nor_takes_it_away(ready: int, today: date) -> None:
    before, after = (forecast(with_ready(count).project, NINETY, today) for count in (ready, ready + 1))
    assert before is None or (after is not None and after <= before)


@given(ready=st.integers(0, 8), today=DAYS)
def test_there_is_a_forecast_from_enough_items_and_days_on(ready: int, today: date) -> None:
    worked = WORKED.days_between(march(2), today) + 1
    expected = ready >= 3 and worked >= 5 and (9 - ready) * worked <= FAR * ready
    assert (forecast(with_ready(ready).project, NINETY, today) is not None) is expected
