"""Tables of projects under way, read on the command line: no bot runs beside it on SQLite."""

from __future__ import annotations

from dataclasses import dataclass

from adapters.clock import SystemClock, SystemTimer
from bot.connections import Close, reach
from bot.project.commands import CLOCK
from bot.project.evolve import evolve
from bot.service.importing import Importing
from bot.service.playbooks import Playbooks
from bot.service.ports import Clock
from bot.settings import Settings
from bot.talk.import_report import Report
from storage.engine import open_store


@dataclass(frozen=True)
class Brought:
    """What a table amounts to, and how many projects were opened."""

    report: Report
    opened: int


async def import_table(
    settings: Settings, text: str, *, platform: str, dry_run: bool, clock: Clock | None = None
) -> Brought:
    """Look at a table and, unless it is only looked at, bring its projects in: all of them, or none.

    Raises Unavailable (a running bot has the database), NotConnected, NotReady, DeliveryFailed.
    """
    clock = clock or SystemClock()
    store = await open_store(settings.database_url.get_secret_value(), evolve=evolve)
    closing: list[Close] = [store.close]
    try:
        workspace, chat = await reach(settings, platform, store, SystemTimer(), closing)
        importing = Importing(store, chat, workspace, clock, Playbooks(), region=settings.region)
        read = await importing.look(text, CLOCK)
        opened = 0 if dry_run else await importing.bring_in(read, CLOCK)
        return Brought(read.report, opened)
    finally:
        for close in reversed(closing):
            await close()
