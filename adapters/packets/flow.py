"""A gate packet as the flowing parts of a PDF: headings, facts, and tables that go on over pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Paragraph, Spacer, Table
from reportlab.platypus.flowables import Flowable

from adapters.packets.html import is_address
from adapters.packets.letters import BOLD, MONO, REGULAR, Letters
from bot.talk import packet_parts as parts

INK, SOFT, RULE, HEAD = HexColor("#1c2127"), HexColor("#5a6572"), HexColor("#d5dae0"), HexColor("#f3f5f7")
MOODS: dict[parts.Mood, Color] = {
    "good": HexColor("#1a6b3c"),
    "mixed": HexColor("#8a5a00"),
    "bad": HexColor("#a3242b"),
    "still": HexColor("#4a5560"),
}
#: share of the labels
LABELS = 0.24
#: what is lower leads to what follows it, and stays with it; of what may be divided so much stays with its heading
LEADS, SOME = 40, 60
#: left and right of a cell together; and the highest row that is kept in one piece, in points
PADDING, HIGHEST = 10, 450
#: above and below the text of a cell together
AROUND = 7


def _style(name: str, size: float, **more: Any) -> ParagraphStyle:
    known: dict[str, Any] = {
        "fontName": REGULAR,
        "fontSize": size,
        "leading": size * 1.35,
        "textColor": INK,
        "splitLongWords": 1,
    }
    return ParagraphStyle(name, **(known | more))


KIND = _style("kind", 8.5, textColor=SOFT)
TITLE = _style("title", 17, fontName=BOLD, leading=22, spaceAfter=8)
SECTION = _style("section", 11.5, fontName=BOLD, spaceBefore=14, spaceAfter=5)
CAPTION = _style("caption", 8.5, fontName=BOLD, spaceBefore=5, spaceAfter=3)
PARAGRAPHS = {
    "plain": _style("text", 8.5, spaceAfter=4),
    "strong": _style("strong-text", 8.5, fontName=BOLD, spaceAfter=4),
}
WARNING = _style("warning", 9.5, fontName=BOLD, textColor=MOODS["bad"])
TONES = {
    "plain": _style("plain", 7.5),
    "strong": _style("strong", 7.5, fontName=BOLD),
    "muted": _style("muted", 7, textColor=SOFT),
    "code": _style("code", 6.8, fontName=MONO, wordWrap="CJK"),
}
COLUMN = _style("column", 7.5, fontName=BOLD)


class Heading(Paragraph):
    """A section's heading, listed among the bookmarks."""

    def __init__(self, title: str) -> None:
        """Take the text as it is shown."""
        super().__init__(escape(title), SECTION)
        self.title = title


class _Drawn(NamedTuple):
    """A part of a section, and how much of it stays in one piece with what stands above it, in points."""

    flow: list[Flowable]
    start: float
    #: it is a line that says what follows
    leads: bool = False


def flow(document: parts.Document, width: float, letters: Letters) -> list[Flowable]:
    """Return all of a packet."""
    return _Writer(width, letters).document(document)


