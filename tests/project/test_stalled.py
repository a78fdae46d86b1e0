"""What counts as stalled, on a calendar: day 1 is Monday, 2 March 2026, and gate 1 falls on Monday the 16th."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.project.commands import AssignItem, GiveRole, HoldProject, SetDueDay, StopProject, WaitFor
from bot.project.stalled import Stall, nag_on, phase_over, stall, stalls
from tests.project.story import LEAD, NINETY, OWNER, START, Story, local, story_at


def march(day: int) -> date:
    return date(2026, 3, day)


def kinds(story: Story, item: str, first: int, last: int) -> list[str]:
    """Return how an item is stalled on each day of March from the first to the last, "" for not."""
    found = [stall(story.project, NINETY, NINETY.item(item), march(day)) for day in range(first, last + 1)]
    return [entry.kind if entry else "" for entry in found]


def found(story: Story, item: str, day: int) -> Stall:
    entry = stall(story.project, NINETY, NINETY.item(item), march(day))
    assert entry
    return entry


def first_day(story: Story, item: str) -> date | None:
    return nag_on(story.project, NINETY, NINETY.item(item))


def test_an_item_is_due_soon_then_due_then_overdue() -> None:
    # DR-2 is due on day 8, Monday the 9th: two working days before is Thursday.
    expected = ["", "due_soon", "due_soon", "due_soon", "due_soon", "due", "overdue", "overdue"]
    assert kinds(Story(), "DR-2", 4, 11) == expected
    assert first_day(Story(), "DR-2") == march(5)


def test_an_item_without_news_for_five_working_days_is_silent() -> None:
    # DR-5 is due on day 12, Friday the 13th; its stage, the data audit, begins on Thursday the 5th.
    story = Story()
    assert kinds(story, "DR-5", 10, 13) == ["", "due_soon", "silent", "due"]
    assert found(story, "DR-5", 13).since == march(12), "falling due does not begin the ladder anew"
    story.do(LEAD, SetDueDay("DR-5", "2026-03-16", "The lawyer is away"))
    assert kinds(story, "DR-5", 8, 13) == ["", "silent", "silent", "silent", "silent", "silent"]
    assert found(story, "DR-5", 9).since == march(9)


def test_silence_counts_from_the_last_sign_of_life() -> None:
    story = Story()
    story.do(LEAD, SetDueDay("DR-9", "2026-03-16", "Later"))
    story.now = local(march(4))
    story.do(LEAD, AssignItem("DR-9", OWNER))
    assert first_day(story, "DR-9") == march(11)


def test_a_checklist_s_item_runs_with_the_stage_that_its_due_day_falls_in() -> None:
    # GO-2 is due on day 43, in the last stage of phase 2, which begins on day 41.
    story = Story()
    story.pass_gate()
    begin = story.project.phase_starts[2]
    assert first_day(story, "GO-2") == begin + timedelta(days=25)


def test_a_day_that_a_person_set_counts_from_the_phase_on() -> None:
    story = Story()
    story.do(LEAD, SetDueDay("P1-12", "2026-03-05", "The board meets on Friday"))
    assert kinds(story, "P1-12", 2, 6) == ["", "due_soon", "due_soon", "due", "overdue"]


def test_what_a_person_put_on_a_sunday_is_due_on_monday() -> None:
    story = Story()
    story.do(LEAD, SetDueDay("DR-3", "2026-03-08", "After the weekend"))
    assert kinds(story, "DR-3", 6, 10) == ["due_soon", "due_soon", "due", "due", "overdue"]
    assert found(story, "DR-3", 9).due_on == march(9)


def test_a_wait_quiets_an_item_through_its_day() -> None:
    story = Story()
    story.now = local(march(9))
    story.do(LEAD, WaitFor("DR-2", "2026-03-13", "The plant's export"))
    assert kinds(story, "DR-2", 9, 17) == ["", "", "", "", "", "", "", "overdue", "overdue"]
    assert first_day(story, "DR-2") == march(16)
    # The ladder begins where the wait ended: four days of waiting are no silence.
    assert found(story, "DR-2", 16).since == march(13)


def test_what_is_finished_rests_and_wakes_when_it_is_open_again() -> None:
    story = Story()
    story.ready("DR-2")
    assert first_day(story, "DR-2") is None
    story.measure("DR-2", months="4")
    assert first_day(story, "DR-2") == march(5)


@pytest.mark.parametrize("state", ["held", "halted", "stopped", "live"])
def test_nothing_is_stalled_where_the_clock_stands_or_the_project_is_over(state: str) -> None:
    story = story_at(state)  # type: ignore[arg-type]
    assert stalls(story.project, NINETY, date(2027, 1, 4)) == []
    assert not phase_over(story.project, NINETY, date(2027, 1, 4))
    assert all(first_day(story, item.id) is None for phase in NINETY.phases for item in phase.items)


def test_stopping_a_project_ends_every_stall() -> None:
    story = Story()
    assert stalls(story.project, NINETY, march(20))
    story.do(LEAD, StopProject("The line is sold"))
    assert stalls(story.project, NINETY, march(20)) == []


def test_items_of_later_phases_rest_also_those_that_can_be_answered_from_day_one() -> None:
    story = Story()
    assert NINETY.item("P3-1").asked_from == 1
    assert first_day(story, "P3-1") is None
    assert {entry.item[:2] for entry in stalls(story.project, NINETY, march(31))} == {"P1", "DR"}


def test_a_passed_gate_lays_the_open_steps_before_it_to_rest() -> None:
    story = story_at("running", 2)
    assert story.status("P1-6") == "open"
    assert first_day(story, "P1-6") is None


def test_what_every_gate_asks_for_first_is_asked_of_a_new_sponsor() -> None:
    story = story_at("running", 2)
    story.now = local(date(2026, 4, 7))
    story.do(LEAD, GiveRole("sponsor", "new"))
    assert first_day(story, "DR-8") is not None
    for day, kind in ((8, "due_soon"), (9, "due"), (10, "overdue")):
        entry = stall(story.project, NINETY, NINETY.item("DR-8"), date(2026, 4, day))
        assert entry
        assert entry.kind == kind
        assert entry.since == date(2026, 4, 9), "the new sponsor's silence counts from their own day"


def test_a_hold_is_no_silence() -> None:
    story = Story()
    story.now = local(march(10))
    story.do(LEAD, AssignItem("DR-2", OWNER), HoldProject("The plant is closed"))
    story.now = local(date(2026, 4, 7))
    assert stalls(story.project, NINETY, date(2026, 4, 7)) == []
    story.hold(0)  # nothing: it is held
    assert found_in_april(story, "DR-2").since == date(2026, 4, 7)
    assert found_in_april(story, "DR-5").kind == "due_soon", "four weeks of hold shift the day and the stage"


def found_in_april(story: Story, item: str) -> Stall:
    entry = stall(story.project, NINETY, NINETY.item(item), date(2026, 4, 8))
    assert entry
    return entry


@pytest.mark.parametrize("late", [0, 1, 10, 30])
def test_nothing_is_born_overdue_or_silent(late: int) -> None:
    opened = START + timedelta(days=late)
    story = Story(opened=local(opened))
    assert {entry.kind for entry in stalls(story.project, NINETY, opened)} <= {"due_soon"}
    assert all(entry.since >= opened for entry in stalls(story.project, NINETY, opened + timedelta(days=9)))


def test_nobody_is_reminded_before_the_first_day() -> None:
    story = Story(starts_on=date(2026, 4, 6), opened=local(START))
    assert stalls(story.project, NINETY, date(2026, 4, 5)) == []
    assert first_day(story, "DR-1") == date(2026, 4, 6)


def test_a_phase_is_past_its_days_after_the_day_of_its_gate() -> None:
    story = Story()
    assert not phase_over(story.project, NINETY, march(16))
    assert phase_over(story.project, NINETY, march(17))
