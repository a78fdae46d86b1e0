"""The bot as botbuilder runs it: one handler per kind of activity, each only translating."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol

from botbuilder.core import ActivityHandler, BotAdapter, TurnContext  # type: ignore[import-untyped]
from botbuilder.schema import Activity as BotActivity  # type: ignore[import-untyped]
from msgspec.structs import replace

from adapters.replies import Reply
from bot.service.intents import Answer, HomeOpened, Intent, Pressed, Say, Sender, Submitted, Unheard, Wrong

from .activity import Activity
from .answers import Answers
from .deliveries import Deliveries
from .learned import Learned
from .people import Seen, is_bot
from .reply import OK, UNHEARD
from .translate import Heard, direct, heard

Handle = Callable[[Intent, Sender], Awaitable[Answer]]


class Watcher(Protocol):
    """What wants to know whom the bot met, and where Teams called from."""

    def saw(self, user: str, now: Seen, *, direct: bool = False, service_url: str = "") -> None:
        """Remember what a verified activity told of its sender."""
        ...

    def expect_home(self, user: str) -> None:
        """Let the next home of a person be a new message."""
        ...


class Turn(TurnContext):  # type: ignore[misc]  # botbuilder has no types
    """One activity on its way through botbuilder, which reads no more of it than what kind it is."""

    def __init__(self, adapter: BotAdapter, given: Activity) -> None:
        """Take the adapter and what came. Models of the SDK for all of it would cost more than the answer."""
        super().__init__(adapter, BotActivity(type=given.type, name=given.name, id=given.id))
        self.given = given
        self.reply: Reply = OK


class Inbound(ActivityHandler):  # type: ignore[misc]
    """Hears activities; each ends in `handle`, and its answer in the reply of the turn."""

    def __init__(
        self,
        handle: Handle,
        chat: Watcher,
        answers: Answers,
        *,
        tenant: str,
        bot_id: str,
        deliveries: Deliveries,
        seen_at: Callable[[str], Awaitable[None]] | None = None,
        learned: Learned | None = None,
    ) -> None:
        """`seen_at` is told the service URL whenever Teams calls from another one; `learned`: who people are."""
        self._handle, self._chat, self._answers = handle, chat, answers
        self._tenant, self._bot = tenant, bot_id
        self._deliveries = deliveries
        self._seen_at, self._learned = seen_at, learned
        self._service_url = ""

    async def on_invoke_activity(self, turn_context: Turn) -> None:
        """Answer a control or a dialog; the reply goes with the turn, not through another serialisation."""
        await self._hear(turn_context)

    async def on_message_activity(self, turn_context: Turn) -> None:
        """Answer what was written."""
        await self._hear(turn_context)

    async def on_conversation_update_activity(self, turn_context: Turn) -> None:
        """Hear of the bot's coming and going; the SDK would look up everybody who came."""
        await self._hear(turn_context)

    async def on_installation_update(self, turn_context: Turn) -> None:
        """Hear of the same, where Teams tells it in this way."""
        await self._hear(turn_context)

    async def _hear(self, turn: Turn) -> None:
        found = heard(turn.given, tenant=self._tenant, bot_id=self._bot)
        await self._meet(turn.given)
        if found:
            turn.reply = await self._answered(found)

    async def _answered(self, found: Heard) -> Reply:
        if found.way == "event" and self._is_told_again(found):
            return OK
        if isinstance(found.intent, HomeOpened):
            self._chat.expect_home(found.sender.user)
        found = self._identified(found)
        try:
            answer = await self._handle(found.intent, found.sender)
        except Unheard:
            self._deliveries.forget(type(found.intent).__name__, found.sender.conversation)
            return UNHEARD
        if isinstance(answer, Say | Wrong):
            self._deliveries.refused(found.sender.delivery)
        return await self._answers.reply(found, answer)

    def _is_told_again(self, found: Heard) -> bool:
        """Teams tells of an installation twice: as an update of the conversation, and of the installation."""
        return self._deliveries.again(type(found.intent).__name__, found.sender.conversation)

    def _identified(self, found: Heard) -> Heard:
        """Give a control the delivery that it means, whatever id it came under."""
        intent, sender = found.intent, found.sender
        if not isinstance(intent, Pressed | Submitted):
            return found
        values = sorted(intent.values.items()) if isinstance(intent, Submitted) else ""
        where = (type(intent).__name__, sender.user, sender.conversation, sender.message, found.version)
        key = self._deliveries.key(intent.action, intent.args, *where, values)
        return replace(found, sender=replace(sender, delivery=key))

    async def _meet(self, given: Activity) -> None:
        who, service_url = given.sender, given.service_url or ""
        if who.id and not is_bot(who.id):
            seen = Seen(_shown(who.name), *_client(given), place=given.conversation.id)
            self._chat.saw(who.id, seen, direct=direct(given), service_url=service_url)
            if self._learned:
                await self._learned.hear(who.id, seen.name, seen.time_zone, seen.locale)
        if service_url != self._service_url and self._seen_at:
            await self._seen_at(service_url)
        self._service_url = service_url


def _client(given: Activity) -> tuple[str, str]:
    """Give the time zone and the language that the person's client is set to."""
    about = next((one for one in given.entities or () if one.get("type") == "clientInfo"), {})
    zone, locale = given.local_timezone or about.get("timezone"), given.locale or about.get("locale")
    return _shown(zone), _shown(locale)


def _shown(given: object) -> str:
    """Give a text as it is kept: PostgreSQL keeps no zero byte."""
    return given.replace("\0", "") if isinstance(given, str) else ""
