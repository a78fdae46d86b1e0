"""No secret reaches a log, whatever goes wrong and however much is logged."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from tests.live import program, requests
from tests.live.connection import connect, written
from tests.live.near import near_office
from tests.live.office import CHANNEL, PROJECT, Office
from tests.live.projects import LEAD, SPONSOR
from tests.live.slack_stub import SlackStub

PASSWORD = "a-database-password"
#: what must never be printed: the settings' values, and what a signature is made with
SECRETS = (program.TOKEN, requests.SECRET, PASSWORD)


def _assert_silent(output: str) -> None:
    for secret in SECRETS:
        assert secret not in output
    assert "v0=" not in output  # a signature lets a request be repeated for five minutes


async def _go_wrong(office: Office) -> None:
    stub = office.stub
    await office.press(SPONSOR, "item.sign", i="DR-8")
    await stub.quiet()
    for failure in ("invalid_auth", "internal_error", "channel_not_found", "ratelimited", "odd"):
        stub.failing = failure
        await office.press(LEAD, "item.sign", i="DR-8")  # refused: a word to the lead, which fails
        await office.press(LEAD, "item.form", i="DR-1")  # opens a form, which fails
        await office.press(LEAD, "item.take", i="DR-2")  # refreshes a message, which fails
        await office.press(f"U0NEW{failure.upper()}", "item.take", i="DR-3")  # a profile that does not come
    await stub.quiet(0.3)
    body = requests.press(LEAD, CHANNEL, "forged", "item.take", {"p": PROJECT, "i": "DR-4"})
    connection = await connect(office.address)
    await connection.send(written(body, requests.headers(body, secret="wrong")))
    await connection.send(written(b"payload={", requests.headers(b"payload={")))
    await connection.close()
    await stub.__aexit__()  # the chat is gone
    await office.press(LEAD, "item.take", i="DR-5")


async def test_nothing_secret_is_logged_while_everything_goes_wrong(tmp_path: Path, stub: SlackStub) -> None:
    settings = program.environment(tmp_path, stub.url, TOLLGATE_LOG_LEVEL="debug")
    bot = await program.start(tmp_path, settings)
    office = Office(bot.address, stub, f"sqlite:///{tmp_path / 'bot.sqlite'}")
    await office.open()
    await _go_wrong(office)
    await bot.stop()

    for said in ("was not delivered", "could not be answered"):
        assert said in bot.output, "nothing was logged"
    _assert_silent(bot.output)


async def test_not_even_the_libraries_at_their_most_talkative_log_a_secret(
    tmp_path: Path, stub: SlackStub, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with near_office(f"sqlite:///{tmp_path / 'bot.sqlite'}", stub) as (office, _):
        await _go_wrong(office)
    assert "DEBUG" in caplog.text
    assert "could not be answered" in caplog.text
    _assert_silent(caplog.text)


async def test_no_secret_is_in_what_a_failed_start_says(tmp_path: Path, stub: SlackStub) -> None:
    url = f"postgresql://tollgate:{PASSWORD}@127.0.0.1:1/tollgate"
    for chosen in ({"TOLLGATE_DATABASE_URL": url}, {"SLACK_API_URL": "http://127.0.0.1:1/"}):
        settings = program.environment(tmp_path, stub.url, TOLLGATE_LOG_LEVEL="debug", **chosen)
        code, output = await program.finish(tmp_path, settings)
        assert code == 1
        _assert_silent(output)
