"""What a platform delivers, as an object of JSON."""

from __future__ import annotations

from typing import Any

import orjson


class Malformed(ValueError):
    """A delivery is not shaped like anything that its platform sends; the text says where."""


def parsed(body: bytes) -> dict[str, Any]:
    """Read a body as a JSON object; raises Malformed."""
    try:
        found = orjson.loads(body)
    except orjson.JSONDecodeError as broken:
        raise Malformed("the body is not JSON") from broken
    if not isinstance(found, dict):
        raise Malformed("the body is not an object")
    return found
