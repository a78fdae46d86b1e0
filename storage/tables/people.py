"""Workspaces, their installations and places, people and what they chose."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index
from sqlmodel import Field

from storage.columns import Rows, UtcTime


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
    #: roles in the whole workspace, separated by spaces; what `workspace_role` says, where a click reads it
    granted: str = ""


class WorkspaceRoleRow(Rows, table=True):
    """A role in the whole workspace, from when it was granted until it was taken away; rows are never deleted."""

    __tablename__ = "workspace_role"
    __table_args__ = (
        ForeignKeyConstraint(["workspace", "person"], ["person.workspace", "person.id"]),
        Index(None, "workspace", "person"),
    )
    id: str = Field(primary_key=True)
    workspace: str
    person: str
    role: str
    #: empty where the platform itself said so
    granted_by: str
    granted_at: datetime = Field(sa_type=UtcTime)
    #: empty while it lasts
    ended_by: str
    ended_at: datetime | None = Field(sa_type=UtcTime)


class WorkspaceSettingsRow(Rows, table=True):
    """What a workspace chose; it is there once somebody has chosen something."""

    __tablename__ = "workspace_settings"
    __table_args__ = (Index(None, "next_at", "workspace"),)
    workspace: str = Field(primary_key=True, foreign_key="workspace.id")
    #: the next message with an anchor of the ledger; long ago for what was never planned
    next_at: datetime = Field(sa_type=UtcTime)
    #: JSON
    body: bytes


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
