"""Puts people before the bot: the tour, and the example projects that the demo opens with."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from adapters.clock import VirtualClock
from adapters.sandbox.driver import Driver, Witness
from adapters.sandbox.examples import portfolio
from adapters.sandbox.tour import story
from adapters.sandbox.tour.crew import ZONE
from adapters.sandbox.tour.dump import Dump
from adapters.sandbox.tour.told import told_on_slack
from adapters.sandbox.tour.transcript import Transcript
from bot.bootstrap import Demo, start_demo
from bot.project.evolve import evolve
from bot.project.index import index
from bot.project.state import PASSED, Project
from bot.service.ports import Unavailable
from storage.anchor import Anchor, anchored
from storage.engine import open_read_only
from storage.export import End, export
from storage.verify import Report, verify


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
    write: Callable[[str], None], *, socket_mode: bool = False, dump: Path | None = None
) -> Toured:
    """Play the tour in a folder of its own; `write` gets the transcript line by line."""
    with tempfile.TemporaryDirectory(prefix="tollgate-tour-") as name:
        url = f"sqlite:///{Path(name) / 'tollgate.sqlite'}"
        clock = VirtualClock(story.BEGINS)
        demo = await start_demo(
            None, database_url=url, clock=clock, socket_mode=socket_mode, background=False
        )
        try:
            clicks, counts = await _play(demo, write, dump)
        finally:
            await demo.stop()
        project, report = await _kept(url), await audit(url)
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


async def _play(demo: Demo, write: Callable[[str], None], dump: Path | None) -> tuple[int, Counter[str]]:
    places: dict[str, str] = {}
    transcript = Transcript(write, demo.clock.now, places)
    async with driving(demo, transcript.acted) as driver:
        places |= driver.places()
        demo.sandbox.on_outgoing(lambda *sent: transcript.heard(told_on_slack(*sent)))
        if dump:
            demo.sandbox.on_outgoing(Dump(dump).keep)
        await story.play(driver, demo.days.move_to)
        return driver.clicks, transcript.counts


@asynccontextmanager
async def driving(demo: Demo, witness: Witness = lambda who, what: None) -> AsyncIterator[Driver]:
    """Give people at the demo's page; what each of their acts sets in motion has arrived when it returns."""

    async def settle() -> None:
        await demo.sandbox.drain()
        await demo.days.settle()
        await demo.sandbox.drain()

    driver = Driver(demo.page, settle, witness)
    try:
        await driver.look_around()
        yield driver
    finally:
        await driver.close()


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
    demo = await start_demo(folder, database_url=_database(folder), clock=clock, background=False)
    try:
        async with driving(demo) as driver:
            await portfolio.build(driver, demo.days.move_to, now.astimezone(ZONE).date())
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


async def audit(url: str) -> Report:
    """Replay every project of a database and check every hash. Raises Unavailable."""
    store = await open_read_only(url, evolve=evolve)
    try:
        return await verify(store, evolve=evolve, index=index)
    finally:
        await store.close()


async def export_ledger(url: str, file: Path, *, names: bool = True) -> End:
    """Write the whole ledger into a file. Raises Unavailable, OSError."""
    store = await open_read_only(url, evolve=evolve)
    try:
        with file.open("wb") as opened:
            return await export(store, opened.write, now=datetime.now(UTC), names=names)
    finally:
        await store.close()


async def anchor_of(url: str, at: datetime) -> Anchor:
    """Return what a database's ledger amounted to at an instant. Raises Unavailable."""
    store = await open_read_only(url, evolve=evolve)
    try:
        return await anchored(store, at)
    finally:
        await store.close()


async def _kept(url: str) -> Project:
    """Return the tour's project as the database holds it."""
    store = await open_read_only(url, evolve=evolve)
    try:
        ((workspace, key),) = await store.read(lambda tx: tx.every_project(("", ""), 1))
        stored = await store.read(lambda tx: tx.project(workspace, key))
    finally:
        await store.close()
    if stored is None:
        raise LookupError("the tour left no project")
    return stored.project
