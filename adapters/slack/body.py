"""What a delivery of Slack holds, by either way in: an object of JSON or the fields of a form, without zero bytes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import orjson

from adapters.bodies import Malformed, parsed

from .formdata import fields

_JSON = b"application/json"
_ZERO = rb"\u0000"
#: an escaped zero byte, not a backslash that somebody typed before "u0000"
_ZEROS = re.compile(rb"(?<!\\)((?:\\\\)*)\\u0000")


def parse(content_type: bytes, body: bytes) -> dict[str, Any]:
    """Read the body of a request; raises Malformed."""
    if content_type.startswith(_JSON):
        return _object(body)
    found = fields(body)
    if b"payload" in found:
        return _object(found[b"payload"])
    try:
        return {name.decode(): value.decode().replace("\0", "") for name, value in found.items()}
    except UnicodeDecodeError as broken:
        raise Malformed("a field is not UTF-8") from broken


def parse_again(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Read what the client of Socket Mode has read, which takes more for JSON; raises Malformed."""
    try:
        return _object(orjson.dumps(payload))
    except orjson.JSONEncodeError as broken:
        raise Malformed("the payload is not JSON") from broken


def _object(text: bytes) -> dict[str, Any]:
    if _ZERO in text:  # looked for in the whole: nobody types one, and PostgreSQL keeps none
        text = _ZEROS.sub(rb"\1", text)
    return parsed(text)
