"""What crosses the ports: accounts, messages, preferences, what one click needs."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import cast

import msgspec
from msgspec.structs import force_setattr

from bot.project.calendar import is_zone
from bot.project.commands import WorkspaceRole
from bot.project.state import Project
from bot.project.working import Away


class Account(msgspec.Struct, frozen=True):
    """A person of a workspace as one platform knows them."""

    workspace: str
    person: str
    platform: str
    tenant: str
    user: str
    name: str
    #: UTC in the place of one that is not known here, wherever the account comes from
    time_zone: str = "UTC"
    locale: str = ""
    active: bool = True
    #: the conversation between the bot and this person, once known
    direct: str = ""
    #: chosen by the person; "" follows `locale`
    language: str = ""
    #: verified by the platform, in lower case; "" where it is not known
    email: str = ""
    #: messages to the person go here; a person with one account has one main account
    main: bool = True
    #: roles in the whole workspace, separated by spaces: a copy of what was granted, so that a click reads no more
    granted: str = ""

    def __post_init__(self) -> None:
        """Nothing that asks for somebody's day may fail by what once was stored of them."""
        if not is_zone(self.time_zone):
            force_setattr(self, "time_zone", "UTC")

    @property
    def workspace_roles(self) -> tuple[WorkspaceRole, ...]:
        """What the person may do in the whole workspace."""
        return cast("tuple[WorkspaceRole, ...]", tuple(self.granted.split()))


class Grant(msgspec.Struct, frozen=True):
    """A role in the whole workspace, given to a person, and taken from them again."""

    id: str
    person: str
    role: WorkspaceRole
    #: "" where the platform itself said so
    granted_by: str
    granted_at: datetime
    #: "" while it lasts
    ended_by: str = ""
    ended_at: datetime | None = None


class Link(msgspec.Struct, frozen=True):
    """The code that joins a person's account on another platform, and the wrong codes that they typed themselves."""

    workspace: str
    person: str
    #: where the code was asked for
    platform: str
    #: SHA-256, hex; "" for none
    code: str
    expires_at: datetime
    #: wrong codes in a row, and when the last of them was typed
    tries: int
    tried_at: datetime
    #: the code connects a channel to this project; "" for one that joins accounts
    project: str = ""


class Place(msgspec.Struct, frozen=True):
    """Where a message goes: a channel (`conversation`) or a person (`person`, our id), never both."""

    platform: str = ""
    conversation: str = ""
    person: str = ""


class Outgoing(msgspec.Struct, frozen=True):
    """A message that must leave: a post, or a refresh of a live message.

    `key` names the logical message (`checklist:<project>:1`): posting it again is harmless, and refreshing it
    finds the platform's message. `notice` is the encoded bot.talk.notices.Notice that is drawn when it is sent.
    """

    key: str
    place: Place
    notice: bytes
    dedupe: str
    #: refresh: edit the message of that key, post it when it is not there; post: a new message
    refresh: bool = False
    #: a waiting refresh with the same key is replaced
    pin: bool = False
    #: for a refresh: nothing is posted when the message is not there
    edit_only: bool = False
    project: str = ""
    due_at: datetime | None = None


class Leased(msgspec.Struct, frozen=True):
    """An outgoing message that one relay holds until its lease ends."""

    id: str
    workspace: str
    outgoing: Outgoing
    attempts: int
    #: the platform's ids of the message of that key, "" when it was never posted
    conversation: str = ""
    message: str = ""


class Stored(msgspec.Struct, frozen=True):
    """A project as `decide` reads it, with the guard for writing it."""

    workspace: str
    project: Project
    #: seq of the last event
    seq: int
    #: hash of the last event, hex
    head: str
    #: what is appended gets no earlier time, whatever a clock says; None where it was not read along
    not_before: datetime | None = None


class Attempt(msgspec.Struct, frozen=True):
    """A refused vote or signature, kept outside the chain."""

    project: str
    person: str
    at: datetime
    command: str
    code: str


