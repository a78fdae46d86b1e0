"""What happens to items."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import msgspec

from bot.project.events.fact import Fact


class ItemOwned(Fact, frozen=True, tag=True):
    """An item got an owner, or lost it (`owner` is "")."""

    item: str
    owner: str


class DueDayChanged(Fact, frozen=True, tag=True):
    """An item got another due day."""

    PROSE: ClassVar = ("reason",)
    item: str
    due_on: date
    reason: str


class ItemWaits(Fact, frozen=True, tag=True):
    """Its owner waits for a colleague (`person`) or for something else, until a day."""

    PROSE: ClassVar = ("text",)
    item: str
    text: str
    person: str
    until: date
    since: date


class ItemDeclined(Fact, frozen=True, tag=True):
    """Its owner said that it is not theirs: it has no owner now, and the lead is told."""

    item: str
    owner: str


class ItemConfirmed(Fact, frozen=True, tag=True):
    """An item was ticked, with what shows it."""

    PROSE: ClassVar = ("words", "note")
    item: str
    values: dict[str, str]
    words: dict[str, str]
    note: str
    #: seq of the event that this corrects, after the gate of its phase was passed
    corrects: int = 0
    #: seq of the event in whose place this counts, when that could not be undone any more by who did this
    replaces: int = 0


class MeasureRecorded(Fact, frozen=True, tag=True):
    """Numbers were recorded for an item."""

    PROSE: ClassVar = ("words", "note")
    item: str
    values: dict[str, str]
    words: dict[str, str]
    note: str
    corrects: int = 0
    replaces: int = 0


class ItemSigned(Fact, frozen=True, tag=True):
    """Somebody in the role that an item asks for confirmed it personally."""

    SIGNS: ClassVar = "item"
    PROSE: ClassVar = ("words", "note")
    item: str
    values: dict[str, str]
    words: dict[str, str]
    note: str
    corrects: int = 0
    replaces: int = 0


class ItemCleared(Fact, frozen=True, tag=True):
    """An item is open again."""

    PROSE: ClassVar = ("words",)
    item: str
    corrects: int = 0
    replaces: int = 0
    #: where older ledgers hold the unit in clear
    unit: str = ""
    #: the sponsor who had confirmed it has been replaced, and the new one is to confirm it
    new_sponsor: bool = False
    #: "unit": the one that its numbers are in, where another one counts from now on: to be recorded anew
    words: dict[str, str] = msgspec.field(default_factory=dict)

    @property
    def was_in(self) -> str:
        """The unit that its numbers are in, where another one counts from now on."""
        return self.words.get("unit", "") or self.unit


class ItemDeclaredNotReady(Fact, frozen=True, tag=True):
    """Somebody declared an item not ready; for a gate question: answered no."""

    PROSE: ClassVar = ("reason",)
    item: str
    reason: str
    corrects: int = 0
    replaces: int = 0


class ItemNotApplicable(Fact, frozen=True, tag=True):
    """An item does not apply to this project."""

    PROSE: ClassVar = ("reason",)
    item: str
    reason: str
    corrects: int = 0
    replaces: int = 0


class EquivalentDescribed(Fact, frozen=True, tag=True):
    """What stands for an item was described; it counts once a reviewer has signed it."""

    PROSE: ClassVar = ("text",)
    item: str
    text: str
    corrects: int = 0
    replaces: int = 0


class EquivalentSigned(Fact, frozen=True, tag=True):
    """A reviewer outside the team signed an equivalent."""

    SIGNS: ClassVar = "item"
    item: str
    corrects: int = 0


class EquivalentUnsigned(Fact, frozen=True, tag=True):
    """The signature under an equivalent counts no more: `person`, who gave it, is on the team now."""

    item: str
    person: str


class ItemVerified(Fact, frozen=True, tag=True):
    """A second person confirmed what was set."""

    SIGNS: ClassVar = "item"
    item: str


class ItemUndone(Fact, frozen=True, tag=True):
    """Who had done something to an item took it back at once: it is what it was before."""

    item: str
    #: seq of the event that counts no more
    undoes: int


class RowSaved(Fact, frozen=True, tag=True):
    """A row of a register was added or replaced."""

    PROSE: ClassVar = ("words",)
    item: str
    row: str
    owner: str
    values: dict[str, str]
    words: dict[str, str]
    corrects: int = 0
    replaces: int = 0


class RowRemoved(Fact, frozen=True, tag=True):
    """A row of a register was removed."""

    item: str
    row: str
    corrects: int = 0
    replaces: int = 0