class _Writer:
    def __init__(self, width: float, letters: Letters) -> None:
        self._width, self._letters = width, letters

    def document(self, document: parts.Document) -> list[Flowable]:
        story: list[Flowable] = [self._text(document.kind, KIND), self._text(document.title, TITLE)]
        story += [self._banner(document.banner), Spacer(0, 4)]
        story += [self._framed(text) for text in document.warnings]
        for number, section in enumerate(document.sections, 1):
            story += self._section(section, number)
        if self._letters.missed:
            story += [Spacer(0, 10), self._text(document.unprintable, TONES["muted"])]
        return story

    def _section(self, section: parts.Section, number: int) -> list[Flowable]:
        heading = Heading(self._letters.shown(f"{number}. {section.title}"))
        drawn = [self._part(part, section.title) for part in section.parts]
        story: list[Flowable] = [CondPageBreak(_high(heading, self._width) + _room(drawn)), heading]
        for at, part in enumerate(drawn):
            story += [CondPageBreak(_room(drawn[at:])), *part.flow]
        return story

    def _part(self, part: parts.Part, title: str) -> _Drawn:
        match part:
            case parts.Paragraph(line):
                text = self._text(line.text, PARAGRAPHS.get(line.tone, TONES[line.tone]))
                high = _high(text, self._width)
                return _Drawn([text], min(high, SOME), leads=high < LEADS)
            case parts.Facts(facts):
                return self._facts(facts)
            case parts.Table():
                return self._table(part, title)

    def _banner(self, banner: parts.Banner) -> Flowable:
        tone = MOODS[banner.mood]
        head = _style("banner", 13, fontName=BOLD, textColor=tone, spaceAfter=2)
        cell = [self._text(f"{banner.sign} {banner.text}", head), self._text(banner.detail, _style("by", 9))]
        box = Table([["", cell]], colWidths=[5, self._width - 5])
        box.setStyle(
            [
                ("BACKGROUND", (0, 0), (0, 0), tone),
                ("BOX", (0, 0), (-1, -1), 0.6, RULE),
                ("LEFTPADDING", (1, 0), (1, 0), 10),
                ("TOPPADDING", (0, 0), (-1, -1), 7),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 8),
            ]
        )
        return box

    def _framed(self, text: str) -> Flowable:
        box = Table([[self._text(text, WARNING)]], colWidths=[self._width])
        box.setStyle([("BOX", (0, 0), (-1, -1), 1.2, MOODS["bad"]), ("PADDING", (0, 0), (-1, -1), 6)])
        return box

    def _facts(self, facts: tuple[parts.Fact, ...]) -> _Drawn:
        label = _style("label", 7.5, textColor=SOFT)
        rows: list[list[list[Flowable]]] = [
            [[self._text(fact.label, label)], self._cell(fact.value)] for fact in facts
        ]
        wide = self._width * LABELS
        widths = [wide, self._width - wide]
        table = Table(rows, colWidths=widths, splitInRow=_too_high(rows, widths))
        table.setStyle([*_RULES, ("LEFTPADDING", (0, 0), (0, -1), 0)])
        return _Drawn([table, Spacer(0, 6)], _begin(rows[:1], widths))

    def _table(self, table: parts.Table, title: str) -> _Drawn:
        total = sum(column.share for column in table.columns)
        widths = [self._width * column.share / total for column in table.columns]
        head = [self._text(column.title, COLUMN) for column in table.columns]
        rows = [
            [self._cell(cell, row.mood if place == 1 else None) for place, cell in enumerate(row.cells)]
            for row in table.rows
        ]
        drawn = Table([head, *rows], colWidths=widths, repeatRows=1, splitInRow=_too_high(rows, widths))
        marks = [
            ("LINEBEFORE", (0, place), (0, place), 2.5, MOODS[row.mood])
            for place, row in enumerate(table.rows, 1)
            if row.mood
        ]
        drawn.setStyle([*_RULES, ("BACKGROUND", (0, 0), (-1, 0), HEAD), *marks])
        caption = [self._text(table.caption, CAPTION)] if table.caption != title else []
        start = sum(_high(one, self._width) for one in caption) + _begin(
            [[[cell] for cell in head], *rows[:1]], widths
        )
        return _Drawn([*caption, drawn, Spacer(0, 6)], start)

    def _cell(self, cell: parts.Cell, mood: parts.Mood | None = None) -> list[Flowable]:
        return [self._line(line, mood) for line in cell]

    def _line(self, line: parts.Line, mood: parts.Mood | None) -> Flowable:
        style = TONES[line.tone]
        if mood and line.tone == "strong":
            style = ParagraphStyle(f"strong-{mood}", parent=style, textColor=MOODS[mood])
        link = line.link if is_address(line.link) else ""
        return self._text(line.text, style, link)

    def _text(self, text: str, style: ParagraphStyle, link: str = "") -> Paragraph:
        before, found, after = text.partition(link) if link else (text, "", "")
        shown = self._escaped(before)
        if link:
            href = escape(link, {'"': "&quot;"})
            shown += f'{"" if found else " "}<a href="{href}" color="#0b57a4">{self._escaped(link)}</a>'
        return Paragraph(shown + self._escaped(after), style)

    def _escaped(self, text: str) -> str:
        # A number and its percent sign stay together.
        return escape(self._letters.shown(text).replace(" %", "\u00a0%")).replace("\n", "<br/>")


def _room(drawn: Sequence[_Drawn]) -> float:
    """Return how much of some parts stays in one piece: the first, and what it leads to."""
    first, *others = drawn or [_Drawn([], 0)]
    return first.start + (_room(others) if first.leads and others else 0)


def _begin(rows: Sequence[Sequence[Sequence[Flowable]]], widths: Sequence[float]) -> float:
    """Return the height of the first rows of a table, of what is divided anyway only some."""
    highs = (
        max(sum(_high(part, wide - PADDING) for part in cell) for cell, wide in zip(row, widths, strict=True))
        for row in rows
    )
    return sum(AROUND + (SOME if high > HIGHEST else high) for high in highs)


def _high(text: Flowable, width: float) -> float:
    """Return the height of a text with the space around it."""
    return float(text.wrap(width, A4[1])[1] + text.getSpaceBefore() + text.getSpaceAfter())


def _too_high(rows: Sequence[Sequence[Sequence[Flowable]]], widths: Sequence[float]) -> int:
    """Tell whether a row fits no page, so that it must be divided; every other row stays in one piece."""
    cells = ((cell, wide) for row in rows for cell, wide in zip(row, widths, strict=True))
    return int(
        any(sum(part.wrap(wide - PADDING, A4[1])[1] for part in cell) > HIGHEST for cell, wide in cells)
    )


_RULES: list[tuple[Any, ...]] = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LINEBELOW", (0, 0), (-1, -1), 0.4, RULE),
    ("LEFTPADDING", (0, 0), (-1, -1), 5),
    ("RIGHTPADDING", (0, 0), (-1, -1), 5),
    ("TOPPADDING", (0, 0), (-1, -1), 3),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
]
