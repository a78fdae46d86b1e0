"""A project that came in under way is marked as such on everything that is said about it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from bot.project.state import Project
from bot.talk.card import Card, Form
from bot.talk.checklist import checklist
from bot.talk.details import details
from bot.talk.evidence import evidence
from bot.talk.forms import charter_form, item_form, reason_form
from bot.talk.history import history
from bot.talk.imported import paper_card
from bot.talk.menu import menu_one
from bot.talk.notices import Kind
from bot.talk.plain import plain
from bot.talk.roles import roles
from bot.talk.status import status
from tests.talk.every_message import KINDS, message
from tests.talk.imports import FRESH, REFUSED, SIGNED, WITH_KPI
from tests.talk.scenes import scene, waiting

MARK = "(⇥ imported)"
CAME_IN = scene(replace(waiting(), imported=SIGNED.imported))


@pytest.mark.parametrize("kind", KINDS)
def test_every_message_marks_an_import(kind: Kind) -> None:
    card = message(kind, imported=SIGNED.imported)
    assert MARK in plain(card)
    assert MARK in card.summary


@pytest.mark.parametrize(
    "drawn",
    [
        checklist(CAME_IN),
        details(CAME_IN, "DR-3"),
        evidence(CAME_IN, 1),
        status(CAME_IN),
        roles(CAME_IN),
        menu_one(CAME_IN),
        history(CAME_IN, []),
        paper_card(CAME_IN),
        item_form(CAME_IN, "DR-3"),
        charter_form(CAME_IN),
        reason_form(CAME_IN, "project.hold", {"p": "p1"}),
    ],
)
def test_every_card_and_form_marks_an_import(drawn: Card | Form) -> None:
    assert MARK in plain(drawn)


@pytest.mark.parametrize("found", [WITH_KPI, SIGNED, REFUSED])
def test_nothing_says_that_a_gate_from_paper_was_approved_here(found: object) -> None:
    drawn = scene(found)  # type: ignore[arg-type]
    said = "\n".join(plain(card) for card in (checklist(drawn), checklist(drawn, 1), status(drawn)))
    assert "approved" not in said.replace("approve production", "")
    assert "from paper" in said


@pytest.mark.parametrize(
    ("found", "step"),
    [(FRESH, "Business problem"), (WITH_KPI, "Ana countersigns"), (REFUSED, "Mia corrects")],
)
def test_next_is_what_opens_the_gates_while_those_from_paper_wait(found: Project, step: str) -> None:
    for card in (checklist(scene(found)), status(scene(found)), menu_one(scene(found))):
        (line,) = [line for line in plain(card).splitlines() if "Next: " in line]
        assert f"Next: {step}" in line
        assert "Meanwhile: CI/CD pipeline" in line
