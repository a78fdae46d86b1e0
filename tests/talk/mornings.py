"""Morning messages, stand-ups and what people choose about them, in situations that show them well."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time

import msgspec
from msgspec.structs import replace

from bot.project.digest import Line, lines
from bot.project.state import Equivalent, ItemRecord, Project, Waiting
from bot.project.working import Away
from bot.talk.card import Card, Form, Home
from bot.talk.draw import draw
from bot.talk.forms import channel_form, prefs_form, wait_form
from bot.talk.home import home
from bot.talk.morning import morning
from bot.talk.notices import Notice
from bot.talk.over import morning_over
from bot.talk.scene import Scene
from bot.talk.sponsor_digest import sponsor_digest
from bot.talk.words import Words
from tests.talk.scenes import (
    PLAYBOOK,
    at,
    done,
    half_way,
    iterated,
    phase_two,
    project,
    scene,
    waiting,
)

#: Saturday the 14th: nothing is asked; Monday the 16th is the day of gate 1
MONDAY = date(2026, 3, 16)


class Chosen(msgspec.Struct, frozen=True):
    """Somebody's preferences, or a channel's."""

    conversation: str = "C1"
    language: str = "en"
    time_zone: str = "America/Toronto"
    at: time = time(9)
    quiet: bool = False
    digest_only: bool = False
    paused_until: date | None = None
    days: tuple[int, ...] = (0, 1, 2, 3, 4)
    starts: time = time(9)
    ends: time = time(17)
    region: str = "CA-ON"
    away: tuple[Away, ...] = (Away(date(2026, 4, 6), date(2026, 4, 10)),)
    every_day: bool = False
    questions: bool = True
    closures: tuple[Away, ...] = ()


def _overdue() -> Project:
    """Data quality was due on Friday; the pipeline waits for nobody any more; nobody has the review."""
    found = half_way() | {
        "DR-3": replace(half_way()["DR-3"], news_at=at(10)),
        "DR-4": ItemRecord(
            owner="raj",
            due_on=date(2026, 3, 16),
            waiting=Waiting("the plant's export", "joe", date(2026, 3, 13), "raj", date(2026, 3, 10)),
            news_at=at(10),
        ),
        "DR-9": ItemRecord(owner="raj"),
    }
    return project(items=found)


def other(**changes: object) -> Project:
    return replace(
        _overdue(), id="p2", name="Invoice matching", items={"P1-10": ItemRecord(owner="raj")}, **changes
    )


def at_nine(day: int, month: int = 3) -> datetime:
    return datetime(2026, month, day, 13, 0, tzinfo=UTC)


def _home_of_a_lead(words: Words) -> Home:
    """Return the page of a lead who also tries the bot alone: practice is the last of each list."""
    real = project(items=half_way() | {"DR-3": ItemRecord(owner="mia")})
    tried = replace(
        project(items={"DR-4": ItemRecord(owner="mia")}), id="p2", name="Practice run", practice=True
    )
    return home(words, "mia", [scene(one, words=words, reader="mia") for one in (tried, real)])


def _all_of(person: str) -> Project:
    return project(items={item.id: ItemRecord(owner=person) for item in PLAYBOOK.phase(1).items})


def _entries(words: Words, person: str, now: datetime, *projects: Project) -> list[tuple[Scene, Line]]:
    found = []
    for one in projects:
        shown = scene(one, now=now, words=words, reader=person)
        found += [(shown, line) for line in lines(one, PLAYBOOK, person, now.date())]
    return found


def _raj(words: Words) -> Card:
    entries = _entries(words, "raj", at_nine(16), _overdue())
    return morning(words, "raj", "Raj Patel", entries, today=MONDAY)


def _two(words: Words) -> Card:
    """Return the morning of the sketch."""
    first = scene(_overdue(), now=at_nine(16), words=words, reader="raj")
    second = scene(other(), now=at_nine(16), words=words, reader="raj")
    told = Line(
        "p1", "overdue", "DR-3", date(2026, 3, 15), date(2026, 3, 15), False, ("mia",), date(2026, 3, 19)
    )
    due = Line("p2", "due", "P1-10", MONDAY, MONDAY)
    return morning(words, "raj", "Raj Patel", [(first, told), (second, due)], today=MONDAY)


def _settled(words: Words) -> Card:
    items = _overdue().items | {
        "DR-3": done(completeness="95", accuracy="94", consistency="94", timeliness="97"),
        "DR-4": ItemRecord(
            owner="raj", waiting=Waiting("", "joe", date(2026, 3, 20), "raj", MONDAY), news_at=at(16)
        ),
        "DR-9": ItemRecord(owner="raj", due_on=date(2026, 3, 18), news_at=at(16)),
        "P1-10": ItemRecord(),
    }
    shown = scene(project(items=items), now=at_nine(16), words=words, reader="raj")
    keys = ("DR-3", "DR-4", "DR-9", "P1-10")
    return morning(words, "raj", "Raj Patel", [], today=MONDAY, settled=[(shown, key) for key in keys])


def _decisions(words: Words) -> Card:
    """Return a sponsor's morning: a gate, the choice after the iterations, a signature."""
    new = replace(_new_sponsor(), id="p3")
    return morning(
        words,
        "ana",
        "Ana Ruiz",
        [
            (scene(waiting(), now=at_nine(16), words=words, reader="ana"), Line("p1", "approval")),
            (scene(iterated(2), now=at_nine(16), words=words, reader="ana"), Line("p1", "choose")),
            (
                scene(new, now=at_nine(16), words=words, reader="ana"),
                Line("p3", "confirm", "DR-8", date(2026, 3, 6), date(2026, 3, 6)),
            ),
        ],
        today=MONDAY,
        settled=[(scene(phase_two(), now=at_nine(16), words=words, reader="ana"), "")],
    )


