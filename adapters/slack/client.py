"""Calls of the Web API over one shared session, with every failure told as DeliveryFailed."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

import aiohttp
import orjson
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.service.ports import DeliveryFailed

from .needs import Method
from .text import Json

SLACK = "https://slack.com/api/"
#: with a level of its own: the client words a debug line with the whole request whenever a logger has none
log = logging.getLogger(__name__)
log.setLevel(logging.WARNING)

#: nobody can say whether the call was carried out
UNCERTAIN = "uncertain"
_NOT_THERE = {"channel_not_found": "not_in_channel", "not_in_channel": "not_in_channel"}
#: an edit in an archived channel is refused with a word of its own
_ARCHIVED = {"is_inactive": "is_archived"}
_GONE = {"message_not_found": "gone", "cant_update_message": "gone", "edit_window_closed": "gone"}
_RENAMED = _NOT_THERE | _ARCHIVED | _GONE
#: these pass by themselves
_PASSING = frozenset(
    {"ratelimited", "rate_limited", "message_limit_exceeded", "service_unavailable", UNCERTAIN}
)
#: these an administrator can mend, so the message waits
_MENDABLE = frozenset(
    {"invalid_auth", "not_authed", "account_inactive", "token_expired", "token_revoked", "missing_scope"}
)
_FAULTS = frozenset({"fatal_error", "internal_error", "request_timeout"})
_WAIT_FOR_ADMIN = 60.0
_BYTES = {"content-type": "application/octet-stream"}


def open_session() -> aiohttp.ClientSession:
    """Open the session that all calls share; call it inside the event loop, and close it at the end."""
    return aiohttp.ClientSession(
        timeout=aiohttp.ClientTimeout(total=10, sock_connect=3),
        json_serialize=lambda body: orjson.dumps(body).decode(),
    )


class Client:
    """The Web API for one token."""

    def __init__(self, token: str, session: aiohttp.ClientSession, base_url: str = SLACK) -> None:
        self._session = session
        # The built-in retry repeats a POST whose connection was lost after it was read: a second message.
        self.web = AsyncWebClient(
            token=token, base_url=base_url, session=session, retry_handlers=[], logger=log
        )

    async def upload(self, url: str, content: bytes) -> None:
        """Send the bytes of a file to the address that Slack gave for them; raises DeliveryFailed.

        Nobody sees them yet: whatever fails here can be done again.
        """
        try:
            async with self._session.post(url, data=content, headers=_BYTES) as answer:
                status = answer.status
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError):
            raise DeliveryFailed("upload_failed") from None
        if status != 200:
            raise DeliveryFailed("upload_failed")

    def __repr__(self) -> str:
        """Say where it calls, and never with which token."""
        return f"Client({self.web.base_url})"

    async def write(self, method: Method, **body: Any) -> Json:
        """Call a method that takes JSON; raises DeliveryFailed."""
        return await self._call(method, json=body)

    async def read(self, method: Method, **params: Any) -> Json:
        """Call a method that takes form values; raises DeliveryFailed."""
        return await self._call(method, data=params)

    async def _call(self, method: Method, **sent: Any) -> Json:
        # `from None`: an error of the client holds the request, and the request holds the token.
        try:
            response = await self.web.api_call(method, **sent)
        except SlackApiError as error:
            raise _failed(error) from None
        except aiohttp.ClientConnectorError:
            raise DeliveryFailed("unreachable") from None
        except (aiohttp.ClientError, SlackClientError, TimeoutError, OSError):
            raise DeliveryFailed(UNCERTAIN) from None
        data = response.data
        if not isinstance(data, dict):
            raise DeliveryFailed(UNCERTAIN)
        return data | {"scopes": response.headers.get("x-oauth-scopes")} if method == "auth.test" else data


def _failed(error: SlackApiError) -> DeliveryFailed:
    response = error.response
    data = getattr(response, "data", None)
    status = int(getattr(response, "status_code", 0) or getattr(response, "status", 0))
    code = str(data.get("error", "")) if isinstance(data, dict) else ""
    headers: Mapping[str, str] = getattr(response, "headers", {})
    if status == 429 or code in ("ratelimited", "rate_limited"):
        return DeliveryFailed("ratelimited", retry_after=_seconds(headers.get("Retry-After", "")))
    if not code or status >= 500 or code in _FAULTS:
        return DeliveryFailed(UNCERTAIN)
    if code in _MENDABLE:
        return DeliveryFailed(code, retry_after=_WAIT_FOR_ADMIN)
    return DeliveryFailed(_RENAMED.get(code, code), permanent=code not in _PASSING)


def _seconds(text: str) -> float:
    return float(text) if text.isascii() and text.isdigit() else 1.0
