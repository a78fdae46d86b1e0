"""The tables, declared once for both databases; every one of them says whose workspace a row belongs to."""

from __future__ import annotations

from sqlalchemy import MetaData, Table

from storage.columns import Rows
from storage.tables.messages import InboxRow as InboxRow
from storage.tables.messages import MessageRow as MessageRow
from storage.tables.messages import OutboxRow as OutboxRow
from storage.tables.people import AccountRow as AccountRow
from storage.tables.people import InstallationRow as InstallationRow
from storage.tables.people import LinkRow as LinkRow
from storage.tables.people import PersonRow as PersonRow
from storage.tables.people import PlaceRow as PlaceRow
from storage.tables.people import PreferencesRow as PreferencesRow
from storage.tables.people import WorkspaceRoleRow as WorkspaceRoleRow
from storage.tables.people import WorkspaceRow as WorkspaceRow
from storage.tables.people import WorkspaceSettingsRow as WorkspaceSettingsRow
from storage.tables.projects import AttemptRow as AttemptRow
from storage.tables.projects import ChannelRow as ChannelRow
from storage.tables.projects import EventRow as EventRow
from storage.tables.projects import ItemRow as ItemRow
from storage.tables.projects import MemberRow as MemberRow
from storage.tables.projects import PlaybookRow as PlaybookRow
from storage.tables.projects import ProjectRow as ProjectRow

metadata: MetaData = Rows.metadata


def table(name: str) -> Table:
    """Return a table for Core statements."""
    return metadata.tables[name]
