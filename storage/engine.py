"""Opening a database by its address, with its schema brought up to date first."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, NullPool, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError

from bot.service.ports import Unavailable
from storage import migrations, postgres
from storage.lock import ProcessLock
from storage.postgres import PostgresStore
from storage.sqlite import SqliteReader, SqliteStore
from storage.sqlite_conn import connect, meaning
from storage.statements import Evolve
from storage.tx import SqlStore


async def open_store(url: str, *, evolve: Evolve) -> SqlStore:
    """Open `sqlite:///path` or `postgresql://…` for reading and writing. Raises Unavailable, InUse."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        await postgres.migrate(address)
        return PostgresStore(address, evolve)
    path = sqlite_path(address)
    lock = ProcessLock(path)
    try:
        await asyncio.to_thread(_migrate_sqlite, path)
        return SqliteStore(path, evolve, lock)
    except BaseException:
        lock.release()
        raise


async def open_existing(url: str, *, evolve: Evolve) -> SqlStore:
    """Open a database for reading and writing that is there already. Raises Unavailable, InUse."""
    _must_be_there(make_url(url))
    return await open_store(url, evolve=evolve)


async def open_read_only(url: str, *, evolve: Evolve) -> SqlStore:
    """Open a database for reading, beside a process that may be writing to it. Raises Unavailable."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return PostgresStore(address, evolve)
    _must_be_there(address)
    path = sqlite_path(address)
    await asyncio.to_thread(_check_version, path)
    return SqliteReader(path, evolve)


@asynccontextmanager
async def reading(url: str, *, evolve: Evolve) -> AsyncIterator[SqlStore]:
    """Open a database for reading as long as somebody looks. Raises Unavailable."""
    store = await open_read_only(url, evolve=evolve)
    try:
        yield store
    finally:
        await store.close()


def _must_be_there(address: URL) -> None:
    if address.get_backend_name() == "sqlite" and not (path := sqlite_path(address)).exists():
        raise Unavailable(f"{path} does not exist. TOLLGATE_DATABASE_URL says which database is meant")


async def migrate(url: str) -> None:
    """Bring a database's schema up to date. Raises Unavailable, InUse."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        await postgres.migrate(address)
        return
    path = sqlite_path(address)
    lock = ProcessLock(path)
    try:
        await asyncio.to_thread(_migrate_sqlite, path)
    finally:
        lock.release()


def sqlite_path(address: URL) -> Path:
    """Return the file of a SQLite address; ValueError when it names none."""
    if not address.database or address.database == ":memory:":
        raise ValueError("SQLite needs a file: sqlite:///path/to/tollgate.db")
    return Path(address.database)


def _migrate_sqlite(path: Path) -> None:
    connect(path).close()  # says plainly what is wrong with the file
    engine = create_engine(
        URL.create("sqlite", database=str(path)), poolclass=NullPool, connect_args=_AUTOCOMMIT
    )
    # The driver would begin no transaction for a change of schema: half a migration could stay.
    event.listen(engine, "begin", _begin)
    try:
        with engine.begin() as connection:
            migrations.upgrade(connection)
    except DBAPIError as error:
        if isinstance(error.orig, sqlite3.Error):
            raise meaning(error.orig) from error
        raise
    finally:
        engine.dispose()


_AUTOCOMMIT = {"isolation_level": None}


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _check_version(path: Path) -> None:
    raw = connect(path, read_only=True)
    try:
        found = raw.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.OperationalError:
        found = None
    finally:
        raw.close()
    if found is None or found[0] != migrations.HEAD:
        raise Unavailable(
            f"{path} has another schema than this version of Tollgate; start the bot to migrate it"
        )
