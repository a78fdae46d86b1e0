"""What one person reads in the morning: what is theirs, what came up the ladder, in the order of what matters."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from bot.project.commands import (
    AssignItem,
    DescribeEquivalent,
    GiveRole,
    RecordMeasure,
    SignThreshold,
    TakeRole,
    WaitFor,
)
from bot.project.digest import Line, is_worth_sending, lines, ordered
from bot.project.plan import phase_begin
from tests.project.good import KPI
from tests.project.story import (
    LEAD,
    MEMBER,
    NINETY,
    OWNER,
    REVIEWER,
    SECURITY,
    SPONSOR,
    Story,
    local,
    story_at,
)


def march(day: int) -> date:
    return date(2026, 3, day)


def morning(story: Story, person: str, day: int) -> list[Line]:
    return lines(story.project, NINETY, person, march(day))


def read(story: Story, person: str, day: int) -> list[tuple[str, str]]:
    return [(line.kind, line.item) for line in morning(story, person, day)]


def test_an_owner_reads_what_is_theirs_and_nobody_else_reads_it() -> None:
    story = Story()
    story.do(LEAD, AssignItem("DR-2", OWNER), AssignItem("DR-6", OWNER))
    assert read(story, OWNER, 4) == []
    assert read(story, OWNER, 10) == [("overdue", "DR-2"), ("due_soon", "DR-6")]
    assert read(story, MEMBER, 10) == []
    assert ("overdue", "DR-2") not in read(story, LEAD, 11)
    line = next(line for line in morning(story, LEAD, 12) if line.item == "DR-2")
    assert (line.kind, line.escalated, line.next) == ("overdue", True, (SPONSOR,))


def test_what_nobody_owns_is_the_lead_s_own() -> None:
    line = next(line for line in morning(Story(), LEAD, 10) if line.item == "DR-2")
    assert (line.kind, line.escalated, line.since) == ("overdue", False, march(9))


def test_those_who_sign_are_asked_to_confirm() -> None:
    story = Story()
    assert read(story, SPONSOR, 5) == [("confirm", "DR-8")]
    assert ("confirm", "DR-8") not in read(story, LEAD, 5)
    line = next(line for line in morning(story, LEAD, 11) if line.item == "DR-8")
    assert (line.kind, line.escalated) == ("overdue", True)


def test_a_signature_without_anybody_to_give_it_is_the_lead_s() -> None:
    story = Story()
    for _ in range(2):
        story.pass_gate()
    story.do(LEAD, TakeRole("security_reviewer", SECURITY))
    assert ("due", "DEP-8") in read(story, LEAD, 30)


def test_a_reviewer_is_asked_to_sign_an_equivalent() -> None:
    story = Story()
    story.do(LEAD, DescribeEquivalent("DR-2", "A daily process"))
    assert read(story, REVIEWER, 9) == [("equivalent", "DR-2")]
    assert ("due", "DR-2") not in read(story, LEAD, 9)


def test_an_approval_comes_first_and_names_who_is_next() -> None:
    story = story_at("waiting")
    assert read(story, SPONSOR, 2) == [], "the request itself was sent on that day"
    line = morning(story, SPONSOR, 3)[0]
    assert (line.kind, line.escalated, line.since, line.next, line.next_on) == (
        "approval",
        False,
        march(2),
        (LEAD,),
        march(5),
    )
    escalated = morning(story, LEAD, 5)[0]
    assert (escalated.kind, escalated.escalated) == ("approval", True)


def test_the_sponsor_is_asked_what_follows_and_to_sign_a_threshold() -> None:
    story = story_at("deciding")
    story.do(LEAD, RecordMeasure("DR-1", KPI | {"minimum": "25"}))
    assert read(story, SPONSOR, 3)[:2] == [("choose", ""), ("threshold", "")]
    assert "choose" not in [kind for kind, _ in read(story, LEAD, 20)]
    story.do(SPONSOR, SignThreshold({"minimum": "25"}))
    assert ("threshold", "") not in read(story, SPONSOR, 3)


@pytest.mark.parametrize("state", ["held", "halted", "stopped", "live"])
def test_while_the_clock_stands_the_morning_is_silent(state: str) -> None:
    story = story_at(state)  # type: ignore[arg-type]
    for person in (LEAD, SPONSOR, OWNER):
        assert read(story, person, 31) == []


def test_waiting_quiets_every_rung_until_its_day_is_over() -> None:
    story = Story()
    story.do(LEAD, AssignItem("DR-2", OWNER))
    story.now = local(march(13))
    assert "DR-2" in [item for _, item in read(story, LEAD, 13)]
    story.do(OWNER, WaitFor("DR-2", "2026-03-18", person=MEMBER))
    for person in (OWNER, LEAD, SPONSOR):
        assert "DR-2" not in [item for day in (13, 16, 17, 18) for _, item in read(story, person, day)]
    assert ("overdue", "DR-2") in read(story, OWNER, 19)
    assert "DR-2" not in [item for _, item in read(story, LEAD, 19)]
    assert "DR-2" in [item for _, item in read(story, LEAD, 23)]


def test_lines_are_in_the_order_of_what_matters() -> None:
    early, late = march(3), march(5)
    expected = [
        Line("p", "approval", since=late),
        Line("p", "approval", since=early, escalated=True),
        Line("p", "choose"),
        Line("p", "threshold"),
        Line("p", "confirm", "DR-8", early),
        Line("p", "equivalent", "DR-6", early),
        Line("a", "overdue", "DR-3", early),
        Line("b", "overdue", "DR-2", early),
        Line("b", "overdue", "DR-1", late),
        Line("a", "overdue", "DR-4", early, escalated=True),
        Line("p", "due", "DR-5", late),
        Line("p", "silent", "DR-7", late),
        Line("p", "due_soon", "DR-9", early),
    ]
    assert ordered(reversed(expected)) == expected


def test_practice_comes_after_everything_real() -> None:
    real = [Line("a", "approval"), Line("a", "due_soon", "DR-9", march(9))]
    tried = [Line("b", "approval", practice=True), Line("b", "overdue", "DR-2", march(2), practice=True)]
    assert ordered([*tried, *real]) == [*real, *tried]
    story = Story()
    assert not any(line.practice for line in morning(story, LEAD, 10))
    found = lines(replace(story.project, practice=True), NINETY, LEAD, march(10))
    assert found
    assert all(line.practice for line in found)


def test_that_something_is_due_soon_is_said_once() -> None:
    soon, due = Line("p", "due_soon", "DR-2", march(9)), Line("p", "due", "DR-3", march(6))
    assert is_worth_sending([soon], [])
    assert not is_worth_sending([soon], [("p", "DR-2")])
    assert is_worth_sending([soon], [("other", "DR-2")])
    assert is_worth_sending([soon, due], [("p", "DR-2"), ("p", "DR-3")])
    assert not is_worth_sending([], [])


def test_what_came_up_the_ladder_is_said_once_a_week_and_a_decision_every_day() -> None:
    up = Line("p", "overdue", "DR-2", march(9), escalated=True)
    gate = Line("p", "approval", escalated=True)
    assert is_worth_sending([up], [])
    assert not is_worth_sending([up], [("p", "DR-2")])
    assert is_worth_sending([up], [("p", "DR-2")], same_week=False)
    assert is_worth_sending([gate], [("p", "")])


def told(found: list[Line]) -> list[tuple[str, str]]:
    return [(line.project, line.item) for line in found]


def test_an_approver_is_not_told_that_whoever_asked_knows_of_the_request() -> None:
    story = story_at("waiting")
    (line,) = lines(story.project, NINETY, SPONSOR, date(2026, 3, 6))
    assert line.kind == "approval"
    assert LEAD not in dict(line.known)


def test_that_nobody_has_an_item_is_said_when_it_changes_is_due_or_climbs_and_once_a_week() -> None:
    story = Story()
    days = {day: [line for line in morning(story, LEAD, day) if line.item == "DR-2"] for day in range(5, 28)}
    assert is_worth_sending(days[5], [])
    weekdays = [date(2026, 3, day) for day in range(6, 28) if date(2026, 3, day).weekday() < 5]
    again = [
        on.day
        for on in weekdays
        if is_worth_sending(days[on.day], told(days[on.day]), same_week=on.weekday() > 0)
    ]
    # Due on Monday the 9th, overdue from the 10th, a new week, which is also the day before it climbs; a new week.
    assert again == [9, 10, 16, 23]


def test_of_a_role_that_nobody_has_the_lead_hears_no_more_often() -> None:
    story = Story()
    while story.project.phase < 3:
        story.pass_gate()
    story.do(LEAD, TakeRole("security_reviewer", SECURITY))
    begin = phase_begin(story.project, NINETY, 3)
    days = [begin + timedelta(days=n) for n in range(26)]
    found = [line for day in days for line in lines(story.project, NINETY, LEAD, day) if line.item == "DEP-8"]
    waits = [line for line in found if line.can_wait]
    assert waits
    assert not is_worth_sending(waits[:1], told(waits[:1]))
    assert not any(line.can_wait for line in found if line.kind == "due")
    story.do(LEAD, GiveRole("security_reviewer", SECURITY))
    later = [line for day in days for line in lines(story.project, NINETY, SECURITY, day)]
    assert later
    assert not any(line.can_wait for line in later)


def test_what_waits_for_a_second_person_is_no_item_that_nobody_has() -> None:
    line = Line("p", "verify", "MV-2", march(3))
    assert is_worth_sending([line], told([line]))


def test_the_day_before_the_sponsor_is_told_the_lead_hears_it_once_more() -> None:
    line = next(line for line in morning(Story(), LEAD, 16) if line.item == "DR-2")
    assert (line.next, line.next_on, line.can_wait) == ((SPONSOR,), march(17), False)
    earlier = next(line for line in morning(Story(), LEAD, 13) if line.item == "DR-2")
    assert earlier.can_wait


def test_what_somebody_has_is_said_every_day() -> None:
    story = Story()
    story.do(LEAD, AssignItem("DR-2", OWNER))
    overdue = [line for line in morning(story, OWNER, 11) if line.item == "DR-2"]
    assert is_worth_sending(overdue, told(overdue))


def test_a_new_lead_takes_the_lead_s_lines_over() -> None:
    story = Story()
    before = morning(story, LEAD, 10)
    story.do(LEAD, GiveRole("lead", "new"))
    assert before
    assert morning(story, "new", 10) == before
    assert morning(story, LEAD, 10) == []
