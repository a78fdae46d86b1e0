"""What people do and what the bot says, as lines of text under the days they happen on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, datetime

from adapters.sandbox.tour.crew import ZONE
from adapters.sandbox.tour.told import Told

#: what comes with the clock, by how its key begins, and what it is counted as
CLOCK = {
    "digest": "reminders",
    "sponsor_digest": "reminders",
    "questions": "reminders",
    "standup": "standups",
}
#: lines of a morning message or a stand-up, and how wide they are
MOST, WIDEST = 4, 150
#: turns every night, which is no news
_DAY = re.compile(r" · (day \d+[^·]*|starts [^·]*)(?= ·)")


class Transcript:
    """Writes down what happens."""

    def __init__(
        self, write: Callable[[str], None], now: Callable[[], datetime], places: Mapping[str, str]
    ) -> None:
        """`places` names conversations and people by their id."""
        self._write, self._now, self._places = write, now, places
        self._day: date | None = None
        #: what each message said last, to tell an edit that says something new
        self._news: dict[str, str] = {}
        #: messages that come with the clock alone, told in short
        self._by_clock: set[str] = set()
        #: reminders and stand-ups so far
        self.counts: Counter[str] = Counter()

    def acted(self, who: str, what: str) -> None:
        """Write down what somebody does."""
        self._line(f"\n{who} {what}")

    def heard(self, told: Told | None) -> None:
        """Write down what the bot sends."""
        if told is None:
            return
        place = self._places.get(told.place, told.place)
        if not told.message:
            self._line(f"    ▫ {told.text}")
        elif kind := CLOCK.get(told.key.partition(":")[0], ""):
            self.counts[kind] += told.message not in self._by_clock
            self._by_the_clock(told, place)
        elif told.message not in self._by_clock:
            self._message(told, place)

    def _by_the_clock(self, told: Told, place: str) -> None:
        """Write down a morning message or a stand-up in short, and of its edits nothing: people's acts tell them."""
        if told.message in self._by_clock:
            return
        self._by_clock.add(told.message)
        head, *rest = told.text.splitlines()
        self._line(f"    ☼ {place}: {_short(head)}")
        for line in rest[:MOST]:
            self._write(f"        {_short(line)}")
        if len(rest) > MOST:
            self._write("        …")

    def _message(self, told: Told, place: str) -> None:
        head, *rest = told.lines or told.text.splitlines() or [""]
        news = _DAY.sub("", told.text.partition("\n")[0])
        known, self._news[told.message] = self._news.get(told.message), news
        if told.edited:
            if news != known:
                self._line(f"    ↻ {place}: {news}")
            return
        reader = self._places.get(told.reader, "")
        self._line(f"    ▪ {place}{f', {reader} alone' if reader else ''}: {head}")
        for line in rest:
            self._write(f"        {line}")

    def _line(self, text: str) -> None:
        day = self._now().astimezone(ZONE).date()
        if day != self._day:
            self._day = day
            self._write(f"\n── {day:%A} {day.day} {day:%B %Y} ──")
        self._write(text)


def _short(line: str) -> str:
    return line if len(line) <= WIDEST else f"{line[: WIDEST - 1].rstrip()}…"
