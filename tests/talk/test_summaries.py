"""A line about an item names what came out of it, with its unit, once."""

from __future__ import annotations

from datetime import date

import pytest

from bot.project.events import MeasureRecorded, Recorded
from bot.project.standup import stand_up
from bot.talk.brief import value
from bot.talk.plain import plain
from bot.talk.standup import standup
from bot.talk.words import Words
from tests.talk.scenes import PLAYBOOK, ZONE, all_ready, at, done, phase_two, scene

FOLDS = {"folds": "5", "result": "16", "spread": "2"}
MONTHS = {"trained": "14", "validated": "4", "result": "18"}


@pytest.mark.parametrize(
    ("item", "recorded", "english", "french"),
    [
        ("P2-5", FOLDS, "Mean result 16 h a month, folds 5", "Résultat moyen 16 h a month"),
        ("P2-6", MONTHS, "Result 18 h a month, trained on 14 months", "Résultat 18 h a month"),
        ("P2-2", {"result": "41", "method": "back_tested"}, "41 h a month, back-tested", "41 h a month"),
        ("P1-8", {"records": "9000", "labelled": "1400"}, "9,000 records, 1,400 examples", "9 000"),
    ],
)
def test_the_result_comes_first_and_a_number_says_what_it_is(
    item: str, recorded: dict[str, str], english: str, french: str
) -> None:
    found = phase_two(items=all_ready() | {item: done("li", **recorded)})
    assert value(scene(found, now=at(24)), PLAYBOOK.item(item)) == english
    said = value(scene(found, now=at(24), words=Words("fr-CA", ZONE)), PLAYBOOK.item(item))
    assert said.replace("\u00a0", " ").replace("\u202f", " ").startswith(french)


def told(item: str, recorded: dict[str, str]) -> str:
    """Return the line of a stand-up about what Li has recorded of an item."""
    found = phase_two(items=all_ready() | {item: done("li", **recorded)})
    happened = [Recorded(MeasureRecorded(item, recorded, {}, ""), at(23), "li")]
    part = (scene(found, now=at(24)), stand_up(found, PLAYBOOK, happened, date(2026, 3, 24)))
    lines = plain(standup(Words("en", ZONE), [part], at="C1")).splitlines()
    return next(line for line in lines if line.startswith("Moved: ")).removeprefix("Moved: ")


def test_a_stand_up_says_the_threshold_once() -> None:
    result = {"result": "18", "method": "measured", "how": "Replay", "checked_by": "raj"}
    said = told("GO-1", result)
    assert said.endswith(": 18 h a month, at most 12 needed (today 47; Li)")
    assert said.count("12") == 1


def test_a_stand_up_names_the_result_of_a_validation() -> None:
    assert told("P2-5", FOLDS) == (
        "Cross-validation on history: Mean result 16 h a month, folds 5 (today 47, threshold 12; Li)"
    )
    assert told("P2-6", MONTHS) == (
        "Out-of-time validation: Result 18 h a month, trained on 14 months (today 47, threshold 12; Li)"
    )
