"""The tables, declared once for both databases; every one of them says whose workspace a row belongs to."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index, MetaData, Table, UniqueConstraint, text
from sqlmodel import Field

from storage.columns import OF_PROJECT, Rows, UtcTime


class WorkspaceRow(Rows, table=True):
    """A tenant of ours."""

    __tablename__ = "workspace"
    id: str = Field(primary_key=True)


class InstallationRow(Rows, table=True):
    """Which workspace a platform's tenant stands for."""

    __tablename__ = "installation"
    platform: str = Field(primary_key=True)
    tenant: str = Field(primary_key=True)
    workspace: str = Field(foreign_key="workspace.id", index=True)
    name: str
    bot_user: str
    #: where the platform wants to be called; empty where it is always the same
    address: str = ""


class PlaceRow(Rows, table=True):
    """A conversation that the bot was added to."""

    __tablename__ = "place"
    workspace: str = Field(primary_key=True, foreign_key="workspace.id")
    platform: str = Field(primary_key=True)
    conversation: str = Field(primary_key=True)


class PersonRow(Rows, table=True):
    """A human being, known by an opaque id."""

    __tablename__ = "person"
    __table_args__ = (Index(None, "workspace", "joined"),)
    workspace: str = Field(primary_key=True, foreign_key="workspace.id")
    id: str = Field(primary_key=True)
    #: the person whom this one turned out to be; empty for everybody else
    joined: str = ""


class AccountRow(Rows, table=True):
    """A person as one platform knows them; names live here alone."""

    __tablename__ = "account"
    __table_args__ = (
        ForeignKeyConstraint(["workspace", "person"], ["person.workspace", "person.id"]),
        Index(None, "workspace", "person"),
        Index(None, "workspace", "email"),
    )
    platform: str = Field(primary_key=True)
    tenant: str = Field(primary_key=True)
    user: str = Field(primary_key=True)
    workspace: str
    person: str
    name: str
    time_zone: str
    locale: str
    active: bool
    direct: str
    #: chosen by the person; empty follows the profile
    language: str = ""
    #: verified by the platform, in lower case; empty where it is not known
    email: str = ""
    #: where messages to the person go, of several accounts
    main: bool = True


class LinkRow(Rows, table=True):
    """The code that joins a person's account on another platform, and how often codes were guessed."""

    __tablename__ = "link"
    __table_args__ = (
        ForeignKeyConstraint(["workspace", "person"], ["person.workspace", "person.id"]),
        Index(None, "workspace", "code"),
    )
    workspace: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    #: where the code was asked for
    platform: str
    #: SHA-256, hex; empty for none
    code: str
    expires_at: datetime = Field(sa_type=UtcTime)
    #: wrong codes in a row that the person has typed, and when the last one was
    tries: int
    tried_at: datetime = Field(sa_type=UtcTime)
    #: the code connects a channel to this project; empty for one that joins accounts
    project: str = ""


class PreferencesRow(Rows, table=True):
    """What a person chose; it is there as soon as the person is, so that a sweep meets everybody."""

    __tablename__ = "preferences"
    __table_args__ = (
        ForeignKeyConstraint(["workspace", "person"], ["person.workspace", "person.id"]),
        Index(None, "next_at", "workspace", "person"),
    )
    workspace: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    #: the next morning message; long ago for what was never planned
    next_at: datetime = Field(sa_type=UtcTime)
    #: JSON; empty for the defaults
    body: bytes


class ChannelRow(Rows, table=True):
    """What a channel chose for its stand-up; it is there as soon as the channel has a project."""

    __tablename__ = "channel"
    __table_args__ = (Index(None, "next_at", "workspace", "platform", "conversation"),)
    workspace: str = Field(primary_key=True, foreign_key="workspace.id")
    platform: str = Field(primary_key=True)
    conversation: str = Field(primary_key=True)
    #: the next stand-up; long ago for what was never planned
    next_at: datetime = Field(sa_type=UtcTime)
    #: JSON
    body: bytes


class PlaybookRow(Rows, table=True):
    """One version of a playbook, stored once."""

    __tablename__ = "playbook"
    workspace: str = Field(primary_key=True, foreign_key="workspace.id")
    digest: str = Field(primary_key=True)
    body: bytes


#: most projects have one channel
ALSO = text("also_platform <> ''")
#: as SQLAlchemy writes it in statements, on SQLite and on PostgreSQL
ASKS = text("asks IS 1"), text("asks IS true")


