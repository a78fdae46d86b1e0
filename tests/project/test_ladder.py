"""Who is told of a stall, and when: an item is stalled from Monday, 9 March 2026 on, unless said otherwise."""

from __future__ import annotations

from datetime import date

import pytest

from bot.project.commands import (
    AnswerQuestion,
    AskQuestion,
    AssignItem,
    DescribeEquivalent,
    GiveRole,
    HoldProject,
    ResumeGate,
    ResumeProject,
    SetDueDay,
    TakeRole,
    WaitFor,
)
from bot.project.ladder import Step, approval_step, asked, item_step
from bot.project.stalled import stall
from tests.project.story import (
    LEAD,
    MEMBER,
    NINETY,
    OPERATOR,
    OWNER,
    REVIEWER,
    SECURITY,
    SPONSOR,
    Story,
    local,
    story_at,
)

ADMIN, DELEGATE = "pat", "del"


def march(day: int) -> date:
    return date(2026, 3, day)


def owned(**more: str) -> Story:
    """Return a project whose DR-2, due on Monday the 9th, has an owner."""
    story = Story(**more)  # type: ignore[arg-type]
    story.do(LEAD, AssignItem("DR-2", OWNER), GiveRole("portfolio_admin", ADMIN))
    return story


def step(story: Story, day: int, item: str = "DR-2") -> Step:
    entry = stall(story.project, NINETY, NINETY.item(item), march(day))
    assert entry
    return item_step(story.project, NINETY, entry, march(day))


def told(story: Story, days: list[int], item: str = "DR-2") -> list[tuple[str, ...]]:
    return [step(story, day, item).told for day in days]


def announced(story: Story, day: int, item: str = "DR-2") -> tuple[tuple[str, ...], date | None]:
    found = step(story, day, item)
    return found.next, found.next_on


def test_an_item_climbs_from_its_owner_to_the_portfolio_admin() -> None:
    owner, lead, sponsor, admin = (
        (OWNER,),
        (OWNER, LEAD),
        (OWNER, LEAD, SPONSOR),
        (OWNER, LEAD, SPONSOR, ADMIN),
    )
    found = told(owned(), [9, 10, 11, 12, 13, 16, 17, 18, 19, 20, 23, 31])
    assert found == [*[owner] * 3, *[lead] * 3, *[sponsor] * 3, *[admin] * 3]


def test_each_step_is_announced_with_its_day_and_the_end_with_nothing() -> None:
    story = owned()
    assert announced(story, 9) == ((), None), "what is only due threatens nobody"
    assert announced(story, 10) == ((LEAD,), march(12))
    assert announced(story, 12) == ((SPONSOR,), march(17))
    assert announced(story, 17) == ((ADMIN,), march(20))
    assert announced(story, 20) == ((), None)


def test_whoever_is_below_reads_who_was_told_after_them_and_when() -> None:
    story = owned()
    assert step(story, 10).told_after(OWNER) == ()
    assert step(story, 13).told_after(OWNER) == ((LEAD, march(12)),)
    assert step(story, 18).told_after(OWNER) == ((LEAD, march(12)), (SPONSOR, march(17)))
    assert step(story, 18).told_after(LEAD) == ((SPONSOR, march(17)),)
    assert step(story, 23).told_after(ADMIN) == ()
    assert step(story, 23).told_after("nobody") == ()


def test_a_day_that_was_announced_is_the_day_on_which_it_happened() -> None:
    story = owned()
    ((person, day),) = step(story, 19).told_after(LEAD)
    assert ((person,), day) == announced(story, 16)


def test_a_holiday_puts_the_steps_off() -> None:
    # Good Friday is 3 April: DR-2, due on Thursday the 2nd, reaches the lead on Wednesday instead of Tuesday.
    days = {}
    for region in ("", "CA-ON"):
        story = Story(starts_on=date(2026, 3, 26), region=region)
        story.do(LEAD, AssignItem("DR-2", OWNER))
        entry = stall(story.project, NINETY, NINETY.item("DR-2"), date(2026, 4, 6))
        assert entry
        assert entry.due_on == date(2026, 4, 2)
        days[region] = item_step(story.project, NINETY, entry, date(2026, 4, 6)).next_on
    assert days == {"": date(2026, 4, 7), "CA-ON": date(2026, 4, 8)}


@pytest.mark.parametrize(
    ("by", "command"),
    [
        (OWNER, WaitFor("DR-2", "2026-03-13", "The plant's export")),
        (LEAD, AssignItem("DR-2", MEMBER)),
        (OWNER, DescribeEquivalent("DR-2", "A daily process")),
    ],
)
def test_any_sign_of_life_begins_the_ladder_anew(by: str, command: WaitFor) -> None:
    story = owned()
    story.now = local(march(13))
    assert LEAD in step(story, 13).told
    story.do(by, command)
    assert LEAD not in step(story, 17).told
    assert step(story, 18).told[1:] == (LEAD,)


def test_a_new_day_lets_the_ladder_wait_for_it() -> None:
    story = owned()
    story.now = local(march(12))
    story.do(OWNER, SetDueDay("DR-2", "2026-03-16", "The plant is closed"))
    assert told(story, [12, 13, 16, 18, 19]) == [(OWNER,)] * 4 + [(OWNER, LEAD)]


def test_an_item_that_nobody_owns_is_the_lead_s_to_hand_out() -> None:
    story = Story()
    assert told(story, [9, 10, 16, 17]) == [(LEAD,), (LEAD,), (LEAD,), (LEAD, SPONSOR)]
    assert announced(story, 10) == ((SPONSOR,), march(17)), "the lead is not announced to the lead"