class Loaded(msgspec.Struct, frozen=True):
    """What one click needs, read in one statement: each part is None where there is none."""

    account: Account | None
    stored: Stored | None
    #: the first outcome, when this delivery was seen before
    outcome: bytes | None


class ProjectRow(msgspec.Struct, frozen=True):
    """One line of a list of projects."""

    project: str
    name: str
    status: str
    phase: int
    practice: bool
    platform: str
    conversation: str


class Duty(msgspec.Struct, frozen=True):
    """One item that somebody owns, for their home."""

    project: str
    item: str
    state: str
    due_on: str


class Absence(msgspec.Struct, frozen=True):
    """What somebody's status says of their being away, and what became of the offer to name a delegate."""

    #: the last day
    until: date
    #: who is proposed: the one who decided in their place before; "" for nobody
    delegate: str = ""
    #: they said that nobody is needed
    alone: bool = False


class Preferences(msgspec.Struct, frozen=True):
    """What a person chose for the messages to them; nothing silences an approval request."""

    workspace: str
    person: str
    #: "" follows the chat's profile
    language: str = ""
    #: local time of the morning message
    at: time = time(9)
    #: no reminders at all
    quiet: bool = False
    #: everything but approvals waits for the morning message
    digest_only: bool = False
    paused_until: date | None = None
    #: Monday is 0
    days: tuple[int, ...] = (0, 1, 2, 3, 4)
    starts: time = time(9)
    ends: time = time(17)
    region: str = ""
    away: tuple[Away, ...] = ()
    #: the next morning message; None is not planned yet
    next_at: datetime | None = None
    #: the local day and the lines (project, item) of the last morning message
    last_on: date | None = None
    last: tuple[tuple[str, str], ...] = ()
    #: what their status said last, while it says so
    absence: Absence | None = None


class WorkspaceSettings(msgspec.Struct, frozen=True):
    """What a whole workspace chose."""

    workspace: str
    #: persons who keep the anchor of the ledger outside; nobody until somebody is named
    anchor_to: tuple[str, ...] = ()
    #: the day of the week and the local time at which they get it; Monday is 0
    anchor_day: int = 0
    anchor_at: time = time(9)
    time_zone: str = "UTC"
    #: the next anchor; None is not planned yet
    next_at: datetime | None = None
    #: up to when the latest anchor reaches: nothing that is appended later may count as written before it
    anchored_at: datetime | None = None


class Answered(msgspec.Struct, frozen=True):
    """What a member said before a stand-up."""

    person: str
    on: date
    done: str = ""
    next: str = ""
    blocked: str = ""


class ChannelSettings(msgspec.Struct, frozen=True):
    """What a channel chose for its stand-up."""

    workspace: str
    platform: str
    conversation: str
    #: of messages in the channel; "" follows the setting
    language: str = ""
    time_zone: str = "UTC"
    region: str = ""
    #: local time of the stand-up
    at: time = time(9, 30)
    quiet: bool = False
    paused_until: date | None = None
    #: post also on a quiet day
    every_day: bool = False
    #: ask the members beforehand: done, next, blocked
    questions: bool = False
    closures: tuple[Away, ...] = ()
    next_at: datetime | None = None
    #: from where and up to where the last stand-up looked
    last_since: datetime | None = None
    last_at: datetime | None = None
    #: the last message that was posted as one, "" for none
    last_key: str = ""
    #: the last day on which the members were asked, and what they said
    asked_on: date | None = None
    answers: tuple[Answered, ...] = ()
    #: when the bot was taken out of the channel; None while it is there
    removed_at: datetime | None = None
    #: projects whose other channel has lost the bot, and whose lead could not be told
    lost: tuple[str, ...] = ()
    #: the team whose channel it is, on a platform where a bot is added to teams; "" while it is not known
    team: str = ""
