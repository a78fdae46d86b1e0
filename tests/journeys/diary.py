"""What people do and what reaches them, under the days and minutes on which it happens."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from itertools import groupby
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


class _Told(NamedTuple):
    """What happened in a minute; `place` is "" for what people do."""

    at: datetime
    place: str
    lines: tuple[str, ...]


class Diary:
    """Writes down acts and messages; an edit only where it says something else than before."""

    def __init__(self, now: Callable[[], datetime], places: Mapping[str, str]) -> None:
        """`places` names conversations by their id."""
        self._now, self._places = now, places
        self.entries: list[Entry] = []
        self._told: list[_Told] = []
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
        self._told.append(_Told(self._here(), "", (f"         {text}",)))

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
        at = self._here()
        lines = [f"{at:%H:%M} {'↻' if edited else '▪'} {place}: {head}"]
        lines += [f"            {line}" for line in rest[: MOST - 1]]
        lines += ["            …"] if len(rest) >= MOST else []
        self._told.append(_Told(at, place, tuple(lines)))

    def read(self) -> str:
        """Return everything as text; what reaches several people in a minute comes in the order of their names."""
        found: list[str] = []
        day: date | None = None
        for (at, _), several in groupby(self._told, lambda told: (told.at, bool(told.place))):
            if at.date() != day:
                day = at.date()
                found.append(f"\n── {day:%A} {day.day} {day:%B} ──")
            for told in sorted(several, key=lambda told: told.place):
                found += told.lines
        return "\n".join(found).strip() + "\n"

    def _here(self) -> datetime:
        return self._now().astimezone(ZONE).replace(second=0, microsecond=0)
