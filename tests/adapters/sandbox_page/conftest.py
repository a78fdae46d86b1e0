"""Starts the stand-in server and a real Chromium for the page's tests."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest_asyncio
import uvicorn
from playwright.async_api import Browser, Page, async_playwright

from adapters.embedded import EmbeddedServer
from tests.adapters.sandbox_page.canned_server import CannedServer
from tests.adapters.sandbox_page.canned_teams import CannedTeams
from tests.chromium import CHROMIUM_FLAGS

OpenPage = Callable[..., Awaitable[Page]]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(chromium_path: Path) -> AsyncIterator[Browser]:
    """One browser for all of these tests, each with windows of its own."""
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=chromium_path, args=CHROMIUM_FLAGS)
        yield chromium
        await chromium.close()


@contextlib.asynccontextmanager
async def served(canned: CannedServer) -> AsyncIterator[None]:
    """Serve it for a while; its `address` is where it listens."""
    config = uvicorn.Config(
        canned.application(), log_level="warning", ws="none", lifespan="off", timeout_graceful_shutdown=1
    )
    running = EmbeddedServer(config)
    listening = socket.create_server(("127.0.0.1", 0))
    canned.address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    task = asyncio.create_task(running.serve(sockets=[listening]))
    yield
    canned.hang_up()
    running.leave()
    await task


@pytest_asyncio.fixture(loop_scope="session")
async def server() -> AsyncIterator[CannedServer]:
    """A stand-in server for one test."""
    canned = CannedServer()
    async with served(canned):
        yield canned


@pytest_asyncio.fixture(loop_scope="session")
async def teams() -> AsyncIterator[CannedTeams]:
    """A stand-in server with a Teams side, for one test."""
    canned = CannedTeams()
    async with served(canned):
        yield canned


@contextlib.asynccontextmanager
async def opening(browser: Browser, server: CannedServer, usual: str) -> AsyncIterator[OpenPage]:
    """Open the page at a place; an error in its script fails the test."""
    context = await browser.new_context(viewport={"width": 1280, "height": 860}, reduced_motion="reduce")
    context.set_default_timeout(5000)
    wrong: list[Any] = []

    async def opened(place: str = usual, ready: str = "body[data-at] .connection.good") -> Page:
        page = await context.new_page()
        page.on("pageerror", lambda error: wrong.append(error))
        await page.goto(f"{server.address}/{place}")
        await page.wait_for_selector(ready)
        return page

    yield opened
    await context.close()
    assert wrong == []


@pytest_asyncio.fixture(loop_scope="session")
async def open_page(browser: Browser, server: CannedServer) -> AsyncIterator[OpenPage]:
    """Open the Slack page at a place."""
    async with opening(browser, server, "#/UMIA/C1") as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def open_teams(browser: Browser, teams: CannedTeams) -> AsyncIterator[OpenPage]:
    """Open the Teams page at a place."""
    async with opening(browser, teams, "?view=teams#/mia/line-3-downtime") as opened:
        yield opened
