"""Whom the bot has greeted a moment ago: a greeting that is said again is answered with what can be done."""

from __future__ import annotations

from datetime import datetime, timedelta

#: who says hello after this long is greeted again
GREETED_FOR = timedelta(hours=1)
MOST = 10_000


class Greeted:
    """Remembers people for as long as the bot runs: a greeting too many after a restart does no harm."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self._at: dict[str, datetime] = {}

    def again(self, person: str, now: datetime) -> bool:
        """Tell whether somebody was greeted a moment ago, and keep that they are greeted now."""
        if len(self._at) > MOST:
            self._at.clear()
        last = self._at.get(person)
        self._at[person] = now
        return last is not None and now - last < GREETED_FOR
