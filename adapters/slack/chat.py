"""The chat port on Slack's Web API."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from bot.service.ports import DeliveryFailed, Profile
from bot.service.printing import File
from bot.talk.card import Card, Form, Home

from . import render
from .client import UNCERTAIN, Client
from .people import profile_of
from .sharing import Sharing
from .text import Json

EVENT_TYPE = "tollgate"
#: no address is shown in full beneath; and what a notification shows is text, in which an asterisk is one
_PLAINLY = {"unfurl_links": False, "unfurl_media": False, "mrkdwn": False}
#: a pin is a courtesy: a message that cannot be pinned is still there
_HARMLESS_PINS = frozenset({"already_pinned", "too_many_pins", "not_pinnable"})
#: what is not pinned any more needs no unpinning; "gone" is what the client calls a missing message
_HARMLESS_UNPINS = frozenset({"no_pin", "not_pinned", "gone"})
#: an ephemeral message needs a conversation that both are in
_NO_WHISPER = frozenset({"user_not_in_channel", "not_in_channel", "is_archived", "restricted_action"})
_LOOK_BACK = 30
#: lets clocks differ between here and Slack, seconds
_SLACK_TIME = 120.0


class SlackChat:
    """One workspace; implements `bot.service.ports.Chat`.

    A post whose answer was lost is looked for before it is sent again. That survives a restart too: messages
    leave one at a time per conversation, so what was in flight is the first post there afterwards.
    """

    platform = "slack"
    uploads = True

    def __init__(
        self, client: Client, *, tenant: str, bot_user: str, now: Callable[[], float] = time.time
    ) -> None:
        """`tenant` is the team id, `bot_user` the bot's own user; `now` gives epoch seconds as Slack counts them."""
        self.tenant = tenant
        self._client = client
        self._bot_user = bot_user
        self._now = now
        #: keys whose posts may have arrived, with the time of the first try
        self._uncertain: dict[str, float] = {}
        self._posted_to: set[str] = set()
        self._sharing = Sharing(client, now)

    async def post(self, conversation: str, card: Card, *, key: str) -> str:
        """Post a message and return its ts; one that arrived under this key is updated instead."""
        if conversation not in self._posted_to or key in self._uncertain:
            found = await self._find(conversation, key)
            self._posted_to.add(conversation)
            if found:
                await self.update(conversation, found, card)
                self._uncertain.pop(key, None)
                return found
        try:
            ts = await self._post(conversation, card, key)
        except DeliveryFailed as failure:
            if failure.code == UNCERTAIN:
                self._uncertain.setdefault(key, self._now())
            raise
        self._uncertain.pop(key, None)
        return ts

    async def share(
        self, conversation: str, files: Sequence[File], card: Card, *, key: str, reply_to: str = ""
    ) -> str:
        """Post files, in the thread of a message; return the ts, "" while Slack is still busy with them."""
        return await self._sharing.share(conversation, files, card, key=key, reply_to=reply_to)

    async def _post(self, conversation: str, card: Card, key: str) -> str:
        metadata = {"event_type": EVENT_TYPE, "event_payload": {"key": key}}
        message = render.message(card) | _PLAINLY | {"metadata": metadata}
        posted = await self._client.write("chat.postMessage", channel=conversation, **message)
        return str(posted["ts"])

    async def _find(self, conversation: str, key: str) -> str | None:
        tried = self._uncertain.get(key)
        since = {"oldest": f"{tried - _SLACK_TIME:.6f}"} if tried else {}
        page = await self._client.read(
            "conversations.history",
            channel=conversation,
            limit=_LOOK_BACK,
            include_all_metadata="true",
            **since,
        )
        return next((str(one["ts"]) for one in page.get("messages", ()) if _key_of(one) == key), None)

    async def update(self, conversation: str, message: str, card: Card) -> None:
        """Replace a message."""
        await self._client.write("chat.update", channel=conversation, ts=message, **render.message(card))

    async def pin(self, conversation: str, message: str) -> None:
        """Pin a message; one that cannot be pinned is left as it is."""
        try:
            await self._client.write("pins.add", channel=conversation, timestamp=message)
        except DeliveryFailed as failure:
            if failure.code not in _HARMLESS_PINS:
                raise

    async def unpin(self, conversation: str, message: str) -> None:
        """Unpin a message; one that is not pinned, or gone, is left as it is."""
        try:
            await self._client.write("pins.remove", channel=conversation, timestamp=message)
        except DeliveryFailed as failure:
            if failure.code not in _HARMLESS_UNPINS:
                raise

    async def whisper(self, conversation: str, user: str, card: Card) -> None:
        """Show a message to one person in the conversation, or directly where that is impossible."""
        message = render.message(card)
        try:
            await self._client.write("chat.postEphemeral", channel=conversation, user=user, **message)
        except DeliveryFailed as failure:
            if failure.code not in _NO_WHISPER:
                raise
            await self.tell(user, card)

    async def tell(self, user: str, card: Card) -> None:
        """Post to the person directly, outside the outbox."""
        message = render.message(card) | _PLAINLY
        await self._client.write("chat.postMessage", channel=await self.direct(user), **message)

    async def open_form(self, trigger: str, form: Form) -> None:
        """Open a modal; the trigger lives for three seconds."""
        await self.open_view(trigger, render.modal(form))

    async def open_view(self, trigger: str, view: Json) -> None:
        """Open a modal that is already drawn."""
        await self._client.write("views.open", trigger_id=trigger, view=view)

    async def push_view(self, trigger: str, view: Json) -> None:
        """Lay a modal over the one in which a control was pressed."""
        await self._client.write("views.push", trigger_id=trigger, view=view)

    async def replace_view(self, view_id: str, view: Json) -> None:
        """Put a modal in the place of an open one."""
        await self._client.write("views.update", view_id=view_id, view=view)

    async def show_home(self, user: str, home: Home) -> None:
        """Publish a person's Home tab."""
        await self._client.write("views.publish", user_id=user, view=render.home(home))

    async def direct(self, user: str) -> str:
        """Return the conversation between the bot and this person."""
        opened = await self._client.write("conversations.open", users=user)
        return str(opened["channel"]["id"])

    async def profile(self, user: str) -> Profile:
        """Return what Slack knows of a person."""
        found = await self._client.read("users.info", user=user, include_locale="true")
        return profile_of(found["user"])

    async def is_member(self, conversation: str) -> bool:
        """Whether the bot may post there."""
        if conversation.startswith("D"):
            return True
        try:
            found = await self._client.read("conversations.info", channel=conversation)
        except DeliveryFailed as failure:
            if failure.code == "not_in_channel":
                return False
            raise
        channel = found["channel"]
        return bool(channel.get("is_member")) and not channel.get("is_archived", False)

    async def members(self, conversation: str) -> Sequence[str]:
        """User ids of a conversation, the bot excluded."""
        people: list[str] = []
        cursor = ""
        while True:
            page = await self._client.read(
                "conversations.members", channel=conversation, limit=200, cursor=cursor
            )
            people += page.get("members", ())
            cursor = page.get("response_metadata", {}).get("next_cursor", "")
            if not cursor:
                return [user for user in people if user != self._bot_user]


def _key_of(message: Json) -> str | None:
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") != EVENT_TYPE:
        return None
    key = metadata.get("event_payload", {}).get("key")
    return key if isinstance(key, str) else None
