"""A week on the page, day by day: what people find in the morning, what answers settle, and what stays quiet."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.async_api import Browser, expect

from adapters.clock import VirtualClock
from adapters.sandbox.examples.answers import WORKSHOP, kpi
from adapters.sandbox.tour import story
from adapters.sandbox.tour.crew import Crew
from bot import staging
from bot.bootstrap import start_demo
from tests.journeys.visitor import Office, Visitor

CHANNEL, NAME = story.CHANNEL, "Line 3 downtime"
KPI, HISTORY = "Business problem with a measurable KPI", "At least 6 months of history"
OUTCOME, DECISION, COST, MINIMUM = WORKSHOP
#: the days that the page's clock is moved to, one after the other
TUE, WED, THU, FRI, SAT, SUN, MON = (
    "Tue 3 Mar",
    "Wed 4 Mar",
    "Thu 5 Mar",
    "Fri 6 Mar",
    "Sat 7 Mar",
    "Sun 8 Mar",
    "Mon 9 Mar",
)
#: what became of a morning when a newer one came
GREETINGS = ("Good morning", "Hello", "Morning of")
#: what is read in a list of messages, one after the other: the day, or what a message of the app says
_LIST = """list => [...list.children].map(one => one.classList.contains("day")
    ? {day: one.innerText}
    : {said: one.querySelector(".blocks")?.innerText ?? ""})"""


class Read(NamedTuple):
    """A message as it stands under its day."""

    day: str
    text: str

    @property
    def head(self) -> str:
        """What it begins with."""
        return self.text.partition("\n")[0]


class Week:
    """The people, each in a window of their own."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._windows: dict[tuple[str, str], Visitor] = {}

    async def at(self, handle: str, place: str = "dm") -> Visitor:
        """Return somebody's window onto a place, opened once."""
        if (handle, place) not in self._windows:
            self._windows[handle, place] = await self._office.person(handle, place)
        return self._windows[handle, place]

    async def next_day(self, day: str) -> None:
        """Move the clock as everybody can, with the button of the page."""
        mia = await self.at("mia", CHANNEL)
        await mia.page.get_by_role("button", name="Next day").click()
        await expect(mia.page.locator("#clock-words")).to_contain_text(day)
        await expect(mia.page.get_by_role("button", name="Next day")).to_be_enabled()

    async def read(self, handle: str, place: str = "dm") -> list[Read]:
        """Return all that somebody finds when they open a place, under its days."""
        who = await self.at(handle, place)
        await who.page.reload()
        await who.go(place)
        found: list[Read] = []
        day = ""
        for one in await who.page.locator("#messages").evaluate(_LIST):
            day = one.get("day", day)
            if one.get("said"):
                found.append(Read(day, one["said"]))
        return found


@pytest.fixture
async def week(browser: Browser, tmp_path: Path) -> AsyncIterator[Week]:
    """A project on its first Monday: some of it is done, and four people have something to do."""
    url = f"sqlite:///{tmp_path / 'tollgate.sqlite'}"
    demo = await start_demo(None, database_url=url, clock=VirtualClock(story.BEGINS, runs=True))
    try:
        async with staging.driving(demo) as driver:
            crew = Crew(driver, demo.days.move_to, CHANNEL)
            await crew.begin(crew.mia, NAME, sponsor="ana")
            record = kpi("Unplanned downtime", "h a month", "lower", "47", "10", "12", "30", "10")
            await crew.take_and_record(crew.mia, KPI, **record)
            for item in (COST, MINIMUM):
                await crew.take_and_record(crew.mia, item, **WORKSHOP[item])
            for person, item in ((crew.sam, OUTCOME), (crew.li, DECISION), (crew.raj, HISTORY)):
                await crew.take(person, item)
        office = Office(browser, demo.page)
        yield Week(office)
        await office.leave()
    finally:
        await demo.stop()


async def test_a_week_of_mornings_answers_and_stand_ups(week: Week) -> None:
    await week.next_day(TUE)
    await done(await week.at("sam"))
    await waits(await week.at("li"))
    await week.next_day(WED)
    await week.next_day(THU)
    await moves(await week.at("raj"))
    await confirms(await week.at("ana"))
    for day in (FRI, SAT, SUN, MON):
        await week.next_day(day)
    found = {handle: await week.read(handle) for handle in ("mia", "ana", "raj", "sam", "li", "noor")}
    channel = await week.read("mia", CHANNEL)
    nothing_on_the_weekend([*channel, *(one for messages in found.values() for one in messages)])
    whoever_has_something_to_do_reads_of_it_once_a_day(found)
    the_others_hear_of_the_answers(found)
    stand_ups(channel)


async def done(sam: Visitor) -> None:
    """Done: the form is filled in, and nothing is left of the morning."""
    await sam.press("Done…", on="Good morning, Sam")
    await sam.fill(**WORKSHOP[OUTCOME])
    settled = await sam.reads("Good morning, Sam. All of this is settled.")
    await expect(settled).to_contain_text(f"✔ {OUTCOME} · {NAME} · Fewer hours lost, seen by the whole shift")
    await expect(settled.locator(".blocks button")).to_have_count(0)


