"""The HTTP door: checks the signature, reads the body, answers Slack's own checks, passes the rest on."""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

import orjson
from starlette.types import Receive, Scope, Send

from adapters.replies import Reply, TooLarge, answer
from adapters.replies import read as read_body

from .dispatch import OK, Malformed
from .formdata import fields
from .signing import is_signed

log = logging.getLogger(__name__)
PATH = "/slack/events"
#: a view may weigh 250 kB, and three times that when it is percent-encoded
MOST_BODY = 1_048_576
_JSON = b"application/json"

Dispatch = Callable[[dict[str, Any]], Awaitable[Reply]]


class SlackDoor:
    """An ASGI endpoint for signed requests. Nothing of a request is kept when it is refused."""

    def __init__(self, secret: str, dispatch: Dispatch, now: Callable[[], float] = time.time) -> None:
        self._secret = secret.encode()
        self._dispatch = dispatch
        self._now = now

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["method"] != "POST":
            await answer(send, Reply(405, b"only POST is answered here"))
            return
        headers = dict(scope["headers"])
        try:
            body = await read_body(headers, receive, most=MOST_BODY)
        except TooLarge:
            await answer(send, Reply(413, b"the body is too large"))
            return
        await answer(send, await self._answer(headers, body))

    async def _answer(self, headers: dict[bytes, bytes], body: bytes) -> Reply:
        timestamp = headers.get(b"x-slack-request-timestamp", b"")
        signature = headers.get(b"x-slack-signature", b"")
        if not is_signed(self._secret, timestamp, signature, body, self._now()):
            return Reply(401, b"the signature is missing, wrong or older than five minutes")
        try:
            return await self._deliver(parse(headers.get(b"content-type", b""), body))
        except Malformed as malformed:
            log.warning("a signed request was refused: %s", malformed)
            return Reply(400, str(malformed).encode())

    async def _deliver(self, body: dict[str, Any]) -> Reply:
        if body.get("type") == "url_verification":
            challenge = body.get("challenge")
            if not isinstance(challenge, str):
                raise Malformed("challenge is missing")
            return Reply(200, challenge.encode())
        return OK if "ssl_check" in body else await self._dispatch(body)


def parse(content_type: bytes, body: bytes) -> dict[str, Any]:
    """Read a request body; raises Malformed."""
    if content_type.startswith(_JSON):
        return _object(body)
    found = fields(body)
    if b"payload" in found:
        return _object(found[b"payload"])
    try:
        return {name.decode(): value.decode() for name, value in found.items()}
    except UnicodeDecodeError as broken:
        raise Malformed("a field is not UTF-8") from broken


def _object(text: bytes) -> dict[str, Any]:
    try:
        parsed = orjson.loads(text)
    except orjson.JSONDecodeError as broken:
        raise Malformed("the body is not JSON") from broken
    if not isinstance(parsed, dict):
        raise Malformed("the body is not an object")
    return parsed
