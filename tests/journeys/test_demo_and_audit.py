"""The demo opens with examples made the real way, and the audit finds what was changed behind the bot's back."""

from __future__ import annotations

import asyncio
import json
import shutil
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.clock import VirtualClock
from adapters.sandbox.driver import DIRECT
from adapters.sandbox.visible import all_words
from bot import staging
from bot.bootstrap import start_demo
from bot.cli import main

# One process builds the examples for all of these.
pytestmark = pytest.mark.xdist_group("demo")


@pytest.fixture(scope="module")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo's folder with the example projects."""
    folder = tmp_path_factory.mktemp("demo")
    asyncio.run(staging.prepare_demo(folder, lambda line: None))
    return folder


async def test_a_newcomer_can_approve_a_gate_at_once(demo_folder: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(demo_folder, tmp_path / "demo")
    url = f"sqlite:///{folder / 'tollgate.sqlite'}"
    demo = await start_demo(folder, database_url=url, clock=VirtualClock(runs=True), background=False)
    try:
        assert abs(demo.clock.now() - datetime.now(UTC)) < timedelta(minutes=1)
        async with staging.driving(demo) as driver:
            ana, mia = driver.person("ana"), driver.person("mia")
            (checklist,) = [m for m in await mia.messages("#line-3-downtime") if m["pinned"]]
            said = all_words(checklist["blocks"])
            assert "day 8 of 15" in said
            assert all(sign in said for sign in "✔▲✖○")
            page = all_words((await ana.home())["blocks"])
            assert all(name in page for name in ("Line 3 downtime", "Invoice matching", "Demand forecast"))
            await ana.press("Approve", on=DIRECT, message="Invoice matching")
            assert "Gate 1 approved" in all_words((await mia.messages("#invoice-matching"))[-2]["blocks"])
    finally:
        await demo.stop()


async def test_what_is_done_in_slack_alone_is_seen_in_teams_at_once(
    demo_folder: Path, tmp_path: Path
) -> None:
    """The examples were built while the local chats ran on another port."""
    folder = shutil.copytree(demo_folder, tmp_path / "demo")
    demo = await start_demo(
        folder,
        database_url=f"sqlite:///{folder / 'tollgate.sqlite'}",
        clock=VirtualClock(runs=True),
        background=False,
        platforms=("slack", "teams"),
    )
    try:
        shown: list[str] = []
        assert demo.sandbox.teams
        demo.sandbox.teams.on_outgoing(lambda method, payload, conversation: shown.append(str(payload)))
        async with staging.driving(demo) as slack:
            await slack.person("ana").press("Approve", on=DIRECT, message="Invoice matching")
        assert "Gate 1 approved" in "\n".join(shown)
    finally:
        await demo.stop()


def test_examples_are_built_once(demo_folder: Path) -> None:
    before = (demo_folder / "tollgate.sqlite").stat().st_ino
    lines: list[str] = []
    asyncio.run(staging.prepare_demo(demo_folder, lines.append))
    assert lines == []
    assert (demo_folder / "tollgate.sqlite").stat().st_ino == before


def _verify(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> tuple[int, str, str]:
    monkeypatch.setenv("TOLLGATE_DATABASE_URL", f"sqlite:///{folder / 'tollgate.sqlite'}")
    monkeypatch.setattr("sys.argv", ["tollgate", "audit", "verify"])
    code = main()
    out, err = capsys.readouterr()
    return code, out, err


def test_the_audit_names_the_first_event_that_was_changed(
    demo_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = _verify(demo_folder, monkeypatch, capsys)
    assert (code, err) == (0, "")
    assert "4 projects" in out
    with sqlite3.connect(demo_folder / "tollgate.sqlite") as behind:
        behind.execute("DROP TRIGGER event_no_update")
        behind.execute("UPDATE event SET platform = 'teams' WHERE seq = 5")
    behind.close()
    code, out, err = _verify(demo_folder, monkeypatch, capsys)
    assert code == 1
    assert "event 5 was changed" in err


def test_the_audit_prints_one_object(
    demo_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TOLLGATE_DATABASE_URL", f"sqlite:///{demo_folder / 'tollgate.sqlite'}")
    monkeypatch.setattr("sys.argv", ["tollgate", "audit", "verify", "--json"])
    main()
    assert json.loads(capsys.readouterr().out)["projects"] == 4
