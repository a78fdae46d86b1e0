"""The tour takes a project to live, by both ways of delivery, past every setback."""

from __future__ import annotations

import json

import pytest

from tests.journeys.tours import Played, Tours

# One process plays each tour once.
pytestmark = pytest.mark.xdist_group("tours")
SETBACKS = (
    '"forty-seven" is not a number',
    "the verdict is stop for now",
    "Line 3 downtime is halted · 3 items are not ready",
    "Line 3 downtime goes on",
    "an equivalent to sign: At least 6 months of history",
    "Gate 1 · Line 3 downtime · a question from Ana",
    "Gate 1 · Line 3 downtime · Mia answered",
    "Gate 1 · Line 3 downtime · request paused",
    "Gate 2: another iteration",
    "Line 3 downtime is on hold",
    "Gate 3 sent back",
    "Line 3 downtime is live",
)


def passes_every_setback(tour: Played) -> None:
    """Compare a tour with what happens in it, in this order."""
    assert tour.end.items() >= {"gates_passed": 4, "status": "live", "chain": "ok"}.items()
    assert tour.end["days"] >= 90
    assert tour.end["clicks"] > 100
    assert tour.end["reminders"] > 50
    assert tour.end["standups"] > 30
    at = [tour.told.find(setback) for setback in SETBACKS]
    assert -1 not in at, [setback for setback, found in zip(SETBACKS, at, strict=True) if found < 0]
    assert at == sorted(at)


@pytest.mark.parametrize("socket_mode", [False, True], ids=["http", "socket mode"])
def test_the_tour_passes_four_gates_and_every_setback(tours: Tours, socket_mode: bool) -> None:
    passes_every_setback(tours.played(socket_mode=socket_mode))


def test_the_command_ends_with_one_object_and_leaves_a_numbered_dump(tours: Tours) -> None:
    tour = tours.played()
    assert tour.end.items() >= {"gates_passed": 4, "status": "live", "chain": "ok"}.items()
    assert {"reminders", "standups"} <= tour.end.keys()
    files = sorted(tour.dump.iterdir())
    assert [int(file.name[:5]) for file in files] == list(range(1, len(files) + 1))
    sent = {json.loads(file.read_text("utf-8"))["method"] for file in files}
    assert sent >= {"chat.postMessage", "chat.update", "views.open", "slash.response"}
