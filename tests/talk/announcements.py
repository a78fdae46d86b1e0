"""What people are told of as it happens, by name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bot.project.state import ItemRecord, Project, Row
from bot.talk.card import Card, Form, Home
from bot.talk.draw import draw
from bot.talk.notices import Notice
from bot.talk.words import Words
from tests.talk.scenes import asked, at, half_way, iterated, phase_two, project, scene
from tests.talk.situations import (
    EQUIVALENT,
    HALTED,
    HELD,
    LIVE,
    MOVED,
    RED,
    STOPPED,
    again,
    in_minutes,
    paused,
    resumed,
    sent_back,
)


def _registers(owner: str) -> Project:
    """Return the project with two sources and a gap in somebody's name."""
    sources = tuple(
        Row(f"r{n}", owner, {"source": source, "form": "database", "access": "db3"})
        for n, source in enumerate(("PLC log", "Maintenance orders"), 1)
    )
    gap = (Row("r9", owner, {"gap": "Stops before 2024", "plan": "From the paper log"}),)
    return project(items=half_way() | {"P1-5": ItemRecord(rows=sources), "P1-7": ItemRecord(rows=gap)})


CARDS: dict[str, Callable[[Words], Card | Form | Home]] = {
    "notice-role-sponsor": lambda w: draw(
        Notice("role", "p1", person="ana", role="sponsor"), scene(project(), words=w, reader="ana")
    ),
    "notice-role-lead": lambda w: draw(
        Notice("role", "p1", person="mia", role="lead"), scene(project(), words=w)
    ),
    "notice-role-reviewer": lambda w: draw(
        Notice("role", "p1", person="bo", role="exception_reviewer"),
        scene(project(roles=project().roles | {"exception_reviewer": ("bo",)}), words=w),
    ),
    "notice-item": lambda w: draw(
        Notice("item", "p1", item="DR-3", person="raj"),
        scene(project(items=half_way()), words=w, reader="raj"),
    ),
    "notice-stop-verdict": lambda w: draw(Notice("stop_verdict", "p1"), scene(project(items=RED), words=w)),
    "notice-halted": lambda w: draw(Notice("halted", "p1"), scene(HALTED, now=at(16), words=w)),
    "notice-held": lambda w: draw(Notice("held", "p1"), scene(HELD, words=w)),
    "notice-resumed": lambda w: draw(Notice("resumed", "p1"), scene(resumed(), now=at(18), words=w)),
    "notice-resumed-before-phase": lambda w: draw(
        Notice("resumed", "p1"), scene(resumed(date(2026, 3, 26)), now=at(18), words=w)
    ),
    "notice-stopped": lambda w: draw(Notice("stopped", "p1"), scene(STOPPED, words=w)),
    "notice-paused": lambda w: draw(Notice("paused", "p1", gate=1, round=1), scene(paused(), words=w)),
    "notice-approved": lambda w: draw(Notice("approved", "p1", gate=1, round=1), scene(phase_two(), words=w)),
    "notice-sent-back": lambda w: draw(
        Notice("sent_back", "p1", gate=1, round=1), scene(sent_back(), words=w)
    ),
    "notice-sent-back-asked-again": lambda w: draw(
        Notice("sent_back", "p1", gate=1, round=1), scene(again(), words=w)
    ),
    "notice-iterated": lambda w: draw(Notice("iterated", "p1", gate=2, round=1), scene(iterated(1), words=w)),
    "notice-question": lambda w: draw(
        Notice("question", "p1", gate=1, round=1, question="q1"), scene(asked(), words=w)
    ),
    "notice-answer": lambda w: draw(
        Notice("answer", "p1", gate=1, round=1, question="q1"),
        scene(asked("It does: October to May"), words=w),
    ),
    "notice-choose": lambda w: draw(Notice("choose", "p1"), scene(iterated(2), words=w, reader="ana")),
    "notice-chosen": lambda w: draw(
        Notice("chosen", "p1"),
        scene(
            iterated(
                2, status="running", status_by="ana", status_reason="Close enough", iterations_answered=2
            ),
            words=w,
        ),
    ),
    "notice-rows": lambda w: draw(
        Notice("rows", "p1", person="li"), scene(_registers("li"), words=w, reader="li")
    ),
    "notice-rows-none": lambda w: draw(
        Notice("rows", "p1", person="li"), scene(_registers("raj"), words=w, reader="li")
    ),
    "notice-threshold": lambda w: draw(Notice("threshold", "p1"), scene(MOVED, words=w, reader="ana")),
    "notice-threshold-signed": lambda w: draw(Notice("threshold_signed", "p1"), scene(phase_two(), words=w)),
    "notice-threshold-signed-in-another-unit": lambda w: draw(
        Notice("threshold_signed", "p1"), scene(in_minutes(), now=at(24), words=w)
    ),
    "notice-equivalent": lambda w: draw(
        Notice("equivalent", "p1", item="DR-6"), scene(project(items=EQUIVALENT), words=w, reader="bo")
    ),
    "notice-live": lambda w: draw(Notice("live", "p1"), scene(LIVE, now=at(30, month=5), words=w)),
}
