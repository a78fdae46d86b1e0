"""Whoever somebody else names in a row of a register is told: once for all that comes within an hour of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from bot.project.events import Event, ItemUndone, RowRemoved, RowSaved
from bot.project.state import Project, Row
from bot.service.ports import Outgoing, Place
from bot.service.queued import live
from bot.talk.notices import Notice

#: after these somebody else may be named in a row
NAMING: frozenset[type[Event]] = frozenset({RowSaved, RowRemoved, ItemUndone})


def named(before: Project | None, after: Project, events: Sequence[Event], by: str) -> Iterator[Outgoing]:
    """Yield what people are told who are named in a row now; what they were told is kept true afterwards."""
    if before is None:
        return
    for event in events:
        if not isinstance(event, RowSaved | RowRemoved | ItemUndone):
            continue
        was, now = ({row.id: row for row in known.item(event.item).rows} for known in (before, after))
        moved = [key for key in {**now, **was} if was.get(key) != now.get(key)]
        for person in _owners([known[key] for key in moved for known in (now, was) if key in known]):
            newly = any(_owner(now, key) == person != _owner(was, key) for key in moved)
            if newly and person != by and isinstance(event, RowSaved):
                news = _known(after, person) - _known(before, person)
                yield _told(after, person, again=bool(news))
            else:
                yield _told(after, person, edit_only=True)


def _owner(rows: Mapping[str, Row], key: str) -> str:
    return rows[key].owner if key in rows else ""


def _owners(rows: Sequence[Row]) -> list[str]:
    return [person for person in dict.fromkeys(row.owner for row in rows) if person]


def _known(project: Project, person: str) -> set[datetime | None]:
    """Return when the person was told of the rows that name them."""
    rows = (row for record in project.items.values() for row in record.rows)
    return {row.told_at for row in rows if row.owner == person}


def _told(project: Project, person: str, *, again: bool = False, edit_only: bool = False) -> Outgoing:
    notice = Notice("rows", project.id, person=person)
    key = f"rows:{project.id}:{person}"
    return live(project, key, Place(person=person), notice, again=again, edit_only=edit_only)
