"""A start that cannot work ends at once, with one clear line for each thing that is wrong."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import pytest

from adapters.slack.needs import SCOPES
from tests.live import program
from tests.live.slack_stub import SlackStub


def _lines(output: str) -> list[str]:
    assert "Traceback" not in output, output
    return output.strip().splitlines()


async def test_all_missing_settings_are_named_at_once(tmp_path: Path) -> None:
    none = {"SLACK_BOT_TOKEN": "", "SLACK_SIGNING_SECRET": "", "SLACK_API_URL": ""}
    code, output = await program.finish(tmp_path, program.environment(tmp_path, "", **none))
    assert code == 2
    assert len(_lines(output)) == 3
    for name in ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_APP_TOKEN"):
        assert name in output


async def test_wrong_settings_are_named_beside_missing_ones(tmp_path: Path) -> None:
    wrong = {"SLACK_BOT_TOKEN": "", "TOLLGATE_PORT": "many", "TOLLGATE_LOG_LEVEL": "loud"}
    code, output = await program.finish(tmp_path, program.environment(tmp_path, "", **wrong))
    assert code == 2
    for name in ("SLACK_BOT_TOKEN", "TOLLGATE_PORT", "TOLLGATE_LOG_LEVEL"):
        assert name in output, name
    _lines(output)


async def test_a_port_in_use_is_one_line(tmp_path: Path, stub: SlackStub) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        settings = program.environment(tmp_path, stub.url, TOLLGATE_PORT=port)
        code, output = await program.finish(tmp_path, settings)
    assert code == 1
    (line,) = _lines(output)
    assert port in line


async def test_a_database_in_use_is_one_line(tmp_path: Path, stub: SlackStub) -> None:
    settings = program.environment(tmp_path, stub.url)
    bot = await program.start(tmp_path, settings)
    try:
        code, output = await program.finish(tmp_path, settings)
    finally:
        assert await bot.stop() == 0
    assert code == 1
    (line,) = _lines(output)
    assert "in use" in line


async def test_a_wrong_token_is_one_line_that_does_not_show_it(tmp_path: Path) -> None:
    async with SlackStub(token="another") as stub:
        code, output = await program.finish(tmp_path, program.environment(tmp_path, stub.url))
    assert code == 1
    (line,) = _lines(output)
    assert "token" in line
    assert program.TOKEN not in output


@pytest.mark.parametrize("scope", [SCOPES[0].name, SCOPES[-1].name])
async def test_a_missing_scope_is_named_with_what_it_is_for(tmp_path: Path, scope: str) -> None:
    async with SlackStub(without=scope) as stub:
        code, output = await program.finish(tmp_path, program.environment(tmp_path, stub.url))
    assert code == 1
    named = [line for line in _lines(output) if scope in line]
    assert len(named) == 1
    assert next(found.why for found in SCOPES if found.name == scope) in named[0]


@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("postgresql://tollgate:hidden@127.0.0.1:1/tollgate", "PostgreSQL"),
        ("sqlite:////proc/nowhere/bot.sqlite", "/proc/nowhere"),
        ("mysql://tollgate:hidden@127.0.0.1/tollgate", "TOLLGATE_DATABASE_URL"),
        ("nonsense", "TOLLGATE_DATABASE_URL"),
        ("sqlite://", "TOLLGATE_DATABASE_URL"),
    ],
)
async def test_a_database_that_cannot_be_opened_is_one_line_without_its_password(
    tmp_path: Path, stub: SlackStub, url: str, word: str
) -> None:
    settings = program.environment(tmp_path, stub.url, TOLLGATE_DATABASE_URL=url)
    code, output = await program.finish(tmp_path, settings)
    assert code in (1, 2)
    (line,) = _lines(output)
    assert word in line
    assert "hidden" not in output


async def test_a_chat_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    code, output = await program.finish(tmp_path, program.environment(tmp_path, "http://127.0.0.1:1/api/"))
    assert code == 1
    assert len(_lines(output)) == 1


async def test_it_starts_and_ends_without_a_warning(tmp_path: Path, stub: SlackStub) -> None:
    command = (sys.executable, "-W", "error", "-m", "bot", "run")
    bot = await program.start(tmp_path, program.environment(tmp_path, stub.url), command)
    assert await bot.stop() == 0
    assert len(_lines(bot.output)) == 1
