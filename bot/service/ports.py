"""What the service needs from the outside: a store, a chat, a clock. Adapters and storage implement it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol, TypeVar

from bot.playbooks.model import Playbook
from bot.project.decided import Entry
from bot.project.events import Recorded
from bot.project.index import ItemIndex
from bot.project.state import Project
from bot.service.chat import Chat as Chat
from bot.service.chat import Profile as Profile
from bot.service.keeping import Keeping
from bot.service.lists import Lists
from bot.service.people import People
from bot.service.records import Absence as Absence
from bot.service.records import Account as Account
from bot.service.records import Answered as Answered
from bot.service.records import Attempt as Attempt
from bot.service.records import ChannelSettings as ChannelSettings
from bot.service.records import Duty as Duty
from bot.service.records import Grant as Grant
from bot.service.records import Leased as Leased
from bot.service.records import Link as Link
from bot.service.records import Loaded as Loaded
from bot.service.records import Outgoing as Outgoing
from bot.service.records import Place as Place
from bot.service.records import Preferences as Preferences
from bot.service.records import ProjectRow as ProjectRow
from bot.service.records import Stored as Stored
from bot.service.records import WorkspaceSettings as WorkspaceSettings

T = TypeVar("T")


# --- errors (the other two of the five families, Refusal and BadInput, live in bot.project.refusals) ---


class Conflict(Exception):
    """Somebody was faster: reload, decide again."""


class Unavailable(Exception):
    """The database does not answer or cannot be written; nothing was saved."""


class DeliveryFailed(Exception):
    """A chat did not take a message."""

    def __init__(self, code: str, *, retry_after: float | None = None, permanent: bool = False) -> None:
        """`code` is the platform's word for it; `retry_after` is in seconds."""
        super().__init__(code)
        self.code = code
        self.retry_after = retry_after
        self.permanent = permanent


# --- the store ---


