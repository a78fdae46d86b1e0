"""Gates that were decided in a meeting: recorded, confirmed by one or several, disputed, kept for the record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from msgspec.structs import replace

from bot.project import events as e
from bot.project.state import (
    Condition,
    Dispute,
    Elsewhere,
    GateDecision,
    GateRequest,
    Meeting,
    Outcome,
    Project,
    Terms,
    Vote,
)
from bot.talk import forms
from bot.talk.card import Card, Form, Home
from bot.talk.draw import draw
from bot.talk.history import history
from bot.talk.home import home
from bot.talk.menu import menu_one
from bot.talk.notices import Notice
from bot.talk.words import Words
from tests.talk.decisions import REVIEW, ROLES, grouped, partly
from tests.talk.scenes import at, phase_two, scene, waiting

MINUTES = "https://minutes.example/steering/2026-03-10"
WENT = Meeting(
    "m1", "go", date(2026, 3, 10), MINUTES, "Ana, the plant manager and two of the union", "mia", at(12, 20)
)
STOPPED = replace(
    WENT, outcome="stop", minutes="Binder 12, page 4", present="", reason="The line is sold in May."
)
ON_TERMS = replace(
    WENT,
    outcome="conditional",
    terms={"1": Terms("raj", date(2026, 3, 27))},
    words={"1": "Wire the sensors of the old press"},
)
RECORDED = Notice("recorded", "p1", gate=1, round=1, record="m1", person="ana")
NOT_SO = Notice("not_so", "p1", gate=1, round=1, person="mia")
ROUND = {"p": "p1", "g": "1", "r": "1"}


def told(meeting: Meeting | None = WENT, **changes: object) -> Project:
    """Return the project while gate 1 waits and a meeting is recorded."""
    return waiting(request=GateRequest(1, 1, "mia", at(12), meeting=meeting, **changes))  # type: ignore[arg-type]


def together(meeting: Meeting, *confirmed: Vote) -> Project:
    """Return the project while gate 1 waits for groups, and some have confirmed what a meeting decided."""
    request = GateRequest(1, 1, "mia", at(12), votes=confirmed, meeting=meeting)
    return replace(partly(), request=request)


def decided(outcome: Outcome, meeting: Meeting = WENT, *votes: Vote) -> Project:
    """Return the project after a meeting's decision was confirmed."""
    decision = GateDecision(
        1, 1, outcome, "ana", at(13), meeting.reason, "slack", votes=votes, meeting=meeting
    )
    if outcome == "approved":
        return phase_two(decisions=(decision,))
    if outcome == "conditional":
        left = Condition("1.1.0.1", 1, ON_TERMS.words["1"], "raj", date(2026, 3, 27), "ana")
        return phase_two(decisions=(decision,), conditions=(left,))
    before = waiting()
    return replace(before, request=None, decisions=(decision,), before=before, status="stopped")


def happened() -> list[e.Recorded]:
    """Return all that can be told of a meeting."""
    known = Elsewhere("m1", date(2026, 3, 10), "mia")
    found: list[tuple[e.Event, str]] = [
        (e.DecisionRecorded(1, 1, "m1", outcome, date(2026, 3, 10), MINUTES), "mia")
        for outcome in ("go", "conditional", "hold", "send_back", "stop")
    ]
    left = {"1.1.0.1": Terms("raj", date(2026, 3, 27))}
    found += [
        (e.DecisionDisputed(1, 1, "m1", "We asked for another month."), "ana"),
        (e.VoteCast(1, 1, "technical", elsewhere=known), "sam"),
        (e.GateApproved(1, 1, date(2026, 3, 16), {}, elsewhere=known), "ana"),
        (e.GateApproved(1, 1, date(2026, 3, 16), {}, terms=left, elsewhere=known), "ana"),
        (e.GateSentBack(1, 1, "The winter is missing.", elsewhere=known), "ana"),
        (e.GateHeld(1, 1, date(2026, 3, 13), "The budget is frozen.", elsewhere=known), "ana"),
        (e.GateStopped(1, 1, "The line is sold.", elsewhere=known), "ana"),
    ]
    return [e.Recorded(event, at(13, 14 + n % 8), by) for n, (event, by) in enumerate(found)]


