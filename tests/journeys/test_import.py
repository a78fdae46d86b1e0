"""`tollgate import`: a table on the command line, a real database, and a local Slack by HTTP."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.clock import VirtualClock
from adapters.sandbox.seed import address
from adapters.sandbox.visible import all_words
from bot.bootstrap import Demo, start, start_demo
from bot.cli import main
from bot.settings import read_chat_settings
from bot.staging import driving

HEAD = "name,phase,lead,sponsor,channel,starts_on,time_zone,gate_1_date,gate_1_document,gate_1_who,key\n"
Tollgate = Callable[..., Awaitable[int]]


def row(demo: Demo, **changed: str) -> str:
    today = datetime.now(UTC).date()
    cells = {
        "name": "Line 3 downtime",
        "phase": "2",
        "lead": demo.ids["mia"],
        "sponsor": address("ana"),
        "channel": demo.ids["#line-3-downtime"],
        "starts_on": (today - timedelta(days=40)).isoformat(),
        "time_zone": "America/Toronto",
        "gate_1_date": (today - timedelta(days=20)).isoformat(),
        "gate_1_document": "Minutes of the board",
        "gate_1_who": "Ana Ruiz",
        "key": "line-3",
    }
    return ",".join((cells | changed).values()) + "\n"


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[Demo]:
    """A local Slack in which the bot has run once and met Ana; it is stopped."""
    url = f"sqlite:///{tmp_path / 'bot.sqlite'}"
    found = await start_demo(None, database_url=url, clock=VirtualClock(runs=True), background=False)
    async with driving(found) as driver:
        await driver.person("ana").home()
    await found.running.stop()
    yield found
    await found.server.stop()


@pytest.fixture
def tollgate(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, demo: Demo) -> Tollgate:
    """The command line, set up for the local Slack."""
    monkeypatch.chdir(tmp_path)
    me = demo.sandbox.identity
    for name, value in {
        "SLACK_BOT_TOKEN": me.bot_token,
        "SLACK_SIGNING_SECRET": me.signing_secret,
        "TOLLGATE_PORT": "0",
        "SLACK_API_URL": f"{demo.page}/api/",
        "TOLLGATE_DATABASE_URL": f"sqlite:///{tmp_path / 'bot.sqlite'}",
    }.items():
        monkeypatch.setenv(name, value)

    async def run(*words: str) -> int:
        monkeypatch.setattr(sys, "argv", ["tollgate", *words])
        return await asyncio.to_thread(main)

    return run


async def restarted(demo: Demo) -> None:
    """Start the bot again, in the same Slack, and let it send what waits."""
    demo.running = await start(read_chat_settings(), background=False)
    demo.sandbox.deliver_to(f"{demo.running.address}/slack/events")
    await demo.running.core.relay.drain()


async def test_a_table_is_looked_at_brought_in_once_and_posted_by_the_bot(
    demo: Demo, tollgate: Tollgate, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "projects.csv"
    file.write_text(HEAD + row(demo), "utf-8")

    assert await tollgate("import", str(file), "--dry-run") == 0
    said = capsys.readouterr().out
    assert "Line 3 downtime would come in at phase 2, led by Mia Chen, sponsored by Ana Ruiz." in said

    assert await tollgate("import", str(file)) == 0
    assert "1 project is brought in." in capsys.readouterr().out
    assert await tollgate("import", str(file)) == 0
    assert "Nothing new" in capsys.readouterr().out
    assert await tollgate("audit", "verify") == 0
    assert "1 projects" in capsys.readouterr().out

    await restarted(demo)
    try:
        async with driving(demo) as driver:
            messages = await driver.person("mia").messages("#line-3-downtime")
        texts = [all_words(message["blocks"]) for message in messages]
        assert any("gate 1 from paper" in text and "not countersigned yet" in text for text in texts)
    finally:
        await demo.running.stop()


async def test_a_wrong_table_ends_with_one_and_brings_nothing_in(
    demo: Demo, tollgate: Tollgate, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "projects.csv"
    no_channel = row(demo, channel=demo.ids["#general"], key="general")
    file.write_text(HEAD + row(demo) + no_channel + row(demo, lead="U404", key="x"), "utf-8")
    assert await tollgate("import", str(file)) == 1
    lines = capsys.readouterr().err.splitlines()
    assert [line.partition(":")[0] for line in lines] == [
        "Line 3, channel",
        "Line 4, lead",
        "Nothing was brought in. Correct these, and give the whole table again.",
    ]
    assert await tollgate("audit", "verify") == 0
    assert "0 projects" in capsys.readouterr().out


async def test_beside_a_running_bot_it_says_so_and_stops(
    demo: Demo, tollgate: Tollgate, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "projects.csv"
    file.write_text(HEAD + row(demo), "utf-8")
    await restarted(demo)
    try:
        assert await tollgate("import", str(file)) == 1
        assert "in use by another Tollgate process" in capsys.readouterr().err
        assert await tollgate("import", str(file), "--dry-run") == 0
        said = capsys.readouterr().out
        assert "in use by another Tollgate process" in said
        assert "Not checked" in said
        assert address("ana") in said
    finally:
        await demo.running.stop()


async def test_a_file_that_is_no_text_ends_with_two(
    demo: Demo, tollgate: Tollgate, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "projects.csv"
    file.write_bytes(b"name,phase\nL\xe9a,2\n")
    assert await tollgate("import", str(file)) == 2
    assert "is not UTF-8" in capsys.readouterr().err


async def test_the_template_is_printed_without_a_file(
    tollgate: Tollgate, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await tollgate("import", "--template") == 0
    assert capsys.readouterr().out.startswith(
        "name,phase,lead,sponsor,channel,starts_on,time_zone,gate_1_date"
    )


async def test_a_table_is_checked_before_any_setting_is_needed(
    demo: Demo,
    tollgate: Tollgate,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = tmp_path / "projects.csv"
    monkeypatch.delenv("SLACK_BOT_TOKEN")
    monkeypatch.delenv("SLACK_SIGNING_SECRET")
    file.write_text(HEAD + row(demo, phase="9") + row(demo, time_zone="Mars", key="x"), "utf-8")
    assert await tollgate("import", str(file), "--dry-run") == 1
    lines = capsys.readouterr().err.splitlines()
    assert [line.partition(":")[0] for line in lines[:2]] == ["Line 2, phase", "Line 3, time_zone"]
    file.write_text(HEAD + row(demo), "utf-8")
    assert await tollgate("import", str(file), "--dry-run") == 0
    said = capsys.readouterr().out
    assert "SLACK_BOT_TOKEN is missing" in said
    assert address("ana") in said
    assert demo.ids["#line-3-downtime"] in said
    assert await tollgate("import", str(file)) == 2