class Tx(People, Keeping, Lists, Protocol):
    """One unit of work. Every query is scoped to the workspace of the sender or to `workspace`."""

    def load(self, *, platform: str, tenant: str, user: str, delivery: str = "", project: str = "") -> Loaded:
        """Read account, project (of the same workspace only) and the first outcome, in one statement."""
        ...

    def project(self, workspace: str, project: str) -> Stored | None:
        """Read one project."""
        ...

    def history(self, workspace: str, project: str, limit: int) -> Sequence[Recorded]:
        """Return the last events of a project, the oldest of them first."""
        ...

    def entries(self, workspace: str, project: str) -> Sequence[Entry]:
        """Return every event of a project at its place in the ledger, in order."""
        ...

    def save(
        self,
        before: Stored | None,
        events: Sequence[Recorded],
        after: Project,
        *,
        workspace: str,
        items: Sequence[ItemIndex] = (),
        members: Sequence[tuple[str, str]] | None = None,
        outgoing: Sequence[Outgoing] = (),
        due_at: datetime | None = None,
        delivery: tuple[str, str, str] | None = None,
        outcome: bytes = b"",
    ) -> Stored:
        """Append the events, replace the snapshot and the item rows, queue the messages, remember the delivery.

        `before` is None for a new project. `items` are the index rows that changed; `members` all (person, role)
        of the project when roles changed, else None. `due_at` is the project's next due instant. `delivery` is
        (platform, tenant, delivery key). Five statements without members. Raises Conflict when the project
        moved on, or when the delivery was remembered meanwhile.
        """
        ...

    def remember(self, delivery: tuple[str, str, str], outcome: bytes, now: datetime) -> None:
        """Keep the outcome of a delivery that changed nothing."""
        ...

    def attempt(self, workspace: str, attempt: Attempt) -> None:
        """Keep a refused vote or signature."""
        ...

    def queue(self, workspace: str, outgoing: Sequence[Outgoing], now: datetime) -> None:
        """Queue messages that belong to no event."""
        ...

    # where the bot is
    def address(self, platform: str, tenant: str) -> str:
        """Where a tenant's platform wants to be called; "" when it has not said so."""
        ...

    def move(self, platform: str, tenant: str, address: str) -> None: ...
    def places(self, workspace: str, platform: str) -> Sequence[str]:
        """Conversations that the bot was added to."""
        ...

    def put_place(self, workspace: str, platform: str, conversation: str) -> None: ...
    def remove_place(self, workspace: str, platform: str, conversation: str) -> None: ...
    def users_on(self, workspace: str, platform: str) -> Sequence[tuple[str, str]]:
        """(user, name) of everybody who is known and active on a platform, by name."""
        ...

    def left_on(self, workspace: str, platform: str) -> Sequence[str]:
        """Users of a platform who are known and not active any more."""
        ...

    # playbooks: each version is stored once, by digest
    def put_playbook(self, workspace: str, digest: str, playbook: Playbook) -> None: ...
    def playbook(self, workspace: str, digest: str) -> Playbook | None: ...

    # what is due
    def due_projects(self, now: datetime, limit: int) -> Sequence[tuple[str, str]]:
        """(workspace, project) whose next due instant has come, over all workspaces, earliest first."""
        ...

    def next_due(self, after: datetime) -> datetime | None:
        """The earliest instant after another at which a project, a person, a channel or a workspace is due."""
        ...

    # preferences, morning messages and stand-ups
    def preferences(self, workspace: str, persons: Sequence[str]) -> Mapping[str, Preferences]:
        """Preferences by person id; the defaults for whoever chose nothing."""
        ...

    def put_preferences(self, chosen: Preferences) -> None: ...
    def speak(self, workspace: str, person: str, language: str) -> None:
        """Set the language of all accounts of a person; "" follows their profiles."""
        ...

    def sponsored(self, persons: Sequence[tuple[str, str]]) -> Mapping[str, Sequence[str]]:
        """Projects by person id, for (workspace, person): those that they sponsor, not ended and not for practice."""
        ...

    def due_people(self, now: datetime, limit: int) -> Sequence[Preferences]:
        """People whose morning message is due, or was never planned, over all workspaces, earliest first."""
        ...

    def projects_to_nag(self, persons: Sequence[tuple[str, str]], on: date) -> Mapping[str, Sequence[str]]:
        """Projects by person id, for (workspace, person): where they own an item to nag about on or before the
        day, approve a waiting gate, or are lead, sponsor or portfolio admin of a project with such an item."""
        ...

    def projects(self, workspace: str, projects: Sequence[str]) -> Mapping[str, Stored]:
        """Read several projects in one statement."""
        ...

    def channel(self, workspace: str, platform: str, conversation: str) -> ChannelSettings | None: ...
    def put_channel(self, settings: ChannelSettings) -> None: ...
    def channels_on(self, workspace: str, platform: str) -> Sequence[ChannelSettings]:
        """Settings of all channels of a platform that ever had a project; for what is rare."""
        ...

    def due_channels(self, now: datetime, limit: int) -> Sequence[tuple[ChannelSettings, Sequence[Stored]]]:
        """Channels whose stand-up is due, with their projects that have not ended, in one statement."""
        ...

    def events_since(
        self, projects: Sequence[tuple[str, str]], since: datetime
    ) -> Mapping[str, Sequence[Recorded]]:
        """Events by project id, for (workspace, project), after an instant, in one statement."""
        ...

    # outbox
    def lease(
        self, now: datetime, *, seconds: float, limit: int, workspaces: Sequence[str]
    ) -> Sequence[Leased]:
        """Take due messages: in order within a conversation, at most one of each conversation at a time.

        Those of other workspaces are left to the bot that is connected there, unless nobody takes them for a day.
        """
        ...

    def delivered(self, leased: Leased, conversation: str, message: str) -> None:
        """Forget a sent message and remember where the logical message stands."""
        ...

    def postpone(self, leased: Leased, until: datetime, why: str) -> None: ...
    def give_up(self, leased: Leased, why: str, now: datetime) -> None:
        """Keep it as failed and release its conversation."""
        ...

    def message(self, workspace: str, key: str) -> tuple[str, str] | None:
        """(conversation, message) of a logical message on its platform."""
        ...

    def prune(self, before: datetime, limit: int) -> int:
        """Forget deliveries and sent messages from before an instant, up to `limit` each; return how many."""
        ...

    def next_send(self) -> datetime | None:
        """When the next queued message may leave; None when nothing waits."""
        ...


class Store(Protocol):
    """A database. A unit of work is one plain function, committed as a whole or not at all."""

    async def write(self, work: Callable[[Tx], T]) -> T:
        """Run it in a transaction and answer after the commit. Raises Unavailable.

        It is repeated on a Conflict, and may be when what it was committed with fails: all that it does, it does
        through the transaction.
        """
        ...

    async def read(self, work: Callable[[Tx], T]) -> T:
        """Run it in a read-only transaction. Raises Unavailable."""
        ...

    async def close(self) -> None: ...


# --- the clock ---


class Clock(Protocol):
    """The time that everything the domain means is measured by."""

    def now(self) -> datetime:
        """Return an aware UTC datetime."""
        ...
