"""Below the lines of a morning: who was told of them, and who will be without news."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.project.digest import Line
from bot.talk import look
from bot.talk.scene import Scene
from bot.talk.timing import on
from bot.talk.words import N_, Words

#: so many sentences on what was told, the last first, and on what will be, the soonest first
MOST = 3
_ORDINALS = (
    N_("the first"),
    N_("the second"),
    N_("the third"),
    N_("the fourth"),
    N_("the fifth"),
    N_("the sixth"),
    N_("the seventh"),
    N_("the eighth"),
    N_("the ninth"),
    N_("the tenth"),
)

#: one line of the message: a thing, or several items of a project that nobody has
Thing = Sequence[tuple[Scene, Line]]


def escalations(words: Words, person: str, things: Sequence[Thing], today: date) -> list[str]:
    """Return "I told Ana about the first on Fri 27 Nov.", then what will be told without news."""
    return [*_past(words, things, today), *_announced(words, person, things, today)]


def _past(words: Words, things: Sequence[Thing], today: date) -> list[str]:
    """Return who was told of what, what was told last first."""
    told: dict[tuple[date, str], list[int]] = {}
    said: list[tuple[date, str]] = []
    for at, thing in enumerate(things):
        for people, days in _rungs(thing).items():
            who, first = look.people(thing[0][0], people), min(days)
            if len(days) == len(thing) and first == max(days):
                told.setdefault((first, who), []).append(at)
            else:
                about = _some(words, things, at, len(days))
                said.append((max(days), _told(words, who, about, first, today, several=first < max(days))))
    for (day, who), which in told.items():
        said.append((day, _told(words, who, _all(words, things, which), day, today)))
    return [text for _, text in sorted(said, key=lambda entry: entry[0], reverse=True)[:MOST]]


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


def _announced(words: Words, person: str, things: Sequence[Thing], today: date) -> list[str]:
    """Return "Without news I will tell Mia about the first on Thursday.", the soonest first.

    Of several items in a line only those whose day it is are counted: what was told of already is not told again.
    """
    told: dict[tuple[date, str], list[int]] = {}
    said: list[tuple[date, str]] = []
    for at, thing in enumerate(things):
        scene, line = min(thing, key=lambda entry: entry[1].next_on or date.max)
        others = tuple(who for who in line.next if who != person)
        if not others or not line.next_on:
            continue
        people = look.people(scene, others)
        count = sum((each.next, each.next_on) == (line.next, line.next_on) for _, each in thing)
        if count == len(thing):
            told.setdefault((line.next_on, people), []).append(at)
        else:
            about = _some(words, things, at, count)
            said.append((line.next_on, _will(words, people, about, line.next_on, today)))
    for (day, people), which in told.items():
        said.append((day, _will(words, people, _all(words, things, which), day, today)))
    return [text for _, text in sorted(said, key=lambda entry: entry[0])[:MOST]]


def _will(words: Words, people: str, about: str, day: date, today: date) -> str:
    when = on(words, day, today)
    return words.t(
        "Without news I will tell {people} about {what} {when}.", people=people, what=about, when=when
    )


def _all(words: Words, things: Sequence[Thing], which: Sequence[int]) -> str:
    """Return "the first and the third", or "it" where there is nothing else."""
    return words.t("it") if len(things) == 1 else words.listed([words.t(_ORDINALS[at]) for at in which])


def _some(words: Words, things: Sequence[Thing], at: int, count: int) -> str:
    """Return "3 items of the second"; all of them where it is all, "3 of these items" where there is nothing else."""
    if count == len(things[at]):
        return _all(words, things, [at])
    if len(things) == 1:
        return words.plural("{n} of these items", "{n} of these items", count)
    return words.plural("{n} item of {what}", "{n} items of {what}", count, what=words.t(_ORDINALS[at]))
