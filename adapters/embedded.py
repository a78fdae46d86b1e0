"""A web server on the event loop of the program it is part of, which ends as soon as what has begun has ended."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Iterator

import uvicorn

#: uvicorn writes the date of its answers once a second
TICK_SECONDS = 1.0
LOOK_SECONDS = 0.005


class EmbeddedServer(uvicorn.Server):
    """Uvicorn without its pauses: it looks for the end every tenth of a second, and rests as long on its way out."""

    def __init__(self, config: uvicorn.Config) -> None:
        """`config` says for how many seconds open requests are waited for: `timeout_graceful_shutdown`."""
        super().__init__(config)
        #: set when it listens, or when it cannot
        self.ready = asyncio.Event()
        self._leaving = asyncio.Event()

    def leave(self) -> None:
        """Take no more requests, let the open ones end; `serve` returns afterwards."""
        self.should_exit = True
        self._leaving.set()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and say so."""
        try:
            await super().startup(sockets)
        finally:
            self.ready.set()

    async def main_loop(self) -> None:
        """Keep the date until it is time to leave."""
        while not await self.on_tick(0):
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._leaving.wait(), TICK_SECONDS)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close what nobody waits at, and wait for the rest as long as the settings allow."""
        for listening in (*self.servers, *(sockets or ())):
            listening.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        try:
            await asyncio.wait_for(self._at_rest(), self.config.timeout_graceful_shutdown)
        except TimeoutError:
            for task in self.server_state.tasks:
                task.cancel()

    async def _at_rest(self) -> None:
        while self.server_state.connections or self.server_state.tasks:  # noqa: ASYNC110 they tell nobody
            await asyncio.sleep(LOOK_SECONDS)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals to the program: it stops more than this server."""
        yield
