"""People who press buttons and send forms of one project, over signed HTTP."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.project.events import Event
from bot.project.evolve import evolve
from bot.project.state import Project
from storage.engine import reading
from storage.tx import SqlTx
from tests.live import projects, requests
from tests.live.connection import Response, connect, written
from tests.live.slack_stub import SlackStub

PROJECT, CHANNEL = projects.project_id(0), projects.channel(0)


class Office:
    """A running bot and those who use it."""

    def __init__(self, address: str, stub: SlackStub, database_url: str) -> None:
        """Take the bot's address, its chat and its database."""
        self.address, self.stub, self._database_url = address, stub, database_url
        self._deliveries = 0

    async def open(self) -> None:
        """Open the project."""
        connection = await connect(self.address)
        await projects.open_project(connection, 0)
        await connection.close()

    async def press(self, user: str, action: str, delivery: str = "", **args: str) -> Response:
        """Press a button in the project's channel, on a connection of one's own."""
        body = requests.press(user, CHANNEL, delivery or self._next(), action, {"p": PROJECT, **args})
        return await self.send(body)

    async def submit(self, user: str, action: str, values: Mapping[str, str], **args: str) -> Response:
        """Send a form about the project."""
        return await self.send(requests.submit(user, self._next(), action, {"p": PROJECT, **args}, values))

    async def send(self, body: bytes) -> Response:
        """Sign a body and send it."""
        connection = await connect(self.address)
        try:
            return await connection.click(body)
        finally:
            await connection.close()

    async def tell(self, event: Mapping[str, Any], event_id: str, *, again: int = 0) -> Response:
        """Tell of an event as Slack does; `again` counts how often it was told before."""
        body = requests.happened(event, event_id)
        headers = requests.headers(body, kind="json")
        if again:
            headers |= {"X-Slack-Retry-Num": str(again), "X-Slack-Retry-Reason": "http_timeout"}
        connection = await connect(self.address)
        try:
            return await connection.send(written(body, headers))
        finally:
            await connection.close()

    async def look(self) -> tuple[Project, Sequence[Event]]:
        """Return the project and its events as they are stored."""

        def look(tx: SqlTx) -> tuple[Project, Sequence[Event]]:
            workspace = tx.workspace_of("slack", requests.TEAM) or ""
            stored = tx.project(workspace, PROJECT)
            assert stored is not None
            return stored.project, [recorded.event for recorded in tx.history(workspace, PROJECT, 1000)]

        async with reading(self._database_url, evolve=evolve) as store:
            return await store.read(look)

    def _next(self) -> str:
        self._deliveries += 1
        return f"delivery-{self._deliveries}"
