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

    def not_before(self, workspace: str, project: str) -> datetime:
        """Return the earliest time for what is appended to a project, or to a new one: ""."""
        ...

    def put_workspace_settings(self, chosen: WorkspaceSettings) -> None: ...
    def due_workspaces(self, now: datetime, limit: int) -> Sequence[WorkspaceSettings]:
        """Workspaces whose anchor is due, or was never planned, earliest first."""
        ...

    # erasing
    def erase(self, workspace: str, project: str, *seqs: int) -> None:
        """Forget the free texts of some events, in the ledger and in the snapshot; the chain still verifies."""
        ...

    def ids_of(self, workspace: str, person: str) -> Sequence[str]:
        """Every id under which the ledger may know a person."""
        ...

    def named_in(self, workspace: str, person: str) -> Sequence[str]:
        """Projects whose ledger holds an id of a person anywhere; looks at all of a workspace."""
        ...

    def posted(self, workspace: str, project: str) -> Sequence[str]:
        """Keys of the messages of a project whose place on their platform is known."""
        ...

    def forget_person(self, workspace: str, persons: Sequence[str]) -> None:
        """Forget accounts, codes, preferences and waiting messages of a person under all their ids; the ids stay."""
        ...

    def forget_answers(self, workspace: str, persons: Sequence[str]) -> None:
        """Forget what somebody said before stand-ups."""
        ...

    def forget_said(self, workspace: str, done: bytes) -> None:
        """Forget the worded answers to deliveries, which may hold names; a mere `done` stays."""
        ...

    def anchor(self, workspace: str, at: datetime) -> str:
        """The line that says what a workspace's ledger amounted to at an instant, from one statement."""
        ...