def _new_sponsor() -> Project:
    return project(items=half_way() | {"DR-8": ItemRecord()})


def _lead(words: Words) -> Card:
    """Return a lead's morning: what came up the ladder, what nobody has, and a gate that waits."""
    entries = _entries(words, "mia", at_nine(18), _overdue())
    waits = scene(waiting(), now=at_nine(18), words=words, reader="mia")
    approval = Line("p1", "approval", escalated=True, next=("bo",), next_on=date(2026, 3, 23))
    return morning(words, "mia", "Mia Kurz", [(waits, approval), *entries], today=date(2026, 3, 18))


def _reviewer(words: Words) -> Card:
    record = ItemRecord(owner="li", equivalent=Equivalent("400 stops with cause", "li"))
    shown = scene(project(items={"DR-6": record}), words=words, reader="bo")
    line = Line("p1", "equivalent", "DR-6", date(2026, 3, 11), date(2026, 3, 11))
    return morning(words, "bo", "Bo Lind", [(shown, line)], today=date(2026, 3, 9))


def running(**changes: object) -> Project:
    """Return the project on day 23, in phase 2."""
    items = phase_two().items | {
        "P2-1": done("raj", model="Persistence by shift"),
        "P2-2": done("raj", result="41", method="back_tested"),
        "P2-3": ItemRecord(owner="raj", due_on=date(2026, 3, 24)),
        "P2-4": ItemRecord(owner="sam", due_on=date(2026, 3, 20), news_at=at(17)),
        "P2-5": ItemRecord(
            owner="li",
            waiting=Waiting("the plant's export", "joe", date(2026, 3, 27), "li", date(2026, 3, 24)),
        ),
        "GO-1": ItemRecord(),
        "GO-3": ItemRecord(),
    }
    return phase_two(items=items, **changes)


def _notice(kind: str, item: str, person: str, found: Project, words: Words, reader: str) -> Card:
    notice = msgspec.convert({"kind": kind, "project": "p1", "item": item, "person": person}, Notice)
    return draw(notice, scene(found, now=at_nine(24), words=words, reader=reader))


def _unsigned(words: Words, signed_by: str, *reviewers: str) -> Card:
    """Return what the lead is told once Joe, who signed the equivalent, is on the team."""
    record = ItemRecord(owner="li", equivalent=Equivalent("400 stops with cause", "li", signed_by))
    roles = project().roles | {"data_science": ("joe",), "exception_reviewer": reviewers}
    return _notice("unsigned", "DR-6", "joe", project(items={"DR-6": record}, roles=roles), words, "mia")


CARDS: dict[str, Callable[[Words], Card | Form | Home]] = {
    "morning-two": _two,
    "morning-computed": _raj,
    "morning-settled": _settled,
    "morning-decisions": _decisions,
    "morning-lead": _lead,
    "morning-reviewer": _reviewer,
    "morning-nothing": lambda w: morning(w, "raj", "", [], today=MONDAY),
    "morning-over": lambda w: morning_over(w, MONDAY),
    "morning-over-old": morning_over,
    "morning-many": lambda w: morning(
        w, "mia", "Mia Kurz", _entries(w, "mia", at_nine(20), _all_of("mia")), today=date(2026, 3, 20)
    ),
    "sponsor-digest": lambda w: sponsor_digest(
        w,
        [
            scene(running(), now=at_nine(20, 4), words=w, reader="ana"),
            scene(
                replace(waiting(), id="p2", name="Invoice matching"), now=at_nine(16), words=w, reader="ana"
            ),
        ],
    ),
    "notice-new-date": lambda w: _notice("new_date", "P2-3", "raj", running(), w, "mia"),
    "notice-declined": lambda w: _notice("declined", "P2-6", "raj", running(), w, "mia"),
    "notice-unsigned": lambda w: _unsigned(w, "", "bo", "joe"),
    "notice-unsigned-nobody": lambda w: _unsigned(w, "", "joe"),
    "notice-unsigned-signed": lambda w: _unsigned(w, "bo", "bo", "joe"),
    "notice-waits-for-you": lambda w: _notice("waits_for_you", "P2-5", "joe", running(), w, "joe"),
    "notice-waits-no-more": lambda w: _notice("waits_for_you", "P2-2", "joe", running(), w, "joe"),
    "notice-first-value": lambda w: _notice("first_value", "GO-1", "", phase_two(), w, ""),
    "notice-undelivered": lambda w: _notice("undelivered", "", "raj", running(), w, "mia"),
    "home-reminders": lambda w: home(
        w,
        "raj",
        [scene(project(items=half_way()), words=w, reader="raj")],
        Chosen(),
        today=MONDAY,
    ),
    "home-lead": _home_of_a_lead,
    "form-wait": lambda w: wait_form(scene(project(items=half_way()), words=w, reader="raj"), "DR-3"),
    "form-prefs": lambda w: prefs_form(w, Chosen(language=""), today=MONDAY),
    "form-channel": lambda w: channel_form(w, Chosen(), today=MONDAY),
}
