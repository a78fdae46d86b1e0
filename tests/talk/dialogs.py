"""What people fill in, by name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from msgspec.structs import replace

from bot.service.playbooks import Playbooks
from bot.talk import forms
from bot.talk.card import Card, Form, Home
from bot.talk.item_form import after_gate
from bot.talk.words import Words
from tests.talk.scenes import asked, at, half_way, iterated, phase_two, project, scene, waiting
from tests.talk.situations import PHASE_THREE, RESUMED

#: what the forms that begin a project propose
PROPOSED = forms.Proposed(
    today=date(2026, 3, 2),
    time_zone="America/Toronto",
    lead="mia",
    conversation="C9",
    playbooks=Playbooks().offered,
)


def _after_gate(words: Words) -> Card:
    items = half_way() | {"DR-3": replace(half_way()["DR-3"], due_on=date(2026, 3, 24))}
    said = after_gate(scene(project(items=items), now=at(20), words=words), "DR-3")
    assert said
    return said


CARDS: dict[str, Callable[[Words], Card | Form | Home]] = {
    "form-kpi": lambda w: forms.item_form(scene(project(), words=w), "DR-1"),
    "form-data-quality": lambda w: forms.item_form(scene(project(items=half_way()), words=w), "DR-3"),
    "form-result": lambda w: forms.item_form(scene(phase_two(), words=w), "GO-1"),
    "form-asked": lambda w: forms.item_form(scene(phase_two(), words=w), "GO-4"),
    "form-answered-yes": lambda w: forms.item_form(scene(phase_two(), words=w), "GO-2"),
    "form-answered-not-yet": lambda w: forms.item_form(scene(phase_two(), words=w), "GO-3"),
    "form-sign": lambda w: forms.item_form(scene(PHASE_THREE, words=w), "DEP-8"),
    "form-drill": lambda w: forms.item_form(scene(PHASE_THREE, words=w), "DEP-5"),
    "form-row": lambda w: forms.row_form(scene(project(items=half_way()), words=w, reader="raj"), "P1-5"),
    "form-row-change": lambda w: forms.row_form(scene(project(items=half_way()), words=w), "P1-5", "r1"),
    "form-assign": lambda w: forms.assign_form(scene(project(items=half_way()), words=w), "DR-3"),
    "form-due": lambda w: forms.due_form(scene(project(items=half_way()), words=w), "DR-3"),
    "form-due-moved": lambda w: forms.due_form(scene(RESUMED, now=at(11), words=w), "DR-4"),
    "form-due-late-gate": lambda w: forms.due_form(
        scene(project(items=half_way()), now=at(20), words=w), "DR-3"
    ),
    "word-after-gate": lambda w: _after_gate(w),
    "form-equivalent": lambda w: forms.equivalent_form(scene(project(), words=w), "DR-6"),
    "form-question": lambda w: forms.question_form(scene(waiting(), words=w), 1, 1),
    "form-answer": lambda w: forms.answer_form(scene(asked(), words=w), 1, 1, "q1"),
    "form-choose": lambda w: forms.choose_form(scene(iterated(2), words=w), "rescope"),
    "form-role": lambda w: forms.role_form(scene(project(), words=w), "security_reviewer"),
    "form-role-remove": lambda w: forms.role_remove_form(scene(project(), words=w)),
    "form-charter": lambda w: forms.charter_form(scene(project(), words=w)),
    "form-new": lambda w: forms.new_project_form(w, PROPOSED),
    "form-practice": lambda w: forms.practice_form(w, conversation="C9", playbooks=Playbooks().offered),
    "form-not-ready": lambda w: forms.reason_form(
        scene(project(), words=w), "item.not_ready", {"p": "p1", "i": "DR-3"}
    ),
    "form-answer-no": lambda w: forms.reason_form(
        scene(phase_two(), words=w), "item.not_ready", {"p": "p1", "i": "GO-3"}
    ),
    "form-send-back": lambda w: forms.reason_form(
        scene(waiting(), words=w), "gate.send_back", {"p": "p1", "g": "1", "r": "1"}
    ),
    "form-hold": lambda w: forms.reason_form(scene(project(), words=w), "project.hold", {"p": "p1"}),
    "form-stop": lambda w: forms.reason_form(scene(project(), words=w), "project.stop", {"p": "p1"}),
}
