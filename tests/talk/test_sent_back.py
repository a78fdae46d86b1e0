"""A gate that was sent back is told of, with who and why, until it is asked for again."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from bot.project.state import GateDecision, Project
from bot.talk.card import Card
from bot.talk.checklist import checklist
from bot.talk.menu import menu_one
from bot.talk.plain import plain
from bot.talk.scene import Scene
from bot.talk.standup import standup, weekly
from bot.talk.status import status
from bot.talk.words import Words
from tests.talk.scenes import ZONE, all_ready, at, done, half_way, scene
from tests.talk.situations import again, sent_back
from tests.talk.stand_ups import part

WORDS, FRENCH = Words("en", ZONE), Words("fr-CA", ZONE)
SAID = '✖ Gate 1 was sent back by Ana, Fri 13 Mar: "Name the reviewer of the data."'


def drawn(found: Project, words: Words = WORDS) -> dict[str, str]:
    """Return as text what shows where a project stands."""
    shown = scene(found, now=at(16), words=words)
    one = part(words, found, 16, happened=False)
    cards: dict[str, Card] = {
        "status": status(shown),
        "menu": menu_one(shown),
        "checklist": checklist(shown),
        "stand-up": standup(words, [one], at="C1"),
        "week": weekly(words, [one], at="C1"),
    }
    return {name: plain(card) for name, card in cards.items()}


def only(found: Project) -> Scene:
    return scene(found, now=at(16))


@pytest.mark.parametrize("where", ["status", "menu", "checklist", "stand-up", "week"])
def test_it_is_named_once_with_its_reason_everywhere(where: str) -> None:
    text = drawn(sent_back())[where]
    assert text.count(SAID) == 1
    assert "can be requested" not in text.replace("The gate can be requested when", "")


@pytest.mark.parametrize("where", ["status", "menu", "checklist", "stand-up", "week"])
def test_french_names_it_too(where: str) -> None:
    text = drawn(sent_back(), FRENCH)[where]
    assert "✖ Jalon 1 renvoyé par Ana, ven. 13 mars" in text
    assert "Name the reviewer of the data." in text


def test_what_is_next_is_its_reason_not_the_next_request_alone() -> None:
    for where in ("status", "menu", "checklist"):
        text = drawn(sent_back())[where]
        assert "Next: Mia sees to the reason for which Ana sent gate 1 back, then requests it again." in text
        assert "No item has changed since then." in text
        assert "Next: all 9 are ready" not in text


def test_what_was_mended_since_is_counted() -> None:
    mended = replace(sent_back(), was={"DR-2": done(months="5")})
    text = drawn(mended)["status"]
    assert "Next: 1 item has changed since Ana sent gate 1 back. Mia can request it again." in text


def test_what_is_missing_since_is_next_beside_it() -> None:
    open_again = replace(sent_back(), items=half_way())
    text = drawn(open_again)["status"]
    assert SAID in text
    assert "Next: Data quality above 80 %, Raj" in text


@pytest.mark.parametrize("where", ["status", "menu", "checklist", "stand-up", "week"])
def test_the_next_request_ends_it(where: str) -> None:
    assert "was sent back" not in drawn(again())[where]


def test_a_gate_that_was_withdrawn_or_passed_since_says_nothing_of_it() -> None:
    first = sent_back()
    for outcome in ("withdrawn", "approved"):
        later = GateDecision(1, 2, outcome, "mia", at(15))
        found = replace(first, decisions=(*first.decisions, later), phase=1 + (outcome == "approved"))
        assert "was sent back" not in plain(status(only(found)))


def test_a_long_reason_is_cut_and_kept_on_one_line() -> None:
    first = sent_back()
    long = replace(first.decisions[0], reason="Name the reviewer.\nAnd " + "more " * 200)
    text = plain(status(only(replace(first, decisions=(long,), items=all_ready()))))
    (line,) = (line for line in text.splitlines() if line.startswith("✖ Gate 1"))
    assert '"Name the reviewer. And more' in line
    assert len(line) < 400
