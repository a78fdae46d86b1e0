"""The morning message and the stand-up hold in every state, and what they advise is true."""

from __future__ import annotations

import re
from datetime import date
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.project import readiness
from bot.project.digest import Kind, Line
from bot.project.standup import stand_up
from bot.project.state import Project, Status
from bot.talk import look
from bot.talk.card import Buttons, Card
from bot.talk.hint import hint
from bot.talk.morning import morning
from bot.talk.plain import plain
from bot.talk.sponsor_digest import sponsor_digest
from bot.talk.standup import standup, weekly
from bot.talk.words import Words
from tests.talk.morning_kit import WORDS
from tests.talk.mornings import MONDAY
from tests.talk.scenes import PLAYBOOK, ZONE, all_ready, at, done, half_way, project, scene
from tests.talk.test_everywhere import FOUND

PERCENT = st.integers(1, 100)


@pytest.mark.parametrize("name", sorted(FOUND))
@pytest.mark.parametrize("status", get_args(Status))
def test_mornings_and_stand_ups_are_drawn_in_every_state(name: str, status: Status) -> None:
    found = replace(FOUND[name], status=status, status_by="ana", status_reason="Because.")
    shown = scene(found, now=at(24), reader="ana")
    today = date(2026, 3, 24)
    entries = [
        (shown, Line("p1", kind, "DR-6" if index > 2 else "", today, today))
        for index, kind in enumerate(get_args(Kind))
    ]
    settled = [(shown, item.id) for item in look.phase(shown).items] + [(shown, "")]
    part = (shown, stand_up(found, PLAYBOOK, [], today))
    for person in ("ana", "mia", "li", "bo"):
        assert "{" not in plain(morning(WORDS, person, "X", entries, today=today, settled=settled))
    for card in (
        standup(WORDS, [part], at="C1"),
        weekly(WORDS, [part, part], at="C1"),
        sponsor_digest(WORDS, [shown]),
    ):
        assert card.summary
        assert "{" not in plain(card)


def phase_over(found: Project, words: Words = WORDS) -> tuple[str, list[str]]:
    """Return what a lead reads of a phase past its days, and what is offered with it."""
    shown = scene(found, now=at(20), words=words, reader="mia")
    line = Line("p1", "phase_over", since=date(2026, 3, 16))
    card = morning(words, "mia", "Mia Kurz", [(shown, line)], today=date(2026, 3, 20))
    buttons = [button.action for part in card.parts if isinstance(part, Buttons) for button in part.buttons]
    return plain(card), buttons


def test_a_phase_past_its_days_comes_with_what_its_line_names() -> None:
    said, buttons = phase_over(project(items=half_way()))
    assert "The checklist gives its items new dates. A hold stops the clock" in said
    assert buttons == ["project.items", "project.hold", "project.status"]
    french, _ = phase_over(project(items=half_way()), Words("fr-CA", ZONE))
    assert "Une pause arrête le compteur" in french


def test_a_phase_past_its_days_with_everything_ready_offers_the_gate() -> None:
    said, buttons = phase_over(project(items=all_ready()))
    assert "Next: all 9 are ready. Mia can request the gate." in said
    assert buttons == ["gate.request", "project.status"]


def test_a_practice_project_is_marked_in_every_line() -> None:
    shown = scene(replace(project(items=half_way()), practice=True), reader="raj")
    line = Line("p1", "due", "DR-3", MONDAY, MONDAY)
    part = (shown, stand_up(shown.project, PLAYBOOK, [], MONDAY))
    cards = (
        morning(WORDS, "raj", "Raj", [(shown, line)], today=MONDAY),
        standup(WORDS, [part], at="C1"),
        weekly(WORDS, [part], at="C1"),
        sponsor_digest(WORDS, [shown]),
    )
    assert all("(practice)" in plain(card) for card in cards)


@given(PERCENT, PERCENT, PERCENT)
def test_the_number_that_would_pass_alone_does_pass_and_one_less_does_not(a: int, b: int, c: int) -> None:
    values = {"completeness": str(a), "accuracy": str(b), "consistency": str(c), "timeliness": "50"}
    said = hint(scene(project(items={"DR-3": done(**values)})), PLAYBOOK.item("DR-3"))
    found = re.search(r"(?:(\w+) is lowest.*; at|With (\w+) at) (\d+) %", said)
    if not found:
        lowest = min(("completeness", "accuracy", "consistency"), key=lambda key: int(values[key]))
        assert _with(values, lowest, 100) == "not_ready" or said.startswith("So far")
        return
    key, number = (found[1] or found[2]).lower(), int(found[3])
    assert _with(values, key, number) == "ready"
    assert _with(values, key, number - 1) == "not_ready"


def _with(values: dict[str, str], key: str, number: int) -> str:
    found = project(items={"DR-3": done(**(values | {key: str(number)}))})
    return readiness.status(found, PLAYBOOK, PLAYBOOK.item("DR-3"))


def test_a_formula_of_costs_says_what_would_make_it_pass() -> None:
    shown = scene(project(items={"P1-12": done("mia", improvement="90000", cost="120000")}))
    assert hint(shown, PLAYBOOK.item("P1-12")) == (
        "-25 % so far. With expected improvement at $120,001 a year it would pass."
    )


def test_what_no_single_number_can_mend_names_the_lowest_only() -> None:
    low = done(completeness="80", accuracy="70", consistency="60", timeliness="97")
    shown = scene(project(items={"DR-3": low}))
    assert (
        hint(shown, PLAYBOOK.item("DR-3")) == "34 % so far, above 80 % needed. Consistency is lowest, 60 %."
    )


def test_only_the_owner_is_offered_to_give_an_item_back() -> None:
    shown = scene(project(items=half_way()))
    line = Line("p1", "overdue", "DR-3", date(2026, 3, 13), date(2026, 3, 13))
    for person, offered in (("raj", True), ("mia", False), ("ana", False)):
        card = morning(WORDS, person, "X", [(shown, line)], today=MONDAY)
        assert ("item.decline" in _actions(card)) is offered


def test_what_is_announced_never_names_the_reader() -> None:
    shown = scene(project(items=half_way()))
    line = Line("p1", "overdue", "DR-3", MONDAY, MONDAY, next=("mia",), next_on=date(2026, 3, 19))
    assert "I will tell Mia about it on Thursday" in plain(
        morning(WORDS, "raj", "Raj", [(shown, line)], today=MONDAY)
    )
    assert "I will tell" not in plain(morning(WORDS, "mia", "Mia", [(shown, line)], today=MONDAY))


def _actions(card: Card) -> set[str]:
    return {b.action for part in card.parts if isinstance(part, Buttons) for b in part.buttons}
