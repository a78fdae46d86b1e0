"""The PDF holds everything that the page holds, can be read by programs, and is the same for the same packet."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from msgspec.structs import replace
from playwright.async_api import Page
from pypdf import PageObject, PdfReader

from adapters.packets.html import html
from adapters.packets.letters import MISSING, Letters
from adapters.packets.pdf import pdf
from bot.talk.packet_parts import Document, Facts, Line, Paragraph, Table
from tests.adapters.packets.test_html import with_hostile_texts
from tests.talk.packets import NAMES, document, held, sent_back, stopped, taken_back, whole


def read(found: Document) -> PdfReader:
    """Return the file of a packet."""
    return PdfReader(BytesIO(pdf(found)))


def letters(file: PdfReader) -> str:
    """Return the text of all pages without white space, since lines break anywhere."""
    return re.sub(r"\s", "", "".join(page.extract_text() for page in file.pages))


def texts(found: Document) -> list[str]:
    """Return every text of a packet."""
    banner = found.banner
    known = [found.kind, found.title, banner.sign, banner.text, banner.detail, *found.warnings]
    for section in found.sections:
        known.append(section.title)
        for part in section.parts:
            match part:
                case Paragraph(one):
                    known.append(one.text)
                case Facts(facts):
                    known += [text for f in facts for text in (f.label, *(each.text for each in f.value))]
                case Table():
                    known += [column.title for column in part.columns]
                    known += [each.text for row in part.rows for cell in row.cells for each in cell]
    return known


@pytest.mark.parametrize("language", ["en", "fr-CA"])
def test_every_text_of_the_packet_is_in_the_file(language: str) -> None:
    found = document(whole(), language=language)
    inside = letters(read(found))
    assert [text for text in texts(found) if re.sub(r"\s", "", text) not in inside] == []
    assert all(name.replace(" ", "") in inside for name in NAMES.values())


@pytest.mark.parametrize("story", [sent_back, held, stopped, taken_back])
def test_every_decision_has_a_file(story: object) -> None:
    assert callable(story)
    found = document(story())
    inside = letters(read(found))
    assert found.banner.sign + found.banner.text.replace(" ", "") in inside
    assert MISSING not in inside


def test_every_page_has_its_number_and_the_hash() -> None:
    found = document(whole())
    pages = [page.extract_text() for page in read(found).pages]
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page
        assert found.footer[-64:] in page


def test_what_the_file_says_of_itself_rests_on_the_decision_alone() -> None:
    found = document(whole())
    file = read(found)
    about = file.metadata
    assert about
    assert (about.title, about.author) == (f"{found.kind} · {found.title}", "Tollgate")
    assert about.subject == found.footer
    assert about.creation_date == found.at.replace(microsecond=0)
    assert str(file.root_object["/Lang"]) == "en"
    assert [str(entry["/Title"]) for entry in file.outline if isinstance(entry, dict)] == [
        f"{number}. {section.title}" for number, section in enumerate(found.sections, 1)
    ]


def test_fonts_are_embedded() -> None:
    fonts = [
        font.get_object()
        for page in read(document(whole())).pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    ]
    used = [font for font in fonts if "DejaVu" in font["/BaseFont"]]
    assert len({font["/BaseFont"] for font in used}) >= 3
    assert all("/FontFile2" in font["/FontDescriptor"] for font in used)


def test_the_same_packet_is_the_same_file() -> None:
    assert pdf(document(whole())) == pdf(document(whole()))
    assert pdf(document(whole())) != pdf(document(sent_back()))


def test_hostile_texts_stay_texts() -> None:
    inside = letters(read(with_hostile_texts(document(whole()))))
    assert "</td><script>alert(1)</script>" in inside


def test_every_sign_of_a_state_and_every_french_letter_is_in_the_fonts() -> None:
    known = Letters()
    assert known.shown("✔ ▲ ✖ ○ ⏸ – œ Œ é à ç « » ’ … → × \u00a0 \u202f ‑")
    assert not known.missed


def test_what_the_fonts_lack_is_told() -> None:
    found = document(sent_back())
    section = replace(found.sections[0], parts=(Paragraph(Line("Checked by 李伟 👍")),))
    inside = letters(read(replace(found, sections=(section,))))
    assert f"Checkedby{MISSING * 2}{MISSING}" in inside
    assert found.unprintable.replace(" ", "") in inside


def test_a_very_long_text_goes_on_over_pages() -> None:
    found = document(whole())
    long = "A sentence of a person who has much to say. " * 250
    facts = Facts((*found.sections[0].parts[0].facts,))  # type: ignore[union-attr]
    changed = replace(facts.facts[0], value=(Line(long.strip()),))
    section = replace(found.sections[0], parts=(Facts((changed, *facts.facts[1:])),))
    inside = letters(read(replace(found, sections=(section, *found.sections[1:]))))
    assert inside.count("sentence") == 250


def test_what_a_client_calls_a_language_does_not_change_the_bytes() -> None:
    english, *others = (pdf(document(whole(), language=known)) for known in ("en", "en-US", "en-CA"))
    assert others == [english, english]
    french, other = (pdf(document(whole(), language=known)) for known in ("fr-CA", "fr"))
    assert french == other != english


def filled(found: Document, lines: int) -> Document:
    """Return a packet whose first section is longer, so that all that follows begins further down."""
    first, *others = found.sections
    longer = replace(first, parts=(*first.parts, *(Paragraph(Line("Filler")) for _ in range(lines))))
    return replace(found, sections=(longer, *others))


def heads(found: Document) -> set[str]:
    """Return what stands above something else: titles of sections, captions and heads of tables."""
    tables = [part for section in found.sections for part in section.parts if isinstance(part, Table)]
    titles = {f"{number}. {section.title}" for number, section in enumerate(found.sections, 1)}
    return titles | {table.caption for table in tables} | {c.title for table in tables for c in table.columns}


def last_line(page: PageObject) -> str:
    """Return the lowest text of a page: its foot is drawn first."""
    return [line for line in page.extract_text().splitlines() if line.strip()][-1].strip()


@pytest.mark.parametrize("language", ["en", "fr-CA"])
@pytest.mark.parametrize("lines", range(0, 56, 8))
def test_no_page_ends_with_a_heading(language: str, lines: int) -> None:
    found = filled(document(whole(), language=language), lines)
    assert [line for page in read(found).pages if (line := last_line(page)) in heads(found)] == []


@pytest.mark.parametrize("lines", [14, 28, 38, 42])
async def test_no_printed_page_ends_with_a_heading_or_a_line_that_leads_to_something(
    page: Page, lines: int
) -> None:
    found = filled(document(whole()), lines)
    await page.set_content(html(found).decode())
    printed = PdfReader(BytesIO(await page.pdf(prefer_css_page_size=True)))
    assert len(printed.pages) > 4
    assert [line for p in printed.pages if (line := last_line(p)) in {*heads(found), "To check it:"}] == []


def test_what_a_line_leads_to_stays_with_it() -> None:
    found = document(whole())
    texts = [
        line
        for lines in range(0, 48, 6)
        for page in read(filled(found, lines)).pages
        for line in [last_line(page)]
    ]
    assert "To check it:" not in texts
    assert not [line for line in texts if line.endswith("flagged")]
