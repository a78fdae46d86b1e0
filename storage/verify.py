"""Proof that the ledger is whole, and that everything else follows from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import msgspec

from bot.playbooks.load import digest
from bot.playbooks.model import Playbook
from bot.project.due import next_due
from bot.project.index import ItemIndex, members
from bot.project.state import Project
from bot.service.ports import Stored
from storage import ledger, snapshot
from storage.gone import Traces, traces_of, unaccounted
from storage.projects import ABOUT, project_row
from storage.statements import Evolve
from storage.tx import SqlStore, SqlTx

Index = Callable[[Project, Playbook], Sequence[ItemIndex]]
Rows = Sequence[Mapping[str, Any]]
PAGE = 200
#: what a row that was tampered with can make the reading of it raise
UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, msgspec.MsgspecError)


@dataclass
class Report:
    """What was looked at and what was wrong, in sentences that name the place."""

    projects: int = 0
    events: int = 0
    problems: list[str] = field(default_factory=list)


async def verify(store: SqlStore, *, evolve: Evolve, index: Index, now: datetime | None = None) -> Report:
    """Check every project of every workspace, one at a time; `now` is the bot's. Raises Unavailable."""
    report, last = Report(), ("", "")
    now = now or datetime.now(UTC)
    while True:
        after = last
        page = await store.read(lambda tx, after=after: tx.every_project(after, PAGE))  # type: ignore[misc]
        for workspace, project in page:
            check = _Check(workspace, project, evolve, index, now)
            events, problems = await store.read(check)
            report.projects += 1
            report.events += events
            report.problems += [f"{workspace}/{project}: {problem}" for problem in problems]
        if len(page) < PAGE:
            return report
        last = page[-1]


class _Check:
    """One project, read on one state of the database."""

    def __init__(self, workspace: str, project: str, evolve: Evolve, index: Index, now: datetime) -> None:
        self._workspace, self._project = workspace, project
        self._evolve, self._index, self._now = evolve, index, now

    def __call__(self, tx: SqlTx) -> tuple[int, list[str]]:
        try:
            rows = tx.events(self._workspace, self._project)
            kept = tx.project_columns(self._workspace, self._project)
        except UNREADABLE as error:
            return 0, [f"its rows cannot be read: {error}"]
        # What follows from a broken chain proves nothing.
        return len(rows), list(_chain(rows, kept)) or list(self._follows(tx, rows, kept or {}))

    def _follows(self, tx: SqlTx, rows: Rows, kept: Mapping[str, Any]) -> Iterator[str]:
        try:
            project = self._replayed(rows)
        except UNREADABLE as error:
            yield f"it cannot be replayed: {error!r}"
            return
        yield from _snapshot(kept, project)
        yield from _columns(self._workspace, kept, project)
        yield from _differences(
            "member", set(members(project)), tx.member_rows(self._workspace, self._project)
        )
        try:
            playbook = tx.playbook(self._workspace, project.playbook)
        except msgspec.MsgspecError as error:
            yield f"its playbook {project.playbook} cannot be read: {error}"
            return
        if playbook is None:
            yield f"its playbook {project.playbook} is missing"
        elif digest(playbook) != project.playbook:
            # Whatever else it says of the project would be said by other rules.
            yield f"its playbook {project.playbook} was changed after it was stored"
        else:
            yield from self._items(tx, project, playbook)
            now = max(self._now, rows[-1]["at"])
            yield from _looked_at_late(kept["next_at"], next_due(project, playbook, now), now)

    def _items(self, tx: SqlTx, project: Project, playbook: Playbook) -> Iterator[str]:
        rows = self._index(project, playbook)
        wanted = {(i.item, i.owner, i.status, i.due_on.isoformat()) for i in rows}
        yield from _differences("item", wanted, tx.item_rows(self._workspace, self._project))
        yield from _nagged_late(rows, tx.nag_days(self._workspace, self._project))

    def _replayed(self, rows: Rows) -> Project:
        project: Project | None = None
        for row in rows:
            project = self._evolve(project, ledger.to_recorded(row))
        assert project is not None  # the chain has at least one event
        return project


def _chain(rows: Rows, kept: Mapping[str, Any] | None) -> Iterator[str]:
    head = ""
    for number, row in enumerate(rows, 1):
        if row["seq"] != number:
            yield f"event {number} is missing"
            return
        yield from _event(row, head)
        head = row["hash"]
    yield from unaccounted([traces for row in rows if (traces := _traces(row))])
    if kept is None:
        yield "it has events and no row of its own"
    elif not rows:
        yield "it has no events"
    elif (kept["seq"], kept["head"]) != (len(rows), head):
        yield f"its row ends with event {kept['seq']} and {kept['head']}, its ledger with {len(rows)} and {head}"


def _traces(row: Mapping[str, Any]) -> Traces | None:
    try:
        return traces_of(row)
    except UNREADABLE:
        return None  # it is named where its own columns are checked


def _event(row: Mapping[str, Any], head: str) -> Iterator[str]:
    name = f"event {row['seq']}"
    if row["prev_hash"] != head:
        yield f"{name} does not follow the one before it"
    if ledger.chain(row) != row["hash"]:
        yield f"{name} was changed after it was written"
        return
    try:
        yield from (f"{name}: the text of {field} was changed" for field in ledger.wrong_texts(row))
        if type(ledger.to_recorded(row).event).__name__ != row["kind"]:
            yield f"{name} is not of its kind"
    except UNREADABLE as error:
        yield f"{name} cannot be read: {error}"


def _snapshot(kept: Mapping[str, Any], project: Project) -> Iterator[str]:
    if kept["fingerprint"] != snapshot.FINGERPRINT:
        return  # of another version: it is rebuilt when it is read
    try:
        same = snapshot.decode(kept["snapshot"]) == project
    except msgspec.MsgspecError as error:
        yield f"its snapshot cannot be read: {error}"
        return
    if not same:
        yield "its snapshot is not what its events lead to"


def _columns(workspace: str, kept: Mapping[str, Any], project: Project) -> Iterator[str]:
    row = project_row(Stored(workspace, project, kept["seq"], kept["head"]), kept["next_at"])
    for (
        column
    ) in ABOUT:  # its next instant depends on when it was last looked at: that has a check of its own
        if row[column] != kept[column]:
            yield f"{column} of its row is {kept[column]!r}, its events say {row[column]!r}"


def _differences(what: str, wanted: Set[tuple[str, ...]], found: Set[tuple[str, ...]]) -> Iterator[str]:
    yield from (f"{what} row {' '.join(row)} is missing" for row in sorted(wanted - found))
    yield from (f"{what} row {' '.join(row)} should not be there" for row in sorted(found - wanted))


def _nagged_late(wanted: Sequence[ItemIndex], found: Mapping[str, str | None]) -> Iterator[str]:
    """Name items that a sweep would look at too late; too early only costs a look."""
    for row in wanted:
        kept = found.get(row.item)
        if row.item in found and row.nag_on and (kept is None or kept > row.nag_on.isoformat()):
            yield f"item row {row.item} is looked at from {kept}, its project says {row.nag_on}"


def _looked_at_late(kept: datetime | None, due: datetime | None, now: datetime) -> Iterator[str]:
    """Name a project that the sweep would look at too late, or never; too early only costs a look."""
    if due and (kept is None or (kept > now and kept > due)):
        yield f"next_at of its row is {kept}, its events say {due}: the clock passes it by"
