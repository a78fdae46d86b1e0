"""What forms and homes read of preferences; bot.service.ports keeps them."""

from __future__ import annotations

from datetime import date, time
from typing import Protocol

from bot.project.working import Away


class Mine(Protocol):
    """What a person chose: bot.service.ports.Preferences."""

    @property
    def language(self) -> str: ...
    @property
    def at(self) -> time: ...
    @property
    def quiet(self) -> bool: ...
    @property
    def digest_only(self) -> bool: ...
    @property
    def paused_until(self) -> date | None: ...
    @property
    def days(self) -> tuple[int, ...]: ...
    @property
    def starts(self) -> time: ...
    @property
    def ends(self) -> time: ...
    @property
    def region(self) -> str: ...
    @property
    def away(self) -> tuple[Away, ...]: ...


class OfChannel(Protocol):
    """What a channel chose: bot.service.ports.ChannelSettings."""

    @property
    def conversation(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def at(self) -> time: ...
    @property
    def quiet(self) -> bool: ...
    @property
    def paused_until(self) -> date | None: ...
    @property
    def every_day(self) -> bool: ...
    @property
    def questions(self) -> bool: ...
    @property
    def closures(self) -> tuple[Away, ...]: ...


def ahead(away: tuple[Away, ...], today: date) -> Away | None:
    """Return the absence or closure that is on, or comes next; None without one."""
    coming = [off for off in away if off.last >= today]
    return min(coming, key=lambda off: off.first) if coming else None
