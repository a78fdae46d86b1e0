"""What Teams' refusals mean to the one who wanted to send."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from time import time

import httpx
import orjson

from bot.service.ports import DeliveryFailed

#: nobody can say whether the call was carried out
UNCERTAIN = "uncertain"
#: Teams says that something is missing, but not always what
_NOT_FOUND = "not_found"
#: these pass by themselves, soon: Microsoft asks to try again
PASSING = frozenset({412, 429, 502, 504})
_RENAMED = {
    "MessageWritesBlocked": "blocked",
    "BotNotInConversationRoster": "not_in_channel",
    "MessageSizeTooBig": "too_large",
}
#: these an administrator can mend, so the message waits
_MENDABLE = frozenset({"BotDisabledByAdmin", "BotNotRegistered", "InvalidBotApiHost"})
_WAIT_FOR_ADMIN = 60.0


def failure_of(answer: httpx.Response) -> DeliveryFailed:
    """Tell an answer that is no success as a failure."""
    status, code = answer.status_code, _code(answer)
    if status == 429:
        return DeliveryFailed("ratelimited", retry_after=retry_after(answer) or 1.0)
    if status == 412:
        return DeliveryFailed("conflict", retry_after=retry_after(answer))
    if status >= 500 or status == 408:
        return DeliveryFailed(UNCERTAIN, retry_after=retry_after(answer))
    if status == 401 or code in _MENDABLE:
        return DeliveryFailed(code or "unauthorized", retry_after=_WAIT_FOR_ADMIN)
    if status == 404:
        return DeliveryFailed(_NOT_FOUND, permanent=True)
    return DeliveryFailed(_RENAMED.get(code) or code or f"http_{status}", permanent=True)


@contextmanager
def missing(code: str) -> Iterator[None]:
    """Tell what is not found by a name of its own."""
    try:
        yield
    except DeliveryFailed as failure:
        if failure.code != _NOT_FOUND:
            raise
        raise DeliveryFailed(code, permanent=True) from None


def retry_after(answer: httpx.Response) -> float | None:
    """Read how long to wait, in seconds or as a date; None when that was not said."""
    said = answer.headers.get("Retry-After", "").strip()
    if said.isascii() and said.isdigit():
        return float(said)
    try:
        return max(0.0, parsedate_to_datetime(said).timestamp() - time()) if said else None
    except (ValueError, OverflowError):
        return None


def _code(answer: httpx.Response) -> str:
    try:
        body = orjson.loads(answer.content)
    except ValueError:
        return ""
    error = body.get("error") if isinstance(body, dict) else None
    code = error.get("code") if isinstance(error, dict) else error
    return code if isinstance(code, str) else ""
