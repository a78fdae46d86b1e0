"""Stand-ups, the summary of a week, and the questions before them, by name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from msgspec.structs import replace

from bot.project import events as e
from bot.project.standup import StandUp, stand_up
from bot.project.state import Channel, Project
from bot.talk.card import Card, Form, Home
from bot.talk.questions import Said, questions, questions_form
from bot.talk.scene import Scene
from bot.talk.standup import standup, weekly
from bot.talk.words import Words

#: Saturday the 14th: nothing is asked; Monday the 16th is the day of gate 1
from tests.talk.mornings import MONDAY, at_nine, other, running
from tests.talk.scenes import (
    PLAYBOOK,
    all_ready,
    at,
    done,
    phase_two,
    project,
    scene,
    waiting,
)


def _happened() -> list[e.Recorded]:
    return [
        e.Recorded(e.MeasureRecorded("P2-2", {"value": "41"}, {}, ""), at(23), "raj"),
        e.Recorded(e.ItemConfirmed("GO-2", {}, {}, ""), at(23), "mia"),
        e.Recorded(e.GateApproved(1, 1, MONDAY, {}), at(23), "ana"),
    ]


def part(
    words: Words,
    found: Project,
    day: int,
    *,
    happened: bool = True,
    month: int = 3,
    still: date | None = None,
) -> tuple[Scene, StandUp]:
    """Return a project with its stand-up of a day, as it is seen then, or on the quiet day `still`."""
    now = at_nine(day, month)
    seen = at_nine(still.day, still.month) if still else now
    return (
        scene(found, now=seen, words=words),
        stand_up(found, PLAYBOOK, _happened() if happened else [], now.date(), still),
    )


#: a third of phase 2 is over, and none of its questions is answered
SLOW = phase_two(items=all_ready())
#: one item of phase 1 in seven weeks
SLOW_START = project(items={"DR-7": done("mia", baseline="47")})
SAID = (
    Said("Raj", done="Segments agreed", next="Out-of-time split"),
    Said("Li", blocked="No access to db3"),
    Said("Sam"),
)


def _several(words: Words) -> Card:
    quiet = part(words, other(), 10, happened=False)
    return standup(words, [part(words, running(), 24), quiet], at="C1", said=SAID)


def _linked() -> Project:
    return replace(running(), also=Channel("teams", "19:line3"))


CARDS: dict[str, Callable[[Words], Card | Form | Home]] = {
    "standup": lambda w: standup(w, [part(w, running(), 24)], at="C1"),
    "standup-still": lambda w: standup(
        w, [part(w, running(), 24, still=date(2026, 3, 25))], at="C1", still=date(2026, 3, 25)
    ),
    "standup-several": _several,
    "standup-late": lambda w: standup(w, [part(w, running(), 20, happened=False, month=4)], at="C1"),
    "standup-none-ready": lambda w: standup(w, [part(w, SLOW, 27, happened=False)], at="C1"),
    "standup-too-slow": lambda w: standup(w, [part(w, SLOW_START, 20, happened=False, month=4)], at="C1"),
    "standup-waiting": lambda w: standup(w, [part(w, waiting(), 16, happened=False)], at="C1"),
    "weekly": lambda w: weekly(w, [part(w, running(), 27)], at="C1"),
    "weekly-still": lambda w: weekly(
        w,
        [part(w, running(), 27, still=date(2026, 3, 30))],
        at="C1",
        until=date(2026, 3, 27),
        still=date(2026, 3, 30),
    ),
    "standup-lost": lambda w: standup(
        w, [part(w, _linked(), 24)], at="C1", lost=[scene(_linked(), now=at_nine(24), words=w)]
    ),
    "questions": lambda w: questions(
        w,
        "Raj Patel",
        ["Line 3 downtime", "Invoice matching"],
        {"conversation": "C1", "on": MONDAY.isoformat()},
    ),
    "form-questions": lambda w: questions_form(w, {"conversation": "C1", "on": "2026-03-16"}, SAID[0]),
}
