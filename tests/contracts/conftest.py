"""A store of each kind, filled with two workspaces that look alike."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.tx import SqlStore
from tests.contracts.stores import Opened, introduce, opened_postgres, opened_sqlite


@pytest.fixture(params=["sqlite", "postgres"])
async def opened(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Opened]:
    """An open store with a way around it."""
    if request.param == "sqlite":
        context = opened_sqlite(tmp_path)
    else:
        context = opened_postgres(request.getfixturevalue("laid_out_postgres_url"))
    async with context as found:
        await introduce(found.store)
        yield found


@pytest.fixture
def store(opened: Opened) -> SqlStore:
    """The store alone."""
    return opened.store
