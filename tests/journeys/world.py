"""A bot beside its local Slack on virtual time, and the people at its page."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from adapters.clock import VirtualClock
from adapters.sandbox.driver import Driver, Person
from adapters.sandbox.tour.crew import ZONE, Crew
from adapters.sandbox.visible import all_words
from bot import ledger, staging
from bot.bootstrap import Demo, start_demo
from tests.databases import laid_out

CHANNEL = "#line-3-downtime"
MONDAY = datetime(2026, 3, 2, 9, tzinfo=ZONE)
Json = dict[str, Any]


@dataclass
class World:
    """What a journey needs: people, days, and everything that was sent."""

    demo: Demo
    driver: Driver
    crew: Crew
    url: str
    #: method, payload and conversation of each message and view
    sent: list[tuple[str, Json, str]] = field(default_factory=list)

    def person(self, handle: str) -> Person:
        """Return somebody."""
        return self.driver.person(handle)

    async def events(self) -> int:
        """Return how many events there are in the whole database."""
        report = await ledger.audit(self.url)
        assert report.problems == []
        return report.events

    async def begin(self, name: str = "Line 3 downtime") -> None:
        """Let Mia begin a project with Ana as its sponsor."""
        await self.crew.begin(self.crew.mia, name, sponsor="ana")

    async def last(self, who: Person, where: str) -> str:
        """Return what the newest message says."""
        return all_words((await who.messages(where))[-1]["blocks"])


@asynccontextmanager
async def world(folder: Path, *, locale: str = "", language: str = "en") -> AsyncIterator[World]:
    """Give a fresh workspace on a Monday; `locale` is everybody's, `language` the channels'."""
    url = laid_out(folder / "tollgate.sqlite")
    clock = VirtualClock(MONDAY)
    demo = await start_demo(None, database_url=url, clock=clock, background=False, language=language)
    try:
        for person in demo.sandbox.workspace.people.values():
            person.locale = locale or person.locale
        async with staging.driving(demo) as driver:
            crew = Crew(driver, demo.days.move_to, CHANNEL)
            made = World(demo, driver, crew, url)
            demo.sandbox.on_outgoing(lambda *sent: made.sent.append(sent))
            yield made
    finally:
        await demo.stop()
