"""What a gate packet is made of, before it becomes a page or a PDF: sections of paragraphs, facts and tables."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

Tone = Literal["plain", "strong", "muted", "code"]
#: how a decision or a state looks, beside its sign and its word
Mood = Literal["good", "mixed", "bad", "still"]


class Line(msgspec.Struct, frozen=True):
    """A line of text; what people wrote may hold line breaks. `link` is an http or https address."""

    text: str
    tone: Tone = "plain"
    link: str = ""


#: the lines of one place in a table
Cell = tuple[Line, ...]


class Paragraph(msgspec.Struct, frozen=True, tag=True):
    """A paragraph of its own."""

    line: Line


class Fact(msgspec.Struct, frozen=True):
    """A label and what is known."""

    label: str
    value: Cell


class Facts(msgspec.Struct, frozen=True, tag=True):
    """A table of labels and values."""

    facts: tuple[Fact, ...]


class Column(msgspec.Struct, frozen=True):
    """A column: its title and its share of the width."""

    title: str
    share: int


class Row(msgspec.Struct, frozen=True):
    """A row; the first of its cells says what it is about."""

    cells: tuple[Cell, ...]
    mood: Mood | None = None


class Table(msgspec.Struct, frozen=True, tag=True):
    """A table whose first row and first column are headers; `caption` says what it holds."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


Part = Paragraph | Facts | Table


class Section(msgspec.Struct, frozen=True):
    """A heading and what stands under it."""

    title: str
    parts: tuple[Part, ...]


class Banner(msgspec.Struct, frozen=True):
    """The decision, at the top: a sign, what was decided, and by whom, when and where."""

    mood: Mood
    sign: str
    text: str
    detail: str


class Document(msgspec.Struct, frozen=True):
    """A whole packet. The same ledger gives the same document, and the same document the same bytes."""

    #: BCP 47
    language: str
    title: str
    #: above the title
    kind: str
    banner: Banner
    #: told before everything else: practice, or a decision that was taken back
    warnings: tuple[str, ...]
    sections: tuple[Section, ...]
    #: when it was decided: the date of the files
    at: datetime
    #: at the foot of each page
    footer: str
    #: "Page {n} of {total}"
    page: str
    #: for a file, without an ending
    name: str
    #: told where a file cannot show a character
    unprintable: str


def line(text: str, tone: Tone = "plain") -> Cell:
    """Return a cell of one line; "" gives a dash."""
    return (Line(text or "–", tone),)


def plain(document: Document) -> str:
    """Return a packet as text, for tests and for terminals."""
    banner = document.banner
    head = [document.kind, document.title, f"{banner.sign} {banner.text}", banner.detail, *document.warnings]
    found = ["\n".join(head)]
    for section in document.sections:
        parts = "\n".join(row for part in section.parts for row in _plain(part))
        found.append(f"== {section.title}\n{parts}")
    return "\n\n".join([*found, document.footer])


def _plain(part: Part) -> list[str]:
    match part:
        case Paragraph(text):
            return [_text((text,))]
        case Facts(facts):
            return [f"{fact.label}: {_text(fact.value)}" for fact in facts]
        case Table(caption, columns, rows):
            titles = [column.title for column in columns]
            return [f"[{caption}]", *(_row(titles, row) for row in rows)]


def _row(titles: list[str], row: Row) -> str:
    first, *rest = row.cells
    told = "; ".join(f"{title}: {_text(cell)}" for title, cell in zip(titles[1:], rest, strict=True))
    return f"- {_text(first)} | {told}"


def _text(cell: Cell) -> str:
    return " / ".join(
        f"{one.text} <{one.link}>" if one.link and one.link != one.text else one.text for one in cell
    )
