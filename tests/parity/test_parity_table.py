"""The parity table has a row for everything that there is: what is new fails here until it is in the table."""

from __future__ import annotations

from typing import get_args, get_type_hints

from bot.talk.card import Part, Text
from tests.parity import table
from tests.talk.controls import buttons
from tests.talk.gallery import CARDS


def test_the_table_has_every_kind_of_message() -> None:
    assert set(table.SHOWN_AS) == set(table.KINDS)


def test_the_table_has_every_form() -> None:
    assert {form.action for form in table.forms().values()} >= set(table.OPENERS)


def test_the_table_has_every_intent() -> None:
    assert {*table.HAPPENINGS, *table.FROM_CARDS} == set(table.INTENTS)


def test_the_table_has_every_control_of_every_card() -> None:
    drawn = [draw(table.ENGLISH) for draw in CARDS.values()]
    assert {one.action for card in drawn for one in buttons(card)} <= set(table.CONTROLS)


def test_the_table_has_every_part_of_a_card() -> None:
    assert {type(part) for part in table.PARTS.values()} == set(get_args(Part))
    styles = {part.style for part in table.PARTS.values() if isinstance(part, Text)}
    assert styles == set(get_args(get_type_hints(Text)["style"]))
