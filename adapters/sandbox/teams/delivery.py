"""How activities reach the bot: signed requests over HTTP, sent again when nobody answers."""

import asyncio
from collections.abc import Callable
from typing import Any

import aiohttp
import msgspec
import orjson

from .records import Json


class Answer(msgspec.Struct, frozen=True):
    """What the bot said to one activity."""

    #: None when there was no answer
    status: int | None
    body: Any = None

    @property
    def answered(self) -> bool:
        """Whether anybody was there, and in time."""
        return self.status is not None

    @property
    def ok(self) -> bool:
        """Whether the bot took it."""
        return self.status is not None and 200 <= self.status < 300


class Delivery:
    """POST activities to the bot's messaging endpoint; never raises.

    `token` gives what the calls are signed with, anew for each.
    """

    def __init__(self, token: Callable[[], str], timeout: float) -> None:
        self.url = ""
        self._token = token
        self._timeout = timeout
        self._session: aiohttp.ClientSession | None = None
        self._answers = True

    @property
    def connected(self) -> bool:
        """Whether the last activity was answered."""
        return bool(self.url) and self._answers

    async def deliver(self, activity: Json) -> Answer:
        """Send one activity once."""
        if not self.url:
            return Answer(None)
        try:
            async with asyncio.timeout(self._timeout):
                answer = await self._post(orjson.dumps(activity))
        except TimeoutError:
            return Answer(None)
        except (aiohttp.ClientError, OSError, ValueError):
            self._answers = False
            return Answer(None)
        self._answers = True
        return answer

    async def _post(self, body: bytes) -> Answer:
        if self._session is None:
            self._session = aiohttp.ClientSession(trust_env=False)
        headers = {
            "Authorization": f"Bearer {self._token()}",
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "Microsoft-SkypeBotApi (Microsoft-BotFramework/3.0)",
        }
        async with self._session.post(self.url, data=body, headers=headers) as response:
            return Answer(response.status, _decode(await response.read()))

    async def close(self) -> None:
        """Close the connections."""
        if self._session:
            await self._session.close()


def _decode(content: bytes) -> Any:
    if not content.strip():
        return None
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError:
        return content.decode("utf-8", "replace")
