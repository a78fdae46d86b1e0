"""A connection to SQLite, and which of its errors mean what."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.service.ports import Conflict, Unavailable
from storage.sql import Name, Row, Sql

_TAKEN = {sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY, sqlite3.SQLITE_CONSTRAINT_UNIQUE}
#: primary codes that say that the database, not the statement, is at fault
_GONE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_READONLY,
}


class SqliteConn:
    """A connection as the parts of a transaction use it."""

    name: Name = "sqlite"

    def __init__(self, raw: sqlite3.Connection) -> None:
        """`raw` is in a transaction that somebody else ends."""
        self._raw = raw

    def rows(self, sql: Sql, bound: Sequence[Any]) -> list[Row]:
        """Run a statement that returns rows."""
        try:
            found = self._raw.execute(sql.text, bound).fetchall()
        except sqlite3.Error as error:
            raise meaning(error) from error
        return [sql.read(row) for row in found] if sql.out_of else found

    def change(self, sql: Sql, bound: Sequence[Any]) -> int:
        """Run a statement that returns none, and return how many rows it touched."""
        try:
            return self._raw.execute(sql.text, bound).rowcount
        except sqlite3.Error as error:
            raise meaning(error) from error

    def queue_for(self, what: str) -> None:
        """Nobody writes at the same time."""

    def in_line(self, what: str) -> None:
        """Nobody writes at the same time."""


def meaning(error: sqlite3.Error) -> Exception:
    """Return Conflict or Unavailable, or the error itself when the statement is wrong."""
    code = getattr(error, "sqlite_errorcode", 0)
    if code in _TAKEN:
        return Conflict(str(error))
    if code & 0xFF in _GONE:
        return Unavailable(f"SQLite: {error}")
    return error


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """Open a connection in autocommit that any one thread at a time may use. Raises Unavailable."""
    try:
        raw = sqlite3.connect(
            path.absolute().as_uri() + ("?mode=ro" if read_only else "?mode=rwc"),
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=512,
            # Only a stranger can hold the file: whoever clicked is told in time, instead of waiting for it.
            timeout=0.25,
        )
    except sqlite3.Error as error:
        raise Unavailable(f"{path}: {error}") from error
    pragmas = (
        ["foreign_keys=ON"]
        if read_only
        else [
            "journal_mode=WAL",
            "synchronous=FULL",
            # pages of the log and KiB of cache: a busy hour neither checkpoints all the time nor reads again
            "wal_autocheckpoint=4000",
            "cache_size=-32768",
            # what a savepoint may have to take back waits in memory, not in a file of its own each time
            "temp_store=MEMORY",
            "foreign_keys=ON",
            "recursive_triggers=ON",
        ]
    )
    try:
        for pragma in pragmas:
            raw.execute(f"PRAGMA {pragma}").fetchall()
        raw.execute("SELECT count(*) FROM sqlite_master").fetchall()
    except sqlite3.Error as error:
        raw.close()
        raise Unavailable(f"{path}: {error}") from error
    return raw
