"""What the service needs from the outside: a store, a chat, a clock. Adapters and storage implement it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Protocol, TypeVar

import msgspec

from bot.playbooks.model import Playbook
from bot.project.events import Recorded
from bot.project.state import ItemIndex, Project
from bot.project.working import Away
from bot.talk.card import Card, Form, Home

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


# --- rows that cross the port ---


class Account(msgspec.Struct, frozen=True):
    """A person of a workspace as one platform knows them."""

    workspace: str
    person: str
    platform: str
    tenant: str
    user: str
    name: str
    time_zone: str = "UTC"
    locale: str = ""
    active: bool = True
    #: the conversation between the bot and this person, once known
    direct: str = ""
    #: chosen by the person; "" follows `locale`
    language: str = ""


class Place(msgspec.Struct, frozen=True):
    """Where a message goes: a channel (`conversation`) or a person (`person`, our id), never both."""

    platform: str = ""
    conversation: str = ""
    person: str = ""


class Outgoing(msgspec.Struct, frozen=True):
    """A message that must leave: a post, or a refresh of a live message.

    `key` names the logical message (`checklist:<project>:1`): posting it again is harmless, and refreshing it
    finds the platform's message. `notice` is the encoded bot.talk.notices.Notice that is drawn when it is sent.
    """

    key: str
    place: Place
    notice: bytes
    dedupe: str
    #: refresh: edit the message of that key, post it when it is not there; post: a new message
    refresh: bool = False
    #: a waiting refresh with the same key is replaced
    pin: bool = False
    #: for a refresh: nothing is posted when the message is not there
    edit_only: bool = False
    project: str = ""
    due_at: datetime | None = None


class Leased(msgspec.Struct, frozen=True):
    """An outgoing message that one relay holds until its lease ends."""

    id: str
    workspace: str
    outgoing: Outgoing
    attempts: int
    #: the platform's ids of the message of that key, "" when it was never posted
    conversation: str = ""
    message: str = ""


class Stored(msgspec.Struct, frozen=True):
    """A project as `decide` reads it, with the guard for writing it."""

    workspace: str
    project: Project
    #: seq of the last event
    seq: int
    #: hash of the last event, hex
    head: str


class Attempt(msgspec.Struct, frozen=True):
    """A refused vote or signature, kept outside the chain."""

    project: str
    person: str
    at: datetime
    command: str
    code: str


class Loaded(msgspec.Struct, frozen=True):
    """What one click needs, read in one statement: each part is None where there is none."""

    account: Account | None
    stored: Stored | None
    #: the first outcome, when this delivery was seen before
    outcome: bytes | None


class ProjectRow(msgspec.Struct, frozen=True):
    """One line of a list of projects."""

    project: str
    name: str
    status: str
    phase: int
    practice: bool
    platform: str
    conversation: str


class Duty(msgspec.Struct, frozen=True):
    """One item that somebody owns, for their home."""

    project: str
    item: str
    state: str
    due_on: str


class Preferences(msgspec.Struct, frozen=True):
    """What a person chose for the messages to them; nothing silences an approval request."""

    workspace: str
    person: str
    #: "" follows the chat's profile
    language: str = ""
    #: local time of the morning message
    at: time = time(9)
    #: no reminders at all
    quiet: bool = False
    #: everything but approvals waits for the morning message
    digest_only: bool = False
    paused_until: date | None = None
    #: Monday is 0
    days: tuple[int, ...] = (0, 1, 2, 3, 4)
    starts: time = time(9)
    ends: time = time(17)
    region: str = ""
    away: tuple[Away, ...] = ()
    #: the next morning message; None is not planned yet
    next_at: datetime | None = None
    #: the local day and the lines (project, item) of the last morning message
    last_on: date | None = None
    last: tuple[tuple[str, str], ...] = ()


class Answered(msgspec.Struct, frozen=True):
    """What a member said before a stand-up."""

    person: str
    on: date
    done: str = ""
    next: str = ""
    blocked: str = ""


class ChannelSettings(msgspec.Struct, frozen=True):
    """What a channel chose for its stand-up."""

    workspace: str
    platform: str
    conversation: str
    #: of messages in the channel; "" follows the setting
    language: str = ""
    time_zone: str = "UTC"
    region: str = ""
    #: local time of the stand-up
    at: time = time(9, 30)
    quiet: bool = False
    paused_until: date | None = None
    #: post also on a quiet day
    every_day: bool = False
    #: ask the members beforehand: done, next, blocked
    questions: bool = False
    closures: tuple[Away, ...] = ()
    next_at: datetime | None = None
    #: up to where the last stand-up looked
    last_at: datetime | None = None
    #: the last message that was posted as one, "" for none
    last_key: str = ""
    #: the last day on which the members were asked, and what they said
    asked_on: date | None = None
    answers: tuple[Answered, ...] = ()


# --- the store ---


class Tx(Protocol):
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

    # directory
    def workspace_of(self, platform: str, tenant: str) -> str | None: ...
    def install(self, workspace: str, platform: str, tenant: str, name: str, bot_user: str) -> None:
        """Create the workspace and its installation; harmless when it is there."""
        ...

    def put_account(self, account: Account) -> Account:
        """Insert or update by (platform, tenant, user); a person id that is there is kept and returned."""
        ...

    def account(self, platform: str, tenant: str, user: str) -> Account | None: ...
    def people(self, workspace: str, persons: Sequence[str]) -> Mapping[str, Account]:
        """Accounts by person id."""
        ...

    # playbooks: each version is stored once, by digest
    def put_playbook(self, workspace: str, digest: str, playbook: Playbook) -> None: ...
    def playbook(self, workspace: str, digest: str) -> Playbook | None: ...

    # lists
    def projects_in(self, workspace: str, platform: str, conversation: str) -> Sequence[ProjectRow]: ...
    def projects_of(self, workspace: str, person: str) -> Sequence[ProjectRow]:
        """Projects in which the person has a role or owns an item."""
        ...

    def duties(self, workspace: str, person: str) -> Sequence[Duty]:
        """Open and red items that the person owns, the earliest due first."""
        ...

    def due_projects(self, now: datetime, limit: int) -> Sequence[tuple[str, str]]:
        """(workspace, project) whose next due instant has come, over all workspaces, earliest first."""
        ...

    def next_due(self) -> datetime | None:
        """The earliest instant at which a project, a person or a channel is due."""
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
        """Projects by person id, for (workspace, person): those that they sponsor and that have not ended."""
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
    def due_channels(self, now: datetime, limit: int) -> Sequence[tuple[ChannelSettings, Sequence[Stored]]]:
        """Channels whose stand-up is due, with their projects that have not ended, in one statement."""
        ...

    def events_since(
        self, projects: Sequence[tuple[str, str]], since: datetime
    ) -> Mapping[str, Sequence[Recorded]]:
        """Events by project id, for (workspace, project), after an instant, in one statement."""
        ...

    # outbox
    def lease(self, now: datetime, *, seconds: float, limit: int) -> Sequence[Leased]:
        """Take due messages: in order within a conversation, at most one of each conversation at a time."""
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
        """Run it in a transaction and answer after the commit; repeat it on a Conflict. Raises Unavailable."""
        ...

    async def read(self, work: Callable[[Tx], T]) -> T:
        """Run it in a read-only transaction. Raises Unavailable."""
        ...

    async def close(self) -> None: ...


# --- the chat ---


class Profile(msgspec.Struct, frozen=True):
    """What a chat knows of a person."""

    user: str
    name: str
    time_zone: str
    locale: str = ""
    active: bool = True
    bot: bool = False


class Chat(Protocol):
    """One installation of a chat platform. Every method raises DeliveryFailed."""

    platform: str
    tenant: str

    async def post(self, conversation: str, card: Card, *, key: str) -> str:
        """Post a message and return the platform's id of it; `key` lets an uncertain post be found again."""
        ...

    async def update(self, conversation: str, message: str, card: Card) -> None:
        """Replace a message. DeliveryFailed("gone") when it is not there any more."""
        ...

    async def pin(self, conversation: str, message: str) -> None:
        """Pin a message; harmless when it is pinned."""
        ...

    async def whisper(self, conversation: str, user: str, card: Card) -> None:
        """Show a message to one person, without a guarantee."""
        ...

    async def open_form(self, trigger: str, form: Form) -> None: ...
    async def show_home(self, user: str, home: Home) -> None: ...
    async def direct(self, user: str) -> str:
        """Return the conversation between the bot and this person."""
        ...

    async def profile(self, user: str) -> Profile: ...
    async def is_member(self, conversation: str) -> bool:
        """Whether the bot may post there."""
        ...

    async def members(self, conversation: str) -> Sequence[str]:
        """User ids of a conversation, the bot excluded."""
        ...


class Clock(Protocol):
    """The time that everything the domain means is measured by."""

    def now(self) -> datetime:
        """Return an aware UTC datetime."""
        ...
