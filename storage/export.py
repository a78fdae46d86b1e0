"""The ledger as a file: JSON Lines that can be checked without the database."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import msgspec

from storage.history import EVENT_COLUMNS
from storage.tx import SqlStore, SqlTx
from storage.verify import PAGE

FORMAT, VERSION = "tollgate-ledger", 1
Write = Callable[[bytes], object]


class Header(msgspec.Struct, frozen=True, tag="header", tag_field="line"):
    """The first line."""

    at: datetime
    format: str = FORMAT
    version: int = VERSION


class PersonLine(msgspec.Struct, frozen=True, tag="person", tag_field="line"):
    """Whose id stands in the events after it; the name is empty where it was erased."""

    workspace: str
    id: str
    name: str


class ProjectLine(msgspec.Struct, frozen=True, tag="project", tag_field="line"):
    """A project; its events follow, in order."""

    workspace: str
    id: str
    #: of the last event: number, and hash in hex
    seq: int
    head: str


class EventLine(msgspec.Struct, frozen=True, tag="event", tag_field="line"):
    """One event as it is stored: every column that the chain covers, and the texts beside it."""

    workspace: str
    project: str
    seq: int
    version: int
    at: datetime
    by: str
    platform: str
    conversation: str
    message: str
    kind: str
    #: JSON, byte for byte as it was hashed
    body: str
    texts: str | None
    prev_hash: str
    hash: str

    def row(self) -> dict[str, Any]:
        """Return the row of the ledger."""
        return msgspec.structs.asdict(self) | {"body": self.body.encode()}


class End(msgspec.Struct, frozen=True, tag="end", tag_field="line"):
    """The last line; `sha256` is over every byte before it, in hex."""

    projects: int
    events: int
    sha256: str


Line = Header | PersonLine | ProjectLine | EventLine | End
encode = msgspec.json.Encoder(order="deterministic").encode


class Exporter:
    """Writes lines, and adds up what was written."""

    def __init__(self, write: Write) -> None:
        """`write` takes bytes."""
        self._write, self._sum = write, sha256()
        self.projects = self.events = 0

    def line(self, line: Line) -> None:
        """Write one line."""
        text = encode(line) + b"\n"
        self._sum.update(text)
        self._write(text)
        self.projects += isinstance(line, ProjectLine)
        self.events += isinstance(line, EventLine)

    def end(self) -> End:
        """Write the last line, and return it."""
        last = End(self.projects, self.events, self._sum.hexdigest())
        self._write(encode(last) + b"\n")
        return last


async def export(store: SqlStore, write: Write, *, now: datetime, names: bool = True) -> End:
    """Write the ledger of every project; `names` of people stand beside their ids. Raises Unavailable."""
    exporter, last = Exporter(write), ("", "")
    exporter.line(Header(now.astimezone(UTC)))
    known: set[tuple[str, str]] = set()
    while True:
        after = last
        page = await store.read(lambda tx, after=after: tx.every_project(after, PAGE))  # type: ignore[misc]
        for workspace, project in page:
            found = await store.read(lambda tx, w=workspace, p=project: _project(tx, w, p, names=names))  # type: ignore[misc]
            for line in found:
                if isinstance(line, PersonLine):
                    if (line.workspace, line.id) in known:
                        continue
                    known.add((line.workspace, line.id))
                exporter.line(line)
        if len(page) < PAGE:
            return exporter.end()
        last = page[-1]


def _project(tx: SqlTx, workspace: str, project: str, *, names: bool) -> list[Line]:
    """Return the lines of one project, on one state of the database."""
    rows = tx.events(workspace, project)
    kept = tx.project_columns(workspace, project) or {"seq": 0, "head": ""}
    people = sorted({row["by"] for row in rows if row["by"]})
    found = tx.people(workspace, people) if names else {}
    return [
        *(PersonLine(workspace, id_, found[id_].name if id_ in found else "") for id_ in people),
        ProjectLine(workspace, project, kept["seq"], kept["head"]),
        *map(_event, rows),
    ]


def _event(row: Mapping[str, Any]) -> EventLine:
    values = {column: row[column] for column in EVENT_COLUMNS}
    return EventLine(**values | {"body": bytes(row["body"]).decode(), "at": row["at"].astimezone(UTC)})
