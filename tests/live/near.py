"""The bot in the test's own process, so that a test reaches what it holds."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from pydantic import SecretStr

from bot.bootstrap import Running, start
from bot.settings import Settings
from tests.live import program, requests
from tests.live.office import Office
from tests.live.slack_stub import SlackStub


@asynccontextmanager
async def near_office(url: str, stub: SlackStub) -> AsyncIterator[tuple[Office, Running]]:
    """Start the bot, open a project, and stop it at the end."""
    settings = Settings.model_construct(
        database_url=SecretStr(url),
        host="127.0.0.1",
        port=0,
        region="",
        slack_bot_token=SecretStr(program.TOKEN),
        slack_signing_secret=SecretStr(requests.SECRET),
        slack_app_token=None,
        slack_api_url=stub.url,
    )
    running = await start(settings)
    try:
        office = Office(running.address, stub, url)
        await office.open()
        yield office, running
    finally:
        await running.stop()
