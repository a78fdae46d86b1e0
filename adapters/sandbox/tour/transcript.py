"""What people do and what the bot says, as lines of text under the days they happen on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from adapters.sandbox.tour.crew import ZONE
from adapters.sandbox.visible import SIGNS, read, words

Json = dict[str, Any]
_EDITS = ("chat.update",)
_SILENT = ("views.publish",)
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

    def heard(self, method: str, payload: Json, conversation: str) -> None:
        """Write down what the bot sends."""
        if method in _SILENT:
            return
        if view := payload.get("view"):
            self._line(f"    ▫ {read(view['title'])}")
        elif payload.get("text") and "ts" in payload:
            if kind := self._kind(payload):
                self.counts[kind] += payload["ts"] not in self._by_clock
                self._by_the_clock(payload, self._places.get(conversation, conversation))
                return
            self._message(method, payload, self._places.get(conversation, conversation))

    def _kind(self, payload: Json) -> str:
        """Return what a message is that comes with the clock; "" for any other."""
        key = payload.get("metadata", {}).get("event_payload", {}).get("key", "")
        kind = CLOCK.get(key.partition(":")[0], "")
        return kind or ("edit" if payload["ts"] in self._by_clock else "")

    def _by_the_clock(self, payload: Json, place: str) -> None:
        """Write down a morning message or a stand-up in short, and of its edits nothing: people's acts tell them."""
        if payload["ts"] in self._by_clock:
            return
        self._by_clock.add(payload["ts"])
        head, *rest = read(payload["text"]).splitlines()
        self._line(f"    ☼ {place}: {_short(head)}")
        for line in rest[:MOST]:
            self._write(f"        {_short(line)}")
        if len(rest) > MOST:
            self._write("        …")

    def _message(self, method: str, payload: Json, place: str) -> None:
        head, *rest = _told(payload["blocks"]) or [read(payload["text"])]
        news = _DAY.sub("", read(payload["text"]).partition("\n")[0])
        known, self._news[payload["ts"]] = self._news.get(payload["ts"]), news
        if method in _EDITS:
            if news != known:
                self._line(f"    ↻ {place}: {news}")
            return
        reader = self._places.get(payload.get("user", ""), "")
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


def _told(blocks: Sequence[Json]) -> list[str]:
    """Return what blocks say, an item and its state on one line."""
    texts = (words(block) for block in blocks)
    rows = (text.replace("\n", " · ") if text[:1] in SIGNS else text for text in texts if text)
    return [line for row in rows for line in row.splitlines()]
