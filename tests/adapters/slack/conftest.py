"""The adapter at work against a local Slack."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from adapters.web import WebServer
from tests.adapters.slack.kit import Desk
from tests.contracts.chats import slack_scene


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    """The adapter, called by the test itself."""
    async with slack_scene() as scene, aiohttp.ClientSession() as page:
        desk = Desk(scene, page)
        yield desk
        await desk.answers.drain()
        await desk.http.aclose()


@pytest.fixture
async def online(desk: Desk) -> AsyncIterator[Desk]:
    """The adapter, called by the local Slack over signed HTTP."""
    server = WebServer(desk.web, host="127.0.0.1", port=0, grace=1)
    desk.sandbox.deliver_to(f"{await server.start()}/slack/events")
    yield desk
    await desk.sandbox.drain()
    await server.stop()
