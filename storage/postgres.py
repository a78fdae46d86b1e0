"""The store on PostgreSQL: any number of processes, each unit repeated when somebody was faster."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, text
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.service.ports import Conflict, Unavailable
from storage import migrations
from storage.sql import Name, Row, Sql
from storage.statements import Evolve
from storage.tx import SqlTx

T = TypeVar("T")

#: how often a unit is tried; from the second time on it waits in line, so that few are needed
TRIES = 12
#: seconds of a pause between tries, at most
PAUSE = 0.02
#: unique violation, serialization failure, deadlock
_CONFLICTS = {"23505", "40001", "40P01"}
#: classes of SQLSTATE that say that the server, not the statement, is at fault
_GONE = {"08", "25", "28", "3D", "53", "55", "57", "58", "F0", "XX"}
#: tables that hold names or free texts
SCRUBBED = ("account", "preferences", "link", "event", "project", "inbox", "outbox", "channel")
_LINE = text("SELECT pg_advisory_xact_lock(hashtextextended(:what, 0))")


class PostgresConn:
    """A connection in a transaction, as the parts of a unit use it."""

    name: Name = "postgresql"

    def __init__(self, raw: Connection, *, again: bool = False) -> None:
        """`again`: the unit lost against another one before."""
        self._raw = raw
        self._again = again
        #: whether any row was touched
        self.changed = False

    def rows(self, sql: Sql, bound: Sequence[Any]) -> list[Row]:
        """Run a statement that returns rows."""
        found = self._raw.exec_driver_sql(sql.text, tuple(bound)).fetchall()
        return [sql.read(row) for row in found]

    def change(self, sql: Sql, bound: Sequence[Any]) -> int:
        """Run a statement that returns none, and return how many rows it touched."""
        touched = self._raw.exec_driver_sql(sql.text, tuple(bound)).rowcount
        self.changed = self.changed or touched > 0
        return touched

    def queue_for(self, what: str) -> None:
        """Wait for others who want the same thing: two losers would only lose to each other again."""
        if self._again and what:
            self.in_line(what)

    def in_line(self, what: str) -> None:
        """Let nobody else in until this transaction ends."""
        self._raw.execute(_LINE, {"what": what})


class PostgresStore:
    """A PostgreSQL database. READ COMMITTED: the guard on a project's seq and the unique keys suffice."""

    def __init__(self, address: URL, evolve: Evolve) -> None:
        """Connects when it is first used."""
        self.engine = engine_for(address)
        self._evolve = evolve
        #: whether the last change was saved; nothing has failed yet
        self._saves = True
        self._reading = self.engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )

    async def write(self, work: Callable[[SqlTx], T]) -> T:
        """Run it in a transaction and answer after the commit; repeat it on a Conflict. Raises Unavailable."""
        for tried in range(TRIES):
            try:
                return await self._once(self.engine, work, again=tried > 0)
            except Conflict as error:
                lost = error
                await asyncio.sleep(random.random() * PAUSE)
        raise lost

    async def read(self, work: Callable[[SqlTx], T]) -> T:
        """Run it on one state of the database. Raises Unavailable."""
        return await self._once(self._reading, work, again=False)

    async def writable(self) -> bool:
        """Tell whether changes are saved: the last one was, or else one is that is tried now."""
        if not self._saves:
            with suppress(Unavailable):
                await self.write(lambda tx: tx.probe())
        return self._saves

    async def scrub(self) -> None:
        """Free what was deleted, in the tables that names and texts stand in. Raises Unavailable."""
        try:
            async with self.engine.connect() as raw:
                alone = await raw.execution_options(isolation_level="AUTOCOMMIT")
                for name in SCRUBBED:
                    await alone.execute(text(f'VACUUM "{name}"'))
        except (DBAPIError, OSError, PoolTimeout) as error:
            raise meaning(error) from error

    async def close(self) -> None:
        """Close the connections."""
        await self.engine.dispose()

    async def _once(self, engine: AsyncEngine, work: Callable[[SqlTx], T], *, again: bool) -> T:
        def unit(raw: Connection) -> tuple[T, bool]:
            conn = PostgresConn(raw, again=again)
            return work(SqlTx(conn, self._evolve)), conn.changed

        try:
            async with engine.begin() as connection:
                found, changed = await connection.run_sync(unit)
        except (DBAPIError, OSError, PoolTimeout) as error:
            why = meaning(error)
            self._saves = self._saves and not isinstance(why, Unavailable)
            raise why from error
        self._saves = self._saves or changed
        return found


def engine_for(address: URL) -> AsyncEngine:
    """Return an engine over asyncpg, whichever driver the address names."""
    return create_async_engine(address.set(drivername="postgresql+asyncpg"), pool_size=16, max_overflow=0)


async def migrate(address: URL) -> None:
    """Bring the schema up to date; of several replicas that start together, one does it."""
    engine = engine_for(address)
    try:
        async with engine.begin() as connection:
            await _upgrade(connection)
    except (DBAPIError, OSError) as error:
        raise meaning(error) from error
    finally:
        await engine.dispose()


async def _upgrade(connection: AsyncConnection) -> None:
    await connection.execute(_LINE, {"what": "schema"})
    await connection.run_sync(migrations.upgrade)


def meaning(error: DBAPIError | OSError | PoolTimeout) -> Exception:
    """Return Conflict or Unavailable, or the error itself when the statement is wrong."""
    if isinstance(error, OSError | PoolTimeout):
        return Unavailable(f"PostgreSQL: {error}")
    state = str(getattr(error.orig, "sqlstate", None) or "")
    if state in _CONFLICTS:
        return Conflict(str(error.orig))
    lost = error.connection_invalidated or (
        not state and isinstance(error, InterfaceError | OperationalError)
    )
    if lost or state[:2] in _GONE:
        return Unavailable(f"PostgreSQL: {error.orig}")
    return error
