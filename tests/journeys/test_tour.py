"""The tour takes a project to live, by both ways of delivery, past every setback."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from bot import staging
from bot.cli import main

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


@pytest.mark.parametrize("socket_mode", [False, True], ids=["http", "socket mode"])
def test_the_tour_passes_four_gates_and_every_setback(socket_mode: bool) -> None:
    lines: list[str] = []
    end = asyncio.run(staging.tour(lines.append, socket_mode=socket_mode))
    assert (end.gates_passed, end.status, end.chain) == (4, "live", "ok")
    assert end.days >= 90
    assert end.clicks > 100
    assert end.reminders > 50
    assert end.standups > 30
    told = "\n".join(lines)
    at = [told.find(setback) for setback in SETBACKS]
    assert -1 not in at, [setback for setback, found in zip(SETBACKS, at, strict=True) if found < 0]
    assert at == sorted(at)


def test_the_command_ends_with_one_object_and_leaves_a_numbered_dump(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["tollgate", "tour", "--json", "--dump", str(tmp_path / "dump")])
    assert main() == 0
    *_, last = capsys.readouterr().out.splitlines()
    assert json.loads(last).items() >= {"gates_passed": 4, "status": "live", "chain": "ok"}.items()
    assert {"reminders", "standups"} <= json.loads(last).keys()
    files = sorted((tmp_path / "dump").iterdir())
    assert [int(file.name[:5]) for file in files] == list(range(1, len(files) + 1))
    sent = {json.loads(file.read_text("utf-8"))["method"] for file in files}
    assert sent >= {"chat.postMessage", "chat.update", "views.open", "slash.response"}
