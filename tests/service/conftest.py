"""An office, and one with a project."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.service.office import Office, opened_office


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """A bot that knows nobody yet."""
    async with opened_office(tmp_path) as found:
        yield found


@pytest.fixture
async def line_3(office: Office) -> str:
    """The id of a project that Mia leads and Ana sponsors."""
    return await office.begin()
