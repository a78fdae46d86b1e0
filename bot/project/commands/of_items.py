"""Commands on items."""

from __future__ import annotations

import msgspec


class AssignItem(msgspec.Struct, frozen=True):
    """Give an item an owner; "" leaves it without one."""

    item: str
    owner: str


class SetDueDay(msgspec.Struct, frozen=True):
    """Give an item another due day (ISO date)."""

    item: str
    due_on: str
    reason: str


class WaitFor(msgspec.Struct, frozen=True):
    """Say whom or what an item waits for, and until when (ISO date)."""

    item: str
    until: str
    text: str = ""
    person: str = ""


class DeclineItem(msgspec.Struct, frozen=True):
    """Say that an item is not one's own."""

    item: str


class SetItem(msgspec.Struct, frozen=True):
    """Tick an item with what shows it, or make it open again."""

    item: str
    done: bool
    values: dict[str, str] = {}
    note: str = ""
    #: the event that had last set it when its form was opened; None: no form was
    seen: int | None = None


class RecordMeasure(msgspec.Struct, frozen=True):
    """Record the numbers of an item."""

    item: str
    values: dict[str, str]
    note: str = ""
    #: the event that had last set it when its form was opened; None: no form was
    seen: int | None = None


class SignItem(msgspec.Struct, frozen=True):
    """Confirm an item personally, in the role it asks for."""

    item: str
    values: dict[str, str] = {}
    note: str = ""
    #: the event that had last set it when its form was opened; None: no form was
    seen: int | None = None


class DeclareNotReady(msgspec.Struct, frozen=True):
    """Declare an item not ready; for a gate question: answer no."""

    item: str
    reason: str


class MarkNotApplicable(msgspec.Struct, frozen=True):
    """Say that an item does not apply."""

    item: str
    reason: str


class DescribeEquivalent(msgspec.Struct, frozen=True):
    """Describe what stands for an item."""

    item: str
    text: str


class VerifyItem(msgspec.Struct, frozen=True):
    """Confirm, as a second person, what somebody else has set."""

    item: str
    #: the event that set it, as the button showed it; 0: as it is
    seq: int = 0


class UndoItem(msgspec.Struct, frozen=True):
    """Undo what one did to an item a moment ago; `seq` is that event, as the button showed it."""

    item: str
    seq: int


UNSEEN = -1


class SignEquivalent(msgspec.Struct, frozen=True):
    """Sign an equivalent as it was shown, as a reviewer outside the team; `seq` is the event that described it."""

    item: str
    #: 0: as it stands now; `UNSEEN`: the button is from before it said what it stood under
    seq: int = 0


class SaveRow(msgspec.Struct, frozen=True):
    """Add or replace a row of a register; `row` is minted at the edge."""

    item: str
    row: str
    owner: str
    values: dict[str, str]


class RemoveRow(msgspec.Struct, frozen=True):
    """Remove a row of a register."""

    item: str
    row: str
