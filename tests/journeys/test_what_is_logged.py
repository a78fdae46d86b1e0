"""What an administrator must know of stands in the log of the bot, whichever chat it serves."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.live.office import Office
from tests.live.program import Program
from tests.live.projects import LEAD, SPONSOR


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """SQLite: a log is the same beside either database."""
    return f"sqlite:///{tmp_path / 'bot.sqlite'}"


async def _logs(bot: Program, line: str) -> None:
    async with asyncio.timeout(10):
        while line not in bot.output:  # noqa: ASYNC110 a line has no event to wait for
            await asyncio.sleep(0.02)


async def test_a_click_that_could_not_be_answered_is_logged(office: Office, bot: Program) -> None:
    office.stub.failing = "internal_error"
    await office.press("U0NOBODY", "item.take", i="DR-3")  # whose profile does not come
    await _logs(bot, "WARNING tollgate.handle Pressed could not be answered")


async def test_a_message_that_is_given_up_is_logged(office: Office, bot: Program) -> None:
    await office.press(SPONSOR, "item.sign", i="DR-8")
    await office.stub.quiet()
    office.stub.failing = "is_archived"
    await office.press(LEAD, "item.take", i="DR-2")
    await _logs(bot, "given up: is_archived")
    assert "WARNING tollgate.relay message" in bot.output
