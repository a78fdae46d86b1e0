"""What the service needs of a store about a whole workspace: what it chose, and the heads of its ledger."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.service.records import WorkspaceSettings


class Keeping(Protocol):
    """The workspaces' part of a transaction."""

    def workspace_settings(self, workspace: str) -> WorkspaceSettings:
        """What a workspace chose; the defaults where nobody chose anything."""
        ...

    def put_workspace_settings(self, chosen: WorkspaceSettings) -> None: ...
    def due_workspaces(self, now: datetime, limit: int) -> Sequence[WorkspaceSettings]:
        """Workspaces whose anchor is due, or was never planned, earliest first."""
        ...

    def anchor(self, workspace: str, at: datetime) -> str:
        """The line that says what a workspace's ledger amounted to at an instant, from one statement."""
        ...
