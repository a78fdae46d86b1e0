"""What a workspace chose, with the instant of its next anchor; and the anchor itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

import msgspec
from msgspec.structs import replace
from sqlalchemy import Select, and_, bindparam, func, select

from bot.service.ports import WorkspaceSettings
from storage.anchor import of_heads
from storage.floor import floor
from storage.planned import LONG_AGO
from storage.sql import Inserts, Name, Statement
from storage.statements import Insert, Part, many, value
from storage.tables import table

SETTINGS, EVENT = table("workspace_settings"), table("event")

_encode: Callable[[WorkspaceSettings], bytes] = msgspec.json.Encoder().encode
_decode: Callable[[bytes], WorkspaceSettings] = msgspec.json.Decoder(WorkspaceSettings).decode


class Workspaces(Part):
    """Settings of workspaces, of one transaction."""

    def workspace_settings(self, workspace: str) -> WorkspaceSettings:
        """Return what a workspace chose; the defaults where nobody chose anything."""
        row = self.row(_OF, workspace=workspace)
        return _settings(row[0], row[1]) if row else WorkspaceSettings(workspace)

    def put_workspace_settings(self, chosen: WorkspaceSettings) -> None:
        """Insert or update them."""
        body = _encode(replace(chosen, next_at=None))
        row = {"workspace": chosen.workspace, "next_at": chosen.next_at or LONG_AGO, "body": body}
        self.insert(_PUT, [row])

    def not_before(self, workspace: str, project: str) -> datetime:
        """Return the earliest time for what is appended to a project, or to a new one: ""."""
        last_at, body = self.rows(_FLOOR, workspace=workspace, project=project)[0]
        return floor(last_at, body)

    def due_workspaces(self, now: datetime, limit: int) -> Sequence[WorkspaceSettings]:
        """Return workspaces whose anchor is due or was never planned, the earliest first."""
        # Of several sweepers each finds what the one before it has left.
        self._conn.in_line("anchors")
        return [_settings(*row) for row in self.rows(_DUE, now=now, limit=limit)]

    def anchor(self, workspace: str, at: datetime) -> str:
        """Return the line that says what a workspace's ledger amounted to at an instant, from one statement."""
        heads = [(workspace, row[0], row[1], row[2]) for row in self.rows(_HEADS, workspace=workspace, at=at)]
        return str(of_heads(heads, at, workspace))


def _settings(next_at: datetime, body: bytes) -> WorkspaceSettings:
    return replace(_decode(body), next_at=None if next_at == LONG_AGO else next_at)


def _floor(_: Name) -> Select[tuple[datetime | None, bytes | None]]:
    ours = and_(EVENT.c.workspace == bindparam("workspace"), EVENT.c.project == bindparam("project"))
    last = select(EVENT.c.at).where(ours).order_by(EVENT.c.seq.desc()).limit(1).scalar_subquery()
    chosen = select(SETTINGS.c.body).where(SETTINGS.c.workspace == bindparam("workspace")).scalar_subquery()
    return select(last, chosen)


def _of(_: Name) -> Select[tuple[datetime, bytes]]:
    ours = SETTINGS.c.workspace == bindparam("workspace")
    return select(SETTINGS.c.next_at, SETTINGS.c.body).where(ours)


def _due(_: Name) -> Select[tuple[datetime, bytes]]:
    come = SETTINGS.c.next_at <= bindparam("now", type_=SETTINGS.c.next_at.type)
    found = select(SETTINGS.c.next_at, SETTINGS.c.body).where(come)
    return found.order_by(SETTINGS.c.next_at, SETTINGS.c.workspace).limit(bindparam("limit"))


def _put(name: Name, rows: int) -> Insert:
    added = many(name, SETTINGS, rows)
    fresh = {column: added.excluded[column] for column in ("next_at", "body")}
    return added.on_conflict_do_update(index_elements=["workspace"], set_=fresh)


def _heads(_: Name) -> Select[tuple[str, int, str]]:
    here = value(EVENT, "workspace")
    before = and_(EVENT.c.workspace == here, EVENT.c.at <= value(EVENT, "at"))
    count, last = func.count().label("count"), func.max(EVENT.c.seq).label("last")
    grouped = select(EVENT.c.project, count, last).where(before).group_by(EVENT.c.project).subquery("grouped")
    same = and_(
        EVENT.c.workspace == here, EVENT.c.project == grouped.c.project, EVENT.c.seq == grouped.c.last
    )
    return select(EVENT.c.project, grouped.c.count, EVENT.c.hash).select_from(grouped.join(EVENT, same))


_OF, _DUE, _HEADS, _FLOOR = Statement(_of), Statement(_due), Statement(_heads), Statement(_floor)
_PUT = Inserts(SETTINGS, _put)
