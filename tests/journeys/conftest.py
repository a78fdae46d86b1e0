"""A bot that runs as a program on either database, and a chat that takes everything."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.live import program
from tests.live.office import Office
from tests.live.slack_stub import SlackStub


@pytest.fixture
async def stub() -> AsyncIterator[SlackStub]:
    """A chat."""
    async with SlackStub() as found:
        yield found


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'bot.sqlite'}"
    found: str = request.getfixturevalue("fresh_postgres_url")
    return found


@pytest.fixture
async def office(tmp_path: Path, stub: SlackStub, database_url: str) -> AsyncIterator[Office]:
    """The bot, with one project opened."""
    settings = program.environment(tmp_path, stub.url, TOLLGATE_DATABASE_URL=database_url)
    bot = await program.start(tmp_path, settings)
    found = Office(bot, stub, database_url)
    try:
        await found.open()
        yield found
    finally:
        await bot.stop()
