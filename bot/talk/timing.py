"""Days close by in words: what is due yesterday, what waits until Friday, when the last news was."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from bot.playbooks.model import Item
from bot.project.calendar import local_day
from bot.talk import look
from bot.talk.scene import Scene
from bot.talk.words import Words

#: so many days ahead a weekday alone says which day is meant
NEAR = 6


class Wait(Protocol):
    """What somebody waits for: bot.project.state.Waiting, or the event that said so."""

    @property
    def text(self) -> str: ...
    @property
    def person(self) -> str: ...
    @property
    def until(self) -> date: ...
    @property
    def since(self) -> date: ...


def near(words: Words, day: date, today: date) -> str:
    """Return "Thu" for a day of the next week, else "Mon 16 Mar"."""
    if 0 < (day - today).days <= NEAR:
        return words.short_weekday(day)
    return words.t("{date}", date=words.day(day, today))  # some languages have an article here


def due(words: Words, day: date, today: date) -> str:
    """Return "due yesterday", "due today", "due tomorrow", "due Thu" or "due Mon 16 Mar"."""
    match (day - today).days:
        case -1:
            return words.t("due yesterday")
        case 0:
            return words.t("due today")
        case 1:
            return words.t("due tomorrow")
        case _:
            return words.t("due {day}", day=near(words, day, today))


def than_agreed(words: Words, due: str, day: date, agreed: date | None) -> str:
    """Return "due Fri 3 Jul", and by how much the plan has moved it since somebody agreed on another day."""
    later = (day - agreed).days if agreed else 0
    if later > 0:
        return words.plural(
            "{due}, {n} day later than agreed", "{due}, {n} days later than agreed", later, due=due
        )
    if later < 0:
        return words.plural(
            "{due}, {n} day sooner than agreed", "{due}, {n} days sooner than agreed", -later, due=due
        )
    return due


def on(words: Words, day: date, today: date) -> str:
    """Return "tomorrow", "on Thursday" or "on Mon 16 Mar"."""
    ahead = (day - today).days
    if ahead == 1:
        return words.t("tomorrow")
    if 0 < ahead <= NEAR:
        return words.t("on {weekday}", weekday=words.weekday(day))
    return words.t("on {day}", day=words.day(day, today))


def waits_for(scene: Scene, wait: Wait) -> str:
    """Return "waits for Joe until Fri", or for what."""
    words = scene.words
    return words.t("waits for {what} until {day}", what=awaited(scene, wait), day=_until(scene, wait))


def expected(scene: Scene, wait: Wait) -> str:
    """Return "for the plant's export, asked of Joe on Tue 17 Mar, expected Fri"."""
    words, over = scene.words, wait.until < look.today(scene)
    since, until = look.day(scene, wait.since), _until(scene, wait)
    until = words.t("was expected {day}", day=until) if over else words.t("expected {day}", day=until)
    if wait.text and wait.person:
        who = look.who(scene, wait.person)
        return words.t(
            "for {text}, asked of {person} on {since}, {expected}",
            text=wait.text,
            person=who,
            since=since,
            expected=until,
        )
    what = awaited(scene, wait)
    return words.t("for {what} since {since}, {expected}", what=what, since=since, expected=until)


def awaited(scene: Scene, wait: Wait) -> str:
    """Return who is awaited, else what."""
    return look.who(scene, wait.person) or wait.text


def _until(scene: Scene, wait: Wait) -> str:
    return near(scene.words, wait.until, look.today(scene))


def news(scene: Scene, item: Item) -> str:
    """Return "last news Tue 17 Mar", or that there is none yet."""
    at = scene.project.item(item.id).news_at
    if at is None:
        return scene.words.t("no news yet")
    day = local_day(at, scene.project.time_zone)
    return scene.words.t("last news {day}", day=look.day(scene, day))
