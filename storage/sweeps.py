"""What a sweep reads over many projects at once: each question is one statement, whatever it is asked about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, overload

from sqlalchemy import (
    CTE,
    CompoundSelect,
    FromClause,
    Select,
    and_,
    bindparam,
    false,
    select,
    true,
    tuple_,
    union,
    union_all,
)
from sqlalchemy import literal_column as word

from bot.project.events import Recorded
from bot.service.ports import ChannelSettings, Stored
from storage import ledger, snapshot
from storage.history import EVENT_COLUMNS, History
from storage.listed import Listed
from storage.planned import CHANNEL, CHANNEL_KEY, PEOPLE, to_settings
from storage.sql import Name, Row, Statement
from storage.tables import table

PROJECT, EVENT, ITEM, MEMBER = table("project"), table("event"), table("item"), table("member")
PROJECTS = Listed("workspace", "project")
_KEPT = ("workspace", "id", "seq", "head", "fingerprint", "snapshot")


class Late(Sequence[Stored]):
    """Projects that are decoded when they are looked at: a batch of them would take more memory than its bytes."""

    def __init__(self, rows: Sequence[tuple[str, int, str, bytes]]) -> None:
        """`rows` hold workspace, seq, head and a snapshot of today's shape."""
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> Stored: ...
    @overload
    def __getitem__(self, index: slice) -> Late: ...
    def __getitem__(self, index: int | slice) -> Stored | Late:
        if isinstance(index, slice):
            return Late(self._rows[index])
        workspace, seq, head, body = self._rows[index]
        return Stored(workspace, snapshot.decode(body), seq, head)

    def __iter__(self) -> Iterator[Stored]:
        return (self[index] for index in range(len(self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)


class Sweeps(History):
    """The sweeps' part of a transaction."""

    def projects_to_nag(self, persons: Sequence[tuple[str, str]], on: date) -> Mapping[str, Sequence[str]]:
        """Return projects by person id.

        Theirs are the projects where they own an item to nag about on or before the day, and, with any role but
        viewer, those with such an item of anybody and those that ask for a decision. Each person id may be asked
        for in one workspace: ValueError.
        """
        if not persons:
            return {}
        _distinct(persons)
        values = PEOPLE.values(self._conn.name, persons)
        found = defaultdict(list)
        for person, project in self.rows(_TO_NAG, **values, nag_on=on.isoformat()):
            found[person].append(project)
        return {person: sorted(projects) for person, projects in found.items()}

    def sponsored(self, persons: Sequence[tuple[str, str]]) -> Mapping[str, Sequence[str]]:
        """Return projects by person id: those that they sponsor, that are real and have not ended.

        In one statement.
        """
        if not persons:
            return {}
        _distinct(persons)
        found = defaultdict(list)
        for person, project in self.rows(_SPONSORED, **PEOPLE.values(self._conn.name, persons)):
            found[person].append(project)
        return {person: sorted(projects) for person, projects in found.items()}

    def projects(self, workspace: str, projects: Sequence[str]) -> Mapping[str, Stored]:
        """Read several projects in one statement."""
        if not projects:
            return {}
        keys = [(workspace, project) for project in projects]
        found = self.rows(_PROJECTS, **PROJECTS.values(self._conn.name, keys))
        return {row[1]: self.stored(workspace, row[1], row[2:]) for row in found}

    def due_channels(self, now: datetime, limit: int) -> Sequence[tuple[ChannelSettings, Sequence[Stored]]]:
        """Return channels whose stand-up is due or was never planned, the earliest first, with their projects.

        Those that have ended are left out. One statement; projects of an older shape are replayed besides.
        """
        # Of several sweepers each finds what the one before it has left.
        self._conn.in_line("stand-ups")
        settings: dict[tuple[Any, ...], ChannelSettings] = {}
        projects = defaultdict(list)
        for row in self.rows(_DUE_CHANNELS, now=now, limit=limit):
            key, body, kept = row[:4], row[4], row[5:]
            if key not in settings:
                settings[key] = to_settings(row[0], body)
            if kept[1] is not None:
                projects[key].append(kept)
        return [(settings[key], self._late(projects[key])) for key in sorted(settings)]

    def events_since(
        self, projects: Sequence[tuple[str, str]], since: datetime
    ) -> Mapping[str, Sequence[Recorded]]:
        """Return events by project id after an instant, the oldest first, in one statement.

        Each project id may be asked for in one workspace: ValueError.
        """
        if not projects:
            return {}
        _distinct(projects)
        values = PROJECTS.values(self._conn.name, projects)
        found: dict[str, list[tuple[int, Recorded]]] = defaultdict(list)
        for row in self.rows(_SINCE, **values, since=since):
            event = dict(zip(EVENT_COLUMNS, row, strict=True))
            found[event["project"]].append((event["seq"], ledger.to_recorded(event)))
        return {
            project: [entry for _, entry in sorted(entries, key=_seq)] for project, entries in found.items()
        }

    def _late(self, found: Sequence[Row]) -> Late:
        return Late([self._current(*row) for row in sorted(found, key=lambda row: str(row[1]))])

    def _current(
        self, workspace: str, project: str, seq: int, head: str, fingerprint: str, body: bytes
    ) -> tuple[str, int, str, bytes]:
        # What is decoded later must not need the transaction any more.
        same = fingerprint == snapshot.FINGERPRINT
        return workspace, seq, head, body if same else snapshot.encode(self.replay(workspace, project))


def _seq(entry: tuple[int, Recorded]) -> int:
    return entry[0]


def _distinct(keys: Sequence[tuple[str, str]]) -> None:
    """Refuse what could mix two workspaces: ids are unique, and the answer is by id alone."""
    once = set(keys)
    if len({key for _, key in once}) != len(once):
        raise ValueError("the same id in two workspaces")


def _to_nag(name: Name) -> CompoundSelect[Any]:
    persons = PEOPLE.source(name)
    workspaces = select(persons.c.workspace).distinct().cte("workspaces")
    come = and_(
        ITEM.c.workspace == workspaces.c.workspace,
        ITEM.c.nag_on.is_not(None),
        ITEM.c.nag_on <= bindparam("nag_on"),
    )
    # As much work as there are items to nag about, however many others there are.
    due = (
        select(ITEM.c.workspace, ITEM.c.project, ITEM.c.owner)
        .select_from(workspaces.join(ITEM, come))
        .cte("due")
    )
    here = and_(PROJECT.c.workspace == workspaces.c.workspace, PROJECT.c.asks.is_(true()))
    asking = select(PROJECT.c.workspace, PROJECT.c.id).select_from(workspaces.join(PROJECT, here))
    projects = union(select(due.c.workspace, due.c.project), asking).subquery("projects")
    owned = tuple_(due.c.workspace, due.c.owner).in_(select(persons.c.workspace, persons.c.person))
    return union(select(due.c.owner, due.c.project).where(owned), _of_members(name, persons, projects))


def _of_members(name: Name, persons: CTE, projects: FromClause) -> Select[Any]:
    same = and_(MEMBER.c.workspace == projects.c.workspace, MEMBER.c.project == projects.c.project)
    theirs = and_(same, MEMBER.c.role != word("'viewer'"))
    member: FromClause = MEMBER
    if name == "postgresql":
        # Taking a look-up for dearer than it is, it would rather read all members than look up those of a few.
        found = select(MEMBER.c.workspace, MEMBER.c.project, MEMBER.c.person).where(theirs)
        member, theirs = found.offset(word("0")).lateral("of_project"), true()
    joined = projects.join(member, theirs)
    # Not looked up by person: somebody with a role everywhere has more of them than there are such projects.
    whose = [column.concat(word("''")) for column in (member.c.workspace, member.c.person)]
    listed = tuple_(*whose).in_(select(persons.c.workspace, persons.c.person))
    return select(member.c.person, member.c.project).select_from(joined).where(listed)


def _sponsored(name: Name) -> Select[Any]:
    persons = PEOPLE.source(name)
    theirs = and_(MEMBER.c.workspace == persons.c.workspace, MEMBER.c.person == persons.c.person)
    same = and_(PROJECT.c.workspace == MEMBER.c.workspace, PROJECT.c.id == MEMBER.c.project)
    going = PROJECT.c.status.not_in([word("'stopped'"), word("'live'")])
    joined = persons.join(MEMBER, theirs).join(PROJECT, same)
    sponsor, real = MEMBER.c.role == word("'sponsor'"), PROJECT.c.practice.is_(false())
    return select(MEMBER.c.person, MEMBER.c.project).select_from(joined).where(sponsor, going, real)


_SPONSORED = Statement(_sponsored)


def _projects(name: Name) -> Select[Any]:
    listed = PROJECTS.source(name)
    same = and_(PROJECT.c.workspace == listed.c.workspace, PROJECT.c.id == listed.c.project)
    return select(*(PROJECT.c[column] for column in _KEPT)).select_from(listed.join(PROJECT, same))


def _due_channels(_: Name) -> CompoundSelect[Any]:
    order = [CHANNEL.c[column] for column in ("next_at", *CHANNEL_KEY)]
    come = CHANNEL.c.next_at <= bindparam("now", type_=CHANNEL.c.next_at.type)
    due = select(*order, CHANNEL.c.body).where(come).order_by(*order).limit(bindparam("limit")).cte("due")
    wanted = [*due.c, *(PROJECT.c[column] for column in _KEPT)]
    going = PROJECT.c.status != word("'stopped'")
    home = and_(*(PROJECT.c[column] == due.c[column] for column in CHANNEL_KEY), going)
    also = and_(
        PROJECT.c.workspace == due.c.workspace,
        PROJECT.c.also_platform != word("''"),
        PROJECT.c.also_platform == due.c.platform,
        PROJECT.c.also_conversation == due.c.conversation,
        going,
    )
    # Every channel once, and once more for each project that has its second channel there.
    return union_all(
        select(*wanted).select_from(due.outerjoin(PROJECT, home)),
        select(*wanted).select_from(due.join(PROJECT, also)),
    )


def _since(name: Name) -> Select[Any]:
    listed = PROJECTS.source(name)
    same = and_(
        EVENT.c.workspace == listed.c.workspace,
        EVENT.c.project == listed.c.project,
        EVENT.c.at > bindparam("since", type_=EVENT.c.at.type),
    )
    return select(*EVENT.c).select_from(listed.join(EVENT, same))


_TO_NAG, _PROJECTS = Statement(_to_nag), Statement(_projects)
_DUE_CHANNELS, _SINCE = Statement(_due_channels), Statement(_since)
