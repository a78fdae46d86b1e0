"""Projects: snapshot, ledger, index rows; playbooks, and the channels in which they live."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index, text
from sqlmodel import Field

from storage.columns import OF_PROJECT, Rows, UtcTime


class PlaybookRow(Rows, table=True):
    """One version of a playbook, stored once."""

    __tablename__ = "playbook"
    workspace: str = Field(primary_key=True, foreign_key="workspace.id")
    digest: str = Field(primary_key=True)
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
