"""What goes back to Teams over HTTP."""

from __future__ import annotations

import orjson

from adapters.replies import Reply

from .text import Json

#: heard; for a dialog: it closes
OK = Reply(200)
#: what happened could not be taken in now
UNHEARD = Reply(503)


def answering(body: Json) -> Reply:
    """Give the reply to an invoke."""
    return Reply(200, orjson.dumps(body), b"application/json")
