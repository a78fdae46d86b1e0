"""Every card reads as it was last read and judged."""

from __future__ import annotations

import pytest

from bot.talk.card import Buttons, Card, Form, Home
from bot.talk.words import Words
from tests.talk.gallery import CARDS
from tests.talk.golden import FOLDER, FRENCH, texts
from tests.talk.scenes import ZONE

EVERY = sorted([*CARDS, *(f"fr/{name}" for name in FRENCH)])


@pytest.mark.parametrize("name", EVERY)
def test_a_card_reads_as_its_golden_text(name: str) -> None:
    golden = (FOLDER / f"{name}.txt").read_text("utf-8")
    assert texts()[name] == golden, "python -m tests.talk.golden rewrites it: read the difference"


def test_no_golden_text_is_left_behind() -> None:
    found = {file.relative_to(FOLDER).with_suffix("").as_posix() for file in FOLDER.rglob("*.txt")}
    assert found == set(EVERY)


@pytest.mark.parametrize("name", sorted(CARDS))
def test_a_card_keeps_within_what_platforms_take(name: str) -> None:
    drawn = CARDS[name](Words("en", ZONE))
    if isinstance(drawn, Form):
        assert len(drawn.title) <= 24
        assert all(len(field.label) <= 75 for field in drawn.fields)
        return
    assert len(drawn.parts) <= 40
    for part in drawn.parts:
        if isinstance(part, Buttons):
            assert all(button.label and len(button.label) <= 75 for button in part.buttons)


@pytest.mark.parametrize("name", sorted(CARDS))
def test_a_message_says_in_its_summary_what_it_is_about(name: str) -> None:
    drawn = CARDS[name](Words("en", ZONE))
    if isinstance(drawn, Card):
        assert drawn.summary
        assert "\n" not in drawn.summary.split(". ")[0]
    else:
        assert isinstance(drawn, Form | Home)
