"""Tells a control that Teams delivers again from one that somebody uses again.

Teams repeats an invoke that it got no answer to, under a new id. So what it means is its identity: who, which
control, which version of the card. What means the same is the same delivery for a short while; after that, or
when it was undone meanwhile, or after a refusal that was told in time, it is a new act.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Mapping, Sequence
from itertools import count

import msgspec
import orjson

#: Teams waits so many seconds for an answer, and repeats an invoke at most four times
PATIENCE = 15.0
_SAME_FOR = 2 * PATIENCE
_LONGEST = 6 * PATIENCE


class _Seen(msgspec.Struct):
    key: str
    #: how often its subject had been turned
    turn: int
    first: float
    last: float
    over: bool = False


class _Subject(msgspec.Struct):
    verb: str
    turn: int
    last: float


class Deliveries:
    """The invokes of the last minute and a half."""

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        """`now` gives seconds since 1970: other processes of the bot give the same keys at the same time."""
        self._now = now
        self._seen: dict[bytes, _Seen] = {}
        self._subjects: dict[bytes, _Subject] = {}
        self._by_key: dict[str, _Seen] = {}
        self._next_sweep = 0.0
        self._numbers = count()

    def key(self, verb: str, args: Mapping[str, str], *about: str | Sequence[tuple[str, str]]) -> str:
        """Return the delivery's id; `about`: who, where, which version, and what was entered."""
        return self._entry(verb, args, about)[0].key

    def refused(self, key: str) -> None:
        """Let the next one that means the same be a new act: the refusal was told while Teams still waited."""
        seen = self._by_key.get(key)
        if seen and self._now() - seen.first < PATIENCE:
            seen.over = True

    def again(self, event: str, where: str) -> bool:
        """Say whether this happened there a moment ago; Teams tells some events in two ways."""
        return self._entry(event, {"in": where}, ())[1]

    def forget(self, event: str, where: str) -> None:
        """Let what happened there be heard when it is told again: it could not be taken in."""
        self._entry(event, {"in": where}, ())[0].over = True

    def _entry(self, verb: str, args: Mapping[str, str], about: object) -> tuple[_Seen, bool]:
        """Give what is known of an act by now, and whether it had been seen before."""
        now = self._now()
        if now >= self._next_sweep:
            self._sweep(now)
        meaning = _digest([verb, dict(args), about])
        turn = self._turn(verb, args, now)
        seen = self._seen.get(meaning)
        if seen and self._is_repeat(seen, turn, now):
            seen.last = now
            return seen, True
        # The first one is told apart by the time alone, so that another process finds the same id.
        mark = f"{int(now / _LONGEST):x}" if seen is None else f"{now:.3f}.{next(self._numbers)}"
        fresh = _Seen(f"{meaning.hex()}:{mark}", turn, now, now)
        self._seen[meaning] = self._by_key[fresh.key] = fresh
        return fresh, False

    def _turn(self, verb: str, args: Mapping[str, str], now: float) -> int:
        """Count how often something else was done with the same thing, whoever did it."""
        which = _digest(dict(args))
        subject = self._subjects.setdefault(which, _Subject(verb, 0, now))
        subject.last = now
        if subject.verb != verb:
            subject.verb, subject.turn = verb, subject.turn + 1
        return subject.turn

    def _is_repeat(self, seen: _Seen, turn: int, now: float) -> bool:
        is_recent = now - seen.last < _SAME_FOR and now - seen.first < _LONGEST
        return is_recent and not seen.over and seen.turn == turn

    def _sweep(self, now: float) -> None:
        self._next_sweep = now + _SAME_FOR
        after = now - _LONGEST
        self._seen = {one: seen for one, seen in self._seen.items() if seen.first > after}
        self._by_key = {seen.key: seen for seen in self._seen.values()}
        self._subjects = {one: kept for one, kept in self._subjects.items() if kept.last > after}


def _digest(given: object) -> bytes:
    return hashlib.blake2b(orjson.dumps(given, option=orjson.OPT_SORT_KEYS), digest_size=16).digest()
