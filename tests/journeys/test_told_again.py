"""Slack repeats an event that it got no answer to in time; people are answered once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.live import requests
from tests.live.connection import Response, connect, written
from tests.live.near import near_office
from tests.live.office import Office
from tests.live.projects import LEAD
from tests.live.slack_stub import BOT, SlackStub

HI = {"type": "message", "channel_type": "im", "channel": "D1", "user": LEAD, "text": "hi", "ts": "1.1"}
ADDED = {"type": "member_joined_channel", "channel": "C9", "user": BOT, "inviter": LEAD}


async def _tell(office: Office, event: dict[str, Any], event_id: str, *, again: int = 0) -> Response:
    told = {"type": "event_callback", "team_id": requests.TEAM, "event_id": event_id, "event": event}
    body = json.dumps(told).encode()
    headers = requests.headers(body, kind="json")
    if again:
        headers |= {"X-Slack-Retry-Num": str(again), "X-Slack-Retry-Reason": "http_timeout"}
    connection = await connect(office.address)
    try:
        return await connection.send(written(body, headers))
    finally:
        await connection.close()


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
            assert (await _tell(office, event, "Ev1", again=again)).status == 200
        await stub.quiet()
        assert _answers(stub, words) == 1
    async with near_office(url, stub) as (office, _):
        await stub.quiet()
        assert (await _tell(office, event, "Ev1", again=3)).status == 200
        await stub.quiet()
        assert _answers(stub, words) == 1
        assert (await _tell(office, event, "Ev2")).status == 200
        await stub.quiet()
        assert _answers(stub, words) == 2
