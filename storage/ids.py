"""Keys of rows: UUID v7, which sort in the order in which this process minted them."""

from __future__ import annotations

from uuid_utils import uuid7


def new_id() -> str:
    """Return a new key."""
    return str(uuid7())
