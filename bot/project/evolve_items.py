"""How events change what is known of items."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from msgspec.structs import replace

from bot.project.events import (
    DueDayChanged,
    EquivalentDescribed,
    EquivalentSigned,
    EquivalentUnsigned,
    ItemCleared,
    ItemConfirmed,
    ItemDeclaredNotReady,
    ItemDeclined,
    ItemNotApplicable,
    ItemOwned,
    ItemSigned,
    ItemUndone,
    ItemVerified,
    ItemWaits,
    MeasureRecorded,
    Recorded,
    RowRemoved,
    RowSaved,
)
from bot.project.evolve_conditions import met_again
from bot.project.rounds import TAKEN_BACK_WITHIN
from bot.project.since import remembered
from bot.project.state import Equivalent, ItemRecord, LastChange, Project, Row, Waiting

#: of rows that name somebody within this time after they were told they are not told again
AT_ONCE = timedelta(hours=1)
NO_DAYS: Mapping[str, date] = {}


def planned(
    project: Project, entry: Recorded, event: ItemOwned | DueDayChanged | ItemWaits | ItemDeclined
) -> Project:
    """Apply who, when and whom it waits for: signs of life, but no change of what is known."""
    record = replace(project.item(event.item), waiting=None, before=None)
    match event:
        case ItemOwned():
            record = replace(record, owner=event.owner)
        case ItemDeclined():
            record = replace(record, owner="")
        case DueDayChanged():
            record = replace(record, due_on=event.due_on, due_reason=event.reason, agreed_on=None)
        case ItemWaits():
            waiting = Waiting(event.text, event.person, event.until, entry.by, event.since)
            record = replace(record, waiting=waiting)
    return replace(project, items=project.items | {event.item: replace(record, news_at=entry.at)})


def recorded(
    project: Project, entry: Recorded, event: ItemConfirmed | MeasureRecorded | ItemSigned
) -> Project:
    """Apply a tick, numbers or a signature; it settles an earlier declaration."""
    return _change(
        project,
        entry,
        event.item,
        corrected=bool(event.corrects),
        values=event.values | event.words,
        note=event.note,
        done=True,
        signed_by=entry.by if isinstance(event, ItemSigned) else "",
        not_ready="",
        not_applicable="",
        equivalent=None,
        unit="",
    )


def declared(
    project: Project, entry: Recorded, event: ItemCleared | ItemDeclaredNotReady | ItemNotApplicable
) -> Project:
    """Apply a declaration. What was recorded stays to be read, but counts no more."""
    if isinstance(event, ItemCleared) and event.was_in:
        return _in_another_unit(project, entry, event)
    not_ready = event.reason if isinstance(event, ItemDeclaredNotReady) else ""
    not_applicable = event.reason if isinstance(event, ItemNotApplicable) else ""
    return _change(
        project,
        entry,
        event.item,
        corrected=bool(event.corrects),
        done=False,
        signed_by="",
        not_ready=not_ready,
        not_applicable=not_applicable,
        equivalent=None,
    )


def _in_another_unit(project: Project, entry: Recorded, event: ItemCleared) -> Project:
    """Apply that numbers are in a unit that counts no more: who recorded them stays, and nothing leads back."""
    record = project.item(event.item)
    after = replace(
        record,
        done=False,
        unit=(record.unit or event.was_in) if record.values else "",
        rows=tuple(replace(row, unit=row.unit or event.was_in) for row in record.rows),
        verified_by="",
        waiting=None,
        news_at=entry.at,
        seq=project.seq + 1,
        corrected=record.corrected or bool(event.corrects),
        before=None,
        undone=0,
    )
    return _set(project, entry, event.item, record, after)


def equivalent(
    project: Project, entry: Recorded, event: EquivalentDescribed | EquivalentSigned | EquivalentUnsigned
) -> Project:
    """Apply the description of an equivalent, the signature under it, or that this one counts no more."""
    current = project.item(event.item).equivalent
    if isinstance(event, EquivalentUnsigned):
        return _unsigned(project, entry, event)
    if isinstance(event, EquivalentDescribed):
        current = Equivalent(event.text, entry.by)
    elif current is None:
        return project
    else:
        current = replace(current, signed_by=entry.by)
    return _change(project, entry, event.item, corrected=bool(event.corrects), equivalent=current)


def _unsigned(project: Project, entry: Recorded, event: EquivalentUnsigned) -> Project:
    record = project.item(event.item)
    if record.equivalent is None:
        return project
    described = replace(record.equivalent, signed_by="")
    # What stands is the description: it is its author's, and no news of anybody's.
    after = replace(
        record, equivalent=described, changed_by=described.by, seq=project.seq + 1, before=None, undone=0
    )
    return _set(project, entry, event.item, record, after)


def rows(project: Project, entry: Recorded, event: RowSaved | RowRemoved) -> Project:
    """Add, replace or remove a row of a register; a replaced row keeps its place."""
    record = project.item(event.item)
    corrected = bool(event.corrects)
    if isinstance(event, RowRemoved):
        kept = tuple(row for row in record.rows if row.id != event.row)
        return _change(project, entry, event.item, corrected=corrected, rows=kept)
    told_at = _told_at(project, entry, event)
    new = Row(event.row, event.owner, event.values | event.words, project.seq + 1, told_at=told_at)
    kept = tuple(new if row.id == event.row else row for row in record.rows)
    kept = kept if new in kept else (*kept, new)
    # A row says that the item applies, and settles an earlier declaration.
    return _change(
        project, entry, event.item, corrected=corrected, rows=kept, not_ready="", not_applicable=""
    )


def _told_at(project: Project, entry: Recorded, event: RowSaved) -> datetime | None:
    """Return since when a row's owner knows of it: registers are filled row by row, and told of at once."""
    known = next((row for row in project.item(event.item).rows if row.id == event.row), None)
    if known and known.owner == event.owner:
        return known.told_at
    if event.owner in ("", entry.by):
        return None
    theirs = (row for record in project.items.values() for row in record.rows if row.owner == event.owner)
    last = max((row.told_at for row in theirs if row.told_at), default=None)
    return last if last and entry.at - last < AT_ONCE else entry.at


