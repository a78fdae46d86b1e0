"""Gate packets as files, read beside a running bot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path

from adapters.packets.html import html
from adapters.packets.pdf import pdf
from bot.project.decided import Undecided
from bot.project.evolve import evolve
from bot.service.packets import build
from bot.service.playbooks import Playbooks
from bot.talk.packet_parts import Document
from storage.engine import open_read_only
from storage.tx import SqlStore, SqlTx
from storage.verify import PAGE

#: how many projects are proposed in place of one that there is not
NEAREST = 3


class NoPacket(Exception):
    """There is no such project, or no such decision; says what there is."""


@dataclass(frozen=True)
class Written:
    """A file, and the digest of its bytes in hex."""

    file: Path
    sha256: str


@dataclass(frozen=True)
class _Known:
    workspace: str
    project: str
    name: str


async def read_packet(
    url: str, project: str, gate: int, number: int = 0, *, language: str = "en"
) -> Document:
    """Return the packet of a decision; `project` is an id, or a name that only one has.

    Raises NoPacket, Unavailable.
    """
    store = await open_read_only(url, evolve=evolve)
    try:
        found = _chosen(project, await _every(store))
        return await store.read(lambda tx: _document(tx, found, gate, number, language))
    finally:
        await store.close()


def write_packet(document: Document, folder: Path) -> list[Written]:
    """Write a packet as a page and as a PDF. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    return [
        _write(folder / f"{document.name}.html", html(document)),
        _write(folder / f"{document.name}.pdf", pdf(document)),
    ]


def _document(tx: SqlTx, found: _Known, gate: int, number: int, language: str) -> Document:
    try:
        return build(
            tx, found.workspace, found.project, gate, number, playbooks=Playbooks(), language=language
        )
    except Undecided as none:
        raise NoPacket(_undecided(found, gate, number, none)) from None


def _undecided(found: _Known, gate: int, number: int, none: Undecided) -> str:
    wanted = f"round {number} of gate {gate}" if number else f"gate {gate}"
    known = ", ".join(f"gate {gate} round {number}" for gate, number in none.rounds)
    what = f"Decided so far: {known}." if known else "No gate of it has been decided yet."
    return f"{found.name!r} has no decision on {wanted}. {what}"


async def _every(store: SqlStore) -> list[_Known]:
    """Return all projects of all workspaces."""
    found, last = list[_Known](), ("", "")
    while True:
        after = last
        page = await store.read(lambda tx, after=after: _page(tx, after))  # type: ignore[misc]
        found += page
        if len(page) < PAGE:
            return found
        last = (page[-1].workspace, page[-1].project)


def _page(tx: SqlTx, after: tuple[str, str]) -> list[_Known]:
    keys = tx.every_project(after, PAGE)
    return [_Known(ws, key, (tx.project_columns(ws, key) or {"name": ""})["name"]) for ws, key in keys]


def _chosen(wanted: str, known: Sequence[_Known]) -> _Known:
    """Return the project that is meant, or say which ones come near."""
    low = wanted.strip().lower()
    found = [each for each in known if low in (each.project.lower(), each.name.lower())]
    if len(found) == 1:
        return found[0]
    if found:
        raise NoPacket(f"Several projects are called {wanted!r}. Give an id:{_listed(found)}")
    if not known:
        raise NoPacket("There are no projects.")
    raise NoPacket(f"There is no project {wanted!r}. The nearest are:{_listed(_nearest(low, known))}")


def _nearest(low: str, known: Sequence[_Known]) -> list[_Known]:
    texts = {text.lower(): each for each in known for text in (each.project, each.name)}
    close = [texts[text] for text in get_close_matches(low, texts, NEAREST, cutoff=0.0)]
    inside = [each for each in known if low and low in each.name.lower()]
    return list(dict.fromkeys([*inside, *close]))[:NEAREST]


def _listed(found: Sequence[_Known]) -> str:
    return "".join(f"\n  {each.project}  {each.name}" for each in found)


def _write(file: Path, content: bytes) -> Written:
    file.write_bytes(content)
    return Written(file, sha256(content).hexdigest())
