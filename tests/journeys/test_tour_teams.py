"""The tour on Teams, and across both chats: the same story through the same code."""

from __future__ import annotations

import asyncio
import json

import pytest

from bot import staging
from bot.cli import main
from tests.journeys.test_tour import SETBACKS
from tests.journeys.world import CHANNEL

# One process plays them one after the other.
pytestmark = pytest.mark.xdist_group("tour on teams")


@pytest.mark.parametrize("platform", ["teams", "both"])
def test_the_tour_passes_four_gates_and_every_setback(platform: str) -> None:
    lines: list[str] = []
    end = asyncio.run(staging.tour(lines.append, platform=platform))
    assert (end.gates_passed, end.status, end.chain) == (4, "live", "ok")
    assert end.days >= 90
    assert end.clicks > 100
    assert end.reminders > 50
    assert end.standups > 30
    told = "\n".join(lines)
    at = [told.find(setback) for setback in SETBACKS]
    assert -1 not in at, [setback for setback, found in zip(SETBACKS, at, strict=True) if found < 0]
    assert at == sorted(at)


def test_people_do_the_same_on_teams_as_on_slack() -> None:
    acts: dict[str, list[str]] = {}
    for platform in ("slack", "teams"):
        lines: list[str] = []
        asyncio.run(staging.tour(lines.append, platform=platform))
        acts[platform] = [line.strip() for line in lines if " presses [" in line or " fills in “" in line]
    assert acts["teams"] == acts["slack"]


def test_the_sponsor_decides_on_teams_what_the_team_reads_on_slack() -> None:
    lines: list[str] = []
    asyncio.run(staging.tour(lines.append, platform="both"))
    for gate in range(1, 5):
        decided = [
            line for line in lines if f"✔ Gate {gate} approved · Ana Ruiz" in line and "#line-3" in line
        ]
        assert {line.partition(":")[0].strip(" ↻▪") for line in decided} == {CHANNEL, f"{CHANNEL} in Teams"}
        assert all("in Teams" in line.partition(":")[2] for line in decided)
    assert any(line.strip().startswith("▪ to Ana in Teams: Gate 1") for line in lines)
    assert not any("to Ana: " in line for line in lines)


@pytest.mark.parametrize("platform", ["teams", "both"])
def test_the_command_ends_with_one_object(
    platform: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["tollgate", "tour", "--platform", platform, "--json"])
    assert main() == 0
    *_, last = capsys.readouterr().out.splitlines()
    assert json.loads(last).items() >= {"gates_passed": 4, "status": "live", "chain": "ok"}.items()
    assert {"reminders", "standups"} <= json.loads(last).keys()
