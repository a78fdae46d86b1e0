"""What all events have in common."""

from __future__ import annotations

from typing import ClassVar

import msgspec


class Fact(msgspec.Struct, frozen=True, tag=True):
    #: names of the fields that hold free text
    PROSE: ClassVar[tuple[str, ...]] = ()
