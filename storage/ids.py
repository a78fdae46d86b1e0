"""Keys of rows: UUID v7, which sort in the order in which this process minted them."""

from __future__ import annotations

from datetime import datetime

from uuid_utils import uuid7


def new_id() -> str:
    """Return a new key."""
    return str(uuid7())


def minted_before(at: datetime) -> str:
    """Return what every key of before an instant sorts below, and none from then on."""
    ms = f"{int(at.timestamp() * 1000):012x}"
    return f"{ms[:8]}-{ms[8:]}"
