"""Many projects under way as a table: what a line says, by column, and what is wrong with the table itself."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from io import StringIO

import msgspec

from bot.project.refusals import Problem

#: gates that a line can have papers for
GATES = range(1, 5)
NEEDED = ("name", "phase", "lead", "sponsor", "channel", "starts_on", "time_zone")
FREE = ("key", "playbook", "region", "went_live_on", "practice")
PAPERS = tuple(f"gate_{gate}_{part}" for gate in GATES for part in ("date", "document", "who"))
COLUMNS = (*NEEDED, *PAPERS, *FREE)
MOST_LINES = 500
TEMPLATE = (
    ",".join((*NEEDED, *PAPERS[:6], "went_live_on", "key")) + "\n"
    "Line 3 downtime,3,mia@example.com,ana@example.com,C0123456789,2026-01-12,America/Toronto,"
    '2026-01-26,"Minutes of the board, https://example.com/minutes/7",Ana Ruiz and the board,'
    "2026-02-20,Protocol 12,Ana Ruiz,,line-3\n"
    "Invoice matching,2,U0123456789,ana@example.com,C0123456790,2026-02-02,America/Toronto,"
    "2026-02-20,Decision paper 2026-04,Steering committee,,,,,invoices\n"
)


class Line(msgspec.Struct, frozen=True):
    """One line of a table, by column; `number` is where it begins in the file, the head is line 1."""

    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        """Return a cell without outer white space; "" where the table has no such column."""
        return self.cells.get(column, "").strip()

    @property
    def papers(self) -> tuple[tuple[str, str, str], ...]:
        """Day, document and who of each gate, up to the last one that says anything."""
        rows = [tuple(self[f"gate_{gate}_{part}"] for part in ("date", "document", "who")) for gate in GATES]
        while rows and not any(rows[-1]):
            rows.pop()
        return tuple((row[0], row[1], row[2]) for row in rows)

    @property
    def key(self) -> str:
        """What tells the project from others, whenever the table is read again."""
        return self["key"] or f"{self['name']}|{self['channel']}"


class Wrong(msgspec.Struct, frozen=True):
    """Something that is not as expected: in a line (0: in the table as a whole), of a column ("" for all)."""

    line: int
    column: str
    problem: Problem


def read_table(text: str) -> tuple[list[Line], list[Wrong]]:
    """Return the lines of a table, and what is wrong with its head, its shape and its keys."""
    text = text.lstrip("\ufeff").replace("\x00", "")
    if not text.strip():
        return [], [Wrong(0, "", Problem("", "empty_table"))]
    head = text.lstrip().splitlines()[0]
    delimiter = max(",;\t", key=head.count)
    try:
        found = list(_rows(text, delimiter))
    except _OpenQuotation as wrong_at:
        return [], [Wrong(wrong_at.line, "", Problem("", "open_quotation"))]
    names = [name.strip().lower() for name in found[0][1]] if found else []
    wrong = list(_head(names))
    if wrong:
        return [], wrong
    lines: list[Line] = []
    for number, row in found[1:]:
        if not any(cell.strip() for cell in row):
            continue
        if len(row) > len(names):
            params = {"value": str(len(row)), "most": str(len(names))}
            wrong.append(Wrong(number, "", Problem("", "too_many_cells", params)))
            continue
        lines.append(Line(number, dict(zip(names, row, strict=False))))
    if not lines and not wrong:
        wrong.append(Wrong(0, "", Problem("", "empty_table")))
    if len(lines) > MOST_LINES:
        params = {"value": str(len(lines)), "most": str(MOST_LINES)}
        return [], [Wrong(0, "", Problem("", "too_many_lines", params))]
    return lines, [*wrong, *_twice(lines)]


class _OpenQuotation(Exception):
    """A cell has a quotation mark without its other one."""

    def __init__(self, line: int) -> None:
        """Take where its row begins."""
        super().__init__(line)
        self.line = line


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield each row with the line on which it begins: a quoted cell may hold line breaks."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise _OpenQuotation(begins) from None
        if row:
            yield begins, row
        begins = reader.line_num + 1


def _head(names: Sequence[str]) -> Iterator[Wrong]:
    for name in NEEDED:
        if name not in names:
            yield Wrong(1, name, Problem(name, "column_missing", {"value": name}))
    for at, name in enumerate(names):
        if name not in COLUMNS:
            near = ", ".join(get_close_matches(name[:40], COLUMNS, n=1))
            yield Wrong(
                1, name[:40], Problem(name[:40], "column_unknown", {"value": name[:40], "nearest": near})
            )
        elif name in names[:at]:
            yield Wrong(1, name, Problem(name, "column_twice", {"value": name}))


def _twice(lines: Sequence[Line]) -> Iterator[Wrong]:
    seen: dict[str, int] = {}
    for line in lines:
        if line.key in seen:
            column = "key" if line["key"] else "name"
            yield Wrong(line.number, column, Problem(column, "line_twice", {"line": str(seen[line.key])}))
        seen.setdefault(line.key, line.number)
