"""Commands on projects that came in under way, their earlier gates passed on paper."""

from __future__ import annotations

import msgspec

from bot.project.commands.of_projects import OpenProject


class ImportProject(msgspec.Struct, frozen=True):
    """Begin a project at a later phase; everything is as it was typed."""

    opening: OpenProject
    #: the phase at which it comes in, from 2 on
    phase: str
    #: of each earlier gate, in order: the day of its decision, its document, and who decided
    gates: tuple[tuple[str, str, str], ...]
    #: where an earlier gate was the permission to go live: the day on which it did
    went_live_on: str = ""


class CorrectImport(msgspec.Struct, frozen=True):
    """Say anew what the papers say, until the sponsor has countersigned it."""

    gates: tuple[tuple[str, str, str], ...]
    went_live_on: str = ""


class CountersignImport(msgspec.Struct, frozen=True):
    """Vouch for the gates from paper, as the sponsor who was shown this version of them."""

    version: int


class RefuseImport(msgspec.Struct, frozen=True):
    """Do not vouch for them, with a reason; the lead is told."""

    reason: str
