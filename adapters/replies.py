"""What the bot's HTTP doors have in common: a body is read as far as it may be, and answered."""

from __future__ import annotations

import asyncio

import msgspec
from starlette.types import Message, Receive, Send

#: seconds for which the rest of a body is waited for
LONGEST_READ = 10.0


class Reply(msgspec.Struct, frozen=True):
    """A status and a body."""

    status: int
    body: bytes = b""
    content_type: bytes = b"text/plain;charset=utf-8"
    #: no more is read from whoever asked: not all of the body may have come
    closes: bool = False


#: what a body that does not come is answered with
TOO_SLOW = Reply(408, b"the body did not come", closes=True)
TOO_LARGE = Reply(413, b"the body is too large")
ONLY_POST = Reply(405, b"only POST is answered here")


class TooLarge(ValueError):
    """The body is larger than anything the platform sends."""


async def read(
    headers: dict[bytes, bytes], receive: Receive, *, most: int, within: float = LONGEST_READ
) -> bytes:
    """Return a body; of one that broke off, what has come so far.

    Raises:
        TooLarge: There are more than `most` bytes.
        TimeoutError: Not all of it came `within` seconds.
    """
    length = headers.get(b"content-length", b"")
    if length.isdigit() and int(length[:12]) > most:
        raise TooLarge
    first = _there(receive)
    if first is not None and not first.get("more_body", False):
        return _fitting(first.get("body", b""), most)
    async with asyncio.timeout(within):
        return await _gathered(first or await receive(), receive, most)


def _there(receive: Receive) -> Message | None:
    """Give what has come already, None where it must be waited for.

    Nearly every body comes with its headers, and a timer costs more than all the rest of reading it.
    """
    step = receive().__await__()
    try:
        step.send(None)
    except StopIteration as there:
        found: Message = there.value
        return found
    step.close()  # it takes nothing with it: `receive` may be cancelled while it waits
    return None


async def _gathered(message: Message, receive: Receive, most: int) -> bytes:
    body = b""
    while (
        message["type"] != "http.disconnect"
    ):  # what came so far is neither signed nor whole: refused as that
        body = _fitting(body + message.get("body", b""), most)
        if not message.get("more_body", False):
            break
        message = await receive()
    return body


def _fitting(body: bytes, most: int) -> bytes:
    if len(body) > most:
        raise TooLarge
    return body


async def answer(send: Send, reply: Reply) -> None:
    """Send a reply."""
    headers = [(b"content-type", reply.content_type), (b"content-length", b"%d" % len(reply.body))]
    if reply.closes:
        headers.append((b"connection", b"close"))
    await send({"type": "http.response.start", "status": reply.status, "headers": headers})
    await send({"type": "http.response.body", "body": reply.body})
