"""An outcome is kept and told again as it was."""

from __future__ import annotations

import pytest

from bot.service.intents import Done, Say, Wrong
from bot.service.outcome import DONE, Outcome, from_bytes, to_answer, to_bytes

REFUSED = Outcome("refused", "Only Ana can decide this gate.")
WRONG = Outcome("wrong", "Give a number.", {"months": "Give a number."})


@pytest.mark.parametrize("outcome", [DONE, REFUSED, WRONG])
def test_an_outcome_survives_being_kept(outcome: Outcome) -> None:
    assert from_bytes(to_bytes(outcome)) == outcome


def test_each_outcome_is_answered_in_its_way() -> None:
    assert to_answer(DONE) == Done()
    said = to_answer(REFUSED)
    assert isinstance(said, Say)
    assert said.card.summary == REFUSED.text
    assert to_answer(WRONG) == Wrong({"months": "Give a number."})
