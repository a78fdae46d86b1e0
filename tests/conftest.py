"""The real things tests share: a PostgreSQL server, a database of one's own, a browser and a page."""

from __future__ import annotations

import logging
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.async_api import Browser, Page, async_playwright

from deploy.setup.chromium import MISSING, find_chromium
from tests import scratch, search
from tests.chromium import CHROMIUM_FLAGS
from tests.databases import empty, laid_out_postgres
from tests.postgres import Postgres, running_postgres

#: made by the process that the others are started by
_scratch: list[Path] = []


def pytest_configure() -> None:
    """Make the folder for temporary files, and say how widely to search, before anybody asks for it."""
    search.widely()
    if made := scratch.make():
        _scratch.append(made)


def pytest_unconfigure() -> None:
    """Leave nothing outside the checkout."""
    while _scratch:
        scratch.clear(_scratch.pop())


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server, one for each test process."""
    with running_postgres() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_url(postgres: Postgres) -> str:
    """The address of the server's own database; to create tables, ask for `fresh_postgres_url`."""
    return postgres.url()


@pytest.fixture
def fresh_postgres_url(postgres: Postgres) -> Iterator[str]:
    """The address of an empty database that is dropped after the test."""
    name = f"test_{uuid4().hex}"
    yield postgres.create(name)
    postgres.drop(name)


@pytest.fixture(scope="session")
def postgres_with_schema(postgres: Postgres) -> str:
    """The address of a database that one test after the other fills."""
    return laid_out_postgres(postgres)


@pytest.fixture
def laid_out_postgres_url(postgres_with_schema: str) -> str:
    """The address of a database with its schema and nothing in it; who changes a schema asks for a fresh one."""
    empty(postgres_with_schema)
    return postgres_with_schema


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """The browser that `make test` found or installed; its absence is a failure, never a skip."""
    found = find_chromium()
    if found is None:
        pytest.fail(MISSING, pytrace=False)
    return found


@pytest.fixture
async def browser(chromium_path: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Browser]:
    """A Chromium of the test's own, on the test's own event loop, leaving nothing in the user's home."""
    home = str(tmp_path_factory.mktemp("browser"))
    environment = os.environ | {"HOME": home, "XDG_CONFIG_HOME": home, "XDG_CACHE_HOME": home}
    async with async_playwright() as playwright:
        yield await playwright.chromium.launch(
            executable_path=chromium_path, args=CHROMIUM_FLAGS, env={**environment}
        )


@pytest.fixture
async def page(browser: Browser) -> AsyncIterator[Page]:
    """A page in a fresh browser context."""
    context = await browser.new_context()
    yield await context.new_page()
    await context.close()


@pytest.fixture(autouse=True)
def logging_as_it_was() -> Iterator[None]:
    """Let no command that was run in the process change what later tests can read in the log."""
    root = logging.getLogger()
    level = root.level
    yield
    root.setLevel(level)
