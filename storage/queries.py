"""Lists over many projects, from indexed rows; nothing is decided from them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import (
    CompoundSelect,
    Select,
    Table,
    and_,
    bindparam,
    false,
    func,
    or_,
    select,
    union,
    union_all,
)
from sqlalchemy import literal_column as word

from bot.playbooks.model import Playbook
from bot.service.ports import Attempt, Duty, ProjectRow
from storage.sql import Inserts, Name, Statement
from storage.statements import Insert, Part, is_, many, value
from storage.tables import table

PROJECT, ITEM, MEMBER, PLAYBOOK, EVENT, ATTEMPT = (
    table("project"),
    table("item"),
    table("member"),
    table("playbook"),
    table("event"),
    table("attempt"),
)
_LINE = ("id", "name", "status", "phase", "practice", "platform", "conversation")


class Queries(Part):
    """Lists, playbooks and reads over everything, of one transaction."""

    def attempts(self, workspace: str, project: str, limit: int) -> Sequence[Attempt]:
        """Return refused votes and signatures of a project, the last one first."""
        found = self.rows(_ATTEMPTS, workspace=workspace, project=project, limit=limit)
        return [Attempt(*row) for row in found]

    def put_playbook(self, workspace: str, digest: str, playbook: Playbook) -> None:
        """Store a version of a playbook once."""
        row = {"workspace": workspace, "digest": digest, "body": msgspec.json.encode(playbook)}
        self.insert(_PUT_PLAYBOOK, [row])

    def playbook(self, workspace: str, digest: str) -> Playbook | None:
        """Return a version of a playbook."""
        row = self.row(_PLAYBOOK, workspace=workspace, digest=digest)
        return msgspec.json.decode(row[0], type=Playbook) if row else None

    def projects_in(self, workspace: str, platform: str, conversation: str) -> Sequence[ProjectRow]:
        """Return the projects of a channel, the oldest first."""
        found = self.rows(_IN, workspace=workspace, platform=platform, conversation=conversation)
        # In order here: SQLite would rather read all of a workspace in order than look up a few and sort them.
        return [ProjectRow(*row) for row in sorted(found, key=lambda row: str(row[0]))]

    def projects_of(self, workspace: str, person: str) -> Sequence[ProjectRow]:
        """Return projects in which the person has a role or owns an item, the oldest first."""
        return [ProjectRow(*row) for row in self.rows(_OF, workspace=workspace, person=person)]

    def portfolio(self, workspace: str, after: str, limit: int) -> Sequence[ProjectRow]:
        """Return projects that have not ended and are not for practice, the oldest first, following one."""
        found = self.rows(_PORTFOLIO, workspace=workspace, project=after, limit=limit)
        return [ProjectRow(*row) for row in found]

    def duties(self, workspace: str, person: str) -> Sequence[Duty]:
        """Return open and red items that the person owns in projects that go on, the earliest due first."""
        return [Duty(*row) for row in self.rows(_DUTIES, workspace=workspace, person=person)]

    def due_projects(self, now: datetime, limit: int) -> Sequence[tuple[str, str]]:
        """Return (workspace, project) whose next due instant has come, the earliest first."""
        return [(row[0], row[1]) for row in self.rows(_DUE, now=now, limit=limit)]

    def next_due(self, after: datetime) -> datetime | None:
        """Return the earliest instant after another at which a project, a person, a channel or a workspace is due."""
        each = (_NEXT, _NEXT_PERSON, _NEXT_CHANNEL, _NEXT_ANCHOR)
        found = [row[0] for statement in each if (row := self.row(statement, after=after)) and row[0]]
        return min(found, default=None)

    # What an audit reads: everything there is, in pages.

    def every_project(self, after: tuple[str, str], limit: int) -> list[tuple[str, str]]:
        """Return (workspace, project) with a row or with events, in order, following `after`."""
        workspace, project = after
        found = self.rows(_EVERY, workspace=workspace, project=project, limit=limit)
        return [(row[0], row[1]) for row in found]

    def project_columns(self, workspace: str, project: str) -> dict[str, Any] | None:
        """Return the row of a project as it is stored."""
        row = self.row(_COLUMNS, workspace=workspace, project=project)
        return dict(zip(PROJECT.columns.keys(), row, strict=True)) if row else None

    def item_rows(self, workspace: str, project: str) -> set[tuple[str, ...]]:
        """Return (item, owner, status, due day) of a project."""
        found = self.rows(_ITEMS, workspace=workspace, project=project)
        return {(row[0], row[1], row[2], row[3]) for row in found}

    def nag_days(self, workspace: str, project: str) -> dict[str, str | None]:
        """Return by item from which day on a sweep looks at it."""
        found = self.rows(_ITEMS, workspace=workspace, project=project)
        return {row[0]: row[4] for row in found}

    def member_rows(self, workspace: str, project: str) -> set[tuple[str, ...]]:
        """Return (person, role) of a project."""
        return {(row[0], row[1]) for row in self.rows(_MEMBERS, workspace=workspace, project=project)}


def _attempts(_: Name) -> Select[Any]:
    fields = (ATTEMPT.c[name] for name in ("project", "person", "at", "command", "code"))
    ours = ATTEMPT.c.workspace == bindparam("workspace"), ATTEMPT.c.project == bindparam("project")
    last = ATTEMPT.c.at.desc(), ATTEMPT.c.id.desc()
    return select(*fields).where(*ours).order_by(*last).limit(bindparam("limit"))


def _lines() -> Select[Any]:
    return select(*(PROJECT.c[column] for column in _LINE)).order_by(PROJECT.c.id)


def _in(_: Name) -> CompoundSelect[Any]:
    # Two questions, each with an index of its own; a project has its two channels on different platforms.
    def at(platform: str, conversation: str) -> Select[Any]:
        return select(*(PROJECT.c[column] for column in _LINE)).where(
            PROJECT.c.workspace == bindparam("workspace"),
            PROJECT.c[platform] == bindparam("platform"),
            PROJECT.c[conversation] == bindparam("conversation"),
        )

    there = PROJECT.c.also_platform != word("''")
    return union_all(at("platform", "conversation"), at("also_platform", "also_conversation").where(there))


def _of(_: Name) -> Select[Any]:
    workspace, person = value(PROJECT, "workspace"), value(MEMBER, "person")
    roles = select(MEMBER.c.project).where(MEMBER.c.workspace == workspace, MEMBER.c.person == person)
    items = select(ITEM.c.project).where(ITEM.c.workspace == workspace, ITEM.c.owner == person)
    return _lines().where(PROJECT.c.workspace == workspace, PROJECT.c.id.in_(union(roles, items)))


def _portfolio(_: Name) -> Select[Any]:
    ours = PROJECT.c.workspace == bindparam("workspace"), PROJECT.c.id > bindparam("project")
    going = PROJECT.c.status != word("'stopped'"), PROJECT.c.practice.is_(false())
    return _lines().where(*ours, *going).limit(bindparam("limit"))


def _duties(_: Name) -> Select[Any]:
    same = and_(PROJECT.c.workspace == ITEM.c.workspace, PROJECT.c.id == ITEM.c.project)
    return (
        select(ITEM.c.project, ITEM.c.item, ITEM.c.status, ITEM.c.due_on)
        .select_from(ITEM.join(PROJECT, same))
        .where(
            ITEM.c.workspace == bindparam("workspace"),
            ITEM.c.owner == bindparam("person"),
            or_(is_(ITEM.c.status, "open"), is_(ITEM.c.status, "not_ready")),
            PROJECT.c.status != word("'stopped'"),
        )
        .order_by(ITEM.c.due_on, ITEM.c.project, ITEM.c.item)
    )


def _due(_: Name) -> Select[Any]:
    come = PROJECT.c.next_at <= bindparam("now", type_=PROJECT.c.next_at.type)
    found = select(PROJECT.c.workspace, PROJECT.c.id).where(come)
    return found.order_by(PROJECT.c.next_at).limit(bindparam("limit"))


def _next(_: Name) -> Select[Any]:
    return _next_of(PROJECT)


def _next_of(planned: Table) -> Select[Any]:
    after = bindparam("after", type_=planned.c.next_at.type)
    return select(func.min(planned.c.next_at)).where(planned.c.next_at > after)


def _playbook(_: Name) -> Select[Any]:
    ours = and_(PLAYBOOK.c.workspace == bindparam("workspace"), PLAYBOOK.c.digest == bindparam("digest"))
    return select(PLAYBOOK.c.body).where(ours)


def _put_playbook(name: Name, rows: int) -> Insert:
    return many(name, PLAYBOOK, rows).on_conflict_do_nothing(index_elements=["workspace", "digest"])


def _every(_: Name) -> CompoundSelect[Any]:
    def following(workspace: Any, project: Any) -> Select[Any]:
        last = value(PROJECT, "workspace"), value(EVENT, "project")
        later = or_(workspace > last[0], and_(workspace == last[0], project > last[1]))
        return select(workspace.label("workspace"), project.label("project")).where(later)

    both = union(following(PROJECT.c.workspace, PROJECT.c.id), following(EVENT.c.workspace, EVENT.c.project))
    return both.order_by("workspace", "project").limit(bindparam("limit"))


def _columns(_: Name) -> Select[Any]:
    ours = and_(PROJECT.c.workspace == bindparam("workspace"), PROJECT.c.id == bindparam("project"))
    return select(PROJECT).where(ours)


def _items(_: Name) -> Select[Any]:
    ours = and_(ITEM.c.workspace == bindparam("workspace"), ITEM.c.project == bindparam("project"))
    return select(ITEM.c.item, ITEM.c.owner, ITEM.c.status, ITEM.c.due_on, ITEM.c.nag_on).where(ours)


def _members(_: Name) -> Select[Any]:
    ours = and_(MEMBER.c.workspace == bindparam("workspace"), MEMBER.c.project == bindparam("project"))
    return select(MEMBER.c.person, MEMBER.c.role).where(ours)


_IN, _OF, _DUTIES, _DUE, _NEXT = (
    Statement(_in),
    Statement(_of),
    Statement(_duties),
    Statement(_due),
    Statement(_next),
)
_NEXT_PERSON, _NEXT_CHANNEL, _NEXT_ANCHOR = (
    Statement(lambda _: _next_of(table("preferences"))),
    Statement(lambda _: _next_of(table("channel"))),
    Statement(lambda _: _next_of(table("workspace_settings"))),
)
_PLAYBOOK, _PUT_PLAYBOOK = Statement(_playbook), Inserts(PLAYBOOK, _put_playbook)
_EVERY, _COLUMNS, _ITEMS, _MEMBERS = (
    Statement(_every),
    Statement(_columns),
    Statement(_items),
    Statement(_members),
)
_PORTFOLIO, _ATTEMPTS = Statement(_portfolio), Statement(_attempts)
