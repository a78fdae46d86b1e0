"""How the rows of a card and their controls share Slack's blocks."""

from __future__ import annotations

from adapters.slack.controls import decode, encode
from adapters.slack.render import message
from adapters.slack.text import unescape
from bot.talk.card import Button, Card, Confirm, Heading, ItemRow, Part
from tests.adapters.slack.any_card import check
from tests.adapters.slack.cards import CHECKLIST, MORE, TRICKY, button, row
from tests.adapters.slack.kit import Json, controls


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
