"""A running local Teams, and an app that listens."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from adapters.sandbox.sandbox import Sandbox
from adapters.sandbox.serve import Server
from adapters.sandbox.teams.teams import Teams
from tests.adapters.sandbox.kit import Clock, serving
from tests.adapters.sandbox.teams.kit import App, Json, World


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def options() -> Json:
    """Arguments for the local Teams; a test overrides this."""
    return {}


@pytest.fixture
async def world(clock: Clock, options: Json) -> AsyncIterator[World]:
    teams = Teams(**{"now": clock, "repeat_after": (0.0, 0.01, 0.02), **options})
    server = Server(Sandbox(teams=teams))
    url = await server.start()
    async with aiohttp.ClientSession() as http:
        yield World(teams, url, http)
    await server.stop()


@pytest.fixture
async def app(world: World) -> AsyncIterator[App]:
    app = App()
    async with serving(app.routes()) as url:
        world.teams.deliver_to(f"{url}/api/messages")
        yield app
