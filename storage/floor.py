"""The earliest time for what is appended, so that nothing later counts as written before an anchor."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import ScalarSelect, and_, select

from storage.planned import LONG_AGO
from storage.tables import table

PROJECT, EVENT, SETTINGS = table("project"), table("event"), table("workspace_settings")


class _Chosen(msgspec.Struct, frozen=True):
    """Of what a workspace chose, all that every click reads."""

    anchored_at: datetime | None = None


_chosen: Callable[[bytes], _Chosen] = msgspec.json.Decoder(_Chosen).decode


def floor(last_at: datetime | None, chosen: bytes | None) -> datetime:
    """Return the earliest time for an event after the one at `last_at`, in a workspace that chose `chosen` (JSON).

    A clock may have been set back, or be behind that of another replica: what is appended after an anchor is never
    to count as written before it.
    """
    anchored = _chosen(chosen).anchored_at if chosen else None
    after = anchored + timedelta(microseconds=1) if anchored else LONG_AGO
    return max(last_at, after) if last_at else after


def times() -> tuple[ScalarSelect[Any], ScalarSelect[Any]]:
    """Return the time of a project's last event and what its workspace chose, each found by its key."""
    kept, last, chosen = PROJECT.c, EVENT.c, SETTINGS.c
    ours = and_(last.workspace == kept.workspace, last.project == kept.id, last.seq == kept.seq)
    return (
        select(last.at).where(ours).correlate(PROJECT).scalar_subquery(),
        select(chosen.body).where(chosen.workspace == kept.workspace).correlate(PROJECT).scalar_subquery(),
    )
