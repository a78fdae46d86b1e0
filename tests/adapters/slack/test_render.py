"""How cards, forms and homes look on Slack: exact, within its limits, nothing lost in silence."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from adapters.plain import bar
from adapters.sandbox.limits import check_message, check_view
from adapters.slack.blocks import is_web_address
from adapters.slack.controls import decode, encode, value_of
from adapters.slack.fitting import text_length
from adapters.slack.render import home, message, modal, word
from adapters.slack.text import cut, escape, escaped, unescape
from bot.talk.card import (
    Button,
    Buttons,
    Card,
    Choice,
    Confirm,
    Divider,
    Fact,
    Facts,
    Field,
    Form,
    Heading,
    Home,
    ItemRow,
    Link,
    Part,
    Progress,
    Text,
    Vote,
    Votes,
)
from tests.adapters.slack.cards import CHECKLIST, FORM, MORE, REVIEW, TRICKY, button, row
from tests.adapters.slack.kit import Json, controls

#: long, empty, multi-line and marked-up texts
TEXTS = st.text(max_size=12) | st.sampled_from(
    [
        TRICKY,
        "",
        " ",
        "\n",
        "&" * 4000,
        "word " * 900,
        "x" * 5000,
        "> quoted\n> twice",
        "é🎉" * 60,
        "Data quality",
    ]
)
ARGS = st.dictionaries(st.sampled_from("pigrq"), st.text(max_size=60), max_size=3)
CONFIRMS = st.none() | st.builds(Confirm, TEXTS, TEXTS, TEXTS, TEXTS)
STYLES = st.sampled_from(["plain", "primary", "danger"])
BUTTONS = st.builds(Button, TEXTS, st.sampled_from(["item.form", "gate.ask"]), ARGS, STYLES, CONFIRMS)
MANY = st.lists(BUTTONS, max_size=7).map(tuple)
PARTS: st.SearchStrategy[Part] = st.one_of(
    st.builds(Heading, TEXTS),
    st.builds(Text, TEXTS, st.sampled_from(["plain", "strong", "muted", "quote"])),
    st.builds(Facts, st.lists(st.builds(Fact, TEXTS, TEXTS), max_size=12).map(tuple)),
    st.builds(ItemRow, TEXTS, TEXTS, TEXTS, TEXTS, st.none() | BUTTONS, MANY),
    st.builds(Progress, st.integers(0, 9), st.integers(0, 9), TEXTS),
    st.builds(Votes, st.lists(st.builds(Vote, TEXTS, TEXTS, TEXTS), max_size=4).map(tuple)),
    st.builds(Link, TEXTS, TEXTS | st.just("https://example.org/a?b=1|2&c=<3>")),
    st.just(Divider()),
    st.builds(Buttons, st.lists(BUTTONS, max_size=30).map(tuple)),
)


def check(blocks: list[Json]) -> None:
    """Ask both oracles: the local Slack's limits and the models of Slack's own library."""
    check_message("text", [_with_id(block, at) for at, block in enumerate(blocks)])
    for block in Block.parse_all(blocks):
        block.validate_json()
    ids = [one["action_id"] for one in controls({"blocks": [b | {"block_id": ""} for b in blocks]})]
    assert len(ids) == len(set(ids))


def _with_id(block: Json, at: int) -> Json:
    return {"block_id": str(at), **block}


@pytest.mark.parametrize("card", [CHECKLIST, REVIEW])
def test_the_usual_cards_are_sound(card: Card) -> None:
    rendered = message(card)
    check(rendered["blocks"])
    assert rendered["text"].startswith(escape(card.summary))


@given(st.lists(PARTS, max_size=25).map(tuple), TEXTS)
@settings(max_examples=150, deadline=None)
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
@settings(deadline=None)
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


def test_a_tricky_title_is_exact_without_bold_and_a_usual_one_is_bold() -> None:
    (tricky,) = message(Card("x", (ItemRow("✔", "ready", TRICKY, "8 months"),)))["blocks"]
    assert tricky["text"]["type"] == "plain_text"
    assert unescape(tricky["text"]["text"]) == f"✔ {TRICKY}\nready · 8 months"
    (usual,) = message(Card("x", (ItemRow("✔", "ready", "R&D budget", "8 months"),)))["blocks"]
    assert usual["text"]["text"] == "✔ *R&amp;D budget*\nready · 8 months"


def test_a_row_holds_its_menu_beside_it_and_its_next_step_beneath() -> None:
    alone, *with_step = message(
        Card("x", (row("✔", "ready", "A", ""), row("○", "open", "B", "", "Take it")))
    )["blocks"]
    assert [decode(option["value"]) for option in alone["accessory"]["options"]] == [
        (one.action, one.args) for one in MORE
    ]
    assert [block["type"] for block in with_step] == ["section", "actions"]
    assert [one["type"] for one in with_step[1]["elements"]] == ["button", "overflow"]


def test_a_single_control_is_a_button_beside_the_row() -> None:
    (block,) = message(Card("x", (ItemRow("○", "open", "A", button=button()),)))["blocks"]
    assert block["accessory"]["type"] == "button"


def test_a_control_that_asks_first_is_never_in_a_menu() -> None:
    asks = Button("Stop", "project.stop", confirm=Confirm("Stop?", "For good.", "Stop", "No"))
    (_, actions) = message(Card("x", (ItemRow("○", "open", "A", more=(asks, *MORE)),)))["blocks"]
    stop, menu = actions["elements"]
    assert stop["confirm"]["title"]["text"] == "Stop?"
    assert len(menu["options"]) == 4


def test_no_control_of_a_row_is_lost() -> None:
    more = tuple(button(f"B{n}", "item.details", f"i{n}") for n in range(9))
    blocks = message(Card("x", (ItemRow("○", "open", "A", button=button(), more=more),)))["blocks"]
    found = [v for one in controls({"blocks": [b | {"block_id": ""} for b in blocks]}) for v in _values(one)]
    assert sorted(found) == sorted(encode(one.action, one.args) for one in (button(), *more))


def _values(control: Json) -> list[str]:
    return [option["value"] for option in control.get("options", ())] or [control["value"]]


def test_nine_rows_fit_in_one_message_with_every_control() -> None:
    assert len(message(CHECKLIST)["blocks"]) == 20


def test_rows_without_controls_share_a_block_when_there_are_many() -> None:
    rows: list[Part] = [ItemRow("✔", "ready", f"Item {n}", "fine") for n in range(120)]
    parts = (Heading("Portfolio"), *rows)
    blocks = message(Card("x", parts))["blocks"]
    check(blocks)
    assert len(blocks) < 10
    assert "Item 119" in blocks[-1]["text"]["text"]


def test_what_does_not_fit_is_counted_and_the_buttons_stay() -> None:
    rows = tuple(row("✔", "ready", f"Item {n}", "fine", "Update") for n in range(120))
    card = Card("x", (Heading("All"), *rows, CHECKLIST.parts[-1]), "… and {n} more")
    blocks = message(card)["blocks"]
    check(blocks)
    assert len(blocks) == 50
    assert blocks[-2]["text"]["text"] == f"… and {120 - 47} more"
    assert blocks[-1]["elements"][0]["text"]["text"] == "Request the gate"


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
def test_what_a_control_carries_comes_back(action: str, args: dict[str, str]) -> None:
    carried = encode(action, args)
    assert decode(carried) == (action, args)
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


def test_a_form_is_a_sound_modal() -> None:
    view = modal(FORM)
    check_view({**view, "blocks": [_with_id(block, at) for at, block in enumerate(view["blocks"])]})
    View(**view).validate_json()
    assert view["title"]["text"] == "Data quality above 80…"
    elements = {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}
    assert elements["completeness"]["initial_value"] == "95"
    assert elements["reason"]["initial_value"] == "Because & <so>"
    assert elements["region"]["initial_option"]["value"] == "eu"
    assert [option["value"] for option in elements["risks"]["initial_options"]] == ["a", "c"]
    assert elements["owner"]["initial_user"] == "U0MIA"
    assert elements["due"]["initial_date"] == "2026-03-16"
    assert elements["where"]["initial_conversation"] == "C0LINE3"


KINDS = st.sampled_from(
    ["text", "long", "number", "choice", "choices", "person", "link", "date", "channel", "moment"]
)
CHOICES = st.integers(0, 250).map(lambda n: tuple(Choice(f"k{at}", f"Choice {at} " * 9) for at in range(n)))
VALUES = TEXTS | st.sampled_from(["k1", "k1,k2", "2026-02-31", "U1", "C1"])
FIELDS = st.builds(
    Field, st.just(""), TEXTS, KINDS, VALUES, TEXTS, TEXTS, st.booleans(), CHOICES, st.integers(0, 9000)
)


@given(st.lists(FIELDS, min_size=1, max_size=6), st.lists(PARTS, max_size=4).map(tuple), TEXTS)
@settings(max_examples=60, deadline=None)
def test_any_form_is_a_sound_modal(fields: list[Field], intro: tuple[Part, ...], title: str) -> None:
    named = tuple(
        Field(f"f{at}", *(getattr(one, name) for name in one.__struct_fields__[1:]))
        for at, one in enumerate(fields)
    )
    check_view(modal(Form(title, "Save", "Cancel", "item.form", intro=intro, fields=named)))


def test_a_changed_value_is_not_hidden_by_what_was_typed_before() -> None:
    def first_id(value: str) -> str:
        field = Field("a", "A", "text", value=value)
        return str(modal(Form("T", "S", "C", "x", fields=(field,)))["blocks"][0]["element"]["action_id"])

    assert first_id("1") != first_id("2")


@given(st.lists(PARTS, max_size=30).map(tuple), TEXTS)
@settings(max_examples=60, deadline=None)
def test_any_home_and_any_word_is_a_sound_view(parts: tuple[Part, ...], summary: str) -> None:
    check_view(home(Home(parts)), ("home",))
    check_view(word(Card(summary, parts)))
