"""What came in and what goes out."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field

from storage.columns import Rows, UtcTime


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
