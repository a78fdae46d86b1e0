"""Many projects at once, written by the database itself: some items, people and channels are due, the rest is not."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
from sqlalchemy import text

from bot.project.events import ItemDeclaredNotReady
from bot.project.state import Project
from bot.service.ports import ChannelSettings
from storage import snapshot
from storage.postgres import PostgresStore
from tests.contracts.stores import DIGEST, PLATFORM
from tests.project.story import project_at

NOW = datetime(2026, 3, 2, 14, tzinfo=UTC)
TODAY = date(2026, 3, 2)
WORKSPACE, BOSS = "workspace-1", "boss"
#: of so many projects one has a second channel: none but the first
ONE_CHANNEL = 1_000_000_000
ITEMS_EACH, PEOPLE_EACH, EVENTS_EACH = 40, 5, 3
#: runs one statement outside the store
Run = Callable[[str, dict[str, object]], Awaitable[None]]

_PROJECTS = """INSERT INTO project (workspace, id, seq, head, fingerprint, snapshot, status, phase, name, practice,
    platform, conversation, next_at, asks, also_platform, also_conversation)
  SELECT :workspace, 'p' || n, :seq, 'x', :fingerprint, {snapshot}, 'running', 2, 'Pumps', FALSE,
    :platform, 'C' || n, NULL, FALSE, CASE n % :second WHEN 0 THEN 'teams' ELSE '' END,
    CASE n % :second WHEN 0 THEN '19:' || n ELSE '' END FROM {series} WHERE TRUE ON CONFLICT DO NOTHING"""
_PEOPLE = (
    "INSERT INTO person (workspace, id, joined) "
    "SELECT :workspace, 'p' || (n / 5) || '-' || (n % 5), '' FROM {series}"
)
_ACCOUNTS = """INSERT INTO account (platform, tenant, "user", workspace, person, name, time_zone,
    locale, active, direct, language, email, main, granted)
  SELECT :platform, 'T1', 'U' || n, :workspace, 'p' || (n / 5) || '-' || (n % 5), 'Ann', 'UTC', '', TRUE, '', '', '',
    TRUE, '' FROM {series}"""
_PREFERENCES = """INSERT INTO preferences (workspace, person, next_at, body)
  SELECT :workspace, 'p' || (n / 5) || '-' || (n % 5), {later}, {nothing} FROM {series}"""
_MEMBERS = """INSERT INTO member (workspace, project, person, role)
  SELECT :workspace, 'p' || (n / 5), 'p' || (n / 5) || '-' || (n % 5),
    CASE n % 5 WHEN 0 THEN 'lead' WHEN 1 THEN 'sponsor' ELSE 'data_science' END FROM {series}"""
_BOSS = "INSERT INTO member SELECT :workspace, 'p' || n, :boss, 'portfolio_admin' FROM {series}"
_ITEMS = """INSERT INTO item (workspace, project, item, owner, status, due_on, nag_on)
  SELECT :workspace, 'p' || (n / 40), 'I-' || (n % 40), 'p' || (n / 40) || '-' || (n % 5), 'open', '2026-12-01',
    CASE WHEN n % :step < 2 THEN '2026-02-27' WHEN n % 3 = 0 THEN NULL ELSE '2099-01-01' END FROM {series}"""
_EVENTS = """INSERT INTO event (workspace, project, seq, version, at, "by", platform, conversation, message, kind,
    body, texts, prev_hash, hash)
  SELECT :workspace, 'p' || (n / 3), n % 3 + 1, 1, {today}, 'p' || (n / 3) || '-0', :platform, 'C' || (n / 3), 'm',
    'ItemDeclaredNotReady', {event}, NULL, 'x', 'x' FROM {series}"""
_CHANNELS = """INSERT INTO channel (workspace, platform, conversation, next_at, body)
  SELECT :workspace, :platform, 'C' || n, {now}, {settings} FROM {series}"""
_SECOND = """INSERT INTO channel (workspace, platform, conversation, next_at, body)
  SELECT :workspace, 'teams', '19:' || (n * 9), {now}, {second_settings} FROM {series}"""
#: those whose items are due, and somebody with a role in every project
_DUE = """UPDATE preferences SET next_at = {now} WHERE person = :boss OR (workspace, person) IN
  (SELECT workspace, owner FROM item WHERE nag_on <= '2026-03-02')"""


@dataclass(frozen=True)
class Dialect:
    """What the two databases write differently."""

    run: Run
    series: str
    #: bytes of a text
    bytes: str
    time: str
    #: what the database does by itself after a while
    finish: str

    async def fill(self, statement: str, rows: int, **values: object) -> None:
        """Insert rows numbered from 0."""
        here = {"workspace": WORKSPACE, "boss": BOSS, "platform": PLATFORM}
        ready = statement.format(
            series=self.series.format(last=rows - 1),
            snapshot=self.bytes.format("replace(:snapshot, 'p-1', 'p' || n)"),
            settings=self.bytes.format("replace(:settings, 'C-1', 'C' || n)"),
            second_settings=self.bytes.format("replace(:settings, '19:-1', '19:' || (n * 9))"),
            event=self.bytes.format(":event"),
            nothing=self.bytes.format("''"),
            now=self.time.format("2026-03-02 14:00:00.000000"),
            today=self.time.format("2026-03-02 12:00:00.000000"),
            later=self.time.format("2099-01-01 00:00:00.000000"),
        )
        await self.run(ready, {key: one for key, one in (here | values).items() if f":{key}" in ready})


async def fill_items(dialect: Dialect, *, items: int, due: int) -> None:
    """Fill an empty database with `items` of which `due` are to be nagged about, spread over the projects."""
    projects = items // ITEMS_EACH
    await _fill_projects(dialect, projects)
    await dialect.fill(_PEOPLE, projects * PEOPLE_EACH)
    await dialect.fill(_ACCOUNTS, projects * PEOPLE_EACH)
    await dialect.fill("INSERT INTO person VALUES (:workspace, :boss, '')", 1)
    await dialect.fill(_PREFERENCES, projects * PEOPLE_EACH)
    await dialect.fill("INSERT INTO preferences VALUES (:workspace, :boss, {later}, {nothing})", 1)
    await dialect.fill(_MEMBERS, projects * PEOPLE_EACH)
    await dialect.fill(_BOSS, projects)
    await dialect.fill(_ITEMS, items, step=items // (due // 2))
    await dialect.fill(_DUE, 1)
    await dialect.fill(dialect.finish, 1)


async def fill_channels(dialect: Dialect, *, channels: int) -> None:
    """Fill an empty database with channels that are all due, each with a project in which something happened.

    Every tenth of them is the second channel of a project.
    """
    projects = channels - channels // 10
    await _fill_projects(dialect, projects, second=projects // (channels // 10))
    await dialect.fill(_EVENTS, projects * EVENTS_EACH, event=_event())
    await dialect.fill(_CHANNELS, projects, settings=_settings())
    await dialect.fill(_SECOND, channels // 10, settings=_settings(second=True))
    await dialect.fill(dialect.finish, 1)


async def _fill_projects(dialect: Dialect, projects: int, *, second: int = ONE_CHANNEL) -> None:
    await dialect.run(
        "INSERT INTO workspace VALUES (:workspace) ON CONFLICT DO NOTHING", {"workspace": WORKSPACE}
    )
    about = {"snapshot": _snapshot(), "seq": 3, "fingerprint": snapshot.FINGERPRINT, "second": second}
    await dialect.fill(_PROJECTS, projects, **about)


def _snapshot() -> str:
    project: Project = msgspec.structs.replace(project_at("running", 2), playbook=DIGEST)
    return snapshot.encode(project).decode()


def _event() -> str:
    return msgspec.json.encode(ItemDeclaredNotReady("DR-2", "")).decode()


def _settings(*, second: bool = False) -> str:
    at = ("teams", "19:-1") if second else (PLATFORM, "C-1")
    return msgspec.json.encode(ChannelSettings(WORKSPACE, *at)).decode()


def on_sqlite(path: Path) -> Dialect:
    """Return how a SQLite database is filled; its store must be closed."""

    async def run(statement: str, values: dict[str, object]) -> None:
        raw = sqlite3.connect(path, isolation_level=None)
        raw.execute("PRAGMA synchronous=OFF")
        raw.execute(statement, values)
        raw.close()

    numbers = (
        "WITH RECURSIVE s(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM s WHERE n < {last}) SELECT n FROM s"
    )
    return Dialect(run, f"({numbers})", "CAST({} AS BLOB)", "'{}'", "SELECT 1")


def on_postgres(store: PostgresStore) -> Dialect:
    """Return how a PostgreSQL database is filled."""

    async def run(statement: str, values: dict[str, object]) -> None:
        async with store.engine.begin() as connection:
            # Foreign keys are looked at row by row otherwise.
            await connection.execute(text("SET LOCAL session_replication_role = replica"))
            await connection.execute(text(statement), values)

    bytes_ = "convert_to(CAST({} AS text), 'UTF8')"
    return Dialect(
        run, "generate_series(0, {last}) AS s(n)", bytes_, "CAST('{}+00' AS timestamptz)", "ANALYZE"
    )
