"""A role is somebody else's now: who is told, and what becomes of what was asked of whoever had it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from msgspec.structs import replace

from bot.project.state import Delegation, ItemRecord, NewSponsor, Project
from bot.talk.card import Card, Form, Home
from bot.talk.draw import draw
from bot.talk.notices import Kind, Notice
from bot.talk.words import Words
from tests.talk.scenes import asked, at, iterated, project, scene, waiting
from tests.talk.situations import EQUIVALENT, MOVED, again, sent_back

ROLES = {"lead": ("mia",), "sponsor": ("sam",)}


def handed_over(found: Project | None = None, **changes: Any) -> Project:
    """Return the project with Sam as sponsor in place of Ana."""
    return replace(found or project(), roles=ROLES, **changes)


def paused() -> Project:
    """Return the project with gate 1 asked for, and paused since Sam has not confirmed yet."""
    found = waiting()
    assert found.request
    request = replace(found.request, paused_by=("DR-8",), paused_at=at(13))
    return handed_over(
        found, status="paused", request=request, items=found.items | {"DR-8": ItemRecord(seq=40)}
    )


def replaced(found: Project) -> Project:
    """Return the project whose sponsor Mia replaced on Sunday, 15 March."""
    return handed_over(found, sponsors=(NewSponsor("ana", "sam", "mia", at(15)),))


def _of(kind: Kind, found: Project, reader: str = "", **refers: Any) -> Callable[[Words], Card]:
    notice = Notice(kind, "p1", **{"person": reader} | refers)
    return lambda w: draw(notice, scene(found, words=w, reader=reader))


ROUND: dict[str, Any] = {"gate": 1, "round": 1}
LED_BY_RAJ = {"lead": ("raj",), "sponsor": ("ana",)}
STOOD_IN = (Delegation("sam", "mia", date(2026, 3, 10), date(2026, 3, 20)),)
CARDS: dict[str, Callable[[Words], Card | Form | Home]] = {
    "notice-handed-on": _of("handed_on", handed_over(), role="sponsor", person="sam", was="ana", by="mia"),
    "notice-handed-on-by-nobody": _of("handed_on", handed_over(), role="lead", person="mia", was="raj"),
    "notice-handed-on-to-a-delegate": _of(
        "handed_on", handed_over(delegations=STOOD_IN), role="lead", person="mia", was="raj"
    ),
    "notice-role-lost": _of("role_over", handed_over(), "ana", role="sponsor", by="mia"),
    "notice-role-lost-to-nobody": _of("role_over", project(), "bo", role="security_reviewer", by="mia"),
    "notice-role-lost-and-back": _of("role_over", project(), "ana", role="sponsor", by="mia"),
    "notice-role-sponsor-before": _of("role", handed_over(), "ana", role="sponsor"),
    "review-handed-on": _of("review", paused(), "ana", **ROUND),
    "review-new-sponsor-after-a-no": _of("review", replaced(again()), gate=1, round=2, person=""),
    "review-new-sponsor-after-the-request": _of("review", replaced(waiting()), **ROUND),
    "review-paused-by-sponsor": _of("review", paused(), **ROUND),
    "notice-paused-by-sponsor": _of("paused", paused(), **ROUND),
    "notice-paused-lead-before": _of("paused", replace(paused(), roles=LED_BY_RAJ), "mia", **ROUND),
    "notice-paused-went-on": _of("paused", waiting(), **ROUND),
    "notice-paused-decided": _of("paused", sent_back(), **ROUND),
    "notice-question-lead-before": _of(
        "question", replace(asked(), roles=LED_BY_RAJ), "mia", **ROUND, question="q1"
    ),
    "notice-question-decided": _of("question", sent_back(), "mia", **ROUND, question="q1"),
    "notice-answer-sponsor-before": _of(
        "answer", handed_over(asked("It does")), "ana", **ROUND, question="q1"
    ),
    "notice-answer-decided": _of("answer", sent_back(), "ana", **ROUND, question="q1"),
    "notice-choose-sponsor-before": _of("choose", handed_over(iterated(2)), "ana"),
    "notice-threshold-sponsor-before": _of("threshold", handed_over(MOVED), "ana"),
    "notice-equivalent-reviewer-before": _of(
        "equivalent",
        project(items=EQUIVALENT, roles=ROLES | {"exception_reviewer": ("li",)}),
        "bo",
        item="DR-6",
    ),
}
