"""A number whose measure is chosen beside it: what is said of it, and in which currency."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from bot.talk.brief import value
from bot.talk.words import Words
from tests.talk.scenes import ZONE, done, project, scene

COST = {"amount": "310000", "period": "year"}


def said(language: str = "en", charter: dict[str, str] | None = None, **values: str) -> str:
    """Return what a line says of the current cost of the problem."""
    found = replace(project(items={"P1-3": done("mia", **(COST | values))}), charter=charter or {})
    drawn = scene(found, words=Words(language, ZONE))
    return value(drawn, drawn.playbook.item("P1-3"))


@pytest.mark.parametrize(
    ("source", "charter", "expected"),
    [
        ("", {}, "310,000 a year"),
        ("Controlling", {"current_cost": "Scrap and overtime"}, "310,000 a year"),
        ("", {"yearly_value": "250000"}, "$310,000 a year"),
        ("", {"current_cost": "About €300,000"}, "310,000 EUR a year"),
        ("Controlling, in CAD", {"current_cost": "About €300,000"}, "310,000 CAD a year"),
        ("Invoices of US$ 1,000 each", {}, "310,000 USD a year"),
        ("$25,000 a month", {}, "$310,000 a year"),
        ("EUROPEAN plants", {}, "310,000 a year"),
    ],
)
def test_money_is_in_the_currency_that_is_named_beside_it_else_in_the_charter_else_in_none(
    source: str, charter: dict[str, str], expected: str
) -> None:
    assert said(charter=charter, measured_in="money", source=source) == expected


@pytest.mark.parametrize(
    ("measured_in", "period", "expected"),
    [
        ("hours", "month", "310,000 hours a month"),
        ("defects", "week", "310,000 defects a week"),
        ("downtime", "year", "310,000 hours of downtime a year"),
    ],
)
def test_what_is_no_money_is_counted_in_its_own_measure(measured_in: str, period: str, expected: str) -> None:
    assert said(measured_in=measured_in, period=period) == expected


def test_it_is_said_in_french() -> None:
    assert said("fr-CA", {"yearly_value": "1"}, measured_in="money") == "310\u00a0000\u00a0$ par an"
    assert said("fr-CA", measured_in="hours", period="week") == "310\u00a0000 heures par semaine"
