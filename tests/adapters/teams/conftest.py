"""Fixtures that several files of tests share: a door, and one whose tokens are checked."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.adapters.teams.door import Door, serving
from tests.adapters.teams.gate_kit import Gate
from tests.adapters.teams.issuer import issuer


@pytest.fixture
async def door() -> AsyncIterator[Door]:
    """The bot's HTTP door, which lets everything in."""
    async with serving() as door:
        yield door


@pytest.fixture
async def gate() -> AsyncIterator[Gate]:
    """The bot's HTTP door as it stands in production."""
    async with issuer() as issuing:
        gate = Gate(issuing)
        async with serving(gate.check) as door:
            gate.door = door
            issuing.service_url = door.desk.connector.service_url
            yield gate
        await gate.keys.close()
