"""A running sandbox, the clients that talk to it, and an app that listens."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from starlette.applications import Starlette
from starlette.routing import Route

from adapters.sandbox.sandbox import Sandbox
from adapters.sandbox.serve import Server
from tests.adapters.sandbox.kit import Bot, Clock, Json, World, serving


@pytest.fixture
def real() -> Clock:
    return Clock()


@pytest.fixture
def options() -> Json:
    """Arguments for the sandbox; a test module or a test overrides this."""
    return {}


@pytest.fixture
async def world(options: Json) -> AsyncIterator[World]:
    sandbox = Sandbox(retry_delays=(0.0, 0.01, 0.02), **options)
    server = Server(sandbox)
    url = await server.start()
    async with aiohttp.ClientSession() as http:
        yield World(sandbox, url, http)
    await server.stop()


@pytest.fixture
async def bot(world: World) -> AsyncIterator[Bot]:
    bot = Bot(world)
    handler = AsyncSlackRequestHandler(bot.app)

    async def endpoint(request: Any) -> Any:
        bot.headers.append(request.headers)
        return await handler.handle(request)

    async with serving(Starlette(routes=[Route("/slack/events", endpoint, methods=["POST"])])) as url:
        world.sandbox.deliver_to(f"{url}/slack/events")
        yield bot
