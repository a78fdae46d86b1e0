"""What all events have in common."""

from __future__ import annotations

from typing import ClassVar, Literal

import msgspec


class Fact(msgspec.Struct, frozen=True, tag=True):
    #: names of the fields that hold free text
    PROSE: ClassVar[tuple[str, ...]] = ()
    #: a signature: under a decision, whose reason is kept as long as the name, or on an item; a test lists all
    SIGNS: ClassVar[Literal["", "decision", "item"]] = ""
