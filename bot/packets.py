"""Gate packets as files, read beside a running bot."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from adapters.packets.html import html
from adapters.packets.pdf import pdf
from bot.found import Known, NotFound, chosen, every
from bot.project.decided import Undecided
from bot.project.evolve import evolve
from bot.service.packets import build
from bot.service.playbooks import Playbooks
from bot.talk.packet_parts import Document
from storage.engine import reading
from storage.tx import SqlTx


class NoPacket(NotFound):
    """There is no such decision; says what there is."""


@dataclass(frozen=True)
class Written:
    """A file, and the digest of its bytes in hex."""

    file: Path
    sha256: str


async def read_packet(
    url: str, project: str, gate: int, number: int = 0, *, language: str = "en"
) -> Document:
    """Return the packet of a decision; `project` is an id, or a name that only one has.

    Raises NotFound, Unavailable.
    """
    async with reading(url, evolve=evolve) as store:
        found = chosen(project, await every(store))
        return await store.read(lambda tx: _document(tx, found, gate, number, language))


def write_packet(document: Document, folder: Path) -> list[Written]:
    """Write a packet as a page and as a PDF. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    # One in another language does not take the place of the one in English.
    name = document.name if document.language == "en" else f"{document.name}-{document.language}"
    return [
        _write(folder / f"{name}.html", html(document)),
        _write(folder / f"{name}.pdf", pdf(document)),
    ]


def _document(tx: SqlTx, found: Known, gate: int, number: int, language: str) -> Document:
    try:
        return build(
            tx, found.workspace, found.project, gate, number, playbooks=Playbooks(), language=language
        )
    except Undecided as none:
        raise NoPacket(_undecided(found, gate, number, none)) from None


def _undecided(found: Known, gate: int, number: int, none: Undecided) -> str:
    wanted = f"round {number} of gate {gate}" if number else f"gate {gate}"
    known = ", ".join(f"gate {gate} round {number}" for gate, number in none.rounds)
    what = f"Decided so far: {known}." if known else "No gate of it has been decided yet."
    return f"{found.name!r} has no decision on {wanted}. {what}"


def _write(file: Path, content: bytes) -> Written:
    file.write_bytes(content)
    return Written(file, sha256(content).hexdigest())
