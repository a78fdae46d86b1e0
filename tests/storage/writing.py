"""A process that clicks until it is killed, and says which clicks were acknowledged."""

from __future__ import annotations

import asyncio
import sys

from bot.project.evolve import evolve
from storage.engine import open_store
from tests.contracts.stores import ONE, introduce


async def main(url: str) -> None:
    """Click sixteen at once."""
    store = await open_store(url, evolve=evolve)
    await introduce(store)

    async def client(number: int) -> None:
        for count in range(100_000):
            key = f"{number}-{count}"
            await store.write(ONE.click(key, key.encode()))
            sys.stdout.write(key + "\n")
            sys.stdout.flush()

    await asyncio.gather(*(client(number) for number in range(16)))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
