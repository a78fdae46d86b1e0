"""Every control that a card or a form offers has a handler, and no handler is without a control."""

from __future__ import annotations

import pytest

from bot.project.commands import DeclareNotReady, SetItem
from bot.project.refusals import BadInput, Refusal
from bot.service.absence import CONTROLS as OF_ABSENCES
from bot.service.connecting import CONTROLS
from bot.service.controls import DIRECT, FORMS, TRIAL, Given
from bot.service.granting import CONTROLS as OF_ROLES
from bot.service.joining import CONTROLS as OF_CODES
from bot.service.opening import PERSONS
from bot.service.portfolio import CONTROLS as OF_ALL
from bot.service.ports import Account
from bot.service.preferring import FORMS as OF_NO_PROJECT
from bot.service.reading import SHOWN
from bot.talk.admin import GIVE
from bot.talk.card import Button, Form
from bot.talk.words import Words
from tests.talk.controls import buttons
from tests.talk.gallery import CARDS
from tests.talk.scenes import PLAYBOOK, ZONE

ME = Account("w1", "mia", "slack", "T1", "U1", "Mia Kurz")
#: shown without a look at a project
ALONE = {"menu.help", "project.items", "project.request", "gate.packet", *OF_CODES, *OF_ABSENCES}
ALONE |= {*OF_ROLES, *OF_ALL}
KNOWN = DIRECT.keys() | FORMS.keys() | PERSONS.keys() | set(SHOWN) | ALONE | {*OF_NO_PROJECT, *CONTROLS}


def offered() -> list[tuple[str, Button]]:
    words = Words("en", ZONE)
    return [(name, button) for name, draw in sorted(CARDS.items()) for button in buttons(draw(words))]


def test_every_button_has_a_handler() -> None:
    unknown = {(name, button.action) for name, button in offered() if button.action not in KNOWN}
    assert unknown == set()


@pytest.mark.parametrize("name", sorted(CARDS))
def test_every_form_can_be_sent(name: str) -> None:
    drawn = CARDS[name](Words("en", ZONE))
    if isinstance(drawn, Form):
        assert drawn.action in FORMS.keys() | PERSONS.keys() | set(OF_NO_PROJECT) | {GIVE}


def test_every_handler_has_a_button() -> None:
    offered_actions = {button.action for _, button in offered()}
    typed_alone = {"project.assign", "project.request"}
    # for playbooks with items that ask for nothing but a tick
    bare_tick = {"item.done"}
    assert KNOWN - offered_actions - typed_alone - bare_tick == set()


def test_every_button_that_acts_carries_all_that_its_command_needs() -> None:
    for name, button in offered():
        build = DIRECT.get(button.action) or FORMS.get(button.action)
        if build is None:
            continue
        minted = {"q": "q1", "row": "r1", "m": "m1"}
        try:
            build(Given(minted | button.args, TRIAL, ME, PLAYBOOK))
        except Refusal as no:
            pytest.fail(f"{name}: {button.action} {button.args} {no.code}")
        except BadInput:
            continue


@pytest.mark.parametrize("action", sorted(DIRECT.keys() | FORMS.keys()))
def test_a_control_without_its_arguments_means_nothing_or_is_refused(action: str) -> None:
    build = DIRECT.get(action) or FORMS[action]
    needs_none = {"project.resume", "project.hold", "project.stop", "project.charter", "threshold.sign"}
    needs_none |= {"project.away", "project.back", "project.unlink", "import.correct", "import.refuse"}
    if action in needs_none:
        assert build(Given({}, {}, ME, PLAYBOOK))
        return
    with pytest.raises((Refusal, BadInput), match=r"unknown_control|role: required"):
        build(Given({}, {}, ME, PLAYBOOK))


@pytest.mark.parametrize("number", ["", "-1", "1.0", "١", "999999", "x"])
def test_a_gate_that_is_no_number_is_refused(number: str) -> None:
    with pytest.raises(Refusal):
        DIRECT["gate.approve"](Given({"g": number, "r": "1"}, {}, ME, PLAYBOOK))


SHOWN_BY = {"evidence": "Twelve segments", "link": ""}


@pytest.mark.parametrize(
    ("answered", "meant"),
    [
        ({"answer": "yes", "reason": ""}, SetItem("GO-2", True, SHOWN_BY)),
        # a form that was open before it asked
        ({}, SetItem("GO-2", True, SHOWN_BY)),
        ({"answer": "not_yet", "reason": "Not at night"}, DeclareNotReady("GO-2", "Not at night")),
    ],
)
def test_a_question_is_answered_by_yes_or_by_not_yet(answered: dict[str, str], meant: object) -> None:
    assert FORMS["item.form"](Given({"i": "GO-2"}, SHOWN_BY | answered, ME, PLAYBOOK)) == meant


@pytest.mark.parametrize(("answer", "code"), [("", "required"), ("no", "not_a_choice")])
def test_a_question_without_an_answer_is_asked_again(answer: str, code: str) -> None:
    with pytest.raises(BadInput) as bad:
        FORMS["item.form"](Given({"i": "GO-2"}, SHOWN_BY | {"answer": answer}, ME, PLAYBOOK))
    assert [(problem.field, problem.code) for problem in bad.value.problems] == [("answer", code)]
