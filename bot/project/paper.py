"""Gates that were passed before a project was here: what the papers say of them, and who countersigned that."""

from __future__ import annotations

from datetime import date, datetime

import msgspec


class PaperGate(msgspec.Struct, frozen=True):
    """An earlier gate as its document has it. It is no decision that was made here, and never looks like one."""

    gate: int
    decided_on: date
    #: where it is written: minutes, a protocol, a link
    document: str
    #: who decided it, in the document's words
    who: str


class Imported(msgspec.Struct, frozen=True):
    """How a project came in under way: at which phase, with which gates from paper, and who vouches for them."""

    #: the first phase that is worked on here
    phase: int
    gates: tuple[PaperGate, ...]
    #: seq of the event that last said what the papers say: what a countersignature is under
    seq: int
    #: since when the sponsor is asked
    asked_at: datetime
    #: who said so; "" for a file read on the command line
    by: str = ""
    #: the sponsor refused, with a reason; both "" while they have not
    refused_by: str = ""
    reason: str = ""
    countersigned_by: str = ""
    countersigned_at: datetime | None = None

    @property
    def awaits_sponsor(self) -> bool:
        """Whether it is the sponsor's turn: neither countersigned nor refused."""
        return not self.countersigned_by and not self.refused_by

    def of(self, gate: int) -> PaperGate | None:
        """Return what the papers say of a gate; None for one that is decided here."""
        return next((each for each in self.gates if each.gate == gate), None)
