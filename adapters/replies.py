"""What the bot's HTTP doors have in common: a body is read as far as it may be, and answered."""

from __future__ import annotations

import msgspec
from starlette.types import Receive, Send


class Reply(msgspec.Struct, frozen=True):
    """A status and a body."""

    status: int
    body: bytes = b""
    content_type: bytes = b"text/plain;charset=utf-8"


class TooLarge(ValueError):
    """The body is larger than anything the platform sends."""


async def read(headers: dict[bytes, bytes], receive: Receive, *, most: int) -> bytes:
    """Return a body; raises TooLarge beyond `most` bytes. Of one that broke off, what has come so far."""
    length = headers.get(b"content-length", b"")
    if length.isdigit() and int(length[:12]) > most:
        raise TooLarge
    body = b""
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            break  # what came so far is neither signed nor whole: it is refused as that
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > most:
            raise TooLarge
    return body


async def answer(send: Send, reply: Reply) -> None:
    """Send a reply."""
    headers = [(b"content-type", reply.content_type), (b"content-length", b"%d" % len(reply.body))]
    await send({"type": "http.response.start", "status": reply.status, "headers": headers})
    await send({"type": "http.response.body", "body": reply.body})
