"""Every control of every card is one that the service knows, with the arguments that it needs."""

from __future__ import annotations

import pytest

from bot.talk.card import Buttons, Card, Form, ItemRow
from bot.talk.checklist import checklist
from bot.talk.details import details
from bot.talk.forms import form_for
from bot.talk.request_button import request_button
from bot.talk.words import Words
from tests.talk.controls import buttons
from tests.talk.gallery import CARDS
from tests.talk.governance import DATA, WAITING, show
from tests.talk.scenes import ZONE, all_ready, half_way, iterated, phase_two, project, scene, waiting
from tests.talk.situations import RED

PROJECT = frozenset({"p"})
ITEM = PROJECT | {"i"}
GATE = PROJECT | {"g", "r"}
NEEDS: dict[str, frozenset[str]] = {
    **dict.fromkeys(("item.take", "item.done", "item.open", "item.sign"), ITEM),
    **dict.fromkeys(("item.form", "item.not_ready", "item.not_applicable", "item.assign", "item.due"), ITEM),
    **dict.fromkeys(("item.equivalent", "item.details", "row.form"), ITEM),
    **dict.fromkeys(("item.wait", "item.decline"), ITEM),
    **dict.fromkeys(("item.undo", "item.verify", "item.sign_equivalent"), ITEM | {"s"}),
    "row.remove": ITEM | {"row"},
    **dict.fromkeys(("gate.request", "gate.resume", "gate.approve", "gate.send_back", "gate.withdraw"), GATE),
    **dict.fromkeys(("gate.conditions", "gate.hold", "gate.stop"), GATE),
    **dict.fromkeys(("gate.withdraw_vote", "gate.take_back"), GATE),
    "gate.elsewhere": GATE,
    **dict.fromkeys(("gate.confirm", "gate.dispute"), GATE | {"m"}),
    "condition.settle": PROJECT | {"c"},
    **dict.fromkeys(("project.away", "project.back"), PROJECT),
    "gate.ask": GATE,
    "gate.answer": GATE | {"q"},
    "gate.evidence": PROJECT | {"g"},
    "gate.packet": GATE,
    "after.choose": PROJECT | {"c"},
    "threshold.sign": PROJECT | {"s"},
    **dict.fromkeys(("project.hold", "project.stop", "project.resume", "project.charter"), PROJECT),
    **dict.fromkeys(("project.role", "project.role_remove", "project.status", "project.roles"), PROJECT),
    **dict.fromkeys(("project.history", "project.menu", "project.items", "project.assign"), PROJECT),
    **dict.fromkeys(("project.connect", "project.disconnect", "project.unlink", "channel.here"), PROJECT),
    **dict.fromkeys(("link.join", "link.not_me"), frozenset({"code"})),
    **dict.fromkeys(("prefs.form", "anchor.form"), frozenset[str]()),
    "absence.give": frozenset({"to", "until"}),
    "absence.alone": frozenset[str](),
    "import.countersign": PROJECT | {"v"},
    **dict.fromkeys(("import.refuse", "import.correct", "project.imported"), PROJECT),
    **dict.fromkeys(("admin.show", "admin.give", "portfolio.show"), frozenset[str]()),
    "admin.take": frozenset({"who", "role"}),
    "project.attempts": PROJECT,
    "channel.form": frozenset({"conversation"}),
    "standup.answer": frozenset({"conversation", "on"}),
    **dict.fromkeys(("project.new", "project.practice", "project.import", "menu.help"), frozenset[str]()),
}
FORMS = (
    "item.form",
    "item.due",
    "item.wait",
    "gate.ask",
    "project.charter",
    "project.hold",
    "row.form",
    "item.assign",
)


@pytest.mark.parametrize("name", sorted(CARDS))
def test_a_control_is_known_and_carries_what_it_needs(name: str) -> None:
    drawn = CARDS[name](Words("en", ZONE))
    found = list(buttons(drawn))
    assert all(NEEDS[button.action] <= button.args.keys() for button in found)
    if isinstance(drawn, Form):
        assert NEEDS[drawn.action] <= drawn.args.keys()


@pytest.mark.parametrize("name", sorted(CARDS))
def test_a_row_fits_a_menu_with_its_next_step(name: str) -> None:
    drawn = CARDS[name](Words("en", ZONE))
    for part in () if isinstance(drawn, Form) else drawn.parts:
        if isinstance(part, ItemRow):
            assert len(part.more) + bool(part.button) <= 5
            actions = [
                (b.action, tuple(b.args.items()))
                for b in (*((part.button,) if part.button else ()), *part.more)
            ]
            assert len(actions) == len(set(actions))


@pytest.mark.parametrize("name", sorted(CARDS))
def test_every_form_behind_a_control_opens(name: str) -> None:
    shown = scene(waiting() if "review" in name else iterated(2))
    if name.startswith("governance"):
        shown = show(WAITING if "review" in name else DATA, Words("en", ZONE))
    for button in buttons(CARDS[name](Words("en", ZONE))):
        if button.action in FORMS:
            form = form_for(shown, button.action, button.args)
            assert form
            assert form.action == button.action


def test_the_gate_can_be_requested_when_all_is_ready_and_nobody_is_asked_before() -> None:
    button = request_button(scene(project(items=all_ready())))
    assert button
    assert (button.args, button.confirm) == ({"p": "p1", "g": "1", "r": "1"}, None)
    assert request_button(scene(project(items=half_way()))) is None
    assert request_button(scene(waiting())) is None


def test_asking_against_a_stop_or_a_no_warns_first() -> None:
    stop = request_button(scene(project(items=RED)))
    assert stop
    assert stop.confirm
    assert "halts" in stop.confirm.text
    no = request_button(scene(phase_two()))
    assert no
    assert no.confirm
    assert "iteration 1" in no.confirm.text


def test_asking_again_warns_first_where_it_would_halt_or_iterate() -> None:
    for name, warned in (("review-paused", False), ("review-paused-by-a-no", True)):
        shown = CARDS[name](Words("en", ZONE))
        assert isinstance(shown, Card)
        (again,) = (button for button in buttons(shown) if button.action == "gate.resume")
        assert bool(again.confirm) == warned
        assert not again.confirm or "iteration 1" in again.confirm.text


def test_a_stopped_project_has_no_control_that_changes_it() -> None:
    stopped = scene(project(items=half_way(), status="stopped", status_by="ana"))
    for card in (checklist(stopped), details(stopped, "P1-5")):
        assert {button.action for button in buttons(card)} <= {
            "item.details",
            "gate.evidence",
            "project.status",
            "project.roles",
            "project.history",
            "project.menu",
        }


#: what only the lead does about a request that waits or is paused
LEADS = {"gate.withdraw", "gate.resume", "gate.elsewhere"}


@pytest.mark.parametrize("name", sorted(name for name in CARDS if name.startswith("review-")))
def test_what_is_the_lead_s_alone_is_offered_to_the_lead_alone(name: str) -> None:
    shown = CARDS[name](Words("en", ZONE))
    assert isinstance(shown, Card)
    rows = [part for part in shown.parts if isinstance(part, Buttons)]
    offered = [row for row in rows if LEADS & {button.action for button in row.buttons}]
    assert all(row.only == ("mia",) for row in offered)
    assert not any(
        button.action in ("gate.evidence", "gate.answer") for row in offered for button in row.buttons
    )


def test_a_review_offers_the_lead_s_controls_where_it_waits_and_where_it_is_paused() -> None:
    for name in ("review-channel", "review-paused", "review-groups"):
        shown = CARDS[name](Words("en", ZONE))
        assert "gate.withdraw" in {button.action for button in buttons(shown)}
