"""A change of an item is undone by who made it, for ten minutes and while nothing rests on it.

Afterwards it stays, and setting the item anew is a correction that names what it corrects: the ledger keeps both.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from bot.playbooks.model import Item, Playbook
from bot.project.authority import holds, in_roles, need_running, need_team
from bot.project.commands import Actor, UndoItem
from bot.project.events import (
    EquivalentDescribed,
    Event,
    ItemCleared,
    ItemConfirmed,
    ItemDeclaredNotReady,
    ItemNotApplicable,
    ItemSigned,
    ItemUndone,
    MeasureRecorded,
    RowRemoved,
    RowSaved,
)
from bot.project.items import find
from bot.project.refusals import Refusal
from bot.project.rounds import TAKEN_BACK_WITHIN
from bot.project.state import ItemRecord, LastChange, Project
from bot.project.threshold import threshold_changes
from bot.project.units import changed_unit

_Row = RowSaved | RowRemoved
_Setting = (
    ItemConfirmed
    | MeasureRecorded
    | ItemSigned
    | ItemCleared
    | ItemDeclaredNotReady
    | ItemNotApplicable
    | EquivalentDescribed
    | _Row
)


def undo(project: Project, command: UndoItem, by: Actor, playbook: Playbook, now: datetime) -> list[Event]:
    """Make an item what it was before the last thing that was done to it."""
    need_running(project)
    item = find(playbook, command.item)
    need_team(project, by)
    record = project.item(item.id)
    if command.seq and record.undone == command.seq:
        return []
    last = record.before
    if last is None or last.seq != command.seq:
        raise _gone(record, item, command.seq, by, now)
    if last.by != by.person:
        raise Refusal("not_your_change", item=item.id, who=(last.by,))
    if now - last.at > TAKEN_BACK_WITHIN:
        raise Refusal("too_late_to_undo", item=item.id, at=last.at)
    if not _stands(project, item, last.record):
        raise Refusal("change_rested_on", item=item.id)
    if not _signs(last):
        raise Refusal("in_person", roles=item.signed_by, who=in_roles(project, item.signed_by))
    back = last.record.values
    return [
        ItemUndone(item.id, last.seq),
        *threshold_changes(project, playbook, item, back),
        *changed_unit(project, playbook, item, back),
    ]


def undoable(project: Project, item: Item, now: datetime) -> LastChange | None:
    """Return the change of an item that its author can still undo; None where there is none."""
    last = project.item(item.id).before
    if last is None or project.status == "stopped" or now - last.at > TAKEN_BACK_WITHIN:
        return None
    return last if _stands(project, item, last.record) and _signs(last) else None


def naming(project: Project, events: Sequence[Event], by: Actor, now: datetime) -> Sequence[Event]:
    """Let changes of what was set name the event in whose place they count."""
    return [
        replace(event, replaces=_replaced(project, event, by, now)) if isinstance(event, _Setting) else event
        for event in events
    ]


def _replaced(project: Project, event: _Setting, by: Actor, now: datetime) -> int:
    """Return the event that a change corrects; 0 for the first one, and for what its author could still undo."""
    record = project.item(event.item)
    seq = record.seq if _is_set(record) else 0
    if isinstance(event, _Row):
        # Another row beside those there are corrects none of them.
        row = next((row for row in record.rows if row.id == event.row), None)
        declared = record.not_ready or record.not_applicable
        seq = (row.seq or record.seq) if row else record.seq if declared else 0
    at = record.changed_at
    own = seq == record.seq and record.changed_by == by.person
    return 0 if own and at and now - at <= TAKEN_BACK_WITHIN else seq


def _is_set(record: ItemRecord) -> bool:
    return bool(record.done or record.not_ready or record.not_applicable or record.equivalent or record.rows)


def _stands(project: Project, item: Item, record: ItemRecord) -> bool:
    """Tell whether a signature that would count again is of somebody who may still give it."""
    signed_by = record.signed_by
    return not signed_by or any(holds(project, Actor(signed_by), role) for role in item.signed_by)


def _signs(last: LastChange) -> bool:
    """Tell whether no signature would count again but that of whoever undoes: nobody else gives it for them."""
    return last.record.signed_by in ("", last.by)


def _gone(record: ItemRecord, item: Item, seq: int, by: Actor, now: datetime) -> Refusal:
    """Return why a change that is not the last one any more, or that nobody can undo, stays."""
    last, at = record.before, record.changed_at
    if last and last.seq > seq:
        return Refusal("changed_since", item=item.id, who=(last.by,), at=last.at)
    if record.seq > seq:
        return Refusal("changed_since", item=item.id, who=(record.changed_by,), at=at)
    if record.seq < seq or at is None:
        return Refusal("too_late_to_undo", item=item.id)
    if record.changed_by != by.person:
        return Refusal("not_your_change", item=item.id, who=(record.changed_by,))
    if now - at > TAKEN_BACK_WITHIN:
        return Refusal("too_late_to_undo", item=item.id, at=at)
    return Refusal("change_rested_on", item=item.id)
