"""What a database's ledger amounts to, looked at beside the bot: checked, written out, and summed up in a line."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from adapters.clock import clock_beside
from bot.project.evolve import evolve
from bot.project.index import index
from storage.anchor import Anchor
from storage.anchored import anchored
from storage.engine import reading
from storage.export import End, export
from storage.verify import Report, verify


async def audit(url: str, now: datetime | None = None) -> Report:
    """Replay every project of a database and check every hash. Raises Unavailable.

    `now` is that of the database's bot, where it cannot be told from what lies beside the database.
    """
    async with reading(url, evolve=evolve) as store:
        return await verify(store, evolve=evolve, index=index, now=now or clock_beside(url).now())


async def export_ledger(url: str, file: Path, *, names: bool = True) -> End:
    """Write the whole ledger into a file. Raises Unavailable, OSError."""
    async with reading(url, evolve=evolve) as store:
        with file.open("wb") as opened:
            return await export(store, opened.write, now=datetime.now(UTC), names=names)


async def anchor_of(url: str, at: datetime, workspace: str = "") -> Anchor:
    """Return what a database's ledger, or one workspace's, amounted to at an instant. Raises Unavailable."""
    async with reading(url, evolve=evolve) as store:
        return await anchored(store, at, workspace)
