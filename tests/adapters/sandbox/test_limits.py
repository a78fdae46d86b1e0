"""Slack's limits, each at its boundary and one beyond."""

from typing import Any

import pytest

from adapters.sandbox.failures import SlackFailure
from adapters.sandbox.limits import check_message, check_metadata, check_view
from tests.adapters.sandbox.kit import Json, actions, button, field, modal, section


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def option(value: str = "v", text: str = "Text") -> Json:
    return {"text": plain(text), "value": value}


def select(kind: str = "static_select", count: int = 1, **more: Any) -> Json:
    return {"type": kind, "action_id": kind, "options": [option(str(n)) for n in range(count)], **more}


def context(count: int) -> Json:
    return {"type": "context", "elements": [plain("x")] * count}


def image(**more: Any) -> Json:
    return {"type": "image", "image_url": "https://example.org/a.png", "alt_text": "A", **more}


def rich(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": list(elements)}


def table(rows: int, cells: int) -> Json:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * cells] * rows}


SAFE_TEXT = {"type": "text", "text": "x", "style": {"bold": True}}
PARAGRAPH = {"type": "rich_text_section", "elements": [SAFE_TEXT, {"type": "user", "user_id": "U1"}]}
CONFIRM = {"title": plain("Sure?"), "text": plain("Yes?"), "confirm": plain("Yes"), "deny": plain("No")}

ACCEPTED: dict[str, list[Json]] = {
    "fifty blocks": [{"type": "divider"}] * 50,
    "header of 150": [{"type": "header", "text": plain("x" * 150)}],
    "section of 3000": [section("x" * 3000)],
    "ten fields of 2000, few characters": [{"type": "section", "fields": [plain("x")] * 10}],
    "25 elements": [actions(*[button(str(n)) for n in range(25)])],
    "context of ten": [context(10)],
    "button text 75, value 2000": [actions(button("a" * 255, "v" * 2000, "t" * 75))],
    "confirm": [actions({**button(), "confirm": CONFIRM, "style": "danger"})],
    "select of 100": [section("x", accessory=select(count=100))],
    "overflow of one": [section("x", accessory=select("overflow", 1))],
    "overflow of five": [section("x", accessory=select("overflow", 5))],
    "ten checkboxes": [section("x", accessory=select("checkboxes", 10))],
    "groups": [
        section(
            "x",
            accessory={
                "type": "static_select",
                "option_groups": [{"label": plain("G"), "options": [option()]}],
            },
        )
    ],
    "an initial option": [section("x", accessory=select(count=2, initial_option=option("1")))],
    "image accessory": [section("x", accessory=image())],
    "image block": [image(title=plain("T"), block_id="b")],
    "rich text": [
        rich(
            PARAGRAPH,
            {"type": "rich_text_list", "style": "bullet", "elements": [PARAGRAPH]},
            {"type": "rich_text_quote", "elements": [SAFE_TEXT]},
            {"type": "rich_text_preformatted", "elements": [SAFE_TEXT]},
        )
    ],
    "input": [field("a"), field("b", "datepicker"), field("c", "number_input", is_decimal_allowed=True)],
    "pickers": [actions({"type": "users_select"}, {"type": "timepicker", "initial_time": "08:30"})],
    "the same action in two blocks": [actions(button(), block_id="a"), actions(button(), block_id="b")],
    "table": [table(100, 20)],
}

