"""Several connections that send at once."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

from tests.live.connection import Connection, connect


async def seconds_at_once(
    address: str, many: int, send: Callable[[Connection, int], Awaitable[None]]
) -> float:
    """Let `send` use each of so many connections, all at once; return how long all of it took."""
    connections = [await connect(address) for _ in range(many)]
    began = time.perf_counter()
    await asyncio.gather(*(send(connection, number) for number, connection in enumerate(connections)))
    took = time.perf_counter() - began
    for connection in connections:
        await connection.close()
    return took
