"""What a bot's database holds, looked at beside the running bot."""

from __future__ import annotations

from bot.project.evolve import evolve
from bot.project.index import index
from storage.engine import open_read_only
from storage.verify import Report, verify


async def audit(url: str) -> Report:
    """Check every hash, and that replaying gives the stored snapshots and rows."""
    store = await open_read_only(url, evolve=evolve)
    try:
        return await verify(store, evolve=evolve, index=index)
    finally:
        await store.close()
