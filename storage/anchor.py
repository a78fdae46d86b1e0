"""What a whole ledger amounted to at an instant: kept outside, it shows when the past was written again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from hashlib import sha256

import msgspec

from storage.tx import SqlStore
from storage.verify import PAGE


class Anchor(msgspec.Struct, frozen=True):
    """What the whole ledger amounted to at an instant: short enough for a message, and kept outside."""

    at: datetime
    projects: int
    events: int
    #: over the heads of all projects, in hex
    digest: str

    def __str__(self) -> str:
        """Return it as one line that can be read back."""
        at = self.at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        return f"tollgate-anchor {at} {self.projects} {self.events} {self.digest}"


def read_anchor(text: str) -> Anchor:
    """Read an anchor out of a message or a mail that holds one. Raises ValueError saying what is missing."""
    for line in text.splitlines():
        words = line.partition("tollgate-anchor ")[2].split()
        if len(words) >= 4 and words[1].isdecimal() and words[2].isdecimal():
            at = datetime.fromisoformat(words[0])
            if at.tzinfo:
                return Anchor(at, int(words[1]), int(words[2]), words[3])
    raise ValueError("no anchor in it: a line that begins with “tollgate-anchor” is expected")


Kept = tuple[str, str, Sequence[tuple[datetime, str]]]


def anchor(projects: Iterable[Kept], at: datetime) -> Anchor:
    """Return the anchor at an instant; each project comes as workspace, id and its events' (instant, hash)."""
    counted, heads = 0, []
    for workspace, project, events in projects:
        before = [hash_ for moment, hash_ in events if moment <= at]
        counted += len(before)
        if before:
            heads.append(f"{workspace}/{project}/{len(before)}/{before[-1]}\n")
    return Anchor(at, len(heads), counted, sha256("".join(sorted(heads)).encode()).hexdigest())


async def anchored(store: SqlStore, at: datetime) -> Anchor:
    """Return the anchor of a database at an instant. Raises Unavailable."""
    found: list[Kept] = []
    last = ("", "")
    while True:
        after = last
        page = await store.read(lambda tx, after=after: tx.every_project(after, PAGE))  # type: ignore[misc]
        for workspace, project in page:
            rows = await store.read(lambda tx, w=workspace, p=project: tx.events(w, p))  # type: ignore[misc]
            found.append((workspace, project, [(row["at"], row["hash"]) for row in rows]))
        if len(page) < PAGE:
            return anchor(found, at)
        last = page[-1]


def differs(held_to: Anchor, found: Anchor) -> list[str]:
    """Say how what was found differs from an anchor."""
    if found == held_to:
        return []
    return [
        f"the anchor of {held_to.at:%Y-%m-%d %H:%M} UTC says {held_to.projects} projects, {held_to.events} events "
        f"and {held_to.digest[:12]}…; here were {found.projects}, {found.events} and {found.digest[:12]}… then: "
        "what was written before that day was changed afterwards"
    ]
