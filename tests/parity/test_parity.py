"""The parity table: what Tollgate can show is shown on every platform, and every control comes back as it left."""

from __future__ import annotations

from itertools import combinations

import pytest
from msgspec.structs import replace

from bot.project.state import NewThreshold
from bot.service.intents import Intent, Pressed
from bot.talk.card import Button, Buttons, Card, Confirm, Heading, Home, ItemRow, Text
from bot.talk.checklist import checklist
from bot.talk.details import details
from bot.talk.notice_sponsor import threshold_to_sign
from bot.talk.notices import Kind, Notice
from tests.parity import table
from tests.parity.compared import SIDES, meant, on_each_platform, pressed, shown, words
from tests.parity.side import Side
from tests.talk.controls import buttons
from tests.talk.gallery import CARDS
from tests.talk.scenes import at, phase_two, scene
from tests.talk.test_everywhere import FOUND

SURE = Confirm("Approve gate 1?", "The decision is kept with your name.", "Approve", "Not yet")


# --- parts ---


@on_each_platform
@pytest.mark.parametrize("name", sorted(table.PARTS))
def test_every_part_is_read_as_it_was_written(side: Side, name: str) -> None:
    before, after = Text("Before."), Text("After.")
    parts = (before, table.PARTS[name], after)
    for surface in (
        side.message(Card("A card", parts)),
        side.home(Home(parts)),
        side.word(Card("A card", parts)),
    ):
        missing = [text for text in table.texts_of(Home(parts)) if text not in surface.said]
        assert missing == []
        assert pressed(surface) == meant(Home(parts))


# --- controls ---


@on_each_platform
def test_a_change_is_put_before_the_sponsor_whatever_was_typed_in_it(side: Side) -> None:
    typed = {
        "unit": "<" * 200,
        "proxy_unit": "&" * 200,
        "proxy_direction": "higher",
        "conversion": '"' * 2000,
    }
    changed = phase_two(new_threshold=NewThreshold(typed, "mia", seq=42))
    card = threshold_to_sign(Notice("threshold", "p1"), scene(changed))
    assert pressed(side.message(card)) == meant(Home(card.parts))


@on_each_platform
@pytest.mark.parametrize("action", table.CONTROLS)
def test_a_control_comes_back_as_it_left_wherever_it_stands(side: Side, action: str) -> None:
    one = Button("Do it…", action, table.args_of(action))
    other = replace(one, label="Do the other")
    row = ItemRow("○", "open", "Data quality", "nobody yet")
    parts = (
        Heading("Where"),
        Buttons((one, replace(other, style="danger"))),
        replace(row, button=one),
        replace(row, title="A menu", more=(one, other)),
        replace(row, title="Both", button=replace(one, style="primary"), more=(other, one)),
    )
    for drawn in (Card("Where", parts), Home(parts)):
        assert pressed(shown(side, drawn)) == meant(drawn)


@on_each_platform
@pytest.mark.parametrize("action", table.CONTROLS)
def test_a_control_that_asks_first_comes_back_as_it_left(side: Side, action: str) -> None:
    button = Button("Approve", action, table.args_of(action), "primary", SURE)
    card = Card("Sure?", (Heading("Sure?"), Buttons((button,)), ItemRow("○", "open", "Row", button=button)))
    surface = side.message(card)
    assert pressed(surface) == meant(card)
    for control in surface.controls:
        assert {SURE.title, SURE.text, SURE.yes} <= set(control.asks)


@on_each_platform
@pytest.mark.parametrize("action", table.OPENERS)
def test_what_opens_a_form_is_a_control_that_can(side: Side, action: str) -> None:
    button = Button("Open…", action, table.args_of(action))
    (control,) = side.message(Card("Open", (Buttons((button,)),))).controls
    assert control.opens


# --- messages ---


@on_each_platform
@pytest.mark.parametrize("name", sorted(CARDS))
def test_everything_on_a_card_can_be_read_and_pressed(side: Side, name: str) -> None:
    drawn = CARDS[name](table.ENGLISH)
    for surface in (shown(side, drawn), *((side.word(drawn),) if isinstance(drawn, Card) else ())):
        missing = [text for text in table.texts_of(drawn) if text not in surface.said]
        assert missing == []
        reached = pressed(surface)
        within = [one for one in meant(drawn) if one not in reached and _details_of(one) in reached]
        assert sorted(reached + within, key=str) == meant(drawn)


def _details_of(control: tuple[str, Intent | None]) -> tuple[str, Intent | None]:
    """Give the control that shows an item with all that can be done with it: a long card may keep that alone."""
    intent = control[1]
    assert isinstance(intent, Pressed)
    return "Details", Pressed("item.details", {key: intent.args.get(key, "") for key in ("p", "i")})


@pytest.mark.parametrize("state", sorted(FOUND))
def test_an_items_details_hold_every_control_of_its_row(state: str) -> None:
    shown_now = scene(FOUND[state], now=at(24))
    for row in (part for part in checklist(shown_now).parts if isinstance(part, ItemRow)):
        for opens in (one for one in row.more if one.action == "item.details"):
            there = [(one.action, one.args) for one in buttons(details(shown_now, opens.args["i"]))]
            assert all((one.action, one.args) in there for one in row.more if one != opens)


@pytest.mark.parametrize("name", sorted(CARDS))
def test_a_card_says_the_same_words_on_every_platform(name: str) -> None:
    drawn = CARDS[name](table.ENGLISH)
    for one, other in combinations(SIDES, 2):
        assert words(one, drawn) == words(other, drawn)


@on_each_platform
@pytest.mark.parametrize("kind", table.KINDS)
def test_every_kind_of_message_is_shown(side: Side, kind: Kind) -> None:
    for name in table.SHOWN_AS[kind]:
        drawn = CARDS[name](table.ENGLISH)
        assert isinstance(drawn, Card)
        surface = side.message(drawn)
        assert all(text in surface.said for text in table.texts_of(drawn))
        assert len(surface.controls) == len(list(buttons(drawn)))
