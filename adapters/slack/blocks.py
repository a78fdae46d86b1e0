"""Each part of a card as blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from adapters.plain import bar, row_text
from adapters.text import is_web_address
from bot.talk import card

from .controls import action_blocks, button, fits_menu, gathered, menu
from .text import Json, emphasised, escape, escaped, is_literal, plain

MOST_SECTION = 3000
MOST_FIELD = 2000
FIELDS_IN_SECTION = 10
#: characters of a value that still reads well in half the width
MOST_BESIDE = 60
_IN_URL = str.maketrans({"|": "%7C", "<": "%3C", ">": "%3E", '"': "%22", "`": "%60"})


def blocks_of(part: card.Part, numbers: Iterator[int], *, compact: bool = False) -> list[Json]:
    """Give the blocks of one part; `compact` keeps a row to one block wherever its controls allow it."""
    match part:
        case card.Heading(text=text):
            return [{"type": "header", "text": plain(text, 150)}] if text.strip() else []
        case card.Text():
            return _text(part) if part.text.strip() else []
        case card.Facts(facts=facts):
            return _facts(facts)
        case card.ItemRow():
            return _row(part, numbers, compact)
        case card.Progress():
            return [_section(plain(f"{bar(part.done, part.total)}  {part.label}", MOST_SECTION))]
        case card.Votes(votes=votes):
            lines = (f"{vote.sign} {vote.who} · {vote.word}" for vote in votes)
            return [_section(plain("\n".join(lines), MOST_SECTION))] if votes else []
        case card.Link():
            return _link(part)
        case card.Divider():
            return [{"type": "divider"}]
        case card.Buttons(buttons=buttons):
            return action_blocks([button(one, numbers) for one in buttons])
        case _:
            assert_never(part)


def _section(text: Json, accessory: Json | None = None) -> Json:
    section: Json = {"type": "section", "text": text}
    return section | {"accessory": accessory} if accessory else section


def _text(part: card.Text) -> list[Json]:
    match part.style:
        case "plain":
            return [_section(plain(part.text, MOST_SECTION))]
        case "strong":
            return [_section(emphasised("", part.text.strip(), "", MOST_SECTION))]
        case "muted":
            return [{"type": "context", "elements": [plain(part.text, MOST_SECTION)]}]
        case "quote":
            return [_section(_quote(part.text.strip()))]
        case _:
            assert_never(part.style)


def _quote(text: str) -> Json:
    quoted = "\n".join(f"> {escape(line)}" for line in text.splitlines())
    if is_literal(text) and len(quoted) <= MOST_SECTION:
        return {"type": "mrkdwn", "text": quoted, "verbatim": True}
    return plain("\n".join(f"│ {line}" for line in text.splitlines()), MOST_SECTION)


def _facts(facts: Sequence[card.Fact]) -> list[Json]:
    if any(len(fact.value) > MOST_BESIDE or "\n" in fact.value for fact in facts):
        # Fields stand two to a line: longer texts are easier to read over the whole width.
        return [_section(emphasised("", fact.label.strip(), _beside(fact), MOST_SECTION)) for fact in facts]
    fields = [emphasised("", fact.label.strip(), f"\n{fact.value}", MOST_FIELD) for fact in facts]
    return [
        {"type": "section", "fields": fields[at : at + FIELDS_IN_SECTION]}
        for at in range(0, len(fields), FIELDS_IN_SECTION)
    ]


def _beside(fact: card.Fact) -> str:
    return f"\n{fact.value}" if "\n" in fact.value else f"  {fact.value}"


def _row(row: card.ItemRow, numbers: Iterator[int], compact: bool) -> list[Json]:
    text = emphasised(*row_text(row), MOST_SECTION)
    controls = (*((row.button,) if row.button else ()), *row.more)
    if len(controls) == 1:
        return [_section(text, button(controls[0], numbers))]
    in_menu = 1 < len(controls) <= 5 and all(fits_menu(one) for one in controls)
    # A section holds one control only. The next step of a row is one click away, so it is not hidden in a
    # menu: it stands with the menu under the text. Without a next step the menu alone is beside the text.
    if in_menu and (compact or row.button is None):
        return [_section(text, menu(controls, numbers))]
    beneath = [button(row.button, numbers)] if row.button else []
    return [_section(text), *action_blocks([*beneath, *gathered(row.more, numbers)])]


def _link(part: card.Link) -> list[Json]:
    label, url = part.label.strip(), part.url.strip()
    address = escape(url.translate(_IN_URL))
    shown = escaped(label, 500).replace("|", "¦")
    linked = f"<{address}|{shown}>" if shown and is_literal(label) and "\n" not in label else f"<{address}>"
    if not is_web_address(url) or len(linked) > MOST_SECTION:
        return [_section(plain(f"{label}: {url}" if label else url, MOST_SECTION))]
    sections = [_section({"type": "mrkdwn", "text": linked, "verbatim": True})]
    if shown and "|" not in linked:
        sections.insert(0, _section(plain(label, MOST_SECTION)))
    return sections
