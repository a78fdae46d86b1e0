"""The local Slack as one object: its state, its secrets, and the ways to its app."""

import time
from collections.abc import Sequence
from pathlib import Path

from .changes import Change
from .delivery import Delivery, SignedHttp, SocketMode
from .identity import Identity
from .local_chat import LocalChat, NextDay, Seconds
from .modals import Modals
from .rates import RateLimits
from .records import Channel, Command, Message, Person, View
from .store import open_store
from .teams.teams import Teams
from .triggers import Triggers
from .uploads import Uploads
from .workspace import Workspace

DEFAULT_COMMANDS = (
    Command(
        command="/gate", description="Projects and their gates", usage_hint="new | status | items | help"
    ),
)


class Sandbox(LocalChat):
    """Hold one workspace with one app in it.

    Args:
        database: the SQLite file that keeps the state; None keeps it in memory.
        now: the workspace's clock (messages, rate limits), epoch seconds; may be virtual.
        real: the clock of signatures, triggers and response addresses, epoch seconds.
        request_url: where signed HTTP requests go; None delivers by Socket Mode.
        base_url: the sandbox's own address, set by the server when it has bound its port.
        rates: multiplies the rate limits; 0 switches them off, for load tests only.
        retry_delays: seconds before each repeat of an event that was not acknowledged.
        answer_within: seconds the app has to acknowledge.
        next_day: moves the virtual clock to the next day; None when the clock is real.
        teams: the local Teams that is served beside it, if any.
    """

    def __init__(
        self,
        *,
        identity: Identity | None = None,
        database: Path | None = None,
        now: Seconds = time.time,
        real: Seconds = time.time,
        request_url: str | None = None,
        base_url: str = "http://127.0.0.1",
        rates: float = 1.0,
        retry_delays: Sequence[float] = (0.0, 60.0, 300.0),
        answer_within: float = 3.0,
        commands: Sequence[Command] = DEFAULT_COMMANDS,
        next_day: NextDay | None = None,
        teams: Teams | None = None,
    ) -> None:
        super().__init__(now=now, real=real, base_url=base_url, next_day=next_day)
        self.identity = identity or Identity()
        self.commands = tuple(commands)
        self.teams = teams
        self.retry_delays = tuple(retry_delays)
        #: an administrator took the app out of the workspace: its bot's token belongs to nobody
        self.removed = False
        self.workspace = Workspace(open_store(database), now)
        self.rates = RateLimits(now, rates)
        self.triggers = Triggers(real)
        self.uploads = Uploads()
        self.modals = Modals(self.workspace.mint)
        self.sockets = SocketMode(answer_within)
        self._http = SignedHttp(request_url or "", self.identity.signing_secret, real, answer_within)
        self.delivery: Delivery = self._http if request_url else self.sockets
        self._ensure_bot()

    def _ensure_bot(self) -> None:
        me = self.identity
        if me.bot_user not in self.workspace.people:
            self.workspace.save_person(
                Person(
                    id=me.bot_user,
                    name=me.bot_name,
                    handle=me.bot_name.lower(),
                    title="Takes AI projects through their gates",
                    color="2b6e5d",
                    bot=True,
                )
            )

    def deliver_to(self, request_url: str) -> None:
        """Deliver by signed HTTP to this address from now on."""
        self._http.url = request_url
        self.delivery = self._http

    def deliver_by_socket(self) -> None:
        """Deliver by Socket Mode from now on."""
        self.delivery = self.sockets

    async def close(self) -> None:
        """Stop deliveries, end every stream and let go of the file."""
        await super().close()
        await self.sockets.close()
        await self._http.close()
        self.workspace.close()
        if self.teams:
            await self.teams.close()

    def channel(self, ref: str) -> Channel | None:
        """Find a conversation by id, by #name, or the direct message with a person by that person's id."""
        if ref in self.workspace.people:
            return self.workspace.conversation_of([self.identity.bot_user, ref])
        return self.workspace.channels.get(ref) or self.workspace.channel_named(ref)

    def is_in(self, channel: Channel, user: str) -> bool:
        """Say whether somebody is a member."""
        return user in channel.members

    def tell_message(self, message: Message, kind: str = "message") -> None:
        """Announce that a message appeared, changed or went."""
        channel = self.workspace.channels[message.channel]
        audience = {message.ephemeral_to} if message.ephemeral_to else set(channel.members)
        self.changes.tell(Change(kind, message.channel, message.ts, frozenset(audience)))

    def tell_view(self, view: View) -> None:
        """Announce that a person's modal or Home tab changed."""
        kind = "home" if view.kind == "home" else "views"
        self.changes.tell(Change(kind, audience=frozenset({view.user})))
