"""Joining two people who are one: the codes for it, and what moves from the one to the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    Delete,
    Select,
    Update,
    and_,
    bindparam,
    case,
    delete,
    false,
    or_,
    select,
    true,
    update,
)

from bot.service.ports import Conflict, Link
from storage.grants import Grants
from storage.of_person import NO_LINK, NO_PREFERENCES, holds, theirs
from storage.sql import Inserts, Name, Statement
from storage.statements import Insert, many, value
from storage.tables import table

ACCOUNT, PERSON, LINK, PREFERENCES, PROJECT = (
    table("account"),
    table("person"),
    table("link"),
    table("preferences"),
    table("project"),
)
_LINK_FIELDS = ("workspace", "person", "platform", "code", "expires_at", "tries", "tried_at", "project")


class Links(Grants):
    """Codes and merges of one transaction."""

    def link(self, workspace: str, person: str) -> Link | None:
        """Return the code that a person asked for, and how often they typed a wrong one."""
        row = self.row(_OF_PERSON, workspace=workspace, person=person)
        return Link(*row) if row else None

    def link_by(self, workspace: str, code: str) -> Link | None:
        """Return whose code it is, by its hash."""
        row = self.row(_BY_CODE, workspace=workspace, code=code)
        return Link(*row) if row and code else None

    def put_link(self, link: Link) -> None:
        """Insert or update it: a person has one code at a time."""
        self.insert(_PUT, [{field: getattr(link, field) for field in _LINK_FIELDS}])

    def join(self, workspace: str, person: str, into: str, code: str) -> None:
        """Move a person's accounts and roles to another person, whose code is used up.

        Conflict when it is so already.
        """
        both = {"workspace": workspace, "person": person, "into": into}
        if self.change(_USE, workspace=workspace, into=into, code=code) != 1:
            raise Conflict("this code was used at the same moment")
        self.change(_MOVE, **both)
        self.change(_ALIAS, **both)
        self.copy_roles(workspace, into)
        for forget in (NO_LINK, NO_PREFERENCES):
            self.change(forget, workspace=workspace, person=person)

    def read_at(self, workspace: str, person: str, platform: str) -> None:
        """Let messages to a person go to their account on a platform."""
        self.change(_MAIN, workspace=workspace, person=person, platform=platform)

    def naming(self, workspace: str, person: str) -> Sequence[str]:
        """Return the projects in whose state a person stands anywhere; it looks at all of a workspace."""
        return [row[0] for row in self.rows(_NAMING, workspace=workspace, named=person)]


def _fields() -> Select[Any]:
    return select(*(LINK.c[field] for field in _LINK_FIELDS))


def _of_person(_: Name) -> Select[Any]:
    return _fields().where(theirs(LINK))


def _by_code(_: Name) -> Select[Any]:
    ours = and_(LINK.c.workspace == bindparam("workspace"), LINK.c.code == bindparam("code"))
    return _fields().where(ours)


def _put(name: Name, rows: int) -> Insert:
    added = many(name, LINK, rows)
    fresh = {field: added.excluded[field] for field in _LINK_FIELDS[2:]}
    return added.on_conflict_do_update(index_elements=list(_LINK_FIELDS[:2]), set_=fresh)


def _use(_: Name) -> Delete:
    ours = and_(LINK.c.workspace == bindparam("workspace"), LINK.c.person == bindparam("into"))
    return delete(LINK).where(ours, LINK.c.code == bindparam("code"))


def _move(_: Name) -> Update:
    theirs = and_(ACCOUNT.c.workspace == bindparam("workspace"), ACCOUNT.c.person == value(ACCOUNT, "person"))
    return update(ACCOUNT).where(theirs).values(person=bindparam("into"), main=false())


def _alias(_: Name) -> Update:
    both = or_(PERSON.c.id == bindparam("person"), PERSON.c.joined == bindparam("person"))
    ours = and_(PERSON.c.workspace == bindparam("workspace"), both)
    return update(PERSON).where(ours).values(joined=bindparam("into"))


def _main(_: Name) -> Update:
    here = case((ACCOUNT.c.platform == bindparam("platform"), true()), else_=false())
    return update(ACCOUNT).where(theirs(ACCOUNT)).values(main=here)


def _naming(name: Name) -> Select[Any]:
    ours = PROJECT.c.workspace == bindparam("workspace")
    return select(PROJECT.c.id).where(ours, holds(name, PROJECT.c.snapshot)).order_by(PROJECT.c.id)


_OF_PERSON, _BY_CODE, _NAMING = Statement(_of_person), Statement(_by_code), Statement(_naming)
_USE, _MOVE, _ALIAS, _MAIN = Statement(_use), Statement(_move), Statement(_alias), Statement(_main)
_PUT = Inserts(LINK, _put)
