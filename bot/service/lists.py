"""What the service needs of a store to list: projects, duties, refused votes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.service.records import Attempt, Duty, ProjectRow


class Lists(Protocol):
    """The lists of a transaction, each of one workspace."""

    def projects_in(self, workspace: str, platform: str, conversation: str) -> Sequence[ProjectRow]: ...
    def projects_of(self, workspace: str, person: str) -> Sequence[ProjectRow]:
        """Projects in which the person has a role or owns an item."""
        ...

    def portfolio(self, workspace: str, after: str, limit: int) -> Sequence[ProjectRow]:
        """Projects that have not ended and are not for practice, the oldest first, following `after`."""
        ...

    def duties(self, workspace: str, person: str) -> Sequence[Duty]:
        """Open and red items that the person owns, the earliest due first."""
        ...

    def attempts(self, workspace: str, project: str, limit: int) -> Sequence[Attempt]:
        """Refused votes and signatures of a project, the last one first."""
        ...