REFUSED: dict[str, tuple[list[Any], str]] = {
    "51 blocks": ([{"type": "divider"}] * 51, "/blocks]"),
    "header of 151": ([{"type": "header", "text": plain("x" * 151)}], "/blocks/0/text/text]"),
    "mrkdwn header": ([{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}], "/blocks/0/text/type]"),
    "section of 3001": ([section("x" * 3001)], "/blocks/0/text/text]"),
    "empty section": ([{"type": "section"}], "/blocks/0]"),
    "empty text": ([section("")], "/blocks/0/text/text]"),
    "11 fields": ([{"type": "section", "fields": [plain("x")] * 11}], "/blocks/0/fields]"),
    "field of 2001": ([{"type": "section", "fields": [plain("x" * 2001)]}], "/blocks/0/fields/0/text]"),
    "26 elements": ([actions(*[button(str(n)) for n in range(26)])], "/blocks/0/elements]"),
    "no elements": ([actions()], "/blocks/0/elements]"),
    "context of 11": ([context(11)], "/blocks/0/elements]"),
    "button text 76": ([actions(button(text="t" * 76))], "/blocks/0/elements/0/text/text]"),
    "button value 2001": ([actions(button(value="v" * 2001))], "/blocks/0/elements/0/value]"),
    "button style": ([actions({**button(), "style": "green"})], "/blocks/0/elements/0/style]"),
    "action_id 256": ([actions(button("a" * 256))], "/blocks/0/elements/0/action_id]"),
    "block_id 256": ([{"type": "divider", "block_id": "b" * 256}], "/blocks/0/block_id]"),
    "two blocks, one id": ([{"type": "divider", "block_id": "b"}] * 2, "/blocks]"),
    "two actions, one id": ([actions(button(), button())], "/blocks/0]"),
    "no options": ([section("x", accessory=select(count=0))], "/blocks/0/accessory/options]"),
    "101 options": ([section("x", accessory=select(count=101))], "/blocks/0/accessory/options]"),
    "option text 76": (
        [section("x", accessory={"type": "static_select", "options": [option(text="x" * 76)]})],
        "/blocks/0/accessory/options/0/text/text]",
    ),
    "option value 151": (
        [section("x", accessory={"type": "static_select", "options": [option("v" * 151)]})],
        "/blocks/0/accessory/options/0/value]",
    ),
    "overflow of six": ([section("x", accessory=select("overflow", 6))], "/blocks/0/accessory/options]"),
    "11 checkboxes": ([section("x", accessory=select("checkboxes", 11))], "/blocks/0/accessory/options]"),
    "placeholder 151": (
        [section("x", accessory=select(placeholder=plain("x" * 151)))],
        "/blocks/0/accessory/placeholder/text]",
    ),
    "foreign initial option": (
        [section("x", accessory=select(initial_option=option("other")))],
        "/blocks/0/accessory]",
    ),
    "confirm title 101": (
        [actions({**button(), "confirm": {**CONFIRM, "title": plain("x" * 101)}})],
        "/blocks/0/elements/0/confirm/title/text]",
    ),
    "a text field in actions": ([actions({"type": "plain_text_input"})], "/blocks/0/elements/0/type]"),
    "a button in an input": ([field(kind="button", text=plain("x"))], "/blocks/0/element/type]"),
    "label 2001": ([{**field(), "label": plain("x" * 2001)}], "/blocks/0/label/text]"),
    "image without a word": (
        [{"type": "image", "image_url": "https://example.org/a.png"}],
        "/blocks/0]",
    ),
    "script as image": ([image(image_url="javascript:alert(1)")], "/blocks/0/image_url]"),
    "script as link": ([actions({**button(), "url": "javascript:alert(1)"})], "/blocks/0/elements/0/url]"),
    "unknown block": ([{"type": "carousel"}], "/blocks/0/type]"),
    "unknown element": ([actions({"type": "slider"})], "/blocks/0/elements/0/type]"),
    "unknown property": ([actions({**button(), "disabled": True})], "/blocks/0/elements/0]"),
    "a button in focus": ([actions({**button(), "focus_on_load": True})], "/blocks/0/elements/0]"),
    "wrong date": ([actions({"type": "datepicker", "initial_date": "2026-13-01"})], "initial_date]"),
    "no object": (["text"], "/blocks/0/type]"),
    "odd type": ([{"type": ["section"]}], "/blocks/0/type]"),
    "table of 101 rows": ([table(101, 1)], "/blocks/0/rows]"),
    "table of 21 cells": ([table(1, 21)], "/blocks/0/rows/0]"),
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_a_message_within_the_limits_is_accepted(name: str) -> None:
    check_message("fallback", ACCEPTED[name])


@pytest.mark.parametrize("name", REFUSED)
def test_a_message_beyond_a_limit_is_refused_with_the_place(name: str) -> None:
    blocks, place = REFUSED[name]
    with pytest.raises(SlackFailure) as refused:
        check_message("fallback", blocks)
    assert refused.value.code == "invalid_blocks"
    messages = refused.value.extra["response_metadata"]["messages"]
    assert any(message.endswith(place) and "[json-pointer:/blocks" in message for message in messages), (
        messages
    )


@pytest.mark.parametrize(
    ("text", "blocks", "code"),
    [
        ("", [], "no_text"),
        ("x" * 40_001, [], "msg_too_long"),
        ("x", [section("x" * 2500) for _ in range(5)], "msg_blocks_too_long"),
        ("x", [table(1, 1), table(1, 1)], "invalid_attachments"),
    ],
)
def test_a_message_as_a_whole_is_limited(text: str, blocks: list[Json], code: str) -> None:
    with pytest.raises(SlackFailure, match=code):
        check_message(text, blocks)


def test_a_text_of_40000_is_accepted() -> None:
    check_message("x" * 40_000, [])


@pytest.mark.parametrize(
    ("view", "place"),
    [
        (modal(field(), title="x" * 25), "/view/title/text]"),
        (modal(field(), private_metadata="x" * 3001), "/view/private_metadata]"),
        (modal(field(), callback_id="x" * 256), "/view/callback_id]"),
        (modal(*[{"type": "divider"}] * 101), "/view/blocks]"),
        (modal(field(), field()), "/view/blocks]"),
        (modal(field(), submit=None), "/view]"),
        (modal(field(), colour="red"), "/view]"),
        (modal(field("a", focus_on_load=True), field("b", focus_on_load=True)), "/view]"),
        (modal(field(min_length=9, max_length=8)), "/view/blocks/0/element]"),
        (
            modal(field(kind="number_input", is_decimal_allowed=True, min_value="2.5", max_value="2")),
            "/view/blocks/0/element]",
        ),
        ({"type": "workflow"}, "/view/type]"),
        ("text", "/view/type]"),
    ],
)
def test_a_form_beyond_a_limit_is_refused_with_the_place(view: Any, place: str) -> None:
    with pytest.raises(SlackFailure) as refused:
        check_view(view)
    assert refused.value.code == "invalid_arguments"
    assert refused.value.extra["response_metadata"]["messages"][0].endswith(place)


def test_a_form_at_the_limits_is_accepted() -> None:
    blocks = [{"type": "divider"}] * 99
    check_view(modal(field(), *blocks, title="x" * 24, private_metadata="x" * 3000))


def test_a_view_of_more_than_250_kilobytes_is_refused() -> None:
    blocks = [section("ö" * 3000) for _ in range(100)]
    with pytest.raises(SlackFailure, match="view_too_large"):
        check_view({"type": "home", "blocks": blocks}, ("home",))


def test_metadata_needs_an_event_and_a_payload() -> None:
    check_metadata({"event_type": "post", "event_payload": {"key": "1"}})
    with pytest.raises(SlackFailure, match="invalid_metadata_format"):
        check_metadata({"event_type": "post"})
    with pytest.raises(SlackFailure, match="metadata_too_large"):
        check_metadata({"event_type": "post", "event_payload": {"key": "x" * 9000}})
