"""How long what was signed is kept: the names of those who signed, and the reasons of decisions."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

import msgspec

from bot.project.decided import Entry
from bot.project.events import Recorded

#: unless a setting says otherwise
YEARS = 7
#: what stands where a free text was erased
ERASED = "[erased]"


class Signed(msgspec.Struct, frozen=True):
    """A signature of somebody: its event, the gate it was on (0 for none) or the item, and when."""

    kind: str
    gate: int
    item: str
    at: datetime
    kept_until: datetime


def kept_until(at: datetime, years: int) -> datetime:
    """Return the end of the retention of what was written at an instant."""
    try:
        return at.replace(year=at.year + years)
    except ValueError:  # the 29th of February
        return at.replace(year=at.year + years, month=3, day=1)


def signatures(entries: Sequence[Entry], persons: Collection[str], years: int) -> list[Signed]:
    """Return what somebody signed, or what was signed in their place, under any id of theirs."""
    found = []
    for entry in entries:
        event, recorded = entry.recorded.event, entry.recorded
        signers = {recorded.by, getattr(event, "stands_for", ""), getattr(event, "person", "")} - {""}
        if event.SIGNS and signers & set(persons):
            until = kept_until(recorded.at, years)
            gate, item = getattr(event, "gate", 0), getattr(event, "item", "")
            found.append(Signed(type(event).__name__, gate, item, recorded.at, until))
    return found


def has_texts(recorded: Recorded) -> bool:
    """Tell whether an event still has a free text."""
    for name in recorded.event.PROSE:
        value = getattr(recorded.event, name)
        texts = value.values() if isinstance(value, dict) else [value]
        if any(text and text != ERASED for text in texts):
            return True
    return False


def must_stay(recorded: Recorded, now: datetime, years: int) -> bool:
    """Tell whether the free texts of an event are kept: the reason of a decision, in its time."""
    return recorded.event.SIGNS == "decision" and now < kept_until(recorded.at, years)


def erasable(entries: Sequence[Entry], *, now: datetime, years: int) -> list[int]:
    """Return the seqs of the events whose free texts may go."""
    return [
        entry.seq
        for entry in entries
        if has_texts(entry.recorded) and not must_stay(entry.recorded, now, years)
    ]
