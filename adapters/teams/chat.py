"""The chat port on Teams' connector."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec.structs import replace

from bot.service.ports import DeliveryFailed, Profile
from bot.service.printing import File
from bot.talk.card import Buttons, Card, Form, Home, Part

from . import render
from .acquaintances import Acquaintances, Known
from .client import Connector
from .people import Seen
from .places import in_thread, is_personal, reply_id, stands
from .posts import Posts
from .rates import Rates
from .rosters import Rosters
from .text import Json


class TeamsChat:
    """One organisation; implements `bot.service.ports.Chat`.

    Teams lets a bot find none of its messages again. A post whose answer was lost fails as "uncertain", and
    the next one under its key is a new message: rather twice than never.
    """

    platform = "teams"
    #: a bot brings files into chats with one person only, with their consent for each: links serve everybody
    uploads = False

    def __init__(
        self,
        connector: Connector,
        *,
        tenant: str,
        app_id: str,
        bot_id: str,
        known: Known,
        admins: Collection[str] = frozenset(),
    ) -> None:
        """`tenant` is the directory's id, `app_id` the app's, `bot_id` the bot's user id in Teams.

        `admins` are addresses and directory ids, in lower case, of who may administer the bot.
        """
        self.tenant, self.app_id, self.bot_id = tenant, app_id, bot_id
        self.known = known
        self._connector = connector
        rates = Rates(connector.timer)
        self._posts = Posts(connector, rates, tenant=tenant, bot_id=bot_id)
        self._rosters = Rosters(connector, rates)
        self._people = Acquaintances(self._posts, self._rosters, known, tenant=tenant, admins=admins)
        #: (conversation, message) of what was posted without all that continues it, by key
        self._begun: dict[str, tuple[str, str]] = {}
        #: the message that is a person's own page; "" for one that is to be posted
        self._homes: dict[str, str] = {}

    def saw(self, user: str, now: Seen, *, direct: bool = False, service_url: str = "") -> None:
        """Remember what a verified activity told of its sender, and where Teams wants to be called."""
        if service_url:
            self._connector.move(service_url)
        self._people.saw(user, now, direct=direct)

    async def post(self, conversation: str, card: Card, *, key: str) -> str:
        """Post a message and return its id; one that was begun under this key is completed."""
        return await self._post(conversation, await self._drawn(conversation, card), key)

    async def share(
        self, conversation: str, files: Sequence[File], card: Card, *, key: str, reply_to: str = ""
    ) -> str:
        """Post a word about files that it links to, in the thread of a message; return its id."""
        drawn = await self._drawn(conversation, card)
        thread = in_thread(conversation, reply_to)
        if thread != conversation:
            try:
                return reply_id(reply_to, await self._post(thread, drawn, key))
            except DeliveryFailed as failure:
                if failure.code != "not_in_channel":
                    raise
                # The thread is gone, or the bot is: a message of its own tells which.
        return await self._post(conversation, drawn, key)

    async def _post(self, conversation: str, activities: Sequence[Json], key: str) -> str:
        first, *rest = activities
        begun = self._begun.get(key)
        if begun and begun[0] == conversation and await self._replaced(*begun, activities):
            del self._begun[key]
            return self._posts.id_of(*begun)
        message = await self._posts.post(conversation, first)
        if rest:
            self._begun[key] = (conversation, message)
            await self._posts.follow(conversation, message, rest)
            self._begun.pop(key, None)
        return self._posts.id_of(conversation, message)

    async def _replaced(self, conversation: str, message: str, activities: Sequence[Json]) -> bool:
        try:
            await self._posts.replace(conversation, message, activities)
        except DeliveryFailed as failure:
            if failure.code != "gone":
                raise
            return False
        return True

    async def _drawn(self, conversation: str, card: Card) -> list[Json]:
        """Draw a card: in somebody's own chat with what they alone may use, elsewhere without."""
        # Not every client names its chats as Teams does: one that was opened with somebody is theirs.
        if not (is_personal(conversation) or self._people.whose(conversation)):
            return render.messages(card)
        if card.users:
            return render.messages(card, viewer=await self._people.reader(conversation))
        return render.messages(replace(card, parts=tuple(map(_owned, card.parts))))

    async def update(self, conversation: str, message: str, card: Card) -> None:
        """Replace a message."""
        place, activity = stands(conversation, message)
        await self._posts.replace(place, activity, await self._drawn(conversation, card))

    def told(self, conversation: str, message: str) -> None:
        """Let the next update leave a message alone that changes nothing: somebody was told something below it."""
        self._posts.told(conversation, message)

    async def pin(self, conversation: str, message: str) -> None:
        """Do nothing: in Teams only people pin."""

    async def unpin(self, conversation: str, message: str) -> None:
        """Do nothing: what people pinned stays pinned, and says itself that it is over."""

    async def whisper(self, conversation: str, user: str, card: Card) -> None:
        """Tell one person, in their own chat: Teams has no messages for one among many."""
        await self.tell(user, card)

    async def tell(self, user: str, card: Card) -> None:
        """Post to the person directly, outside the outbox."""
        direct = await self.direct(user)
        for activity in await self._drawn(direct, card):
            await self._posts.post(direct, activity)

    async def open_form(self, trigger: str, form: Form) -> None:
        """Fail: in Teams a form can only be the answer to the one who asked for it."""
        raise DeliveryFailed("no_trigger", permanent=True)

    def expect_home(self, user: str) -> None:
        """Let the next home of a person be a new message: they asked for it."""
        self._homes[user] = ""

    async def show_home(self, user: str, home: Home) -> None:
        """Draw a person's own page anew where they see it; post it when they asked for it."""
        if user not in self._homes:
            return
        direct, message = await self.direct(user), self._homes[user]
        if not message:
            self._homes[user] = await self._post(direct, render.home(home), f"home:{user}")
        elif not await self._replaced(direct, message, render.home(home)):
            del self._homes[user]

    async def direct(self, user: str) -> str:
        """Return the conversation between the bot and this person."""
        return await self._people.direct(user)

    async def profile(self, user: str) -> Profile:
        """Return what a roster and the person's activities say of them."""
        return await self._people.profile(user)

    async def roster(self, conversation: str) -> Sequence[tuple[str, str]]:
        """(user, name) of a conversation, without apps."""
        return await self._rosters.named(conversation)

    def seconds(self) -> float:
        """Seconds that only grow, by which the chat is paced."""
        return self._connector.timer.seconds()

    async def is_member(self, conversation: str) -> bool:
        """Whether the bot may post there."""
        return is_personal(conversation) or await self._rosters.has_bot(conversation)

    async def members(self, conversation: str) -> Sequence[str]:
        """User ids of a conversation, the bot excluded."""
        return [user for user in await self._rosters.people(conversation) if user != self.bot_id]


def _owned(part: Part) -> Part:
    """Show what is left on a card that was drawn for one reader: all others' is gone already."""
    return replace(part, only=()) if isinstance(part, Buttons) else part
