"""Ninety days of a team with a life: holidays, absences, new dates, waits, silence, and a bot that is down twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, time

from adapters.sandbox.driver import DIRECT, HOME, Person
from adapters.sandbox.examples.answers import QUESTIONS, READY, RETURN, WORKSHOP, kpi
from adapters.sandbox.tour.crew import STEPS, ZONE
from tests.journeys.diary import Diary
from tests.journeys.world import World

KPI = "Business problem with a measurable KPI"
HISTORY = "At least 6 months of history"
LABELS = "At least 1,000 labelled examples"
ACCESS = "Data access pipeline in place"
GOVERNANCE = "Data governance reviewed, nothing in the way"
BASELINE = "Baseline without AI"
MODEL = "Model meets the minimum viable performance"
OWNED = {
    "mia": (KPI, BASELINE, *WORKSHOP),
    "raj": (HISTORY, "Data quality above 80 %", ACCESS, GOVERNANCE),
    "li": (LABELS,),
    "sam": ("IT or DevOps person for phases 3 and 4",),
}


class Ninety:
    """Plays the days."""

    def __init__(self, made: World, diary: Diary) -> None:
        """Everything of interest is written into the diary."""
        self.made, self.crew, self.diary = made, made.crew, diary

    async def play(self) -> None:
        """Let it all happen."""
        await self._begin()
        await self._phase_1()
        await self._gate_1()
        await self._phase_2()
        await self._phase_3()

    async def on(self, month: int, day: int, hour: int = 10, minute: int = 0) -> None:
        """Let time pass until then."""
        await self.crew.on(date(2026, month, day), time(hour, minute))

    async def down(self, month: int, day: int, hour: int) -> None:
        """Let time pass, and nobody look at what falls due."""
        self.diary.note("The bot goes down.")
        there = datetime(2026, month, day, hour, tzinfo=ZONE).astimezone(UTC)
        self.made.demo.clock.move_to(there)
        self.diary.note("The bot is back.")
        await self.made.demo.days.move_to(there)

    async def prefer(self, who: Person, **values: str) -> None:
        """Change one's own reminders on one's own page."""
        await who.press("Change…", on=HOME)
        await who.fill(**values)

    async def do(self, who: Person, item: str, values: Mapping[str, str]) -> None:
        """Take the next step of a line in one's morning message, or of the checklist."""
        there = await who.sees(*STEPS, on=DIRECT, beside=item)
        await who.press(*STEPS, on=DIRECT if there else self.crew.channel, beside=item)
        await who.fill(**values)

    async def _begin(self) -> None:
        crew = self.crew
        await self.on(3, 2, 10)
        with self._in_bulk():
            await crew.begin(crew.mia, "Line 3 downtime", sponsor="ana")
            await crew.mia.say(crew.channel, "/gate roles")
            for role, person in (
                ("delegate", crew.tom),
                ("data_engineering", crew.raj),
                ("data_science", crew.li),
                ("it_devops", crew.sam),
                ("security_reviewer", crew.eva),
                ("accountable_owner", crew.noor),
                ("portfolio_admin", crew.noor),
            ):
                await crew.give_role(crew.mia, role, person)
            for handle, items in OWNED.items():
                for item in items:
                    await crew.take(crew.driver.person(handle), item)
        await self.prefer(crew.raj, away_first="2026-03-12", away_last="2026-03-13")

    async def _phase_1(self) -> None:
        crew = self.crew
        await self.on(3, 4)
        await self.do(
            crew.mia, KPI, kpi("Unplanned downtime", "h a month", "lower", "47", "10", "12", "30", "10")
        )
        for item, values in WORKSHOP.items():
            await self.do(crew.mia, item, values)
        await self.on(3, 5)
        await crew.raj.press("Waiting for…", on=DIRECT, beside=HISTORY)
        await crew.raj.fill(person="sam", text="the export of the shift book", until="2026-03-10")
        await self.on(3, 6)
        await crew.ana.press("Confirm", on=DIRECT, message="Good morning")
        await self.on(3, 9)
        await self.do(crew.raj, "Data quality above 80 %", READY["Data quality above 80 %"])
        await self.on(3, 12, 8)
        await self.down(3, 12, 15)
        await crew.li.press("New date…", on=DIRECT, beside=LABELS)
        await crew.li.fill(due_on="2026-03-16", reason="The labelling team starts on Friday")
        await self.on(3, 16)
        await crew.sam.press("Not mine", on=DIRECT, beside="IT or DevOps person")
        with self._in_bulk():
            await self.do(crew.raj, HISTORY, READY[HISTORY])
            await self.do(crew.raj, ACCESS, READY[ACCESS])
            await self.do(crew.raj, GOVERNANCE, READY[GOVERNANCE])
            await crew.take_and_record(crew.mia, "IT or DevOps person", person="sam")
            await crew.record(crew.mia, BASELINE, baseline="47")
        await self.on(3, 17)
        await self.do(crew.li, LABELS, READY[LABELS])

    async def _gate_1(self) -> None:
        crew = self.crew
        await crew.request(crew.mia, 1)
        await self.on(3, 20)
        await crew.ana.press("Ask a question…", on=DIRECT, message="Gate 1")
        await crew.ana.fill(text="Who keeps the shift book going?")
        await self.on(3, 24)
        await crew.mia.press("Answer…", on=DIRECT, message="Gate 1")
        await crew.mia.fill(text="Noor's shift leads, for one more year.")
        await self.on(3, 26)
        await crew.ana.press("Approve", on=DIRECT, message="Good morning")

    async def _phase_2(self) -> None:
        crew = self.crew
        await self.on(3, 27)
        await crew.take(crew.li, MODEL)
        await crew.take(crew.li, "Simplest model that could work")
        await self.on(4, 2, 12)
        await self.down(4, 8, 11)
        tried = {"method": "back_tested", "how": "Replay of a year", "checked_by": "tom"}
        await self.on(4, 14)
        await crew.record(crew.li, MODEL, result="18", **tried)
        await self.on(4, 27)
        with self._in_bulk():
            await crew.record(crew.li, MODEL, result="11", **tried)
            for item, values in QUESTIONS.items():
                await crew.record(crew.mia, item, **values)
            await crew.take_and_record(crew.mia, "Projected return still positive", **RETURN)
            await crew.request(crew.mia, 2)
        await self.on(4, 28)
        await crew.ana.press("Approve", on=DIRECT, message="Gate 2")

    async def _phase_3(self) -> None:
        crew = self.crew
        with self._in_bulk():
            for item in ("CI/CD pipeline for model updates", "Model serving infrastructure"):
                await crew.take(crew.sam, item)
        await self.on(5, 4)
        await self.do(crew.sam, "CI/CD pipeline", {"tool": "github_actions", "link": "https://ci.example"})
        await self.on(5, 7)
        await self.prefer(crew.mia, reminders="quiet")
        await self.on(5, 14)
        await self.prefer(crew.mia, reminders="all")
        await self.on(5, 20)
        await crew.mia.press("More…", on=crew.channel)
        await crew.mia.press("Put on hold…", on=crew.channel)
        await crew.mia.fill(reason="The plant is closed for its spring overhaul")
        await self.on(5, 26)
        await crew.ana.press("Resume the project", on=crew.channel)
        await self.on(5, 30, 20)

    @contextmanager
    def _in_bulk(self) -> Iterator[None]:
        """Leave out what is done in a row; only the messages are written down."""
        with self.diary.silent():
            yield