def verified(project: Project, entry: Recorded, event: ItemVerified) -> Project:
    """Apply a second person's confirmation: a sign of life, but what is known stays who set it."""
    record = project.item(event.item)
    after = replace(
        record,
        verified_by=entry.by,
        waiting=None,
        news_at=entry.at,
        before=_last(project, entry, record),
        undone=0,
    )
    return _set(project, entry, event.item, record, after)


def undone(project: Project, event: ItemUndone) -> Project:
    """Apply an undo: the item is what it was, as if nothing had been done to it."""
    last = project.item(event.item).before
    if last is None or last.seq != event.undoes:
        return project
    record = replace(last.record, undone=event.undoes)
    after = replace(project, items=project.items | {event.item: record})
    return met_again(after, event.undoes) if after.conditions else after


def put_off(
    project: Project,
    due: Mapping[str, date | None],
    waits: Mapping[str, date] = NO_DAYS,
    heard_at: datetime | None = None,
) -> Project:
    """Return the project with other days for some items, None for the playbook's own; what was agreed is kept.

    `heard_at`: the day is that of whoever is asked from then on, and silence counts from then.
    """
    if not due and not waits:
        return project
    items = dict(project.items)
    for key, day in due.items():
        record = project.item(key)
        agreed = record.agreed_on or record.due_on
        news_at = heard_at or record.news_at
        items[key] = replace(record, due_on=day, agreed_on=agreed, news_at=news_at, before=None)
    for key, day in waits.items():
        known = items.get(key)
        if known and known.waiting:
            items[key] = replace(known, waiting=replace(known.waiting, until=day))
    return replace(project, items=items)


def put_off_alike(project: Project, since: date, length: timedelta) -> Project:
    """Return the project with every day that a person set, and that lay ahead, later: so older ledgers mean it."""
    moved = {
        key: replace(record, due_on=record.due_on + length, before=None)
        for key, record in project.items.items()
        if record.due_on and record.due_on >= since
    }
    return replace(project, items=project.items | moved)


def kept(project: Project) -> Project:
    """Return the project with nothing left to undo: something rests on what is known."""
    if not any(record.before for record in project.items.values()):
        return project
    items = {key: replace(record, before=None) for key, record in project.items.items()}
    return replace(project, items=items)


def _last(project: Project, entry: Recorded, record: ItemRecord) -> LastChange:
    return LastChange(project.seq + 1, entry.by, entry.at, replace(record, before=None, undone=0))


def _still(project: Project, at: datetime) -> dict[str, ItemRecord]:
    """Return the items without the way back from what is too long ago, so that a snapshot stays small."""
    return {
        key: replace(record, before=None)
        if record.before and at - record.before.at > TAKEN_BACK_WITHIN
        else record
        for key, record in project.items.items()
    }


def _change(
    project: Project, entry: Recorded, item: str, *, corrected: bool = False, **changes: Any
) -> Project:
    record = project.item(item)
    after = replace(
        record,
        waiting=None,
        news_at=entry.at,
        changed_at=entry.at,
        changed_by=entry.by,
        seq=project.seq + 1,
        corrected=record.corrected or corrected,
        verified_by="",
        before=_last(project, entry, record),
        undone=0,
        **changes,
    )
    return _set(project, entry, item, record, after)


def _set(project: Project, entry: Recorded, item: str, record: ItemRecord, after: ItemRecord) -> Project:
    items = _still(project, entry.at) | {item: after}
    return replace(project, items=items, was=remembered(project, item, record))
