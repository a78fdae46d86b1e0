"""How cards look on Slack: exact, within its limits, nothing lost in silence."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adapters.plain import bar
from adapters.slack.controls import decode, encode, value_of
from adapters.slack.fitting import text_length
from adapters.slack.render import message, modal
from adapters.slack.text import escape, escaped, unescape
from adapters.text import cut, is_web_address
from bot.talk.card import Button, Buttons, Card, Form, Heading, ItemRow, Link, Part, Text
from tests.adapters.slack.any_card import ARGS, PARTS, TEXTS, check
from tests.adapters.slack.cards import CHECKLIST, MORE, REVIEW
from tests.adapters.slack.kit import Json
from tests.search import searched


@pytest.mark.parametrize("card", [CHECKLIST, REVIEW])
def test_the_usual_cards_are_sound(card: Card) -> None:
    rendered = message(card)
    check(rendered["blocks"])
    assert rendered["text"].startswith(escape(card.summary))


@given(st.lists(PARTS, max_size=25).map(tuple), TEXTS)
@searched(150)
def test_any_card_is_within_slacks_limits(parts: tuple[Part, ...], summary: str) -> None:
    rendered = message(Card(summary, parts))
    check(rendered["blocks"])
    assert 0 < len(rendered["text"]) <= 4000


def test_the_text_of_a_message_says_all_that_the_card_says() -> None:
    text = unescape(message(CHECKLIST)["text"])
    for part in CHECKLIST.parts:
        if isinstance(part, ItemRow):
            assert f"{part.sign} {part.title} · {part.word} · {part.detail}" in text


def shown(value: Any) -> list[Json]:
    """Give every text object."""
    if isinstance(value, list):
        return [one for inner in value for one in shown(inner)]
    if not isinstance(value, dict):
        return []
    own = [value] if value.get("type") in ("plain_text", "mrkdwn") else []
    return own + [one for inner in value.values() for one in shown(inner)]


@given(TEXTS.filter(lambda text: len(text) < 140 and bool(text.strip())))
def test_what_a_person_typed_is_shown_as_typed(title: str) -> None:
    parts = (Heading(title), Text(title, "strong"), ItemRow("✔", "ready", title, title, more=MORE))
    for text in shown(message(Card("x", parts))["blocks"]):
        assert "<" not in text["text"]
        assert ">" not in text["text"]
        if text["type"] == "mrkdwn":
            plain = unescape(re.sub(r"\*(.*?)\*", r"\1", text["text"], count=1))
            assert not re.search(r"[*_~`]|:[^\s:]+:", plain)
            assert title.strip() in plain
            assert text["verbatim"]
        else:
            assert text["emoji"] is False


def test_long_texts_together_stay_within_what_slack_takes() -> None:
    blocks = message(Card("x", tuple(Text("word " * 550) for _ in range(9))))["blocks"]
    assert text_length(blocks) <= 12_000
    assert blocks[-1]["text"]["text"] == "… +5"


def test_a_link_opens_web_addresses_alone() -> None:
    (good,) = message(Card("x", (Link("Report <1>", "https://example.org/?a=1&b=|2>"),)))["blocks"]
    assert good["text"]["text"] == "<https://example.org/?a=1&amp;b=%7C2%3E|Report &lt;1&gt;>"
    (bad,) = message(Card("x", (Link("Report", "javascript:alert(1)"),)))["blocks"]
    assert bad["text"] == {"type": "plain_text", "text": "Report: javascript:alert(1)", "emoji": False}
    assert not any(
        map(is_web_address, ("ftp://a", "https://", "http:a", "http://a b", "http://[", "HTTPS", ""))
    )


def test_progress_is_full_only_when_all_is_done() -> None:
    assert [bar(done, 100) for done in (0, 1, 50, 99, 100)] == [
        "▱" * 10,
        "▰" + "▱" * 9,
        "▰" * 5 + "▱" * 5,
        "▰" * 9 + "▱",
        "▰" * 10,
    ]
    assert bar(0, 0) == "▱"


@given(st.text(), ARGS)
@example(r"\u0000", {"i": r"\u0000"})
@example("item.take", {"i": "\0"})
def test_what_a_control_carries_comes_back_unless_it_holds_a_zero_byte(
    action: str, args: dict[str, str]
) -> None:
    carried = encode(action, args)
    whole = "\0" not in "".join((action, *args, *args.values()))
    assert decode(carried) == ((action, args) if whole else None)
    assert escape(carried) == carried
    assert value_of({"value": carried}) == value_of({"selected_option": {"value": carried}}) == carried


def test_arguments_that_slack_would_cut_are_refused_at_once() -> None:
    with pytest.raises(ValueError, match=r"item\.form"):
        message(Card("x", (Buttons((Button("A", "item.form", {"p": "x" * 2000}),)),)))
    with pytest.raises(ValueError, match=r"item\.form"):
        modal(Form("A", "B", "C", "item.form", {"p": "x" * 3000}))


@given(st.text(max_size=60), st.integers(2, 40))
def test_a_cut_text_says_so(text: str, most: int) -> None:
    assert len(cut(text, most)) <= most
    assert cut(text, most) == text or cut(text, most).endswith("…")
    assert len(escaped(text + "&" * 30, most + 5)) <= most + 5