class ProjectRow(Rows, table=True):
    """The snapshot that is decided from, the head of its ledger and what lists ask for."""

    __tablename__ = "project"
    __table_args__ = (
        Index(
            None,
            "next_at",
            sqlite_where=text("next_at IS NOT NULL"),
            postgresql_where=text("next_at IS NOT NULL"),
        ),
        Index(None, "workspace", "platform", "conversation"),
        # Beginning otherwise than the others, so that nothing else is looked up by it.
        Index(
            None,
            "also_platform",
            "also_conversation",
            "workspace",
            sqlite_where=ALSO,
            postgresql_where=ALSO,
        ),
        Index("ix_project_asks", "workspace", "id", sqlite_where=ASKS[0], postgresql_where=ASKS[1]),
    )
    workspace: str = Field(primary_key=True, foreign_key="workspace.id")
    id: str = Field(primary_key=True)
    #: of the last event
    seq: int
    #: hash of the last event, hex
    head: str
    #: of the snapshot's shape: another one means that it is rebuilt from the ledger
    fingerprint: str
    snapshot: bytes
    status: str
    phase: int
    name: str
    practice: bool
    platform: str
    conversation: str
    next_at: datetime | None = Field(sa_type=UtcTime)
    #: a gate request, a choice or a changed threshold waits for somebody's decision
    asks: bool
    #: a second channel, on another platform; empty for none
    also_platform: str = ""
    also_conversation: str = ""


class EventRow(Rows, table=True):
    """The ledger: append-only, chained per project. Only `texts` may change, by erasure."""

    __tablename__ = "event"
    __table_args__ = (
        ForeignKeyConstraint(OF_PROJECT["columns"], OF_PROJECT["refcolumns"]),
        Index(None, "workspace", "project", "at"),
    )
    workspace: str = Field(primary_key=True)
    project: str = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    #: version of what `body` holds
    version: int
    at: datetime = Field(sa_type=UtcTime)
    by: str
    platform: str
    conversation: str
    message: str
    kind: str
    body: bytes
    #: free texts with their salts, beside the chain: JSON
    texts: str | None
    prev_hash: str
    hash: str


NAGS = text("nag_on IS NOT NULL")


class ItemRow(Rows, table=True):
    """What lists ask of an item; nothing is decided from it."""

    __tablename__ = "item"
    __table_args__ = (
        ForeignKeyConstraint(OF_PROJECT["columns"], OF_PROJECT["refcolumns"]),
        Index(None, "workspace", "owner", "due_on"),
        # All that a sweep reads of an item, so that it never looks at the rows.
        Index(
            "ix_item_nag", "workspace", "nag_on", "project", "owner", sqlite_where=NAGS, postgresql_where=NAGS
        ),
    )
    workspace: str = Field(primary_key=True)
    project: str = Field(primary_key=True)
    item: str = Field(primary_key=True)
    owner: str
    status: str
    #: ISO date
    due_on: str
    #: ISO date; the first day on which somebody may be reminded of it, NULL for what rests
    nag_on: str | None


class MemberRow(Rows, table=True):
    """Who has which role in a project."""

    __tablename__ = "member"
    __table_args__ = (
        ForeignKeyConstraint(OF_PROJECT["columns"], OF_PROJECT["refcolumns"]),
        Index(None, "workspace", "person"),
    )
    workspace: str = Field(primary_key=True)
    project: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    role: str = Field(primary_key=True)


class InboxRow(Rows, table=True):
    """A delivery that was seen, and what it led to."""

    __tablename__ = "inbox"
    workspace: str = Field(primary_key=True, foreign_key="workspace.id")
    platform: str = Field(primary_key=True)
    tenant: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    outcome: bytes
    at: datetime = Field(index=True, sa_type=UtcTime)


WAITING = text("state = 'waiting'")


class OutboxRow(Rows, table=True):
    """A message that must leave, has left (a post: so that it leaves once) or could not."""

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("workspace", "slot"),
        Index("ix_outbox_due", "due_at", "id", sqlite_where=WAITING, postgresql_where=WAITING),
        Index("ix_outbox_order", "order_key", "id", sqlite_where=WAITING, postgresql_where=WAITING),
    )
    #: UUID v7, minted when it is queued: the order within a conversation
    id: str = Field(primary_key=True)
    workspace: str = Field(foreign_key="workspace.id")
    key: str
    dedupe_key: str
    #: what only one row may hold: a post its dedupe key; a waiting refresh its key, which it gives up when leased
    slot: str
    #: one conversation or person, within which messages leave in order
    order_key: str
    notice: bytes
    due_at: datetime = Field(sa_type=UtcTime)
    attempts: int
    lease_until: datetime | None = Field(sa_type=UtcTime)
    #: waiting, sent or failed
    state: str
    #: why the last attempt failed
    why: str
    refresh: bool
    pin: bool
    platform: str
    conversation: str
    person: str
    project: str
    #: a refresh that posts nothing when the message is not there
    edit_only: bool


class MessageRow(Rows, table=True):
    """Where a logical message stands on its platform."""

    __tablename__ = "message"
    workspace: str = Field(primary_key=True, foreign_key="workspace.id")
    key: str = Field(primary_key=True)
    conversation: str
    message: str


class AttemptRow(Rows, table=True):
    """A refused vote or signature, kept outside the chain."""

    __tablename__ = "attempt"
    __table_args__ = (Index(None, "workspace", "project"),)
    id: str = Field(primary_key=True)
    workspace: str = Field(foreign_key="workspace.id")
    project: str
    person: str
    at: datetime = Field(sa_type=UtcTime)
    command: str
    code: str


metadata: MetaData = Rows.metadata


def table(name: str) -> Table:
    """Return a table for Core statements."""
    return metadata.tables[name]
