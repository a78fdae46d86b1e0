"""What holds of reminders on every way through a project, day after day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.playbooks.model import Item
from bot.project.commands import (
    AskQuestion,
    AssignItem,
    Command,
    DeclareNotReady,
    DeclineItem,
    GiveRole,
    HoldProject,
    ResumeProject,
    SetDueDay,
    SetItem,
    WaitFor,
)
from bot.project.concerns import concerns
from bot.project.digest import Line, lines, ordered
from bot.project.forecast import forecast
from bot.project.index import index
from bot.project.ladder import approval_step, asked, item_step
from bot.project.plan import today
from bot.project.readiness import PASSING
from bot.project.refusals import BadInput, Refusal
from bot.project.stalled import MOVING, nag_on, stall, stalls, working_time
from bot.project.standup import stand_up
from tests.project.story import LEAD, NINETY, OWNER, REVIEWER, SPONSOR, START, Story, local
from tests.search import searched

ADMIN = "pat"
PEOPLE = (LEAD, SPONSOR, OWNER, REVIEWER, "sec", "acc", "ian", "mia", ADMIN)
DAY = timedelta(days=1)

numbers = st.integers(0, 30)
DEEDS = (
    *("take", "ready", "red", "open", "wait", "date", "not_mine", "hold", "resume"),
    *("gate", "ask", "approve", "pass", "sponsor", "take", "ready"),
)
#: what somebody does: what, to which item of the phase, with which number
deeds = st.tuples(st.sampled_from(DEEDS), numbers, numbers)
#: days gone by, then what is done on that day
weeks = st.lists(st.tuples(st.integers(0, 6), st.lists(deeds, max_size=3)), max_size=12)


def act(story: Story, what: str, pick: int, number: int) -> None:
    """Do something that a team could do; what the rules refuse is left undone."""
    items = NINETY.phase(story.project.phase).items
    item = items[pick % len(items)]
    later = (today(story.project, story.now) + number * DAY).isoformat()
    commands: dict[str, tuple[str, Command]] = {
        "take": (LEAD, AssignItem(item.id, OWNER)),
        "red": (LEAD, DeclareNotReady(item.id, "Not there")),
        "open": (LEAD, SetItem(item.id, False)),
        "wait": (LEAD, WaitFor(item.id, later, "Access")),
        "date": (LEAD, SetDueDay(item.id, later, "Later")),
        "not_mine": (OWNER, DeclineItem(item.id)),
        "hold": (LEAD, HoldProject("Waiting")),
        "resume": (LEAD, ResumeProject()),
        "ask": (SPONSOR, AskQuestion(story.project.phase, story.round, f"q-{number}", "Why?")),
        "sponsor": (LEAD, GiveRole("sponsor", "new")),
    }
    with suppress(Refusal, BadInput):
        match what:
            case "ready":
                story.ready(item.id)
            case "gate":
                story.all_ready()
                story.ask()
            case "approve":
                story.approve()
            case "pass":
                story.pass_gate()
            case _:
                story.do(*commands[what])


@st.composite
def stories(draw: st.DrawFn) -> Story:
    """Draw a project after some weeks, with holidays, and a new day on which nobody has done anything yet."""
    story = Story(
        region=draw(st.sampled_from(["", "CA-ON", "CA-QC"])), opened=local(START + draw(numbers) * DAY)
    )
    story.do(LEAD, GiveRole("portfolio_admin", ADMIN))
    for gone, done in draw(weeks):
        story.now += gone * DAY
        for deed in done:
            act(story, *deed)
    story.now += DAY
    return story


def each() -> Iterator[Item]:
    return (item for phase in NINETY.phases for item in phase.items)


def read(story: Story, day: date) -> dict[str, list[Line]]:
    return {person: lines(story.project, NINETY, person, day) for person in PEOPLE}


@given(stories(), st.integers(0, 40))
def test_nobody_is_reminded_of_what_is_finished_rests_or_is_to_come(story: Story, ahead: int) -> None:
    day = today(story.project, story.now) + ahead * DAY
    rows = {row.item: row for row in index(story.project, NINETY)}
    for line in (line for found in read(story, day).values() for line in found if line.item):
        nag = rows[line.item].nag_on
        assert nag is not None
        assert nag <= day
        assert rows[line.item].status not in PASSING
        assert NINETY.phase_of(line.item).number <= story.project.phase
        assert story.project.status in MOVING


@given(stories())
def test_an_item_is_stalled_exactly_from_the_day_that_its_row_names(story: Story) -> None:
    for item in each():
        nag = nag_on(story.project, NINETY, item)
        around = nag or today(story.project, story.now)
        for day in (around + n * DAY for n in (-30, -1, 0, 1, 30)):
            assert bool(stall(story.project, NINETY, item, day)) == (nag is not None and day >= nag)


@searched(60)
@given(stories())
def test_every_stalled_item_reaches_its_ladder_s_end_unless_somebody_acts(story: Story) -> None:
    act(story, "resume", 0, 0)
    day = today(story.project, story.now)
    waking = {item.id: item for item in each() if nag_on(story.project, NINETY, item)}
    told: dict[str, set[str]] = {key: set() for key in waking}
    for n in range(0, 200, 9):
        for entry in stalls(story.project, NINETY, day + n * DAY):
            told[entry.item] |= set(item_step(story.project, NINETY, entry, day + n * DAY).told)
    everybody = {LEAD, story.project.sponsor, ADMIN}
    for key, item in waking.items():
        assert told[key] == everybody | set(asked(story.project, story.playbook, item))


@searched(40)
@given(stories())
def test_what_is_announced_happens_on_its_day_and_nothing_else_happens(story: Story) -> None:
    day = today(story.project, story.now)
    for item in each():
        announced: tuple[tuple[str, ...], date | None] | None = None
        before: set[str] = set()
        for n in range(50):
            on = day + n * DAY
            entry = stall(story.project, NINETY, item, on)
            if entry is None:
                continue
            step = item_step(story.project, NINETY, entry, on)
            new = set(step.told) - before
            if before and new:
                assert announced == (tuple(who for who in step.told if who in new), on)
            elif announced and announced[1]:
                assert on < announced[1]
            before |= set(step.told)
            announced = (step.next, step.next_on)


@given(stories())
def test_an_announced_approval_climbs_on_its_day(story: Story) -> None:
    act(story, "resume", 0, 0)
    act(story, "gate", 0, 0)
    day = today(story.project, story.now)
    steps = [(day + n * DAY, approval_step(story.project, NINETY, day + n * DAY)) for n in range(40)]
    for (_, before), (on, after) in pairwise(steps):
        if after.told != before.told:
            assert (before.next_on, after.told) == (on, (*before.told, *before.next))


@given(stories(), st.integers(0, 60), st.sampled_from(["wait", "date", "take", "red"]), numbers)
def test_a_sign_of_life_sends_the_ladder_back_to_its_first_step(
    story: Story, ahead: int, what: str, number: int
) -> None:
    story.now += ahead * DAY
    day = today(story.project, story.now)
    before = story.project
    act(story, what, number, ahead % 10)
    items = [e for e in each() if story.project.item(e.id).news_at != before.item(e.id).news_at]
    for item in items:
        entry = stall(story.project, NINETY, item, day)
        if entry is not None:
            step = item_step(story.project, NINETY, entry, day)
            assert step.told == asked(story.project, story.playbook, item)


@given(stories())
def test_while_somebody_waits_with_an_item_nobody_hears_of_it(story: Story) -> None:
    for item in each():
        waiting = story.project.item(item.id).waiting
        for n in range(0 if waiting is None else 40):
            day = today(story.project, story.now) + n * DAY
            if waiting and day <= waiting.until:
                assert stall(story.project, NINETY, item, day) is None


@given(stories(), st.integers(0, 60))
def test_lines_are_ordered_once_each_and_the_same_whoever_asks_again(story: Story, ahead: int) -> None:
    day = today(story.project, story.now) + ahead * DAY
    for found in read(story, day).values():
        assert ordered(reversed(found)) == found
        assert len({(line.kind, line.item) for line in found}) == len(found)
        assert [line.kind for line in found].count("approval") <= 1


@given(stories(), st.integers(0, 90))
def test_a_stand_up_and_a_forecast_can_be_given_on_any_day(story: Story, ahead: int) -> None:
    day = today(story.project, story.now) + ahead * DAY
    found = stand_up(story.project, NINETY, story.history, day)
    assert set(found.newly) <= set(found.waits_for)
    assert not set(found.today) & {entry.item for entry in found.waiting}
    expected = forecast(story.project, NINETY, day)
    assert expected is None or expected >= day
    assert all(concern.told and concern.since <= day for concern in concerns(story.project, NINETY, day))


@searched(50)
@given(stories())
def test_silence_is_counted_in_days_on_which_the_clock_ran(story: Story) -> None:
    working = working_time(story.project)
    for pause in story.project.pauses:
        day = pause.since
        while pause.until and day < pause.until:
            assert not working.works_on(day)
            day += DAY
