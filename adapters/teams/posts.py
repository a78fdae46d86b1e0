"""Messages in conversations; one that is too large for Teams is several activities, kept together."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

import orjson

from bot.service.ports import DeliveryFailed

from .client import Connector
from .failures import UNCERTAIN, missing
from .places import holding, is_channel, opened, whole
from .rates import Rates
from .text import Json

#: messages of which it is remembered how they look
MOST_LOOKS = 5_000
#: seconds in which the one who pressed reads how it was answered
_READING = 10.0
#: between the ids of the activities that are one message; Teams' own are numbers
_AND = "+"


class Posts:
    """Posts, replaces and deletes activities, within Teams' rates."""

    def __init__(self, connector: Connector, rates: Rates, *, tenant: str, bot_id: str) -> None:
        """Take the connector, and who posts."""
        self._connector, self._rates = connector, rates
        self._tenant, self._bot = tenant, {"id": bot_id}
        #: the activities that continue a message, by (conversation that holds it, message)
        self._rest: dict[tuple[str, str], list[str]] = {}
        self._looks = Looks()
        #: when the one who pressed was told something below a message, by (conversation, activity)
        self._told: dict[tuple[str, str], float] = {}

    async def post(self, conversation: str, activity: Json) -> str:
        """Post the first activity of a message; in a channel it opens a thread. Gives its id."""
        if not is_channel(conversation):
            return await self._add(conversation, activity)
        body = {
            "isGroup": True,
            "bot": self._bot,
            "tenantId": self._tenant,
            "channelData": {"channel": {"id": conversation}, "tenant": {"id": self._tenant}},
            "activity": activity | {"from": self._bot},
        }
        await self._rates.write(conversation)
        with missing("not_in_channel"):
            message = _known(opened(await self._connector.call("POST", "conversations", body=body)))
        self._looks.keep(holding(conversation, message), message, activity)
        return message

    async def replace(self, conversation: str, message: str, activities: Sequence[Json]) -> None:
        """Replace a message with all that continues it."""
        first, *rest = activities
        begin, continued = self._activities(conversation, message)
        place = holding(conversation, begin)
        if (
            not rest
            and not continued
            and self._is_read(place, begin)
            and self._looks.same(place, begin, first)
        ):
            return  # a client that draws it anew wipes what it just told the one who pressed, such as a refusal
        await self._put(place, begin, first)
        await self.follow(conversation, message, rest)

    def told(self, conversation: str, message: str) -> None:
        """Let the next update leave a message alone, unless it changes it: somebody reads an answer below it."""
        now = self._connector.timer.seconds()
        self._told = {key: at for key, at in self._told.items() if now - at < _READING}
        self._told[whole(conversation), message] = now

    def _is_read(self, place: str, message: str) -> bool:
        # Only once, and not for long: what another process put there since is not known here.
        at = self._told.pop((whole(place), message), None)
        return at is not None and self._connector.timer.seconds() - at < _READING

    def id_of(self, conversation: str, message: str) -> str:
        """Give the id of a message with all that continues it, by which another process finds them, too."""
        first, rest = self._activities(conversation, message)
        return _AND.join([first, *rest])

    def _activities(self, conversation: str, message: str) -> tuple[str, list[str]]:
        first, *rest = message.split(_AND)
        return first, self._rest.get((holding(conversation, first), first), rest)

    async def follow(self, conversation: str, message: str, rest: Sequence[Json]) -> None:
        """Let exactly these activities continue a message."""
        message, known = self._activities(conversation, message)
        place = holding(conversation, message)
        if not (rest or known):
            return
        kept = self._rest.setdefault((place, message), known)
        for number, activity in enumerate(rest):
            if number == len(kept):
                kept.append(await self._add(place, activity))
            else:
                kept[number] = await self._again(place, kept[number], activity)
        while len(kept) > len(rest):
            await self._delete(place, kept[-1])
            kept.pop()

    async def direct(self, user: str) -> str:
        """Open the chat with one person; it shows nothing to them."""
        body = {
            "isGroup": False,
            "bot": self._bot,
            "members": [{"id": user}],
            "tenantId": self._tenant,
            "channelData": {"tenant": {"id": self._tenant}},
        }
        await self._rates.write(user)
        with missing("user_not_found"):
            answer = await self._connector.call("POST", "conversations", body=body)
        return _known(str(answer.get("id") or ""))

    async def _add(self, place: str, activity: Json) -> str:
        await self._rates.write(whole(place))
        body = activity | {"from": self._bot, "conversation": {"id": place}}
        with missing("not_in_channel"):
            answer = await self._connector.call("POST", "conversations", place, "activities", body=body)
        message = _known(str(answer.get("id") or ""))
        self._looks.keep(place, message, activity)
        return message

    async def _put(self, place: str, message: str, activity: Json) -> None:
        self._looks.forget(place, message)
        await self._rates.write(whole(place))
        body = activity | {"id": message, "from": self._bot, "conversation": {"id": place}}
        await self._on_activity("PUT", place, message, body)
        self._looks.keep(place, message, activity)

    async def _again(self, place: str, message: str, activity: Json) -> str:
        try:
            await self._put(place, message, activity)
        except DeliveryFailed as failure:
            if failure.code != "gone":
                raise
            return await self._add(place, activity)
        return message

    async def _delete(self, place: str, message: str) -> None:
        self._looks.forget(place, message)
        await self._rates.write(whole(place))
        try:
            await self._on_activity("DELETE", place, message, None)
        except DeliveryFailed as failure:
            if failure.code != "gone":
                raise

    async def _on_activity(self, method: str, place: str, message: str, body: Json | None) -> None:
        # Where the first message of a thread is deleted, the conversation is missing too.
        with missing("gone"):
            await self._connector.call(method, "conversations", place, "activities", message, body=body)


class Looks:
    """How messages look that were posted or replaced since the start."""

    def __init__(self) -> None:
        """Remember nothing yet."""
        self._kept: OrderedDict[tuple[str, str], int] = OrderedDict()

    def keep(self, place: str, message: str, activity: Json) -> None:
        """Remember an activity that arrived."""
        self._kept[place, message] = _digest(activity)
        self._kept.move_to_end((place, message))
        if len(self._kept) > MOST_LOOKS:
            self._kept.popitem(last=False)

    def same(self, place: str, message: str, activity: Json) -> bool:
        """Say whether an activity would change nothing."""
        return self._kept.get((place, message)) == _digest(activity)

    def forget(self, place: str, message: str) -> None:
        """Forget a message of which it is unknown how it will look."""
        self._kept.pop((place, message), None)


def _digest(activity: Json) -> int:
    return hash(orjson.dumps(activity))


def _known(message: str) -> str:
    # An answer without an id is as good as none.
    if not message:
        raise DeliveryFailed(UNCERTAIN)
    return message
