"""An export checked line by line, without the database that it came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

import msgspec

from storage import ledger
from storage.anchor import Anchor, anchor, differs
from storage.export import FORMAT, VERSION, End, EventLine, Header, Line, PersonLine, ProjectLine, encode
from storage.gone import Traces, traces_of, unaccounted


class Checked(msgspec.Struct):
    """What a file holds and what is wrong with it, in sentences that name the line."""

    projects: int = 0
    events: int = 0
    problems: list[str] = []
    #: as `anchor` takes them
    kept: list[tuple[str, str, list[tuple[datetime, str]]]] = []


class _Reading:
    """Follows a file line by line."""

    def __init__(self) -> None:
        self.found = Checked()
        self._sum = sha256()
        self._project: ProjectLine | None = None
        self._seq, self._head = 0, ""
        self._number = 0
        self._traces: list[Traces] = []
        self.ended = False

    def line(self, raw: bytes) -> Iterator[str]:
        """Take one line; yield what is wrong with it."""
        self._number += 1
        if self.ended:
            yield "something follows the last line"
            return
        try:
            line = msgspec.json.decode(raw, type=Line)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            yield "it is no line of an export"
            return
        if encode(line) + b"\n" != raw:
            yield "it is not written as an export writes it"
        if (self._number == 1) != isinstance(line, Header):
            yield "an export begins with its header, once"
        yield from self._take(line)
        if not isinstance(line, End):
            self._sum.update(raw)

    def _take(self, line: Line) -> Iterator[str]:
        match line:
            case Header():
                if (line.format, line.version) != (FORMAT, VERSION):
                    yield f"{line.format} {line.version} is not known here; {FORMAT} {VERSION} is"
            case PersonLine():
                return
            case ProjectLine():
                yield from self.whole()
                self._project, self._seq, self._head, self._traces = line, 0, "", []
                self.found.projects += 1
                self.found.kept.append((line.workspace, line.id, []))
            case EventLine():
                name = f"{line.workspace}/{line.project}"
                yield from (f"{name}: {problem}" for problem in self._event(line))
            case End():
                yield from self.whole()
                self.ended = True
                if (line.projects, line.events) != (self.found.projects, self.found.events):
                    yield f"it counts {line.projects} projects and {line.events} events; there are others"
                if line.sha256 != self._sum.hexdigest():
                    yield "the file was changed after it was written: its sum is another"

    def _event(self, line: EventLine) -> Iterator[str]:
        project, row = self._project, line.row()
        self.found.events += 1
        if project is None or (project.workspace, project.id) != (line.workspace, line.project):
            yield f"event {line.seq} stands under another project"
            return
        if line.seq != self._seq + 1 or line.prev_hash != self._head:
            yield f"event {line.seq} does not follow the one before it"
        if ledger.chain(row) != line.hash:
            yield f"event {line.seq} was changed after it was written"
        else:
            yield from self._texts(row)
        self._seq, self._head = line.seq, line.hash
        self.found.kept[-1][2].append((line.at, line.hash))

    def whole(self) -> Iterator[str]:
        """Yield that the project so far lacks events."""
        project = self._project
        if project and (project.seq, project.head) != (self._seq, self._head):
            name = f"{project.workspace}/{project.id}"
            yield f"{name} ends with event {project.seq}; the file with {self._seq}, or another one"
        if project:
            yield from (f"{project.workspace}/{project.id}: {gone}" for gone in unaccounted(self._traces))

    def _texts(self, row: Mapping[str, Any]) -> Iterator[str]:
        seq = row["seq"]
        try:
            yield from (f"event {seq}: the text of {name} was changed" for name in ledger.wrong_texts(row))
            if type(ledger.to_recorded(row).event).__name__ != row["kind"]:
                yield f"event {seq} is not of its kind"
            self._traces.append(traces_of(row))
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            yield f"event {seq} cannot be read: {error}"


def check(lines: Iterable[bytes], held_to: Anchor | None = None) -> Checked:
    """Check an export line by line, without the database; with an anchor also against what was kept outside."""
    reading = _Reading()
    for number, raw in enumerate(lines, 1):
        reading.found.problems += [f"line {number}: {problem}" for problem in reading.line(raw)]
    if not reading.ended:
        reading.found.problems.append("the file ends too early: its last line is missing")
    if held_to:
        reading.found.problems += differs(held_to, anchor(reading.found.kept, held_to.at, held_to.workspace))
    return reading.found
