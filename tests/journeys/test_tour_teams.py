"""The tour on Teams, and across both chats: the same story through the same code."""

from __future__ import annotations

import pytest

from tests.journeys.test_tour import passes_every_setback
from tests.journeys.tours import Tours
from tests.journeys.world import CHANNEL

# One process plays each tour once.
pytestmark = pytest.mark.xdist_group("tours")


@pytest.mark.parametrize("platform", ["teams", "both"])
def test_the_tour_passes_four_gates_and_every_setback(tours: Tours, platform: str) -> None:
    passes_every_setback(tours.played(platform))


def test_people_do_the_same_on_teams_as_on_slack(tours: Tours) -> None:
    acts = tours.played("teams").acts
    assert len(acts) > 100
    assert acts == tours.played("slack").acts


def test_the_sponsor_decides_on_teams_what_the_team_reads_on_slack(tours: Tours) -> None:
    lines = tours.played("both").lines
    for gate in range(1, 5):
        decided = [
            line for line in lines if f"✔ Gate {gate} approved · Ana Ruiz" in line and "#line-3" in line
        ]
        assert {line.partition(":")[0].strip(" ↻▪") for line in decided} == {CHANNEL, f"{CHANNEL} in Teams"}
        assert all("in Teams" in line.partition(":")[2] for line in decided)
    assert any(line.strip().startswith("▪ to Ana in Teams: Gate 1") for line in lines)
    assert not any("to Ana: " in line for line in lines)


@pytest.mark.parametrize("platform", ["teams", "both"])
def test_the_command_ends_with_one_object(tours: Tours, platform: str) -> None:
    end = tours.played(platform).end
    assert end.items() >= {"gates_passed": 4, "status": "live", "chain": "ok"}.items()
    assert {"reminders", "standups"} <= end.keys()
