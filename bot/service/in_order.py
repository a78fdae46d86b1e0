"""Times of events that never go back: a clock may, and clocks of replicas differ."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from bot.project.events import Recorded
from bot.service.ports import Stored, Tx


def in_order(
    tx: Tx, workspace: str, before: Stored | None, recorded: Sequence[Recorded]
) -> Sequence[Recorded]:
    """Return events with times not before what is written and anchored: a clock that was set back changes no past."""
    if not recorded:
        return recorded
    floor = before.not_before if before else None
    floor = floor or tx.not_before(workspace, before.project.id if before else "")
    return [each if each.at >= floor else replace(each, at=floor) for each in recorded]
