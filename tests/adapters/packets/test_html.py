"""The page stands alone: well formed, accessible, nothing fetched, and nothing that people wrote becomes markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from msgspec.structs import replace

from adapters.packets.html import html, is_address
from bot.talk.packet_parts import Document, Facts, Line, Paragraph, Row, Table
from tests.talk.packets import NAMES, document, sent_back, taken_back, whole

VOID = {"meta", "br", "link", "img", "input", "hr"}
HOSTILE = (
    "</td><script>alert(1)</script> \"quoted\" 'single' & <img src=x onerror=alert(2)> <!-- {braces} -->"
)


class Page(HTMLParser):
    """Reads a page strictly: every tag is closed in order."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(page.decode())
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)

    def named(self, tag: str) -> list[dict[str, str | None]]:
        """Return the attributes of all elements of a name."""
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def text(self) -> str:
        return " ".join(self.words)


def with_hostile_texts(found: Document) -> Document:
    """Return a packet in which every text is hostile."""

    def line(one: Line) -> Line:
        return replace(one, text=HOSTILE)

    def row(one: Row) -> Row:
        return replace(one, cells=tuple(tuple(line(each) for each in cell) for cell in one.cells))

    def part(one: Paragraph | Facts | Table) -> Paragraph | Facts | Table:
        match one:
            case Paragraph():
                return Paragraph(line(one.line))
            case Facts(facts):
                return Facts(
                    tuple(
                        replace(fact, label=HOSTILE, value=tuple(line(each) for each in fact.value))
                        for fact in facts
                    )
                )
            case Table():
                columns = tuple(replace(column, title=HOSTILE) for column in one.columns)
                rows = tuple(row(each) for each in one.rows)
                return replace(one, caption=HOSTILE, columns=columns, rows=rows)

    sections = tuple(
        replace(section, title=HOSTILE, parts=tuple(part(each) for each in section.parts))
        for section in found.sections
    )
    banner = replace(found.banner, sign=HOSTILE, text=HOSTILE, detail=HOSTILE)
    return replace(
        found,
        kind=HOSTILE,
        title=HOSTILE,
        banner=banner,
        warnings=(HOSTILE,),
        sections=sections,
        footer=HOSTILE,
    )


def test_the_page_is_well_formed_and_holds_names_values_and_the_hash() -> None:
    found = document(whole())
    page = Page(html(found))
    asked = ["Data quality: 86 %", "Load test with 40 users", "at least 6 needed", found.footer[-64:]]
    assert [text for text in [*NAMES.values(), *asked] if text not in page.text] == []


def test_nothing_is_fetched_and_nothing_runs() -> None:
    page = Page(html(document(whole())))
    assert {tag for tag, _ in page.tags} & {
        "script",
        "link",
        "img",
        "iframe",
        "object",
        "form",
        "base",
    } == set()
    assert [a for _, a in page.tags if any(key == "src" or key.startswith("on") for key in a)] == []
    (policy,) = [m["content"] for m in page.named("meta") if m.get("http-equiv")]
    assert policy
    assert policy.startswith("default-src 'none'")
    style = re.search(r"<style>(.*?)</style>", html(document(whole())).decode(), re.DOTALL)
    assert style
    assert not re.search(r"url\(|@import|@font-face", style[1])


def test_hostile_texts_stay_texts() -> None:
    found = document(taken_back())
    calm, hostile = Page(html(found)), Page(html(with_hostile_texts(found)))
    assert [tag for tag, _ in hostile.tags] == [tag for tag, _ in calm.tags]
    assert {key for _, a in hostile.tags for key in a} - {"href", "rel"} == {
        key for _, a in calm.tags for key in a
    } - {"href", "rel"}
    assert hostile.text.count(HOSTILE) > 100


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "http://[", ""]
)
def test_only_an_address_of_the_web_becomes_a_link(link: str) -> None:
    found = document(sent_back())
    section = replace(found.sections[0], parts=(Paragraph(Line("Evidence", link=link)),))
    page = Page(html(replace(found, sections=(section,))))
    assert not is_address(link)
    assert page.named("a") == []


def test_a_link_shows_its_address_and_tells_nobody_where_it_was_followed_from() -> None:
    links = Page(html(document(whole()))).named("a")
    assert {link["href"] for link in links} == {"https://example.com/evidence"}
    assert all("noreferrer" in (link["rel"] or "") for link in links)


def test_tables_are_told_to_who_does_not_see_them() -> None:
    page = Page(html(document(whole(), language="fr-CA")))
    assert page.named("html") == [{"lang": "fr-CA"}]
    assert len(page.named("caption")) == len(page.named("table"))
    assert all(head.get("scope") in ("row", "col") for head in page.named("th"))
    assert len(page.named("h1")) == 1
    ids = [a["id"] for _, a in page.tags if "id" in a]
    assert len(ids) == len(set(ids))
    assert [a["aria-labelledby"] for a in page.named("section")] == ids


def test_the_same_packet_is_the_same_page() -> None:
    assert html(document(whole())) == html(document(whole()))


def test_what_a_client_calls_a_language_does_not_change_the_bytes() -> None:
    english, *others = (html(document(whole(), language=known)) for known in ("en", "en-US", "en-CA"))
    assert others == [english, english]
    french, other = (html(document(whole(), language=known)) for known in ("fr-CA", "fr"))
    assert french == other != english
