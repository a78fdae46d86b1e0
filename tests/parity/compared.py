"""What is compared: the platforms, what each shows of a card, and what each hears of its controls."""

from __future__ import annotations

import re

import pytest

from bot.service.intents import Intent, Pressed
from bot.talk.card import Card, Form, Home
from tests.parity.side import Side, Surface
from tests.parity.slack_side import SlackSide
from tests.parity.teams_side import TeamsSide
from tests.talk.controls import buttons

SIDES: tuple[Side, ...] = (SlackSide(), TeamsSide())
on_each_platform = pytest.mark.parametrize("side", SIDES, ids=lambda side: side.name)


def shown(side: Side, drawn: Card | Home | Form) -> Surface:
    """Show something."""
    match drawn:
        case Card():
            return side.message(drawn)
        case Home():
            return side.home(drawn)
        case Form():
            return side.forms(drawn)[0].surface


def pressed(surface: Surface) -> list[tuple[str, Intent | None]]:
    """Press every control; give what each is called and what arrives, in a fixed order."""
    return sorted(((one.label, one.press()) for one in surface.controls), key=str)


def meant(drawn: Card | Home | Form) -> list[tuple[str, Intent | None]]:
    """Give what every control should be called and mean."""
    found = ((one.label, Pressed(one.action, one.args)) for one in buttons(drawn))
    return sorted(found, key=str)


def words(side: Side, drawn: Card | Home | Form) -> set[str]:
    """Give all words and numbers that are read, in fields, too; its controls are compared with the card itself."""
    texts: list[str] = []
    if isinstance(drawn, Form):
        form = side.forms(drawn)[0]
        texts += [form.title, form.submit, *(text for field in form.fields.values() for text in field)]
    surface = shown(side, drawn)
    texts += surface.texts
    return set(re.findall(r"\w+", " ".join(texts)))
