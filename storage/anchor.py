"""What a ledger amounted to at an instant: kept outside, it shows when the past was written again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from hashlib import sha256

import msgspec

#: before the id of the workspace that an anchor is of; one of a whole database has none
OF = "workspace="
#: what chats and mails put around a line that is to stand as it is
_AROUND = "`*_>“”\"'"


class Anchor(msgspec.Struct, frozen=True):
    """What a ledger amounted to at an instant: short enough for a message, and kept outside."""

    at: datetime
    projects: int
    events: int
    #: over the heads of all projects, in hex
    digest: str
    #: whose projects they are; "" for all that the database holds
    workspace: str = ""

    def __str__(self) -> str:
        """Return it as one line that can be read back."""
        at = self.at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        line = f"tollgate-anchor {at} {self.projects} {self.events} {self.digest}"
        return f"{line} {OF}{self.workspace}" if self.workspace else line


def read_anchor(text: str) -> Anchor:
    """Read an anchor out of a message or a mail that holds one. Raises ValueError saying what is missing."""
    for line in text.splitlines():
        words = [word.strip(_AROUND) for word in line.partition("tollgate-anchor ")[2].split()]
        if len(words) >= 4 and words[1].isdecimal() and words[2].isdecimal():
            at = datetime.fromisoformat(words[0])
            whose = words[4].removeprefix(OF) if len(words) > 4 and words[4].startswith(OF) else ""
            if at.tzinfo:
                return Anchor(at, int(words[1]), int(words[2]), words[3], whose)
    raise ValueError("no anchor in it: a line that begins with “tollgate-anchor” is expected")


Kept = tuple[str, str, Sequence[tuple[datetime, str]]]
#: workspace, project, how many events, hash of the last one
Head = tuple[str, str, int, str]


def anchor(projects: Iterable[Kept], at: datetime, workspace: str = "") -> Anchor:
    """Return the anchor at an instant; each project comes as workspace, id and its events' (instant, hash)."""
    heads = list[Head]()
    for where, project, events in projects:
        before = [hash_ for moment, hash_ in events if moment <= at]
        if before and workspace in ("", where):
            heads.append((where, project, len(before), before[-1]))
    return of_heads(heads, at, workspace)


def of_heads(heads: Iterable[Head], at: datetime, workspace: str = "") -> Anchor:
    """Return the anchor over the heads of projects as they were at an instant."""
    found = list(heads)
    lines = sorted(f"{where}/{project}/{count}/{head}\n" for where, project, count, head in found)
    counted = sum(count for _, _, count, _ in found)
    return Anchor(at, len(found), counted, sha256("".join(lines).encode()).hexdigest(), workspace)


def differs(held_to: Anchor, found: Anchor) -> list[str]:
    """Say how what was found differs from an anchor."""
    if found == held_to:
        return []
    whose = f" of workspace {held_to.workspace}" if held_to.workspace else ""
    more = found.events - held_to.events
    happened = "what was written before that day was changed afterwards"
    if more > 0 and found.projects >= held_to.projects:
        happened = (
            f"{more} more events bear a time from before it. Either a clock was behind when they were appended "
            "later, or what was written before that day was changed afterwards; the anchor alone does not tell which"
        )
    return [
        f"the anchor of {held_to.at:%Y-%m-%d %H:%M} UTC{whose} says {held_to.projects} projects, "
        f"{held_to.events} events and {held_to.digest[:12]}…; here were {found.projects}, {found.events} and "
        f"{found.digest[:12]}… then: {happened}"
    ]
