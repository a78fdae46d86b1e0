"""Commands on the records of a project: keeping them for the law, and erasing what need not be kept."""

from __future__ import annotations

from datetime import date

import msgspec


class PlaceLegalHold(msgspec.Struct, frozen=True):
    """Let nothing of the project be erased; not to be confused with putting its work on hold."""

    reason: str


class LiftLegalHold(msgspec.Struct, frozen=True):
    """Let what is old enough be erased again."""

    reason: str


class EraseTexts(msgspec.Struct, frozen=True):
    """Note that the free texts of so many events are erased with this."""

    count: int
    before: date | None = None


class ErasePerson(msgspec.Struct, frozen=True):
    """Take a person out of the project, and note that they are erased with this."""

    person: str
