"""How forms and homes look on Slack: sound views, within its limits."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.models.views import View

from adapters.sandbox.limits import check_view
from adapters.slack.render import home, modal, word
from bot.talk.card import Card, Field, Form, Home, Part
from tests.adapters.slack.any_card import FIELDS, PARTS, TEXTS, with_id
from tests.adapters.slack.cards import FORM
from tests.search import searched


def test_a_form_is_a_sound_modal() -> None:
    view = modal(FORM)
    check_view({**view, "blocks": [with_id(block, at) for at, block in enumerate(view["blocks"])]})
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


@given(st.lists(FIELDS, min_size=1, max_size=6), st.lists(PARTS, max_size=4).map(tuple), TEXTS)
@searched(60)
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
@searched(60)
def test_any_home_and_any_word_is_a_sound_view(parts: tuple[Part, ...], summary: str) -> None:
    check_view(home(Home(parts)), ("home",))
    check_view(word(Card(summary, parts)))
