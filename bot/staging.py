"""Puts people before the bot: the tour, and the example projects that the demo opens with."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from adapters.clock import VirtualClock
from adapters.sandbox.both import Both
from adapters.sandbox.driver import Driver
from adapters.sandbox.examples import portfolio
from adapters.sandbox.examples.both_sides import connect
from adapters.sandbox.overhearing import note_keys
from adapters.sandbox.people import Company, Json, Settle, Witness
from adapters.sandbox.teams.driver import TeamsDriver
from adapters.sandbox.tour import story
from adapters.sandbox.tour.both_chats import CrewInBoth
from adapters.sandbox.tour.crew import ZONE, Crew, Move
from adapters.sandbox.tour.dump import Dump
from adapters.sandbox.tour.told import told_on_slack
from adapters.sandbox.tour.told_on_teams import told_on_teams
from adapters.sandbox.tour.transcript import Transcript
from bot.bootstrap import Demo, start_demo
from bot.ledger import audit
from bot.project.evolve import evolve
from bot.project.state import PASSED, Project
from bot.service.ports import Unavailable
from storage.engine import open_read_only, reading

#: where the tour is played: "both" has the team in Slack and its sponsor in Teams
PLATFORMS = ("slack", "teams", "both")
#: what the people of a stage do
Story = Callable[[Company, Move, type[Crew]], Awaitable[None]]
SPONSOR = "ana"


@dataclass(frozen=True)
class Toured:
    """Where the tour's project stands at the end, and how it got there."""

    gates_passed: int
    status: str
    clicks: int
    events: int
    chain: str
    days: int
    #: mornings and weekly digests
    reminders: int
    standups: int


async def tour(
    write: Callable[[str], None],
    *,
    platform: str = "slack",
    socket_mode: bool = False,
    dump: Path | None = None,
) -> Toured:
    """Play the tour in a folder of its own; `write` gets the transcript line by line."""
    with tempfile.TemporaryDirectory(prefix="tollgate-tour-") as name:
        url = f"sqlite:///{Path(name) / 'tollgate.sqlite'}"
        clock = VirtualClock(story.BEGINS)
        stage = Stage(platform, socket_mode=socket_mode, dump=dump)
        clicks, counts = await stage.perform(story.play, url, clock, write)
        project, report = await _kept(url), await audit(url, clock.now())
    days = (clock.now().astimezone(ZONE).date() - story.BEGINS.date()).days + 1
    passed = sum(decision.outcome in PASSED for decision in project.decisions)
    chain = report.problems[0] if report.problems else "ok"
    return Toured(
        passed,
        project.status,
        clicks,
        report.events,
        chain,
        days,
        counts["reminders"],
        counts["standups"],
    )


@dataclass(frozen=True)
class Stage:
    """Where a story is played, and what is kept of it."""

    #: one of `PLATFORMS`
    platform: str = "slack"
    #: how the bot is connected to Slack
    socket_mode: bool = False
    #: a folder that gets every message and view that is sent
    dump: Path | None = None

    async def perform(
        self, story: Story, url: str, clock: VirtualClock, write: Callable[[str], None]
    ) -> tuple[int, Counter[str]]:
        """Play a story into an empty database; return its clicks, and how much came with the clock."""
        demo = await start_demo(
            None,
            database_url=url,
            clock=clock,
            socket_mode=self.socket_mode,
            background=False,
            platforms=("slack", "teams") if self.platform == "both" else (self.platform,),
        )
        places: dict[str, str] = {}
        transcript = Transcript(write, clock.now, places)
        try:
            async with acting(demo, self.platform, transcript.acted) as company:
                places |= company.places()
                _overhear(demo, transcript, Dump(self.dump) if self.dump else None)
                crew_of = CrewInBoth if self.platform == "both" else Crew
                await story(company, demo.days.move_to, crew_of)
                return company.clicks, transcript.counts
        finally:
            await demo.stop()


