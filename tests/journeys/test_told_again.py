"""Slack repeats an event that it got no answer to in time; people are answered once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.live.near import near_office
from tests.live.projects import LEAD
from tests.live.slack_stub import BOT, SlackStub

HI = {"type": "message", "channel_type": "im", "channel": "D1", "user": LEAD, "text": "hi", "ts": "1.1"}
ADDED = {"type": "member_joined_channel", "channel": "C9", "user": BOT, "inviter": LEAD}


def _answers(stub: SlackStub, words: str) -> int:
    return sum(words in str(body.get("text")) for _, body in stub.calls)


@pytest.mark.parametrize(("event", "words"), [(HI, "Hello"), (ADDED, "No project")])
async def test_an_event_that_slack_repeats_is_answered_once_also_after_a_restart(
    tmp_path: Path, stub: SlackStub, event: dict[str, Any], words: str
) -> None:
    url = f"sqlite:///{tmp_path / 'bot.sqlite'}"
    async with near_office(url, stub) as (office, _):
        await stub.quiet()
        for again in range(3):
            assert (await office.tell(event, "Ev1", again=again)).status == 200
        await stub.quiet()
        assert _answers(stub, words) == 1
    async with near_office(url, stub) as (office, _):
        await stub.quiet()
        assert (await office.tell(event, "Ev1", again=3)).status == 200
        await stub.quiet()
        assert _answers(stub, words) == 1
        said = len(stub.calls)
        assert (await office.tell(event, "Ev2")).status == 200
        await stub.quiet()
        assert len(stub.calls) > said, "another one of the same words is another event"
