"""What several tests of the way in say."""

from __future__ import annotations

from typing import Any

from tests.adapters.teams.door import Door, message

ARGS = {"p": "project", "i": "data_quality"}
DATA = {"a": ARGS, "n": '["checklist","project"]', "v": "0a1b2c3d"}


async def say(door: Door, text: str, **changed: Any) -> None:
    assert (await door.post(message(text, **changed))).status_code == 200
