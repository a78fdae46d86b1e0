"""The HTTP door: checks the signature, reads the body, answers Slack's own checks, passes the rest on."""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.types import Receive, Scope, Send

from adapters.bodies import Malformed
from adapters.replies import LONGEST_READ, ONLY_POST, TOO_LARGE, TOO_SLOW, Reply, TooLarge, answer
from adapters.replies import read as read_body

from .body import parse
from .dispatch import OK
from .signing import is_fresh, is_signed

log = logging.getLogger(__name__)
PATH = "/slack/events"
#: a view may weigh 250 kB, and three times that when it is percent-encoded
MOST_BODY = 1_048_576
_UNSIGNED = b"the signature is missing, wrong or older than five minutes"

Dispatch = Callable[[dict[str, Any]], Awaitable[Reply]]


class SlackDoor:
    """An ASGI endpoint for signed requests. Nothing of a request is kept when it is refused."""

    def __init__(
        self,
        secret: str,
        dispatch: Dispatch,
        now: Callable[[], float] = time.time,
        *,
        longest_read: float = LONGEST_READ,
    ) -> None:
        """`now` gives seconds since 1970; a body is waited for `longest_read` seconds."""
        self._secret = secret.encode()
        self._dispatch = dispatch
        self._now = now
        self._longest_read = longest_read

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        posted = scope["method"] == "POST"
        await answer(send, await self._answer(dict(scope["headers"]), receive) if posted else ONLY_POST)

    async def _answer(self, headers: dict[bytes, bytes], receive: Receive) -> Reply:
        timestamp = headers.get(b"x-slack-request-timestamp", b"")
        signature = headers.get(b"x-slack-signature", b"")
        if not signature or not is_fresh(timestamp, self._now()):
            return Reply(401, _UNSIGNED, closes=True)  # whatever the body is, it need not be waited for
        try:
            body = await read_body(headers, receive, most=MOST_BODY, within=self._longest_read)
        except TooLarge:
            return TOO_LARGE
        except TimeoutError:
            return TOO_SLOW
        if not is_signed(self._secret, timestamp, signature, body):
            return Reply(401, _UNSIGNED)
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
