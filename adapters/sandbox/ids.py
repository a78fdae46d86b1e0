"""Ids and timestamps that look like Slack's, and come out the same in every run."""

from collections.abc import Callable

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MIX = 2654435761  # Knuth's multiplier: neighbours look unrelated, no two collide
_SPAN = 36**6


class Ids:
    """Mint ids from one counter per prefix."""

    def __init__(self) -> None:
        self.counters: dict[str, int] = {}

    def mint(self, prefix: str) -> str:
        """Give the next id of this kind, for example `C0SKP3X9D`."""
        count = self.counters.get(prefix, 0) + 1
        self.counters[prefix] = count
        mixed = count * _MIX % _SPAN
        return f"{prefix}0S" + _digits(mixed)


def _digits(number: int) -> str:
    digits = ""
    for _ in range(6):
        number, rest = divmod(number, 36)
        digits = _ALPHABET[rest] + digits
    return digits


class Stamps:
    """Mint message timestamps: the clock's time, made unique and ever increasing."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._last = 0

    def seen(self, ts: str) -> None:
        """Never mint anything at or before this timestamp."""
        self._last = max(self._last, _micros(ts))

    def mint(self) -> str:
        """Give the next timestamp, such as `1773136800.000100`."""
        self._last = max(int(self._now() * 1_000_000), self._last + 1)
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"


def _micros(ts: str) -> int:
    seconds, _, fraction = ts.partition(".")
    return int(seconds) * 1_000_000 + int(fraction.ljust(6, "0")[:6] or 0)
