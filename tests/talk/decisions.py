"""Gates that several people decide, with conditions, delegates and second thoughts, in telling situations."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from msgspec.structs import replace

from bot.playbooks.model import Group
from bot.project.state import (
    Condition,
    Delegation,
    GateDecision,
    GateRequest,
    ItemRecord,
    Outcome,
    Pause,
    Project,
    Reopened,
    Terms,
    Vote,
)
from bot.talk import forms
from bot.talk.card import Card, Form, Home
from bot.talk.checklist import checklist
from bot.talk.draw import draw
from bot.talk.home import home
from bot.talk.menu import menu_one
from bot.talk.notices import Notice
from bot.talk.scene import Scene
from bot.talk.status import status
from bot.talk.words import Words
from tests.talk.scenes import NAMES, PLAYBOOK, all_ready, at, phase_two, project, scene, waiting

GROUPS = (
    Group("sponsor", "Sponsor", ("sponsor",)),
    Group("technical", "IT and DevOps", ("it_devops", "security_reviewer"), 2),
)
_GATE = replace(
    PLAYBOOK.phases[0].gate,
    groups=GROUPS,
    approvers=("sponsor", "it_devops", "security_reviewer"),
    decisions=("go", "conditional", "hold", "send_back", "stop"),
)
GROUPED = replace(PLAYBOOK, phases=(replace(PLAYBOOK.phases[0], gate=_GATE), *PLAYBOOK.phases[1:]))
ROLES = {
    "lead": ("mia",),
    "sponsor": ("ana",),
    "it_devops": ("sam",),
    "security_reviewer": ("bo", "joe"),
}
REVIEW = Notice("review", "p1", gate=1, round=1)
#: one stands for an item that is open still, one for an item that is ready meanwhile
LEFT_OPEN = (("DR-9", "Ask the plant for Joe"), ("DR-4", "Open the historian"))
SENSORS = Condition("1.1.1.1", 1, "Wire the sensors of the old press", "raj", date(2026, 3, 27), "ana")
DRILL = Condition(
    "1.1.1.2", 1, "Repeat the rollback drill", "li", date(2026, 3, 20), "ana", "4 min 10 s", "li", at(19)
)
#: it was met, until Raj declared its item not ready
AGAIN = Condition(
    "1.1.1.1",
    1,
    "Ask the plant for Joe",
    "li",
    date(2026, 3, 27),
    "ana",
    item="DR-9",
    reopened=Reopened("raj", at(19), 40, "Named: Joe", "li", at(17)),
)
#: a hold of a week has moved it
LATER = replace(SENSORS, due_on=date(2026, 4, 3), agreed_on=SENSORS.due_on)
AWAY = Delegation("ana", "bo", date(2026, 3, 10), date(2026, 3, 20))


def grouped(found: Project, words: Words, *, day: int = 12, reader: str = "") -> Scene:
    """Return a scene of the playbook whose first gate has groups."""
    return Scene(found, GROUPED, NAMES, at(day), words, reader)


def partly(*votes: Vote, **changes: object) -> Project:
    """Return the project while gate 1 waits for groups, with some approvals."""
    cast = votes or (Vote("sam", "technical", at(12)),)
    request = GateRequest(1, 1, "mia", at(12), votes=cast)
    return waiting(request=request, roles=ROLES, **changes)


def ended(outcome: Outcome, **changes: object) -> Project:
    """Return the project after gate 1 was decided on Friday, a minute ago."""
    decision = GateDecision(1, 1, outcome, "ana", at(13), "The plant is rebuilt until May.", "slack")
    before = waiting()
    decided = replace(before, request=None, decisions=(decision,), before=before, status_by="ana")
    return replace(decided, status_reason=decision.reason, **changes)


def _gone(outcome: Outcome) -> GateDecision:
    """Return a decision that was taken back."""
    return GateDecision(1, 1, outcome, "ana", at(13), "Name the reviewer.", "slack", seq=41)


def conditional(**changes: object) -> Project:
    """Return the project in phase 2, gate 1 approved with two conditions."""
    decision = GateDecision(1, 1, "conditional", "bo", at(13), platform="teams", stands_for="ana")
    known: dict[str, Any] = {"conditions": (SENSORS, DRILL)} | changes
    return phase_two(decisions=(decision,), **known)


def _open_again(**record: Any) -> Project:
    return conditional(conditions=(AGAIN, SENSORS), items=all_ready() | {"DR-9": ItemRecord(**record)})


def _left_open() -> Project:
    items = {item.id: ItemRecord(owner="raj") for item in PLAYBOOK.phase(3).checklist}
    request = GateRequest(3, 1, "mia", at(20, month=4))
    starts = {1: date(2026, 3, 2), 2: date(2026, 3, 16), 3: date(2026, 4, 15)}
    found = phase_two(phase=3, items=all_ready() | items, phase_starts=starts, rounds={1: 1, 2: 1, 3: 1})
    return replace(found, request=request, status="waiting")


def _at_once(found: Project, words: Words, reader: str = "") -> Scene:
    return scene(found, now=at(13) + timedelta(minutes=1), words=words, reader=reader)


Drawn = Card | Form | Home
CARDS: dict[str, Callable[[Words], Drawn]] = {
    "review-groups": lambda w: draw(REVIEW, grouped(partly(), w)),
    "review-groups-voter": lambda w: draw(replace(REVIEW, person="sam"), grouped(partly(), w, reader="sam")),
    "review-groups-terms": lambda w: draw(
        REVIEW,
        grouped(
            partly(
                Vote(
                    "bo",
                    "sponsor",
                    at(12),
                    "ana",
                    {"1": Terms("raj", date(2026, 3, 27))},
                    {"1": "Wire the sensors of the old press"},
                ),
                delegations=(AWAY,),
            ),
            w,
        ),
    ),
    "review-delegate": lambda w: draw(
        replace(REVIEW, person="bo"), scene(waiting(delegations=(AWAY,)), now=at(12), words=w, reader="bo")
    ),
    "review-conditional-only": lambda w: draw(
        Notice("review", "p1", gate=3, round=1), scene(_left_open(), now=at(21, month=4), words=w)
    ),
    "review-conditional": lambda w: draw(REVIEW, scene(conditional(), now=at(20), words=w)),
    "review-held": lambda w: draw(
        REVIEW, _at_once(ended("held", status="held", pauses=(Pause(date(2026, 3, 13)),)), w)
    ),
    "review-stopped": lambda w: draw(REVIEW, _at_once(ended("stopped", status="stopped"), w)),
    "review-groups-approved": lambda w: draw(
        REVIEW,
        grouped(
            phase_two(
                decisions=(
                    GateDecision(
                        1,
                        1,
                        "approved",
                        "bo",
                        at(13),
                        votes=(
                            Vote("ana", "sponsor", at(12)),
                            Vote("sam", "technical", at(12)),
                            Vote("bo", "technical", at(13)),
                        ),
                    ),
                )
            ),
            w,
            day=14,
        ),
    ),
    "notice-conditional": lambda w: draw(
        Notice("approved", "p1", gate=1, round=1), scene(conditional(), now=at(16), words=w)
    ),
    "notice-gate-held": lambda w: draw(
        Notice("gate_ended", "p1", gate=1, round=1), _at_once(ended("held", status="held"), w)
    ),
    "notice-gate-stopped": lambda w: draw(
        Notice("gate_ended", "p1", gate=1, round=1), _at_once(ended("stopped", status="stopped"), w)
    ),
    "notice-approved-undone": lambda w: draw(
        Notice("approved", "p1", gate=1, round=1, seq=41),
        scene(waiting(taken_back=(_gone("approved"),)), now=at(13), words=w),
    ),
    "notice-sent-back-undone": lambda w: draw(
        Notice("sent_back", "p1", gate=1, round=1, seq=41, person="mia"),
        scene(waiting(taken_back=(_gone("sent_back"),)), now=at(13), words=w, reader="mia"),
    ),
    "notice-taken-back": lambda w: draw(
        Notice("taken_back", "p1", gate=1, round=1, person="ana"), scene(waiting(), now=at(13), words=w)
    ),
    "notice-vote-fell": lambda w: draw(
        Notice("vote_fell", "p1", gate=1, round=1, person="sam", item="DR-3", by="sam", why="work"),
        grouped(partly(), w, reader="sam"),
    ),
    "notice-vote-fell-record": lambda w: draw(
        Notice("vote_fell", "p1", gate=1, round=1, person="sam", record="m1"),
        grouped(partly(), w, reader="sam"),
    ),
    "notice-vote-fell-role": lambda w: draw(
        Notice("vote_fell", "p1", gate=1, round=1, person="sam", why="role"),
        grouped(partly(), w, reader="sam"),
    ),
    "notice-vote-fell-quorum": lambda w: draw(
        Notice("vote_fell", "p1", gate=1, round=1, person="sam", why="quorum"),
        grouped(partly(), w, reader="sam"),
    ),
    "notice-vote-fell-instead": lambda w: draw(
        Notice("vote_fell", "p1", gate=1, round=1, person="bo", item="DR-3", by="ana"),
        scene(waiting(delegations=(AWAY,)), now=at(12), words=w, reader="bo"),
    ),
    "notice-condition": lambda w: draw(
        Notice("condition", "p1", gate=1, round=1, person="raj"),
        scene(conditional(), now=at(16), words=w, reader="raj"),
    ),
    "notice-condition-later": lambda w: draw(
        Notice("condition", "p1", gate=1, round=1, person="raj"),
        scene(conditional(conditions=(LATER, DRILL)), now=at(30), words=w, reader="raj"),
    ),
    "notice-condition-again": lambda w: draw(
        Notice("condition", "p1", gate=1, round=1, person="li"),
        scene(_open_again(not_ready="Joe has left the plant"), now=at(20), words=w, reader="li"),
    ),
    "notice-condition-ready-again": lambda w: draw(
        Notice("condition", "p1", gate=1, round=1, person="li"),
        scene(_open_again(done=True, values={"person": "joe"}), now=at(20), words=w, reader="li"),
    ),
    "checklist-condition-again": lambda w: checklist(
        scene(_open_again(not_ready="Joe has left the plant"), now=at(20), words=w)
    ),
    "checklist-conditions": lambda w: checklist(scene(conditional(), now=at(30), words=w)),
    "checklist-taken-back": lambda w: checklist(scene(waiting(), now=at(13), words=w), 2),
    "checklist-groups": lambda w: checklist(grouped(partly(), w)),
    "status-left-open": lambda w: status(
        scene(
            conditional(
                conditions=tuple(
                    Condition(f"1.1.1.{n}", 1, text, "raj", date(2026, 3, 27), "ana", item=item)
                    for n, (item, text) in enumerate(LEFT_OPEN, 1)
                ),
                items=all_ready() | {"DR-9": ItemRecord()},
            ),
            now=at(20),
            words=w,
        )
    ),
    "status-conditions": lambda w: status(scene(conditional(), now=at(20), words=w)),
    "menu-approver": lambda w: menu_one(scene(project(items=all_ready()), words=w, reader="ana")),
    "home-away": lambda w: home(
        w, "ana", [scene(waiting(delegations=(AWAY,)), now=at(12), words=w, reader="ana")]
    ),
    "home-delegate": lambda w: home(
        w, "bo", [scene(waiting(delegations=(AWAY,)), now=at(12), words=w, reader="bo")]
    ),
    "form-conditions": lambda w: forms.conditions_form(
        scene(_left_open(), now=at(21, month=4), words=w), 3, 1
    ),
    "form-settle": lambda w: forms.settle_form(scene(conditional(), words=w), "1.1.1.1"),
    "form-away": lambda w: forms.away_form(scene(waiting(), now=at(12), words=w, reader="ana")),
    "form-gate-hold": lambda w: forms.reason_form(
        scene(waiting(), words=w), "gate.hold", {"p": "p1", "g": "1", "r": "1"}
    ),
    "form-gate-stop": lambda w: forms.reason_form(
        scene(waiting(), words=w), "gate.stop", {"p": "p1", "g": "1", "r": "1"}
    ),
}
