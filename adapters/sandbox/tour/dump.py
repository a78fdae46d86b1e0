"""Keeps everything that the bot sent, one numbered JSON file for each message and view."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson


class Dump:
    """Writes files into a folder, in the order in which things were sent."""

    def __init__(self, folder: Path) -> None:
        """Make the folder; earlier dumps in it are replaced."""
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("[0-9][0-9][0-9][0-9][0-9]-*.json"):
            old.unlink()
        self._folder, self._count = folder, 0

    def keep(self, method: str, payload: dict[str, Any], conversation: str) -> None:
        """Write one file."""
        self._count += 1
        content = {"method": method, "conversation": conversation, "payload": payload}
        path = self._folder / f"{self._count:05}-{method}.json"
        path.write_bytes(orjson.dumps(content, option=orjson.OPT_INDENT_2))
