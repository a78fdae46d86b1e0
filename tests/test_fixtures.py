"""The shared fixtures hand out the real thing."""

import asyncio
from pathlib import Path

import asyncpg
from playwright.async_api import Page, expect


async def _tables(url: str) -> list[str]:
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    try:
        await connection.execute("CREATE TABLE mark (id int)")
        rows = await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        return [row["tablename"] for row in rows]
    finally:
        await connection.close()


async def test_a_fresh_database_is_empty(fresh_postgres_url: str) -> None:
    assert await _tables(fresh_postgres_url) == ["mark"]


async def test_the_next_fresh_database_is_empty_again(fresh_postgres_url: str) -> None:
    assert await _tables(fresh_postgres_url) == ["mark"]


def test_a_test_without_an_event_loop_gets_a_database_too(fresh_postgres_url: str, postgres_url: str) -> None:
    assert fresh_postgres_url != postgres_url


async def test_the_page_runs_scripts_from_a_server_on_the_tests_own_loop(page: Page) -> None:
    body = b"<h1></h1><script>document.querySelector('h1').textContent = 'Gate ' + (2 + 2)</script>"

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + body)
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        await page.goto(f"http://127.0.0.1:{port}/")
        await expect(page.get_by_role("heading")).to_have_text("Gate 4")


def test_the_browser_is_a_file_that_exists(chromium_path: Path) -> None:
    assert chromium_path.exists()
