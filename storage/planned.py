"""What people and channels chose, each with the instant at which it is their turn."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
from msgspec.structs import replace
from sqlalchemy import Select, Table, Update, and_, bindparam, select, update

from bot.service.ports import ChannelSettings, Preferences
from storage.listed import Listed
from storage.sql import Inserts, Name, Statement
from storage.statements import Insert, Part, many, value
from storage.tables import table

PREFERENCES, CHANNEL, ACCOUNT = table("preferences"), table("channel"), table("account")
PERSON_KEY = ("workspace", "person")
CHANNEL_KEY = ("workspace", "platform", "conversation")
#: never planned: before everything that has a time
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
PEOPLE = Listed(*PERSON_KEY)

_encode: Callable[[Preferences | ChannelSettings], bytes] = msgspec.json.Encoder().encode
_preferences: Callable[[bytes], Preferences] = msgspec.json.Decoder(Preferences).decode
_settings: Callable[[bytes], ChannelSettings] = msgspec.json.Decoder(ChannelSettings).decode


class Planned(Part):
    """Preferences and channel settings of one transaction."""

    def preferences(self, workspace: str, persons: Sequence[str]) -> Mapping[str, Preferences]:
        """Return preferences by person id, in one statement; the defaults for whoever chose nothing."""
        keys = [(workspace, person) for person in persons]
        found = self.rows(_PREFERENCES, **PEOPLE.values(self._conn.name, keys)) if keys else []
        chosen = {person: Preferences(workspace, person) for person in persons}
        return chosen | {row[1]: to_preferences(*row) for row in found}

    def put_preferences(self, chosen: Preferences) -> None:
        """Insert or update them."""
        self.insert(_PUT_PREFERENCES, [_row(chosen, PERSON_KEY)])

    def speak(self, workspace: str, person: str, language: str) -> None:
        """Set the language of all accounts of a person; "" follows their profiles."""
        self.change(_SPEAK, workspace=workspace, person=person, new_language=language)

    def due_people(self, now: datetime, limit: int) -> Sequence[Preferences]:
        """Return people whose morning message is due or was never planned, the earliest first."""
        # Of several sweepers each finds what the one before it has left.
        self._conn.in_line("morning messages")
        return [to_preferences(*row) for row in self.rows(_DUE_PEOPLE, now=now, limit=limit)]

    def channel(self, workspace: str, platform: str, conversation: str) -> ChannelSettings | None:
        """Return a channel's settings; None for one that never had a project."""
        row = self.row(_CHANNEL, workspace=workspace, platform=platform, conversation=conversation)
        return to_settings(row[0], row[1]) if row else None

    def channels_on(self, workspace: str, platform: str) -> Sequence[ChannelSettings]:
        """Return the settings of all channels of a platform that ever had a project."""
        found = self.rows(_CHANNELS, workspace=workspace, platform=platform)
        return [to_settings(*row) for row in found]

    def put_channel(self, settings: ChannelSettings) -> None:
        """Insert or update them."""
        self.insert(_PUT_CHANNEL, [_row(settings, CHANNEL_KEY)])

    def first_preferences(self, workspace: str, person: str) -> None:
        """Let a sweep meet a new person."""
        row = {"workspace": workspace, "person": person, "next_at": LONG_AGO, "body": b""}
        self.insert(_FIRST_PREFERENCES, [row])

    def first_settings(self, settings: ChannelSettings) -> None:
        """Let a sweep meet a channel with its first project; what was chosen before stays."""
        self.insert(_FIRST_SETTINGS, [_row(settings, CHANNEL_KEY)])


def to_preferences(workspace: str, person: str, next_at: datetime, body: bytes) -> Preferences:
    chosen = _preferences(body) if body else Preferences(workspace, person)
    return replace(chosen, next_at=None if next_at == LONG_AGO else next_at)


def to_settings(next_at: datetime, body: bytes) -> ChannelSettings:
    return replace(_settings(body), next_at=None if next_at == LONG_AGO else next_at)


def _row(chosen: Preferences | ChannelSettings, key: Sequence[str]) -> dict[str, Any]:
    row = {column: getattr(chosen, column) for column in key}
    return {**row, "next_at": chosen.next_at or LONG_AGO, "body": _encode(replace(chosen, next_at=None))}


def _columns(of: Table) -> list[Any]:
    return [of.c[name] for name in (*PERSON_KEY, "next_at", "body")]


def _chosen(name: Name) -> Select[Any]:
    listed = PEOPLE.source(name)
    same = and_(PREFERENCES.c.workspace == listed.c.workspace, PREFERENCES.c.person == listed.c.person)
    return select(*_columns(PREFERENCES)).select_from(listed.join(PREFERENCES, same))


def _due_people(_: Name) -> Select[Any]:
    come = PREFERENCES.c.next_at <= bindparam("now", type_=PREFERENCES.c.next_at.type)
    order = [PREFERENCES.c[column] for column in ("next_at", *PERSON_KEY)]
    return select(*_columns(PREFERENCES)).where(come).order_by(*order).limit(bindparam("limit"))


def _of_channel(_: Name) -> Select[Any]:
    ours = and_(*(CHANNEL.c[column] == bindparam(column) for column in CHANNEL_KEY))
    return select(CHANNEL.c.next_at, CHANNEL.c.body).where(ours)


def _of_platform(_: Name) -> Select[Any]:
    ours = and_(*(CHANNEL.c[column] == bindparam(column) for column in CHANNEL_KEY[:2]))
    return select(CHANNEL.c.next_at, CHANNEL.c.body).where(ours).order_by(CHANNEL.c.conversation)


def _put(of: Table, key: Sequence[str]) -> Inserts:
    def build(name: Name, rows: int) -> Insert:
        added = many(name, of, rows)
        fresh = {column: added.excluded[column] for column in ("next_at", "body")}
        return added.on_conflict_do_update(index_elements=list(key), set_=fresh)

    return Inserts(of, build)


def _first(of: Table, key: Sequence[str]) -> Inserts:
    return Inserts(
        of, lambda name, rows: many(name, of, rows).on_conflict_do_nothing(index_elements=list(key))
    )


def _speak(_: Name) -> Update:
    ours = and_(ACCOUNT.c.workspace == bindparam("workspace"), ACCOUNT.c.person == bindparam("person"))
    return update(ACCOUNT).where(ours).values(language=value(ACCOUNT, "language", "new_"))


_SPEAK = Statement(_speak)
_PREFERENCES, _DUE_PEOPLE, _CHANNEL = Statement(_chosen), Statement(_due_people), Statement(_of_channel)
_CHANNELS = Statement(_of_platform)
_PUT_PREFERENCES, _FIRST_PREFERENCES = _put(PREFERENCES, PERSON_KEY), _first(PREFERENCES, PERSON_KEY)
_PUT_CHANNEL, _FIRST_SETTINGS = _put(CHANNEL, CHANNEL_KEY), _first(CHANNEL, CHANNEL_KEY)
