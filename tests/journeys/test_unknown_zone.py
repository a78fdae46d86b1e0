"""A profile with a time zone that nobody knows stops nothing: neither for that person, nor for the others."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from bot.service.ports import Tx
from storage.sqlite import SqliteStore
from tests.live import requests
from tests.live.connection import Response, connect, written
from tests.live.near import near_office
from tests.live.office import CHANNEL, Office
from tests.live.projects import LEAD, SPONSOR
from tests.live.slack_stub import SlackStub


async def _profile_changed(office: Office, user: str, zone: str) -> Response:
    """Tell what Slack tells when somebody moves."""
    person = {"id": user, "tz": zone, "profile": {"real_name": f"{user} Example"}}
    event = {"type": "user_change", "user": person}
    body = json.dumps({"type": "event_callback", "team_id": requests.TEAM, "event_id": "E1", "event": event})
    sent = body.encode()
    connection = await connect(office.address)
    try:
        return await connection.send(written(sent, requests.headers(sent, kind="json")))
    finally:
        await connection.close()


def _let_be_due(tx: Tx, at: datetime) -> None:
    """Let the morning of lead and sponsor have come."""
    for user in (LEAD, SPONSOR):
        account = tx.account("slack", requests.TEAM, user)
        assert account
        chosen = tx.preferences(account.workspace, [account.person])[account.person]
        tx.put_preferences(replace(chosen, next_at=at))


@pytest.mark.parametrize("zone", ["Mars/X", "utc"])
@pytest.mark.parametrize("stored", [False, True], ids=["told now", "stored before"])
async def test_everybody_gets_their_morning_and_the_person_their_answers(
    tmp_path: Path, stub: SlackStub, zone: str, stored: bool
) -> None:
    async with near_office(f"sqlite:///{tmp_path / 'bot.sqlite'}", stub) as (office, running):
        await stub.quiet()
        core = running.core
        assert (await _profile_changed(office, LEAD, zone)).status == 200
        if stored:
            store = core.store
            assert isinstance(store, SqliteStore)
            change = 'UPDATE account SET time_zone = ? WHERE "user" = ?'
            store.writer.connection.execute(change, (zone, LEAD))
        now = core.clock.now()
        await core.store.write(lambda tx: _let_be_due(tx, now - timedelta(minutes=1)))
        await core.sweep.run()
        assert await core.store.read(lambda tx: tx.due_people(now, 10)) == []

        command = requests.command(LEAD, CHANNEL, "d-home", "home")
        assert (await office.send(command)).status == 200
        assert (await office.press(LEAD, "project.practice")).status == 200
        assert len(stub.sent("views.open")) == 1