async def waits(li: Visitor) -> None:
    """Waiting for somebody, who is asked."""
    await li.press("Waiting for…", on="Good morning, Li")
    await li.fill(person="Noor Haddad", text="the shift leads' word", until="2026-03-12")
    await expect(li.message(", Li. All of this is settled.")).to_contain_text(
        "waits for Noor until Thu 12 Mar"
    )


async def moves(raj: Visitor) -> None:
    """A new date, with its reason."""
    await raj.press("New date…", on="Good morning, Raj")
    await raj.fill(due_on="2026-03-13", reason="The export takes a week")
    await expect(raj.message("Good morning, Raj. All of this is settled.")).to_contain_text(
        "new date Fri 13 Mar"
    )


async def confirms(ana: Visitor) -> None:
    """A sponsor's word."""
    await ana.press("Confirm (Ana)", on="Good morning, Ana")
    await ana.reads("Good morning, Ana. All of this is settled.")


def nothing_on_the_weekend(messages: Iterable[Read]) -> None:
    """No message stands under a day on which nobody works."""
    assert not {one.day for one in messages if one.day.startswith(("Saturday", "Sunday"))}


def whoever_has_something_to_do_reads_of_it_once_a_day(found: Mapping[str, Sequence[Read]]) -> None:
    """At most one morning for each person and day; none once all is settled, or while nothing is due."""
    mornings = {
        handle: [(one.day.split()[0], one.head) for one in messages if one.head.startswith(GREETINGS)]
        for handle, messages in found.items()
    }
    assert mornings == {
        "mia": [
            ("Thursday", "Morning of Thu 5 Mar · closed"),
            ("Friday", "Morning of Fri 6 Mar · closed"),
            ("Monday", "Good morning, Mia. One thing waits for you."),
        ],
        "ana": [("Thursday", "Good morning, Ana. All of this is settled.")],
        "raj": [("Thursday", "Good morning, Raj. All of this is settled.")],
        "sam": [("Tuesday", "Good morning, Sam. All of this is settled.")],
        # At nine where she is the clock of the plant is three hours ahead.
        "li": [("Monday", "Good morning, Li. All of this is settled.")],
        "noor": [],
    }


def the_others_hear_of_the_answers(found: Mapping[str, Sequence[Read]]) -> None:
    """The lead reads the new date and why, a colleague who waits for them; the sponsor gets the week on Monday."""
    told = only(found["mia"], f"{NAME} · a new date: {HISTORY}")
    assert (told.day, told.text.splitlines()[1:3]) == (
        "Thursday 5 March 2026",
        ["Raj moved it to Fri 13 Mar.", "Raj writes: The export takes a week"],
    )
    asked = only(found["noor"], f"{NAME} · Li waits for you")
    assert "the shift leads' word" in asked.text
    assert "It is needed by Thu 12 Mar." in asked.text
    summary = only(found["ana"], "Your project this week")
    assert summary.day == "Monday 9 March 2026"
    assert f"{NAME} · ▲ running, 1 item overdue · phase 1 · 2 of 9 ready · 7 open" in summary.text
    assert f"Gate 1 · {NAME}\nplanned for Mon 16 Mar" in summary.text


def stand_ups(channel: Sequence[Read]) -> None:
    """One for each day that brought something; a quiet day brings the last one to it, which keeps what it told."""
    found = [one for one in channel if one.head.startswith(f"{NAME} · day ")]
    assert [(one.day, one.head.partition(" · ")[2]) for one in found] == [
        ("Monday 2 March 2026", "day 1 of 90 · phase 1, business problem workshop"),
        ("Tuesday 3 March 2026", "day 3 of 90 · phase 1, business problem workshop"),
        ("Thursday 5 March 2026", "day 4 of 90 · phase 1, data audit"),
        ("Friday 6 March 2026", "day 5 of 90 · phase 1, data audit · the week until Fri 6 Mar"),
    ]
    monday, tuesday, thursday, friday = (one.text for one in found)
    assert "Mia began the project" in monday
    assert "310,000 a year (Mia)" in monday
    assert f"Moved until Tue 3 Mar  {OUTCOME}: Fewer hours lost, seen by the whole shift (Sam)" in tuesday
    assert f"{DECISION}: for the shift leads' word, asked of Noor" in tuesday
    assert "Wed 4 Mar: nothing new since Tue 3 Mar" in tuesday
    assert "Moved  Sponsor confirmed" in thursday
    assert OUTCOME not in thursday
    assert "nothing new" not in thursday
    for said in (
        "Moved this week\n• Mia began the project",
        OUTCOME,
        "Sponsor confirmed",
        "2 of 9 ready",
        "Next: ",
    ):
        assert said in friday


def only(messages: Iterable[Read], begins: str) -> Read:
    """Return the one message that begins so."""
    (found,) = [one for one in messages if one.text.startswith(begins)]
    return found
