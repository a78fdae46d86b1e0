"""Below a line of a morning: who was told of it, and who will be without news."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.project.digest import Line
from bot.talk import look
from bot.talk.scene import Scene
from bot.talk.timing import on
from bot.talk.words import Words

#: so many sentences on what was told, the last ones
MOST = 2

#: one line of the message: a thing, or several items of a project that nobody has
Thing = Sequence[tuple[Scene, Line]]


def escalations(words: Words, person: str, thing: Thing, today: date) -> str:
    """Return "I told Ana about it on Fri 27 Nov.", then what will be told without news; "" for nothing.

    It stands with what it is about: nobody counts lines to find "the third".
    """
    return " ".join((*_past(words, thing, today), *_announced(words, person, thing, today)))


def _past(words: Words, thing: Thing, today: date) -> list[str]:
    """Return who was told of what, what was told last at the end."""
    said: list[tuple[date, str]] = []
    for people, days in _rungs(thing).items():
        who, first = look.people(thing[0][0], people), min(days)
        about = _about(words, thing, len(days))
        said.append((max(days), _told(words, who, about, first, today, several=first < max(days))))
    return [text for _, text in sorted(said, key=lambda entry: entry[0])[-MOST:]]


def _rungs(thing: Thing) -> dict[tuple[str, ...], list[date]]:
    """Return the days on which the same people were told of the items of a line, one for each item."""
    found: dict[tuple[str, ...], list[date]] = {}
    for _, line in thing:
        for day in dict.fromkeys(day for _, day in line.known):
            people = tuple(who for who, when in line.known if when == day)
            found.setdefault(people, []).append(day)
    return found


def _told(words: Words, who: str, about: str, first: date, today: date, *, several: bool = False) -> str:
    day = words.day(first, today)
    if several:
        return words.t(
            "I told {people} about {what}, the earliest on {day}.", people=who, what=about, day=day
        )
    if first == today:
        return words.t("Today I tell {people} about {what}.", people=who, what=about)
    return words.t("I told {people} about {what} on {day}.", people=who, what=about, day=day)


def _announced(words: Words, person: str, thing: Thing, today: date) -> list[str]:
    """Return "Without news I will tell Mia about it on Thursday."; nothing where nobody else is told.

    Of several items only those whose day it is are counted: what was told of already is not told again.
    """
    scene, line = min(thing, key=lambda entry: entry[1].next_on or date.max)
    others = tuple(who for who in line.next if who != person)
    if not others or not line.next_on:
        return []
    count = sum((each.next, each.next_on) == (line.next, line.next_on) for _, each in thing)
    return [_will(words, look.people(scene, others), _about(words, thing, count), line.next_on, today)]


def _will(words: Words, people: str, about: str, day: date, today: date) -> str:
    when = on(words, day, today)
    return words.t(
        "Without news I will tell {people} about {what} {when}.", people=people, what=about, when=when
    )


def _about(words: Words, thing: Thing, count: int) -> str:
    """Return "it", or of several items "them" or "3 of these items"."""
    if count < len(thing):
        return words.plural("{n} of these items", "{n} of these items", count)
    return words.t("it") if len(thing) == 1 else words.t("them")
