"""When the gate will be ready at the pace so far: nine items, from Monday, 2 March 2026."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.project import plan
from bot.project.calendar import is_working_day
from bot.project.commands import SetItem
from bot.project.forecast import days_of_work, first_due, forecast, why_none
from tests.project.story import LEAD, NINETY, Story, story_at

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
        (3, march(2), march(4)),  # three in a day: six more take two
        (3, march(4), march(12)),  # one a day: six more from Wednesday on
        (3, march(6), march(20)),  # 3 in 5 days: ten more days
        (4, march(6), march(17)),  # 4 in 5 days: 6.25 days, rounded up
        (8, march(2), march(3)),
        (9, march(2), march(2)),  # ready today
        (9, march(7), march(9)),  # on a Saturday: on Monday
    ],
)
def test_the_forecast_keeps_the_pace_so_far(ready: int, today: date, expected: date | None) -> None:
    assert forecast(with_ready(ready).project, NINETY, today) == expected


def test_before_a_phase_begins_there_is_no_pace() -> None:
    story = with_ready(3, starts_on=date(2026, 3, 9))  # type: ignore[arg-type]
    assert forecast(story.project, NINETY, march(6)) is None
    assert forecast(story.project, NINETY, march(9)) == march(11)


def test_a_holiday_puts_the_forecast_off() -> None:
    story = with_ready(3, starts_on=date(2026, 3, 30), region="CA-ON")  # type: ignore[arg-type]
    # 3 in 4 days, Thursday, 2 April: eight more, without Good Friday.
    assert forecast(story.project, NINETY, date(2026, 4, 2)) == date(2026, 4, 15)


def test_days_on_hold_slow_no_pace_down() -> None:
    story = with_ready(3)
    story.hold(7)
    assert forecast(story.project, NINETY, march(9)) == march(11)


def test_a_pace_too_slow_to_judge_by_gives_no_forecast() -> None:
    story = with_ready(1)
    assert forecast(story.project, NINETY, date(2026, 4, 14)) is not None  # 32 working days for one
    assert forecast(story.project, NINETY, date(2026, 4, 15)) is None


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
