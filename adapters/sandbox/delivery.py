"""How what people do reaches the app: signed HTTP requests, or Socket Mode."""

import asyncio
import hashlib
import hmac
import json
import uuid
from collections.abc import Callable
from typing import Any, Literal, Protocol
from urllib.parse import urlencode

import aiohttp
import msgspec
import orjson

from .records import Json

Kind = Literal["interactive", "slash_commands", "events_api"]


class Retry(msgspec.Struct, frozen=True):
    """That an event is sent again, for which time and why."""

    number: int
    reason: str


class Receipt(msgspec.Struct, frozen=True):
    """How the app acknowledged a delivery."""

    ok: bool
    #: http_timeout, http_error or connection_failed when it did not
    reason: str = ""
    #: what the app sent back, an object or plain text
    body: Any = None
    #: the app asked not to repeat this event
    no_retry: bool = False


class Delivery(Protocol):
    """Bring one payload to the app and wait for its acknowledgement; never raises."""

    @property
    def connected(self) -> bool:
        """Whether the app seems to listen."""

    async def deliver(self, kind: Kind, payload: Json, retry: Retry | None = None) -> Receipt:
        """Send one payload."""


class SignedHttp:
    """POST to the app's request URL with Slack's v0 signature."""

    def __init__(self, url: str, secret: str, real: Callable[[], float], timeout: float) -> None:
        self.url = url
        self._secret = secret
        self._real = real
        self._timeout = timeout
        self._session: aiohttp.ClientSession | None = None
        self._answers = True

    @property
    def connected(self) -> bool:
        """Whether the last request was answered."""
        return bool(self.url) and self._answers

    async def deliver(self, kind: Kind, payload: Json, retry: Retry | None = None) -> Receipt:
        """Send one payload."""
        content_type, body = _encode(kind, payload)
        headers = {"Content-Type": content_type, **self._signature(body)}
        if retry:
            headers |= {"X-Slack-Retry-Num": str(retry.number), "X-Slack-Retry-Reason": retry.reason}
        try:
            async with asyncio.timeout(self._timeout):
                receipt = await self._post(body, headers)
        except TimeoutError:
            receipt = Receipt(False, "http_timeout")
        except (aiohttp.ClientError, OSError, ValueError):
            receipt = Receipt(False, "connection_failed")
        self._answers = receipt.reason != "connection_failed"
        return receipt

    async def _post(self, body: bytes, headers: dict[str, str]) -> Receipt:
        if self._session is None:
            self._session = aiohttp.ClientSession(trust_env=False)
        async with self._session.post(self.url, data=body, headers=headers) as response:
            content = await response.read()
            no_retry = response.headers.get("X-Slack-No-Retry") == "1"
            if response.status != 200:
                return Receipt(False, "http_error", no_retry=no_retry)
            return Receipt(True, body=_decode(content))

    def _signature(self, body: bytes) -> dict[str, str]:
        stamp = str(int(self._real()))
        digest = hmac.new(self._secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}

    async def close(self) -> None:
        """Close the connections."""
        if self._session:
            await self._session.close()


def _encode(kind: Kind, payload: Json) -> tuple[str, bytes]:
    if kind == "events_api":
        return "application/json", orjson.dumps(payload)
    fields = {"payload": json.dumps(payload)} if kind == "interactive" else payload
    return "application/x-www-form-urlencoded", urlencode(fields).encode()


def _decode(content: bytes) -> Any:
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError:
        return content.decode("utf-8", "replace")


class Link(Protocol):
    """One Socket Mode connection of the app."""

    async def send(self, message: Json) -> None:
        """Send a message; raises ConnectionError when the other side is gone."""

    async def close(self) -> None:
        """Close the connection."""


class SocketMode:
    """Send envelopes over the app's connections, each to one of them in turn."""

    def __init__(self, timeout: float) -> None:
        self._timeout = timeout
        self._links: list[Link] = []
        self._waiting: dict[str, asyncio.Future[Json]] = {}
        self._sent = 0

    @property
    def connected(self) -> bool:
        """Whether the app holds at least one connection."""
        return bool(self._links)

    @property
    def connections(self) -> int:
        """The number of open connections."""
        return len(self._links)

    def join(self, link: Link) -> None:
        """Use a connection from now on."""
        self._links.append(link)

    def leave(self, link: Link) -> None:
        """Stop using a connection."""
        if link in self._links:
            self._links.remove(link)

    def acknowledge(self, message: Json) -> None:
        """Take an acknowledgement that came in over any connection."""
        waiting = self._waiting.get(str(message.get("envelope_id")))
        if waiting and not waiting.done():
            waiting.set_result(message)

    async def deliver(self, kind: Kind, payload: Json, retry: Retry | None = None) -> Receipt:
        """Send one payload."""
        if not self._links:
            return Receipt(False, "connection_failed")
        self._sent += 1
        envelope_id = str(uuid.uuid4())
        waiting = asyncio.get_running_loop().create_future()
        self._waiting[envelope_id] = waiting
        link = self._links[self._sent % len(self._links)]
        try:
            async with asyncio.timeout(self._timeout):
                await link.send(_envelope(envelope_id, kind, payload, retry))
                answer = await waiting
        except TimeoutError:
            return Receipt(False, "http_timeout")
        except ConnectionError:
            self.leave(link)
            return Receipt(False, "connection_failed")
        finally:
            del self._waiting[envelope_id]
        return Receipt(True, body=answer.get("payload", ""))

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Tell the app that its connections end, and end them."""
        for link in list(self._links):
            self.leave(link)
            try:
                await link.send({"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}})
                await link.close()
            except ConnectionError:
                continue

    async def close(self) -> None:
        """End every connection."""
        await self.disconnect("link_disabled")


def _envelope(envelope_id: str, kind: Kind, payload: Json, retry: Retry | None) -> Json:
    envelope: Json = {
        "envelope_id": envelope_id,
        "type": kind,
        "payload": payload,
        "accepts_response_payload": kind != "events_api",
    }
    if kind == "events_api":
        envelope |= {
            "retry_attempt": retry.number if retry else 0,
            "retry_reason": retry.reason if retry else "",
        }
    return envelope
