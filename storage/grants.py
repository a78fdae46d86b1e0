"""Roles in a whole workspace: each grant is a row that stays, and a copy of what lasts stands on the accounts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Update, and_, bindparam, case, or_, select, update
from sqlalchemy import literal_column as word

from bot.project.commands import WorkspaceRole
from bot.service.ports import Grant
from storage.sql import Name, Statement
from storage.statements import Part, plain, value
from storage.tables import table

ROLE, PERSON, ACCOUNT = table("workspace_role"), table("person"), table("account")
_FIELDS = ("role", "granted_by", "granted_at", "ended_by", "ended_at")


class Grants(Part):
    """Grants of one transaction."""

    def grant(self, workspace: str, grant: Grant) -> bool:
        """Give a person a role in the whole workspace, on all their accounts; tell whether it is new."""
        self._conn.in_line(f"roles {workspace}")
        if grant.role in self.roles_of(workspace, grant.person):
            return False
        row = {field: getattr(grant, field) for field in ("id", "person", *_FIELDS)}
        self.insert(_INSERT, [{"workspace": workspace, **row}])
        self.copy_roles(workspace, grant.person)
        return True

    def end_grant(self, workspace: str, person: str, role: WorkspaceRole, by: str, at: datetime) -> bool:
        """Take a role from a person, on all their accounts; tell whether they had it. The grant is kept."""
        self._conn.in_line(f"roles {workspace}")
        whose = {"workspace": workspace, "person": person}
        ended = self.change(_END, **whose, role=role, new_ended_by=by, new_ended_at=at)
        self.copy_roles(workspace, person)
        return ended > 0

    def granted(self, workspace: str) -> Sequence[Grant]:
        """Return who has which role now, the oldest grant first, each person once in each role."""
        # In line, so that what is decided from it is still so when it is written.
        self._conn.in_line(f"roles {workspace}")
        found: dict[tuple[str, str], Grant] = {}
        for row in self.rows(_NOW, workspace=workspace):
            grant = Grant(*row)
            found.setdefault((grant.person, grant.role), grant)
        return list(found.values())

    def grants(self, workspace: str, limit: int) -> Sequence[Grant]:
        """Return all grants, those that ended included, the last one first."""
        return [Grant(*row) for row in self.rows(_ALL, workspace=workspace, limit=limit)]

    def roles_of(self, workspace: str, person: str) -> Sequence[str]:
        """Return the roles that a person has now, in alphabetical order, under any id of theirs."""
        found = self.rows(_OF, workspace=workspace, person=person)
        return sorted({str(row[0]) for row in found})

    def copy_roles(self, workspace: str, person: str) -> None:
        """Write what a person may do to all their accounts, where a click reads it."""
        granted = " ".join(self.roles_of(workspace, person))
        self.change(_COPY, workspace=workspace, person=person, new_granted=granted)


def _grants() -> Select[Any]:
    # Whoever turned out to be somebody else is named as that one; the row stays as it was written.
    one = case((PERSON.c.joined == word("''"), PERSON.c.id), else_=PERSON.c.joined)
    same = and_(PERSON.c.workspace == ROLE.c.workspace, PERSON.c.id == ROLE.c.person)
    found = select(ROLE.c.id, one.label("person"), *(ROLE.c[field] for field in _FIELDS))
    return found.select_from(ROLE.join(PERSON, same)).where(ROLE.c.workspace == bindparam("workspace"))


def _now(_: Name) -> Select[Any]:
    return _grants().where(ROLE.c.ended_at.is_(None)).order_by(ROLE.c.granted_at, ROLE.c.id)


def _all(_: Name) -> Select[Any]:
    # Ids grow with time, and break the tie of two grants of one moment.
    return _grants().order_by(ROLE.c.granted_at.desc(), ROLE.c.id.desc()).limit(bindparam("limit"))


def _theirs() -> Any:
    """Match the rows of a person, under any id that became theirs."""
    either = or_(PERSON.c.id == bindparam("person"), PERSON.c.joined == bindparam("person"))
    ids = select(PERSON.c.id).where(PERSON.c.workspace == bindparam("workspace"), either)
    return and_(ROLE.c.workspace == bindparam("workspace"), ROLE.c.person.in_(ids), ROLE.c.ended_at.is_(None))


def _of(_: Name) -> Select[Any]:
    return select(ROLE.c.role).where(_theirs())


def _end(_: Name) -> Update:
    ended = {field: value(ROLE, field, "new_") for field in ("ended_by", "ended_at")}
    return update(ROLE).where(_theirs(), ROLE.c.role == bindparam("role")).values(ended)


def _copy(_: Name) -> Update:
    whose = and_(ACCOUNT.c.workspace == bindparam("workspace"), ACCOUNT.c.person == bindparam("person"))
    return update(ACCOUNT).where(whose).values(granted=value(ACCOUNT, "granted", "new_"))


_INSERT = plain(ROLE)
_NOW, _ALL, _OF, _END, _COPY = (
    Statement(_now),
    Statement(_all),
    Statement(_of),
    Statement(_end),
    Statement(_copy),
)
