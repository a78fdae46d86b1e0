"""The local Teams as one object: its state, its keys, and the way to its app."""

import asyncio
import time
import uuid
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from adapters.sandbox.changes import Change
from adapters.sandbox.local_chat import LocalChat, NextDay, Seconds
from adapters.sandbox.store import open_store

from .delivery import Answer, Delivery
from .identity import TeamsIdentity
from .keys import Keys
from .organisation import Organisation
from .rates import Rates
from .records import Conversation, Dialog, Json, Message, Person

#: what the app's command menu offers: title, description
DEFAULT_COMMANDS = (
    ("status", "Where the project of this channel stands"),
    ("new", "Begin a project"),
    ("home", "What waits for you"),
    ("help", "What you can ask"),
)


class Teams(LocalChat):
    """Hold one organisation with one team and one app in it.

    Args:
        database: the SQLite file that keeps the state; None keeps it in memory.
        now: the organisation's clock (messages, rate limits), epoch seconds; may be virtual.
        real: the clock of tokens, epoch seconds.
        base_url: the server's own address, set by the server when it has bound its port.
        rates: multiplies the rate limits; 0 switches them off, for load tests only.
        repeat_after: seconds before each repeat of an activity that nobody answered.
        answer_within: seconds the app has to answer.
        next_day: moves the virtual clock to the next day; None when the clock is real.
        commands: title and description of each command in the app's menu.
    """

    def __init__(
        self,
        *,
        identity: TeamsIdentity | None = None,
        database: Path | None = None,
        now: Seconds = time.time,
        real: Seconds = time.time,
        base_url: str = "http://127.0.0.1",
        rates: float = 1.0,
        repeat_after: Sequence[float] = (0.0, 5.0, 15.0),
        answer_within: float = 15.0,
        next_day: NextDay | None = None,
        commands: Sequence[tuple[str, str]] = DEFAULT_COMMANDS,
    ) -> None:
        super().__init__(now=now, real=real, base_url=base_url, next_day=next_day)
        self.identity = identity or TeamsIdentity()
        self.commands = tuple(commands)
        self.repeat_after = tuple(repeat_after)
        self.organisation = Organisation(open_store(database), now)
        self.keys = Keys(real)
        self.rates = Rates(now, rates)
        self.delivery = Delivery(
            lambda: self.keys.for_bot(self.identity.app_id, self.service_url), answer_within
        )
        #: the open dialog by person
        self.dialogs: dict[str, Dialog] = {}
        #: one look at a time by person, so that a card is drawn for them once
        self.looking: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._ensure_bot()

    def _ensure_bot(self) -> None:
        me = self.identity
        if me.bot_id not in self.organisation.people:
            self.organisation.save_person(
                Person(
                    id=me.bot_id,
                    aad=me.app_id,
                    name=me.bot_name,
                    handle=me.bot_name.lower(),
                    title="Takes AI projects through their gates",
                    color="2b6e5d",
                    bot=True,
                )
            )

    @property
    def service_url(self) -> str:
        """Give the address of the connector, as activities name it."""
        return f"{self.base_url}/teams/"

    @property
    def login_url(self) -> str:
        """Give the address at which the app gets its tokens."""
        return f"{self.base_url}/teams/login"

    @property
    def metadata_url(self) -> str:
        """Give the address of the OpenID metadata of Teams' own calls."""
        return f"{self.base_url}/teams/keys/v1/.well-known/openidconfiguration"

    @property
    def team_id(self) -> str:
        """Give the team's id, which is that of the channel it always has."""
        return next((channel.id for channel in self.organisation.channels()), "")

    def deliver_to(self, url: str) -> None:
        """Deliver to this messaging endpoint from now on."""
        self.delivery.url = url

    def send(self, activity: Json) -> None:
        """Deliver an activity beside the caller, again when nobody answers."""
        self.deliveries.begin(self._deliver(activity))

    async def _deliver(self, activity: Json) -> None:
        answer = await self.delivery.deliver(activity)
        if not answer.answered:
            await self._again(activity)

    async def ask(self, invoke: Json) -> Answer:
        """Deliver an invoke and give the answer; one that nobody answers is repeated beside the caller."""
        answer = await self.delivery.deliver(invoke)
        if not answer.answered and self.delivery.url:
            self.deliveries.begin(self._again(invoke))
        return answer

    async def _again(self, activity: Json) -> None:
        for delay in self.repeat_after:
            await asyncio.sleep(delay)
            # As in Teams: an invoke has another id each time, a message is always the same.
            renamed = {"id": self.mint_invoke()} if activity["type"] == "invoke" else {}
            if (await self.delivery.deliver(activity | renamed)).answered:
                return

    def mint_invoke(self) -> str:
        """Give the id of an activity that is no message, unlike that of any before, in whatever process."""
        return f"f:{uuid.uuid4()}"

    async def close(self) -> None:
        """Stop deliveries, end every stream and let go of the file."""
        await super().close()
        await self.delivery.close()
        self.organisation.close()

    def tell_message(self, message: Message, kind: str = "message") -> None:
        """Announce that a message appeared, changed or went."""
        members = self.organisation.conversations[message.conversation].members
        self.changes.tell(Change(kind, message.conversation, message.id, frozenset(members)))

    def tell_dialog(self, user: str) -> None:
        """Announce that somebody's dialog opened, changed or closed."""
        self.changes.tell(Change("views", audience=frozenset({user})))

    def tell_state(self, conversation: Conversation | None = None) -> None:
        """Announce that people, channels or the app's places changed."""
        self.changes.tell(Change("state", conversation.id if conversation else None))
