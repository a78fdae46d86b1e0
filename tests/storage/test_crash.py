"""A process that is killed while it writes loses nothing that it acknowledged."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from bot.project.evolve import evolve
from bot.project.index import index
from bot.service.ports import Tx
from storage.engine import open_store
from storage.verify import verify
from tests.contracts.stores import ONE

ROOT = Path(__file__).parents[2]


def clicked_until_killed(url: str, clicks: int) -> list[str]:
    """Kill a writing process after so many acknowledged clicks, and return them all."""
    command = [sys.executable, "-m", "tests.storage.writing", url]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        acknowledged = [process.stdout.readline().strip() for _ in range(clicks)]
        process.kill()
        # A line that was cut short by the kill was not acknowledged.
        rest = process.stdout.read().split("\n")[:-1]
    return acknowledged + rest


@pytest.mark.parametrize("clicks", [1, 40, 97])
async def test_nothing_acknowledged_is_lost(tmp_path: Path, clicks: int) -> None:
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    acknowledged = await asyncio.to_thread(clicked_until_killed, url, clicks)
    assert len(acknowledged) >= clicks
    store = await open_store(url, evolve=evolve)

    def outcomes(tx: Tx) -> list[bytes | None]:
        return [ONE.load(tx, key).outcome for key in acknowledged]

    assert await store.read(outcomes) == [key.encode() for key in acknowledged]
    # Some may have been committed and never acknowledged: that is what the delivery's key is for.
    assert (await store.read(ONE.found)).seq >= 1 + 2 * len(acknowledged)
    assert (await verify(store, evolve=evolve, index=index)).problems == []
    await store.close()
