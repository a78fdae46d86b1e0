"""Whether a request still stands: it pauses when what it rests on changes, and goes on once that is true again."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from bot.playbooks.model import Playbook
from bot.project.events import (
    ConditionReopened,
    EquivalentDescribed,
    EquivalentSigned,
    EquivalentUnsigned,
    Event,
    GatePaused,
    GateResumed,
    ItemCleared,
    ItemConfirmed,
    ItemDeclaredNotReady,
    ItemNotApplicable,
    ItemSigned,
    ItemUndone,
    MeasureRecorded,
    RowRemoved,
    RowSaved,
    ThresholdChanged,
    ThresholdSigned,
)
from bot.project.requesting import holds, is_complete, resting_on
from bot.project.state import GateRequest, Project

#: these change what is known of an item
CHANGES = (
    ItemConfirmed,
    MeasureRecorded,
    ItemSigned,
    ItemCleared,
    ItemDeclaredNotReady,
    ItemNotApplicable,
    EquivalentDescribed,
    EquivalentSigned,
    EquivalentUnsigned,
    ItemUndone,
    RowSaved,
    RowRemoved,
)


def pauses(
    project: Project,
    after: Project,
    events: Sequence[Event],
    opened: Sequence[ConditionReopened],
    playbook: Playbook,
) -> list[Event]:
    """Pause a waiting request when more than the wording of an item has changed that it rests on."""
    request = after.request
    if request is None or "waiting" not in (after.status, after.held_from if after.status == "held" else ""):
        return []
    resting = resting_on(project, playbook)
    # A changed threshold waits for the sponsor's signature, which every later gate needs.
    moved = any(isinstance(event, ThresholdChanged | ThresholdSigned) for event in events)
    touched = [
        event.item
        for event in events
        if isinstance(event, CHANGES)
        and (moved or event.item in resting)
        and _means_more(project, after, event.item)
    ]
    if moved:
        uses = (
            item.id for item in playbook.phase(project.phase).checklist if item.rule and item.rule.against
        )
        touched += uses
    # A condition that is open again stands in the way of the gate that waited for it.
    again = {event.condition for event in opened}
    touched += [each.item for each in after.conditions if each.id in again]
    if not touched:
        return []
    return [GatePaused(request.gate, request.round, tuple(dict.fromkeys(touched)))]


def _means_more(project: Project, after: Project, item: str) -> bool:
    """Tell whether more than the wording of an item has changed."""
    meanings = [
        replace(
            known.item(item),
            note="",
            seq=0,
            changed_at=None,
            changed_by="",
            news_at=None,
            waiting=None,
            before=None,
            undone=0,
            rows=tuple(replace(row, seq=0) for row in known.item(item).rows),
        )
        for known in (project, after)
    ]
    return meanings[0] != meanings[1]


def goes_on(project: Project, after: Project, events: Sequence[Event], playbook: Playbook) -> list[Event]:
    """Put a request before its approvers again when what was no longer true is true again, and all the rest is."""
    request = after.request
    if request is None or project.status != "paused" or after.status != "paused":
        return []
    if not is_complete(after, playbook):
        return []
    for event in events:
        if isinstance(event, ItemUndone) and _paused_it(event, request):
            return [GateResumed(request.gate, request.round, (event.item,))]
    was, now = ([holds(known, playbook, key) for key in request.paused_by] for known in (project, after))
    if not all(now) or all(was):
        return []
    ready = tuple(key for key, held in zip(request.paused_by, was, strict=True) if not held)
    return [GateResumed(request.gate, request.round, ready)]


def _paused_it(event: ItemUndone, request: GateRequest) -> bool:
    """Tell whether what was undone is what paused the request: the pause follows its cause at once."""
    # Between the two stands at most a changed threshold, which goes with the change.
    return event.item in request.paused_by and 0 < request.paused_seq - event.undoes <= 2
