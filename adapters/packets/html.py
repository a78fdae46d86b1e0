"""A gate packet as one page that stands alone: no script, nothing fetched, everything that people wrote escaped."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from urllib.parse import urlsplit

from adapters.packets.style import STYLE
from bot.talk.packet_parts import Cell, Document, Facts, Line, Paragraph, Part, Row, Section, Table

#: a browser that shows the page loads and runs nothing, whatever stands in it
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def html(document: Document) -> bytes:
    """Return the page."""
    return "\n".join(_page(document)).encode()


def _page(document: Document) -> Iterator[str]:
    banner = document.banner
    yield "<!doctype html>"
    yield f'<html lang="{escape(document.language)}">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="color-scheme" content="light dark">'
    yield '<meta name="generator" content="Tollgate">'
    yield f'<meta name="description" content="{escape(document.footer)}">'
    yield f"<title>{escape(f'{document.kind} · {document.title}')}</title>"
    yield f"<style>{STYLE}</style>"
    yield "</head>"
    yield "<body>"
    yield "<header>"
    yield f'<p class="kind">{escape(document.kind)}</p>'
    yield f"<h1>{escape(document.title)}</h1>"
    yield f'<div class="banner {banner.mood}">'
    yield f"<p><strong>{escape(f'{banner.sign} {banner.text}')}</strong></p>"
    yield f"<p>{escape(banner.detail)}</p>"
    yield "</div>"
    yield from (f'<p class="warning">{escape(text)}</p>' for text in document.warnings)
    yield "</header>"
    yield "<main>"
    for number, section in enumerate(document.sections, 1):
        yield from _section(section, number)
    yield "</main>"
    yield f"<footer><p>{escape(document.footer)}</p></footer>"
    yield "</body>"
    yield "</html>\n"


def _section(section: Section, number: int) -> Iterator[str]:
    yield f'<section aria-labelledby="s{number}">'
    yield f'<h2 id="s{number}">{number}. {escape(section.title)}</h2>'
    for part in section.parts:
        yield from _part(part, section.title)
    yield "</section>"


def _part(part: Part, title: str) -> Iterator[str]:
    match part:
        case Paragraph(line):
            yield f"<p>{_line(line)}</p>"
        case Facts(facts):
            yield f'<table class="facts"><caption class="unseen">{escape(title)}</caption>'
            for fact in facts:
                yield f'<tr><th scope="row">{escape(fact.label)}</th><td>{_cell(fact.value)}</td></tr>'
            yield "</table>"
        case Table():
            yield from _table(part, title)


def _table(table: Table, title: str) -> Iterator[str]:
    unseen = ' class="unseen"' if table.caption == title else ""
    yield f'<div class="wide" role="region" tabindex="0" aria-label="{escape(table.caption)}">'
    yield f"<table><caption{unseen}>{escape(table.caption)}</caption><thead><tr>"
    total = sum(column.share for column in table.columns)
    for column in table.columns:
        width = round(100 * column.share / total)
        yield f'<th scope="col" style="width:{width}%">{escape(column.title)}</th>'
    yield "</tr></thead><tbody>"
    yield from (_row(row) for row in table.rows)
    yield "</tbody></table></div>"


def _row(row: Row) -> str:
    first, *rest = row.cells
    mood = f' class="{row.mood}"' if row.mood else ""
    others = "".join(f"<td>{_cell(cell)}</td>" for cell in rest)
    return f'<tr{mood}><th scope="row">{_cell(first)}</th>{others}</tr>'


def _cell(cell: Cell) -> str:
    return "".join(f"<div>{_line(line)}</div>" for line in cell)


def _line(line: Line) -> str:
    text = _linked(line) if is_address(line.link) else escape(line.text)
    match line.tone:
        case "plain":
            return f"<span>{text}</span>"
        case "strong":
            return f"<strong>{text}</strong>"
        case "muted":
            return f'<span class="muted">{text}</span>'
        case "code":
            return f"<code>{text}</code>"


def _linked(line: Line) -> str:
    """Return the text with its address as a link; the address is always shown."""
    before, found, after = line.text.partition(line.link)
    link = f'<a href="{escape(line.link)}" rel="noopener noreferrer nofollow">{escape(line.link)}</a>'
    return f"{escape(before)}{' ' if not found else ''}{link}{escape(after)}"


def is_address(text: str) -> bool:
    """Tell whether a text is an address that may be followed."""
    try:
        return urlsplit(text).scheme in ("http", "https")
    except ValueError:
        return False
