"""The anchor of a database, made of its events one by one."""

from __future__ import annotations

from datetime import datetime

from storage.anchor import Anchor, Kept, anchor
from storage.tx import SqlStore
from storage.verify import PAGE


async def anchored(store: SqlStore, at: datetime, workspace: str = "") -> Anchor:
    """Return the anchor of a database, or of one workspace in it, at an instant. Raises Unavailable."""
    found: list[Kept] = []
    last = (workspace, "")
    while True:
        after = last
        page = await store.read(lambda tx, after=after: tx.every_project(after, PAGE))  # type: ignore[misc]
        ours = [key for key in page if workspace in ("", key[0])]
        for where, project in ours:
            rows = await store.read(lambda tx, w=where, p=project: tx.events(w, p))  # type: ignore[misc]
            found.append((where, project, [(row["at"], row["hash"]) for row in rows]))
        if len(page) < PAGE or len(ours) < len(page):
            return anchor(found, at, workspace)
        last = page[-1]