Drawn = Card | Form | Home
CARDS: dict[str, Callable[[Words], Drawn]] = {
    "review-meeting": lambda w: draw(REVIEW, scene(told(), now=at(13), words=w)),
    "review-meeting-approver": lambda w: draw(
        replace(REVIEW, person="ana"), scene(told(), now=at(13), words=w, reader="ana")
    ),
    "review-meeting-stop": lambda w: draw(REVIEW, scene(told(STOPPED), now=at(13), words=w)),
    "review-meeting-groups": lambda w: draw(
        REVIEW,
        grouped(together(ON_TERMS, Vote("sam", "technical", at(12), confirms="m1")), w, day=13),
    ),
    "review-meeting-disputed": lambda w: draw(
        REVIEW,
        scene(
            told(None, disputed=Dispute("ana", at(12), "We asked for another month.")), now=at(13), words=w
        ),
    ),
    "review-meeting-approved": lambda w: draw(
        REVIEW, scene(decided("approved"), now=at(13) + timedelta(minutes=1), words=w)
    ),
    "review-meeting-conditional": lambda w: draw(
        REVIEW,
        grouped(
            replace(
                decided(
                    "conditional",
                    ON_TERMS,
                    Vote("sam", "technical", at(12), confirms="m1"),
                    Vote("joe", "technical", at(12)),
                    Vote("bo", "sponsor", at(13), "ana", confirms="m1"),
                ),
                roles=ROLES,
            ),
            w,
            day=13,
        ),
    ),
    "review-meeting-stopped": lambda w: draw(
        REVIEW, scene(decided("stopped", STOPPED), now=at(13) + timedelta(minutes=1), words=w)
    ),
    "notice-recorded": lambda w: draw(RECORDED, scene(told(), now=at(13), words=w, reader="ana")),
    "notice-recorded-stop": lambda w: draw(RECORDED, scene(told(STOPPED), now=at(13), words=w, reader="ana")),
    "notice-recorded-confirmed": lambda w: draw(
        replace(RECORDED, person="sam"),
        grouped(together(ON_TERMS, Vote("sam", "technical", at(12), confirms="m1")), w, day=13, reader="sam"),
    ),
    "notice-recorded-decided": lambda w: draw(
        RECORDED, scene(decided("approved"), now=at(13), words=w, reader="ana")
    ),
    "notice-recorded-replaced": lambda w: draw(
        RECORDED, scene(told(replace(WENT, id="m2")), now=at(13), words=w, reader="ana")
    ),
    "notice-not-so": lambda w: draw(
        NOT_SO,
        scene(
            told(None, disputed=Dispute("ana", at(12), "We asked for another month.")),
            now=at(13),
            words=w,
            reader="mia",
        ),
    ),
    "notice-meeting-approved": lambda w: draw(
        Notice("approved", "p1", gate=1, round=1), scene(decided("approved"), now=at(13), words=w)
    ),
    "menu-lead-waiting": lambda w: menu_one(scene(waiting(), now=at(12), words=w, reader="mia")),
    "home-meeting": lambda w: home(w, "ana", [scene(told(), now=at(13), words=w, reader="ana")]),
    "history-meetings": lambda w: history(scene(decided("approved"), now=at(20), words=w), happened()),
    "form-meeting": lambda w: forms.record_form(scene(waiting(), now=at(12), words=w), 1, 1, "m1"),
    "form-meeting-conditions": lambda w: forms.record_form(grouped(partly(), w), 1, 1, "m1"),
    "form-not-so": lambda w: forms.reason_form(
        scene(told(), now=at(12), words=w), "gate.dispute", ROUND | {"m": "m1"}
    ),
}
