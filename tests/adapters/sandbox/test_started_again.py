"""A chat that is started again gives no id a second time: the app would take what comes under it for a repeat."""

from __future__ import annotations

from pathlib import Path

import pytest

from adapters.sandbox import envelopes, events
from adapters.sandbox.delivery import Receipt
from adapters.sandbox.records import Json
from adapters.sandbox.sandbox import Sandbox
from adapters.sandbox.seed import seed
from adapters.sandbox.teams.seed import seed as seed_teams
from adapters.sandbox.teams.teams import Teams
from tests.adapters.sandbox.kit import Clock


class Ear:
    """Takes what is delivered, and remembers the ids of events."""

    def __init__(self) -> None:
        self.ids: list[str] = []

    async def deliver(self, kind: str, payload: Json, retry: object = None) -> Receipt:
        self.ids.append(payload["event_id"])
        return Receipt(True)


async def of_slack(database: Path | None) -> list[str]:
    """Start Slack at the same instant as ever; return ids of a few things that people do."""
    sandbox = Sandbox(database=database, now=Clock(), real=Clock())
    ids = seed(sandbox)
    mia, channel = ids["mia"], sandbox.workspace.channels[ids["#line-3-downtime"]]
    ear = Ear()
    sandbox.delivery = ear  # type: ignore[assignment]
    typed = [envelopes.slash(sandbox, mia, channel, "/gate", "status") for _ in range(3)]
    for _ in range(3):
        events.home_opened(sandbox, mia, None)
    await sandbox.drain()
    given = [*(one[key] for one in typed for key in ("trigger_id", "response_url")), *ear.ids]
    await sandbox.close()
    assert len(given) == 9
    return given


async def of_teams(database: Path | None) -> list[str]:
    """Start Teams at the same instant as ever; return ids of what is no message."""
    teams = Teams(database=database, now=Clock(), real=Clock())
    seed_teams(teams)
    given = [teams.mint_invoke() for _ in range(3)]
    await teams.close()
    return given


@pytest.mark.parametrize("kept", [True, False], ids=["on what it kept", "anew"])
async def test_no_id_is_given_twice_whatever_ran_before(tmp_path: Path, kept: bool) -> None:
    slack, teams = (tmp_path / name if kept else None for name in ("slack.sqlite", "teams.sqlite"))
    given = [one for _ in range(2) for one in [*await of_slack(slack), *await of_teams(teams)]]
    assert len(set(given)) == len(given) == 24
