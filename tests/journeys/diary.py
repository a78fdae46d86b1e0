"""What people do and what reaches them, under the days and minutes on which it happens."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, NamedTuple

from adapters.sandbox.tour.crew import ZONE

Json = dict[str, Any]
#: lines of a message that are written down
MOST = 7


class Entry(NamedTuple):
    """One message as it reached somebody."""

    at: datetime
    place: str
    text: str
    edited: bool
    ts: str

    @property
    def head(self) -> str:
        """What it begins with."""
        return self.text.partition("\n")[0]


class Diary:
    """Writes down acts and messages; an edit only where it says something else than before."""

    def __init__(self, now: Callable[[], datetime], places: Mapping[str, str]) -> None:
        """`places` names conversations by their id."""
        self._now, self._places = now, places
        self.entries: list[Entry] = []
        self._lines: list[str] = []
        self._day: date | None = None
        self._known: dict[str, str] = {}
        self._is_silent = False

    def acted(self, who: str, what: str) -> None:
        """Write down what somebody does."""
        if not self._is_silent:
            self.note(f"{who} {what}")

    @contextmanager
    def silent(self) -> Iterator[None]:
        """Leave out what people do for a while."""
        self._is_silent = True
        yield
        self._is_silent = False

    def note(self, text: str) -> None:
        """Write down something else that happens."""
        self._line(f"         {text}")

    def heard(self, method: str, payload: Json, conversation: str) -> None:
        """Write down a message."""
        if method not in ("chat.postMessage", "chat.update") or not payload.get("text"):
            return
        edited, text, ts = method == "chat.update", payload["text"], payload["ts"]
        known, self._known[ts] = self._known.get(ts), text
        if known == text or (edited and text.startswith(("Phase ", "Gate "))):
            return
        place = self._places.get(conversation, conversation)
        self.entries.append(Entry(self._now(), place, text, edited, ts))
        head, *rest = text.splitlines()
        self._line(f"{self._now().astimezone(ZONE):%H:%M} {'↻' if edited else '▪'} {place}: {head}")
        self._lines += [f"            {line}" for line in rest[: MOST - 1]]
        if len(rest) >= MOST:
            self._lines.append("            …")

    def read(self) -> str:
        """Return everything as text."""
        return "\n".join(self._lines).strip() + "\n"

    def _line(self, text: str) -> None:
        day = self._now().astimezone(ZONE).date()
        if day != self._day:
            self._day = day
            self._lines.append(f"\n── {day:%A} {day.day} {day:%B} ──")
        self._lines.append(text)
