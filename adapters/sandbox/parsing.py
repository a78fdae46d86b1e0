"""Read JSON that anybody may have sent."""

from typing import Any

import orjson


def parse_json(text: bytes | str) -> Any:
    """Give the value; raises `ValueError` when it is broken or nested too deeply to be written again."""
    value = orjson.loads(text)
    try:
        orjson.dumps(value)
    except orjson.JSONEncodeError as too_deep:
        raise ValueError("nested too deeply") from too_deep
    return value
