"""A bot that runs as a program on either database, and a chat that takes everything."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.databases import laid_out
from tests.journeys.tours import Tours
from tests.live import program
from tests.live.office import Office
from tests.live.program import Program
from tests.live.slack_stub import SlackStub


@pytest.fixture(scope="session")
def tours(tmp_path_factory: pytest.TempPathFactory) -> Tours:
    """Tours that have been played, or will be when they are asked for."""
    return Tours(tmp_path_factory.mktemp("tours"))


@pytest.fixture
async def stub() -> AsyncIterator[SlackStub]:
    """A chat."""
    async with SlackStub() as found:
        yield found


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database with its schema and nothing in it, of each kind."""
    if request.param == "sqlite":
        return laid_out(tmp_path / "bot.sqlite")
    found: str = request.getfixturevalue("laid_out_postgres_url")
    return found


@pytest.fixture
async def bot(tmp_path: Path, stub: SlackStub, database_url: str) -> AsyncIterator[Program]:
    """The bot."""
    settings = program.environment(tmp_path, stub.url, TOLLGATE_DATABASE_URL=database_url)
    found = await program.start(tmp_path, settings)
    yield found
    await found.stop()


@pytest.fixture
async def office(bot: Program, stub: SlackStub, database_url: str) -> Office:
    """The people who use the bot, with one project opened."""
    found = Office(bot.address, stub, database_url)
    await found.open()
    return found
