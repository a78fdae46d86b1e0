"""What happens to the records of a project: they must be kept, or something of them was erased."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from bot.project.events.fact import Fact


class LegalHoldPlaced(Fact, frozen=True, tag=True):
    """Nothing of this project may be erased from now on, however old it is; its work goes on."""

    SIGNS: ClassVar = "decision"
    PROSE: ClassVar = ("reason",)
    reason: str


class LegalHoldLifted(Fact, frozen=True, tag=True):
    """What is old enough may be erased again."""

    SIGNS: ClassVar = "decision"
    PROSE: ClassVar = ("reason",)
    reason: str


class TextsErased(Fact, frozen=True, tag=True):
    """Free texts were erased: of so many events, those from before a day where one was given."""

    count: int
    before: date | None = None


class PersonErased(Fact, frozen=True, tag=True):
    """Whose id this is was erased from the directory: nobody can tell any more."""

    person: str
