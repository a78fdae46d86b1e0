"""What a project's ledger says: read, replayed, and with texts erased."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Update, and_, bindparam, literal, select, update

from bot.project.decided import Entry
from bot.project.events import Recorded
from bot.project.state import Project
from bot.service.ports import Stored
from storage import ledger, snapshot
from storage.sql import Name, Statement
from storage.statements import Part
from storage.tables import table

PROJECT, EVENT = table("project"), table("event")
EVENT_COLUMNS = tuple(column.name for column in EVENT.columns)


class History(Part):
    """The ledger as one transaction reads it."""

    def erase(self, workspace: str, project: str, *seqs: int) -> None:
        """Forget the free texts of some events, in the ledger and in the snapshot; the chain still verifies."""
        for seq in seqs:
            self.change(_ERASE, workspace=workspace, project=project, seq=seq)
        rebuilt = snapshot.encode(self.replay(workspace, project))
        self.change(_REBUILT, workspace=workspace, project=project, rebuilt=rebuilt)

    def stored(
        self, workspace: str, project: str, kept: Sequence[Any], not_before: datetime | None = None
    ) -> Stored:
        """Return a project from (seq, head, fingerprint, snapshot); one of another shape is replayed."""
        seq, head, fingerprint, body = kept
        same = fingerprint == snapshot.FINGERPRINT
        found = snapshot.decode(body) if same else self.replay(workspace, project)
        return Stored(workspace, found, seq, head, not_before)

    def events(self, workspace: str, project: str) -> list[dict[str, Any]]:
        """Return the ledger of a project, row by row as it is stored."""
        found = self.rows(_EVENTS, workspace=workspace, project=project)
        return [dict(zip(EVENT_COLUMNS, row, strict=True)) for row in found]

    def history(self, workspace: str, project: str, limit: int) -> Sequence[Recorded]:
        """Return the last events of a project, the oldest of them first."""
        found = self.rows(_LAST, workspace=workspace, project=project, limit=limit)
        return [ledger.to_recorded(dict(zip(EVENT_COLUMNS, row, strict=True))) for row in reversed(found)]

    def entries(self, workspace: str, project: str) -> Sequence[Entry]:
        """Return every event of a project at its place in the ledger, in order."""
        rows = self.events(workspace, project)
        return [Entry(row["seq"], row["hash"], ledger.to_recorded(row)) for row in rows]

    def replay(self, workspace: str, project: str) -> Project:
        """Build a project from its ledger; ValueError when there is none."""
        built: Project | None = None
        for row in self.events(workspace, project):
            built = self._evolve(built, ledger.to_recorded(row))
        if built is None:
            raise ValueError(f"no events of {project}")
        return built


def _events(_: Name) -> Select[Any]:
    ours = and_(EVENT.c.workspace == bindparam("workspace"), EVENT.c.project == bindparam("project"))
    return select(EVENT).where(ours).order_by(EVENT.c.seq)


def _last(_: Name) -> Select[Any]:
    ours = and_(EVENT.c.workspace == bindparam("workspace"), EVENT.c.project == bindparam("project"))
    return select(EVENT).where(ours).order_by(EVENT.c.seq.desc()).limit(bindparam("limit"))


def _erase(_: Name) -> Update:
    ours = and_(
        EVENT.c.workspace == bindparam("workspace"),
        EVENT.c.project == bindparam("project"),
        EVENT.c.seq == bindparam("seq"),
    )
    return update(EVENT).where(ours).values(texts=literal(None, EVENT.c.texts.type))


def _rebuilt(_: Name) -> Update:
    ours = and_(PROJECT.c.workspace == bindparam("workspace"), PROJECT.c.id == bindparam("project"))
    fresh = {"snapshot": bindparam("rebuilt"), "fingerprint": snapshot.FINGERPRINT}
    return update(PROJECT).where(ours).values(fresh)


_EVENTS, _LAST = Statement(_events), Statement(_last)
_ERASE, _REBUILT = Statement(_erase), Statement(_rebuilt)
