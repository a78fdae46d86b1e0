"""How many rows every table of a SQLite database holds, and what a project's ledger ends with."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from storage.tables import metadata

#: what the relay changes by itself while a test looks
MOVING = {"outbox", "message"}


def rows(database: Path) -> dict[str, int]:
    """Return the number of rows by table, but for those that messages on their way change."""
    raw = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        names = [name for name in metadata.tables if name not in MOVING]
        return {name: raw.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}
    finally:
        raw.close()


def heads(database: Path) -> list[tuple[str, int, str]]:
    """Return where each project's ledger ends."""
    raw = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        return raw.execute("SELECT id, seq, head FROM project ORDER BY id").fetchall()
    finally:
        raw.close()
