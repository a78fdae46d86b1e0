"""Packets as files: what prints them, and links by which they are fetched."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256
from typing import Literal, Protocol, get_args

import msgspec

from bot.talk.packet_parts import Document

Format = Literal["pdf", "html"]
FORMATS: tuple[Format, ...] = get_args(Format)
#: how long an address of a packet works
LINKS_LAST = timedelta(days=30)


class File(msgspec.Struct, frozen=True):
    """A file to hand out."""

    name: str
    format: Format
    media_type: str
    content: bytes

    @property
    def digest(self) -> str:
        """SHA-256 of its bytes, hex."""
        return sha256(self.content).hexdigest()


class Ref(msgspec.Struct, frozen=True, array_like=True):
    """Which packet: of the decision at a place in the ledger of a project, in a language."""

    workspace: str
    project: str
    gate: int
    round: int
    #: seq of the event that decided
    seq: int
    language: str


class Printer(Protocol):
    """Makes files of a packet. It takes a while and is called beside the event loop, one call at a time."""

    def __call__(self, document: Document) -> Sequence[File]:
        """Return one file for each format; the same packet gives the same bytes."""
        ...


class Links(Protocol):
    """Addresses under which packets are served for a while."""

    def link(self, ref: Ref, form: Format) -> str:
        """Return an address that opens without signing in; "" where there is none."""
        ...


class NoLinks:
    """For a bot that nobody can reach by an address."""

    def link(self, ref: Ref, form: Format) -> str:
        """Return none."""
        return ""
