"""Forgetting what need not be kept: people in the directory, free texts beside the ledger, what was said to whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from msgspec.structs import replace
from sqlalchemy import (
    Delete,
    Select,
    String,
    and_,
    bindparam,
    case,
    delete,
    func,
    or_,
    select,
    true,
)

from bot.service.ports import ChannelSettings
from storage.of_person import NO_LINK, NO_PREFERENCES, holds, theirs
from storage.planned import Planned, to_settings
from storage.sql import Name, Statement
from storage.statements import is_, value
from storage.tables import table

ACCOUNT, PERSON, LINK, PREFERENCES = table("account"), table("person"), table("link"), table("preferences")
OUTBOX = table("outbox")
EVENT, INBOX, MESSAGE, CHANNEL = table("event"), table("inbox"), table("message"), table("channel")


class Erasing(Planned):
    """The erasures of one transaction; all of them are rare, and look at a whole workspace."""

    def ids_of(self, workspace: str, person: str) -> Sequence[str]:
        """Return every id under which the ledger may know a person."""
        return [row[0] for row in self.rows(_IDS, workspace=workspace, person=person)]

    def named_in(self, workspace: str, person: str) -> Sequence[str]:
        """Return the projects whose ledger holds an id of a person anywhere."""
        return [row[0] for row in self.rows(_NAMED, workspace=workspace, named=person)]

    def posted(self, workspace: str, project: str) -> Sequence[str]:
        """Return the keys of the messages of a project whose place on their platform is known."""
        return [row[0] for row in self.rows(_POSTED, workspace=workspace, about=f":{project}:")]

    def forget_person(self, workspace: str, persons: Sequence[str]) -> None:
        """Forget accounts, codes, preferences and waiting messages of a person under all their ids; the ids stay."""
        for person in persons:
            for statement in (_NO_ACCOUNT, NO_LINK, NO_PREFERENCES, _NO_MESSAGES):
                self.change(statement, workspace=workspace, person=person)

    def forget_answers(self, workspace: str, persons: Sequence[str]) -> None:
        """Forget what somebody said before stand-ups."""
        for settings in self._channels(workspace):
            others = tuple(entry for entry in settings.answers if entry.person not in persons)
            if others != settings.answers:
                self.put_channel(replace(settings, answers=others))

    def forget_said(self, workspace: str, done: bytes) -> None:
        """Forget the worded answers to deliveries, which may hold names; a mere `done` stays."""
        self.change(_NO_WORDS, workspace=workspace, done=done)

    def accounts_like(self, who: str) -> Sequence[tuple[str, str, str]]:
        """Return (workspace, person, name) of whom an id, an address or a platform's user id means, anywhere."""
        found = self.rows(_LIKE, who=who, low=who.lower())
        return [(row[0], row[1], row[2]) for row in found]

    def everybody(self, after: tuple[str, str], limit: int) -> Sequence[tuple[str, str, bool]]:
        """Return (workspace, person, active) of all accounts, by workspace and person, following `after`."""
        found = self.rows(_EVERYBODY, workspace=after[0], person=after[1], limit=limit)
        return [(row[0], row[1], bool(row[2])) for row in found]

    def _channels(self, workspace: str) -> Sequence[ChannelSettings]:
        rows: Sequence[tuple[datetime, bytes]] = self.rows(_CHANNELS, workspace=workspace)
        return [to_settings(*row) for row in rows]


def _ids(_: Name) -> Select[Any]:
    mine = or_(PERSON.c.id == bindparam("person"), PERSON.c.joined == bindparam("person"))
    return select(PERSON.c.id).where(PERSON.c.workspace == bindparam("workspace"), mine).order_by(PERSON.c.id)


def _named(name: Name) -> Select[Any]:
    here = EVENT.c.workspace == bindparam("workspace")
    either = or_(EVENT.c.by == bindparam("named"), holds(name, EVENT.c.body))
    return select(EVENT.c.project).where(here, either).distinct().order_by(EVENT.c.project)


def _posted(_: Name) -> Select[Any]:
    about = func.replace(MESSAGE.c.key, bindparam("about"), "") != MESSAGE.c.key
    ours = MESSAGE.c.workspace == bindparam("workspace")
    return select(MESSAGE.c.key).where(ours, about).order_by(MESSAGE.c.key)


def _no_account(_: Name) -> Delete:
    return delete(ACCOUNT).where(theirs(ACCOUNT))


def _no_messages(_: Name) -> Delete:
    return delete(OUTBOX).where(
        theirs(OUTBOX), is_(OUTBOX.c.state, "waiting"), OUTBOX.c.lease_until.is_(None)
    )


def _no_words(_: Name) -> Delete:
    ours = INBOX.c.workspace == bindparam("workspace")
    return delete(INBOX).where(ours, INBOX.c.outcome != bindparam("done", type_=INBOX.c.outcome.type))


def _channels(_: Name) -> Select[Any]:
    return select(CHANNEL.c.next_at, CHANNEL.c.body).where(CHANNEL.c.workspace == bindparam("workspace"))


def _like(_: Name) -> Select[Any]:
    who = bindparam("who", type_=String())
    known = and_(
        PERSON.c.workspace == ACCOUNT.c.workspace, PERSON.c.joined == ACCOUNT.c.person, PERSON.c.id == who
    )
    joined = select(PERSON.c.id).where(known).exists()
    same = or_(ACCOUNT.c.person == who, ACCOUNT.c.user == who, ACCOUNT.c.email == bindparam("low"), joined)
    found = select(ACCOUNT.c.workspace, ACCOUNT.c.person, ACCOUNT.c.name).where(same)
    return found.order_by(ACCOUNT.c.workspace, ACCOUNT.c.person, ACCOUNT.c.name)


def _everybody(_: Name) -> Select[Any]:
    workspace, person = value(ACCOUNT, "workspace"), value(ACCOUNT, "person")
    later = or_(
        ACCOUNT.c.workspace > workspace, and_(ACCOUNT.c.workspace == workspace, ACCOUNT.c.person > person)
    )
    key = ACCOUNT.c.workspace, ACCOUNT.c.person
    active = func.max(case((ACCOUNT.c.active.is_(true()), 1), else_=0))
    return select(*key, active).where(later).group_by(*key).order_by(*key).limit(bindparam("limit"))


_IDS, _NAMED, _POSTED, _CHANNELS = (
    Statement(_ids),
    Statement(_named),
    Statement(_posted),
    Statement(_channels),
)
_NO_ACCOUNT, _NO_WORDS, _NO_MESSAGES = (
    Statement(_no_account),
    Statement(_no_words),
    Statement(_no_messages),
)
_LIKE, _EVERYBODY = Statement(_like), Statement(_everybody)
