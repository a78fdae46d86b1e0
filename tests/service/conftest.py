"""An office, one with a project, and one whose people are on two platforms."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.fakes.chat import FakeChat
from tests.service.office import WORKSPACE, Office, opened_office
from tests.service.two_channels_kit import Two


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """A bot that knows nobody yet."""
    async with opened_office(tmp_path) as found:
        yield found


@pytest.fixture
async def line_3(office: Office) -> str:
    """The id of a project that Mia leads and Ana sponsors."""
    return await office.begin()


@pytest.fixture
async def teams(office: Office) -> FakeChat:
    """A second chat of the same workspace, where Ana and Mia have accounts, too."""
    chat = FakeChat("29:bot", "teams", "AAD")
    for user, name in (("29:mia", "Mia Kurz"), ("29:ana", "Ana Ruiz"), ("29:tom", "Tom Berg")):
        chat.person(user, name, "America/Toronto")
    office.chats[WORKSPACE, "teams"] = chat
    await office.store.write(lambda tx: tx.install(WORKSPACE, "teams", "AAD", "Plant", "29:bot"))
    return chat


@pytest.fixture
async def two(office: Office, line_3: str) -> Two:
    """A project in one channel, and a second chat."""
    await office.store.write(lambda tx: tx.install(WORKSPACE, "teams", "AAD", "Plant", "29:bot"))
    await office.relay.drain()
    return Two(office, line_3)