def _overhear(demo: Demo, transcript: Transcript, dump: Dump | None) -> None:
    """Write down and keep what the bot sends, wherever."""
    demo.sandbox.on_outgoing(lambda *sent: transcript.heard(told_on_slack(*sent)))
    if dump:
        demo.sandbox.on_outgoing(dump.keep)
    if teams := demo.sandbox.teams:
        keys = note_keys(demo.running.core.chats)

        def heard(method: str, payload: Json, conversation: str) -> None:
            transcript.heard(told_on_teams(method, payload, conversation, keys))

        teams.on_outgoing(heard)
        if dump:
            teams.on_outgoing(dump.keep)


@asynccontextmanager
async def acting(
    demo: Demo, platform: str, witness: Witness = lambda who, what: None
) -> AsyncIterator[Driver | TeamsDriver | Both]:
    """Give people at the chat of a platform, or at "both"."""
    async with AsyncExitStack() as stack:
        drivers: list[Driver | TeamsDriver] = []
        if platform != "teams":
            drivers.append(await stack.enter_async_context(driving(demo, witness)))
        if platform != "slack":
            drivers.append(await stack.enter_async_context(driving_on_teams(demo, witness)))
        match drivers:
            case [Driver() as slack, TeamsDriver() as teams]:
                yield Both(slack, teams, {SPONSOR})
            case [one]:
                yield one


@asynccontextmanager
async def driving(demo: Demo, witness: Witness = lambda who, what: None) -> AsyncIterator[Driver]:
    """Give people at the demo's Slack; what each of their acts sets in motion has arrived when it returns."""
    driver = Driver(demo.page, _settling(demo), witness)
    try:
        await driver.look_around()
        yield driver
    finally:
        await driver.close()


@asynccontextmanager
async def driving_on_teams(
    demo: Demo, witness: Witness = lambda who, what: None
) -> AsyncIterator[TeamsDriver]:
    """Give people at the demo's Teams, in the same way."""
    driver = TeamsDriver(demo.page, _settling(demo), witness)
    try:
        await driver.look_around()
        yield driver
    finally:
        await driver.close()


def _settling(demo: Demo) -> Settle:
    async def delivered() -> None:
        await demo.sandbox.drain()
        if demo.sandbox.teams:
            await demo.sandbox.teams.drain()

    async def settle() -> None:
        await delivered()
        await demo.days.settle()
        await delivered()

    return settle


async def prepare_demo(folder: Path, write: Callable[[str], None]) -> None:
    """Build the example projects in the demo's folder, unless it holds a project already.

    They are built beside it and moved there at the end: a demo that was interrupted begins anew.
    """
    if await _has_project(_database(folder)):
        return
    write("Building the example projects; this takes a few seconds.")
    building = folder / "building"
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True)
    await _build_examples(building)
    _move(building, folder)


async def _build_examples(folder: Path) -> None:
    now = datetime.now(UTC)
    clock = VirtualClock(now - timedelta(days=portfolio.BEGINS + 1))
    demo = await start_demo(
        folder, database_url=_database(folder), clock=clock, background=False, platforms=("slack", "teams")
    )
    try:
        async with driving(demo) as slack, driving_on_teams(demo) as teams:
            await portfolio.build(slack, demo.days.move_to, now.astimezone(ZONE).date())
            await connect(slack.person("li"), teams.person("ana"), "#invoice-matching")
            await demo.days.move_to(datetime.now(UTC))
    finally:
        await demo.stop()


def _move(building: Path, folder: Path) -> None:
    for old in folder.iterdir():
        if old.is_file():
            old.unlink()
    for new in building.iterdir():
        new.rename(folder / new.name)
    building.rmdir()


def _database(folder: Path) -> str:
    return f"sqlite:///{folder / 'tollgate.sqlite'}"


async def _has_project(url: str) -> bool:
    try:
        store = await open_read_only(url, evolve=evolve)
    except Unavailable:
        return False
    try:
        return bool(await store.read(lambda tx: tx.every_project(("", ""), 1)))
    finally:
        await store.close()


async def _kept(url: str) -> Project:
    """Return the tour's project as the database holds it."""
    async with reading(url, evolve=evolve) as store:
        ((workspace, key),) = await store.read(lambda tx: tx.every_project(("", ""), 1))
        stored = await store.read(lambda tx: tx.project(workspace, key))
    if stored is None:
        raise LookupError("the tour left no project")
    return stored.project
