"""What the service needs of a store about people: their accounts on each platform, and joining them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.project.commands import WorkspaceRole
from bot.service.records import Account, Grant, Link


class People(Protocol):
    """The directory's part of a transaction."""

    def workspace_of(self, platform: str, tenant: str) -> str | None: ...
    def install(self, workspace: str, platform: str, tenant: str, name: str, bot_user: str) -> None:
        """Create the workspace and its installation; harmless when it is there."""
        ...

    def put_account(self, account: Account) -> Account:
        """Insert or update by (platform, tenant, user); a person id that is there is kept and returned."""
        ...

    def account(self, platform: str, tenant: str, user: str) -> Account | None: ...
    def people(self, workspace: str, persons: Sequence[str], *, platform: str = "") -> Mapping[str, Account]:
        """Accounts by person id: the one that a person reads first, or the one on a platform, where there is one.

        Whoever was joined into somebody else is found as that one, under either id.
        """
        ...

    def accounts(self, workspace: str, person: str) -> Sequence[Account]:
        """All accounts of a person, the main one first."""
        ...

    def accounts_of(self, workspace: str, email: str) -> Sequence[Account]:
        """Accounts with a verified address."""
        ...

    def namesakes(self, workspace: str, name: str, limit: int) -> Sequence[Account]:
        """Accounts of this name whose address is not known."""
        ...

    def elsewhere(self, workspace: str, platform: str, limit: int) -> Sequence[Account]:
        """People on other platforms who have no account on this one, by name."""
        ...

    def link(self, workspace: str, person: str) -> Link | None:
        """The code that a person asked for, and how often they typed a wrong one."""
        ...

    def link_by(self, workspace: str, code: str) -> Link | None:
        """Whose code it is, by its hash."""
        ...

    def put_link(self, link: Link) -> None: ...
    def join(self, workspace: str, person: str, into: str, code: str) -> None:
        """Move a person's accounts to another person, whose code is used up; Conflict when it is so already."""
        ...

    def grant(self, workspace: str, grant: Grant) -> bool:
        """Give a person a role in the whole workspace, on all their accounts; tell whether it is new.

        Of two units that grant or end roles of a workspace, one waits for the other.
        """
        ...

    def end_grant(self, workspace: str, person: str, role: WorkspaceRole, by: str, at: datetime) -> bool:
        """Take a role from a person, on all their accounts; tell whether they had it. The grant is kept."""
        ...

    def granted(self, workspace: str) -> Sequence[Grant]:
        """Who has which role now, the oldest grant first; whoever was joined is named as the one they became."""
        ...

    def grants(self, workspace: str, limit: int) -> Sequence[Grant]:
        """All grants, those that ended included, the last one first."""
        ...

    def read_at(self, workspace: str, person: str, platform: str) -> None:
        """Let messages to a person go to their account on a platform."""
        ...

    def naming(self, workspace: str, person: str) -> Sequence[str]:
        """Projects in whose state a person stands anywhere; looks at all of a workspace, for what is rare."""
        ...
