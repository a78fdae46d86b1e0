"""Where the workspace lasts: a small SQLite file, or nothing but memory."""

import sqlite3
from pathlib import Path
from typing import Protocol


class Store(Protocol):
    """Keep encoded documents by kind and key."""

    def put(self, kind: str, key: str, body: bytes) -> None:
        """Write one document, replacing what was there."""

    def drop(self, kind: str, key: str) -> None:
        """Remove one document; nothing happens if there is none."""

    def load(self, kind: str) -> list[tuple[str, bytes]]:
        """Give every document of a kind, the first that was written first."""

    def close(self) -> None:
        """Let go of the file."""


class MemoryStore:
    """Keep nothing: the workspace itself holds the state."""

    def put(self, kind: str, key: str, body: bytes) -> None:
        """Forget it."""

    def drop(self, kind: str, key: str) -> None:
        """Nothing to remove."""

    def load(self, kind: str) -> list[tuple[str, bytes]]:
        """Nothing was kept."""
        return []

    def close(self) -> None:
        """Nothing to close."""


class SqliteStore:
    """Keep documents in one table; a crash of the machine may lose the last ones."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._db.execute("PRAGMA journal_mode=WAL")
        # A toy's state: not worth a disk flush for each message.
        self._db.execute("PRAGMA synchronous=OFF")
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS kept (kind TEXT, key TEXT, body BLOB, PRIMARY KEY (kind, key))"
        )

    def put(self, kind: str, key: str, body: bytes) -> None:
        """Write one document, replacing what was there."""
        # Not REPLACE: a document keeps its place among the others.
        self._db.execute(
            "INSERT INTO kept VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET body = excluded.body",
            (kind, key, body),
        )

    def drop(self, kind: str, key: str) -> None:
        """Remove one document; nothing happens if there is none."""
        self._db.execute("DELETE FROM kept WHERE kind = ? AND key = ?", (kind, key))

    def load(self, kind: str) -> list[tuple[str, bytes]]:
        """Give every document of a kind, the first that was written first."""
        rows = self._db.execute("SELECT key, body FROM kept WHERE kind = ? ORDER BY rowid", (kind,))
        return [(key, body) for key, body in rows]

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()


def open_store(path: Path | None) -> Store:
    """Open the file at `path`, or keep everything in memory when there is none."""
    return MemoryStore() if path is None else SqliteStore(path)