def test_a_silent_item_is_told_to_its_owner_first() -> None:
    story = owned()
    story.do(LEAD, AssignItem("DR-9", OWNER), SetDueDay("DR-9", "2026-03-16", "Later"))
    assert step(story, 9, "DR-9").told == (OWNER,)
    assert announced(story, 9, "DR-9") == ((LEAD,), march(12))
    assert step(story, 12, "DR-9").told == (OWNER, LEAD)
    # It falls due on the 16th, and goes on from where it was.
    assert announced(story, 16, "DR-9") == ((SPONSOR,), march(17))


def test_a_signature_is_asked_of_those_who_give_it_whoever_owns_the_item() -> None:
    story = owned()
    story.do(LEAD, AssignItem("DR-8", OWNER))
    assert asked(story.project, NINETY, NINETY.item("DR-8")) == (SPONSOR,)
    assert asked(story.project, NINETY, NINETY.item("DEP-9")) == (SECURITY, OPERATOR)
    assert step(story, 9, "DR-8").told == (SPONSOR,)
    # News of the 2nd, due on the 6th: the lead is told after three days of silence.
    assert announced(story, 9, "DR-8") == ((LEAD,), march(11))


def test_a_signature_that_nobody_can_give_is_the_lead_s_to_find_somebody_for() -> None:
    story = Story()
    assert asked(story.project, NINETY, NINETY.item("DEP-8")) == (SECURITY,)
    story.do(LEAD, TakeRole("security_reviewer", SECURITY))
    assert asked(story.project, NINETY, NINETY.item("DEP-8")) == (LEAD,)


def test_what_only_the_lead_answers_is_asked_of_the_lead() -> None:
    story = Story()
    story.do(LEAD, AssignItem("GO-2", OWNER))
    assert asked(story.project, NINETY, NINETY.item("GO-2")) == (LEAD,)


def test_an_equivalent_waits_for_its_reviewer() -> None:
    story = owned()
    story.do(OWNER, DescribeEquivalent("DR-2", "A daily process"))
    assert asked(story.project, NINETY, NINETY.item("DR-2")) == (REVIEWER,)
    assert told(story, [9, 12]) == [(REVIEWER,), (REVIEWER, LEAD)]
    story.do(LEAD, TakeRole("exception_reviewer", REVIEWER))
    assert asked(story.project, NINETY, NINETY.item("DR-2")) == (LEAD,)


def test_in_a_practice_project_the_lead_alone_is_told() -> None:
    story = Story(practice=True)
    for item in ("DR-2", "DR-8"):
        assert told(story, [9, 31], item) == [(LEAD,), (LEAD,)]
        assert announced(story, 10, item) == ((), None)


# approvals: gate 1 is asked for on Monday the 2nd


def waiting() -> Story:
    story = story_at("waiting")
    story.do(LEAD, GiveRole("portfolio_admin", ADMIN), GiveRole("delegate", DELEGATE))
    return story


def approval(story: Story, day: int) -> Step:
    return approval_step(story.project, NINETY, march(day))


def test_a_request_climbs_over_the_delegate_to_the_lead_and_the_portfolio_admin() -> None:
    story = waiting()
    assert [approval(story, day).told for day in (2, 3, 4, 5, 9, 10)] == [
        (),
        (SPONSOR,),
        (SPONSOR, DELEGATE),
        (SPONSOR, DELEGATE, LEAD),
        (SPONSOR, DELEGATE, LEAD),
        (SPONSOR, DELEGATE, LEAD, ADMIN),
    ]
    assert (approval(story, 3).next, approval(story, 3).next_on) == ((DELEGATE,), march(4))
    assert (approval(story, 5).next, approval(story, 5).next_on) == ((ADMIN,), march(10))
    assert (approval(story, 10).next, approval(story, 10).next_on) == ((), None)


def test_a_question_stops_the_ladder_until_it_is_answered() -> None:
    story = waiting()
    story.do(SPONSOR, AskQuestion(1, 1, "q-1", "Who owns the data?"))
    assert approval(story, 20) == Step(())
    story.now = local(march(9))
    story.do(LEAD, AnswerQuestion(1, 1, "q-1", "The plant"))
    assert [approval(story, day).told for day in (9, 10)] == [(), (SPONSOR,)]
    assert approval(story, 12).told == (SPONSOR, DELEGATE, LEAD)


def test_a_second_question_stops_it_again() -> None:
    story = waiting()
    for question in ("q-1", "q-2"):
        story.do(SPONSOR, AskQuestion(1, 1, question, "Who owns the data?"))
    story.do(LEAD, AnswerQuestion(1, 1, "q-2", "The plant"))
    assert approval(story, 20).told == ()


def test_a_resumed_request_waits_anew() -> None:
    story = story_at("paused")
    assert approval(story, 20) == Step(())
    story.now = local(march(9))
    story.do(LEAD, ResumeGate(1, 1))
    assert [approval(story, day).told for day in (9, 10)] == [(), (SPONSOR,)]


def test_a_hold_is_no_silence_of_the_sponsor() -> None:
    story = waiting()
    story.do(LEAD, HoldProject("Waiting for access"))
    assert approval(story, 20) == Step(())
    story.now = local(march(23))
    story.do(LEAD, ResumeProject())
    assert [approval(story, day).told for day in (23, 24)] == [(), (SPONSOR,)]


@pytest.mark.parametrize("state", ["running", "deciding", "halted", "stopped", "live"])
def test_where_nothing_waits_nobody_is_told(state: str) -> None:
    assert approval(story_at(state), 31) == Step(())  # type: ignore[arg-type]
