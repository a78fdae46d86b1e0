"""A database that cannot be written: the person is told that nothing was saved, and the bot recovers by itself."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import asyncpg
import httpx
import pytest

from bot.bootstrap import Running
from bot.ledger import audit
from storage.sqlite import SqliteStore
from tests.live import requests
from tests.live.connection import Response
from tests.live.near import near_office
from tests.live.office import Office
from tests.live.projects import LEAD, SPONSOR
from tests.live.rows import heads
from tests.live.slack_stub import SlackStub

SILENT = Response(200, b"")
#: the sponsor's account was closed
GONE = {"type": "user_change", "user": {"id": SPONSOR, "deleted": True, "profile": {"real_name": "S"}}}


async def _told(office: Office, user: str) -> str:
    before = len(office.stub.whispered(user))
    assert await office.press(user, "item.sign", i="DR-8") == SILENT
    return office.stub.whispered(user)[before:]


async def _is_active(running: Running, user: str) -> bool:
    account = await running.core.store.read(lambda tx: tx.account("slack", requests.TEAM, user))
    assert account
    return account.active


async def _ready(office: Office) -> bool:
    """Tell what whoever runs the bot is told of its database."""
    async with httpx.AsyncClient() as http:
        answer = await http.get(f"{office.address}/readyz")
    works: bool = answer.json()["database"]
    assert (answer.status_code == 200) == works
    return works


async def test_on_a_full_disk_people_are_told_and_the_bot_recovers(tmp_path: Path, stub: SlackStub) -> None:
    url = f"sqlite:///{tmp_path / 'bot.sqlite'}"
    async with near_office(url, stub) as (office, running):
        await running.core.sweep.run()
        await stub.quiet()
        store = running.core.store
        assert isinstance(store, SqliteStore)
        before = await heads(url)
        assert await _ready(office)
        # A page count that is reached already is what a full disk looks like to SQLite.
        connection = store.writer.connection
        (most,) = connection.execute("PRAGMA max_page_count").fetchone()
        connection.execute("PRAGMA max_page_count = 1")

        refused = 0
        for number in range(200):  # what is left of the last page may still take a few
            told = await _told(office, SPONSOR) if number % 2 == 0 else await _reopen(office)
            refused += "Nothing was saved" in told
            if refused == 3:
                break
        assert refused == 3
        form = await office.submit(LEAD, "item.not_ready", {"reason": "x" * 900}, i="DR-1")
        assert "Nothing was saved" in json.loads(form.body)["errors"]["reason"]
        assert len(await heads(url)) == len(before)
        # A round that finds nothing to change, and commits nothing, says nothing of the disk.
        await running.core.sweep.run()
        assert not await _ready(office)

        connection.execute(f"PRAGMA max_page_count = {most}")
        assert await office.submit(LEAD, "item.not_ready", {"reason": "x" * 900}, i="DR-1") == SILENT
        assert (await office.look())[0].item("DR-1").not_ready
        assert await _ready(office)
        await stub.quiet()
    assert (await audit(url)).problems == []


async def _reopen(office: Office) -> str:
    before = len(office.stub.whispered(SPONSOR))
    assert await office.press(SPONSOR, "item.open", i="DR-8") == SILENT
    return office.stub.whispered(SPONSOR)[before:]


async def test_while_somebody_else_holds_the_file_people_are_told_and_the_bot_recovers(
    tmp_path: Path, stub: SlackStub
) -> None:
    database = tmp_path / "bot.sqlite"
    url = f"sqlite:///{database}"
    async with near_office(url, stub) as (office, running):
        await stub.quiet()
        before = await heads(url)
        other = sqlite3.connect(database, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        assert "Nothing was saved" in await _told(office, SPONSOR)
        assert (await office.tell(GONE, "Ev1")).status == 503
        assert await heads(url) == before
        assert not await _ready(office)
        other.execute("ROLLBACK")
        other.close()
        assert await _ready(office), "without anybody's click"
        assert await _told(office, SPONSOR) == ""
        assert await heads(url) != before
        assert (await office.tell(GONE, "Ev1", again=1)).status == 200
        assert not await _is_active(running, SPONSOR)


async def test_while_postgresql_is_away_people_are_told_and_the_bot_recovers(
    postgres_url: str, fresh_postgres_url: str, stub: SlackStub
) -> None:
    name = fresh_postgres_url.rpartition("/")[2]
    admin = await asyncpg.connect(postgres_url.replace("+asyncpg", ""))
    async with near_office(fresh_postgres_url, stub) as (office, running):
        await stub.quiet()
        await admin.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        await admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", name)
        assert "Nothing was saved" in await _told(office, SPONSOR)
        assert (await office.tell(GONE, "Ev1")).status == 503
        await admin.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
        assert await _told(office, SPONSOR) == ""
        assert (await office.look())[0].item("DR-8").signed_by
        assert (await office.tell(GONE, "Ev1", again=1)).status == 200
        assert not await _is_active(running, SPONSOR)
    await admin.close()


async def test_a_log_that_is_deleted_makes_the_bot_unready_and_says_so(
    tmp_path: Path, stub: SlackStub, caplog: pytest.LogCaptureFixture
) -> None:
    url = f"sqlite:///{tmp_path / 'bot.sqlite'}"
    caplog.set_level("WARNING")
    async with near_office(url, stub) as (office, _):
        await stub.quiet()
        (tmp_path / "bot.sqlite-wal").unlink()
        assert "Nothing was saved" in await _told(office, SPONSOR)
        assert "bot.sqlite-wal was deleted" in caplog.text
        assert not await _ready(office)
    assert (await audit(url)).problems == []


async def test_while_postgresql_takes_no_change_the_bot_is_not_ready(
    postgres_url: str, fresh_postgres_url: str, stub: SlackStub
) -> None:
    name = fresh_postgres_url.rpartition("/")[2]
    admin = await asyncpg.connect(postgres_url.replace("+asyncpg", ""))

    async def read_only(state: str) -> None:
        await admin.execute(f'ALTER DATABASE "{name}" SET default_transaction_read_only = {state}')
        await admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", name)

    async with near_office(fresh_postgres_url, stub) as (office, running):
        await running.core.sweep.run()
        await stub.quiet()
        assert await _ready(office)
        await read_only("on")
        assert await running.core.sweep.run() == 0  # cut connections are made anew
        assert "Nothing was saved" in await _told(office, SPONSOR)
        assert not await _ready(office)
        await read_only("off")
        assert await running.core.sweep.run() == 0
        assert await _ready(office), "without anybody's click"
        assert await _told(office, SPONSOR) == ""
    await admin.close()
