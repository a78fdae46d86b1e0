"""A number whose measure is chosen beside it, as people say it: "310 hours a month", "$310,000 a year".

A playbook asks for it in a number, a choice `measured_in` right after it and, where it counts for a time, a choice
`period`. Money is in the currency that is named beside it or in the charter, and in none where none is named.
"""

from __future__ import annotations

import re

from bot.playbooks.model import Field, Item
from bot.talk.scene import Scene
from bot.talk.words import N_, inside

MEASURE, PERIOD, MONEY = "measured_in", "period", "money"
_PERIODS = {
    "week": N_("{amount} a week"),
    "month": N_("{amount} a month"),
    "year": N_("{amount} a year"),
}
#: the dollar without a country is written as a sign, as everywhere; all others by their code
_DOLLAR = "$"
_CODES = "CAD|USD|EUR|GBP|CHF|AUD|NZD|JPY|CNY|INR|MXN|BRL|SEK|NOK|DKK|PLN|CZK"
_NAMED = re.compile(rf"\b({_CODES})\b|(C\$|CA\$|US\$|€|£|\$)")
_SIGNS = {"C$": "CAD", "CA$": "CAD", "US$": "USD", "€": "EUR", "£": "GBP"}


def amount(scene: Scene, item: Item) -> str:
    """Return the number with its measure and its time; "" for an item that asks for no such thing."""
    values = scene.project.item(item.id).values
    number, measure = _asked(item)
    if number is None or measure is None or not values.get(number.key) or not values.get(measure.key):
        return ""
    chosen, said = values[measure.key], scene.words.number(values[number.key])
    if chosen == MONEY:
        said = _money(scene, item, values[number.key])
    else:
        label = next((option.label for option in measure.options if option.key == chosen), chosen)
        said = scene.words.t("{number} {unit}", number=said, unit=inside(scene.words.t(label)))
    period = _PERIODS.get(values.get(PERIOD, ""), "")
    return scene.words.t(period, amount=said) if period else said


def _asked(item: Item) -> tuple[Field | None, Field | None]:
    for number, measure in zip(item.fields, item.fields[1:], strict=False):
        if number.type == "number" and measure.type == "choice" and measure.key == MEASURE:
            return number, measure
    return None, None


def _money(scene: Scene, item: Item, number: str) -> str:
    words = scene.words
    currency = _currency(scene, item)
    if currency == _DOLLAR:
        return words.money(number)
    plain = words.number(number)
    return words.t("{number} {unit}", number=plain, unit=currency) if currency else plain


def _currency(scene: Scene, item: Item) -> str:
    """Return the currency named beside the number, else in the charter; "" where none is named."""
    charter = scene.project.charter
    beside = [field for field in item.fields if field.type in ("text", "long")]
    texts = [scene.project.item(item.id).values.get(field.key, "") for field in beside]
    for text in (*texts, charter.get("current_cost", "")):
        if found := _NAMED.search(text):
            return found[1] or _SIGNS.get(found[2], found[2])
    # The charter asks for the estimated value in dollars.
    return _DOLLAR if charter.get("yearly_value") else ""
