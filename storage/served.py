"""Whose queued messages a bot takes: those of its own workspaces, and what no bot takes at all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, or_
from sqlalchemy import literal_column as word

from storage.ids import minted_before
from storage.sql import Name
from storage.tables import table

OUTBOX = table("outbox")
#: due for so long, a message of a workspace that has no bot of its own is anybody's, so that it can be given up
UNSERVED = timedelta(days=1)


def taken_by(name: Name, workspaces: int) -> ColumnElement[bool]:
    """Say whether a message is of these workspaces, or nobody has taken it for a day."""
    workspace: ColumnElement[Any] = OUTBOX.c.workspace
    if name == "sqlite":
        # Put together with nothing, it is in no index: this only sifts what the index of due messages finds.
        # PostgreSQL knows how many rows each workspace has, and chooses well by itself.
        workspace = workspace.concat(word("''"))
    due = OUTBOX.c.due_at <= bindparam("since", type_=OUTBOX.c.due_at.type)
    # What leaves at once has no time: its id tells when it was queued.
    old = and_(due, OUTBOX.c.id < bindparam("before", type_=OUTBOX.c.id.type))
    kind = OUTBOX.c.workspace.type
    return or_(*(workspace == bindparam(f"w{number}", type_=kind) for number in range(workspaces)), old)


def bound_to(workspaces: Sequence[str], now: datetime) -> dict[str, Any]:
    """Return what `taken_by` is bound to."""
    since = now - UNSERVED
    listed = {f"w{number}": workspace for number, workspace in enumerate(workspaces)}
    return {**listed, "since": since, "before": minted_before(since)}
