"""What goes back to Teams over HTTP."""

from __future__ import annotations

import msgspec
import orjson

from .text import Json


class Reply(msgspec.Struct, frozen=True):
    """A status and a body."""

    status: int
    body: bytes = b""
    content_type: bytes = b"text/plain;charset=utf-8"


#: heard; for a dialog: it closes
OK = Reply(200)


def answering(body: Json) -> Reply:
    """Give the reply to an invoke."""
    return Reply(200, orjson.dumps(body), b"application/json")
