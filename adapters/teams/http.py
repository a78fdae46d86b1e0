"""The HTTP door: checks the token, reads the activity, passes it on."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from starlette.types import Receive, Scope, Send

from adapters.bodies import Malformed, parsed
from adapters.replies import LONGEST_READ, ONLY_POST, TOO_LARGE, TOO_SLOW, Reply, TooLarge, answer
from adapters.replies import read as read_body

from .activity import Activity, read
from .signing import Check, Claims, Refused

log = logging.getLogger(__name__)
PATH = "/api/messages"
#: a message of Teams weighs up to 100 KB, and what is entered in a dialog less
MOST_BODY = 1_048_576
_JSON = b"application/json"

Dispatch = Callable[[Activity], Awaitable[Reply]]


class TeamsDoor:
    """An ASGI endpoint for activities. Nothing of a call is kept when it is refused."""

    def __init__(self, check: Check, dispatch: Dispatch, *, longest_read: float = LONGEST_READ) -> None:
        """Take what lets calls in, and what answers them; a body is waited for `longest_read` seconds."""
        self._check = check
        self._dispatch = dispatch
        self._longest_read = longest_read

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one call."""
        posted = scope["method"] == "POST"
        await answer(send, await self._answer(dict(scope["headers"]), receive) if posted else ONLY_POST)

    async def _answer(self, headers: dict[bytes, bytes], receive: Receive) -> Reply:
        # A page in a browser on the same machine can post anything but this without being asked first.
        if not headers.get(b"content-type", b"").lower().startswith(_JSON):
            return Reply(415, b"only application/json is read here")
        try:
            self._check.way(headers)
            claims = await self._check.token(headers.get(b"authorization", b""))
            body = await read_body(headers, receive, most=MOST_BODY, within=self._longest_read)
        except Refused as refused:
            return _refusal(refused)
        except TooLarge:
            return TOO_LARGE
        except TimeoutError:
            return TOO_SLOW
        return await self._heard(claims, body)

    async def _heard(self, claims: Claims | None, body: bytes) -> Reply:
        try:
            activity = read(parsed(body))
            self._check.activity(claims, activity)
            return await self._dispatch(activity)
        except Refused as refused:
            return _refusal(refused)
        except Malformed as malformed:
            log.warning("an activity was refused: %s", malformed)
            return Reply(400, str(malformed).encode())


def _refusal(refused: Refused) -> Reply:
    log.info("a call was refused: %s", refused)
    return Reply(refused.status, str(refused).encode())
