"""What happens to projects that came in under way, their earlier gates passed on paper."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import msgspec

from bot.project.events.fact import Fact


class ProjectImported(Fact, frozen=True, tag=True):
    """A project that has just been opened is at a later phase: its earlier gates are known from paper."""

    SIGNS: ClassVar = "decision"
    PROSE: ClassVar = ("words",)
    phase: int
    #: day of the decision, by gate
    decided_on: dict[int, date]
    #: first day of each phase after the first, by number
    began: dict[int, date]
    #: "document_1", "who_1" and so on: where the gate's decision is written, and who decided, as it says
    words: dict[str, str]
    went_live_on: date | None = None


class ImportCorrected(Fact, frozen=True, tag=True):
    """The lead said anew what the papers say; the fields are those of `ProjectImported`."""

    SIGNS: ClassVar = "decision"
    PROSE: ClassVar = ("words",)
    decided_on: dict[int, date]
    began: dict[int, date]
    words: dict[str, str]
    went_live_on: date | None = None


class ImportCountersigned(Fact, frozen=True, tag=True):
    """The sponsor vouched for the gates from paper; what they lock is locked from now on."""

    SIGNS: ClassVar = "decision"
    PROSE: ClassVar = ("locked_words",)
    #: by name; older ledgers hold free text here, too
    locked: dict[str, str]
    #: of free text, by name
    locked_words: dict[str, str] = msgspec.field(default_factory=dict)


class ImportRefused(Fact, frozen=True, tag=True):
    """The sponsor did not vouch for the gates from paper."""

    SIGNS: ClassVar = "decision"
    PROSE: ClassVar = ("reason",)
    reason: str
