"""A zero byte, which PostgreSQL keeps in no text, is left out wherever a signed delivery of Slack holds one."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator

import pytest

from tests.live import requests
from tests.live.connection import connect, written
from tests.live.near import near_office
from tests.live.office import CHANNEL, PROJECT, Office
from tests.live.projects import LEAD, SPONSOR
from tests.live.rows import heads
from tests.live.slack_stub import BOT, SlackStub

ZERO = "\0"
NEW = "0190aaaa-0000-7000-8000-000000000001"
TAKE = ("item.take", {"p": PROJECT, "i": "DR-3"})


@pytest.fixture
async def office(stub: SlackStub, database_url: str) -> AsyncIterator[Office]:
    """The people of a project, and the bot in the test's own process, on either database."""
    async with near_office(database_url, stub) as (found, _):
        yield found


def _practice(name: str, **args: str) -> bytes:
    given = {"conversation": CHANNEL, "new": NEW} | args
    return requests.submit(LEAD, "zero-practice", "project.practice", given, {"name": name})


def _form(element: dict[str, object]) -> bytes:
    view = {
        "type": "modal",
        "callback_id": "item.assign",
        "private_metadata": json.dumps(["item.assign", {"p": PROJECT, "i": "DR-1"}]),
        "blocks": [{"type": "input", "block_id": "owner"}],
        "state": {"values": {"owner": {"owner": element}}},
    }
    sender = {"team": {"id": requests.TEAM}, "user": {"id": LEAD}, "trigger_id": "zero-form"}
    return requests.payload({"type": "view_submission", **sender, "view": view})


def _event(event_id: str, **event: object) -> bytes:
    return json.dumps(
        {"type": "event_callback", "team_id": requests.TEAM, "event_id": event_id, "event": event}
    ).encode()


PROFILE = {"id": SPONSOR, "tz": "UTC" + ZERO, "profile": {"real_name": "Ana" + ZERO, "email": ZERO}}
ZEROS: dict[str, tuple[bytes, str]] = {
    "the project": (
        requests.press(LEAD, CHANNEL, "z1", "item.take", {"p": PROJECT + ZERO, "i": "DR-1"}),
        "form",
    ),
    "the trigger": (requests.press(LEAD, CHANNEL, "z2" + ZERO, *TAKE), "form"),
    "the channel": (requests.press(LEAD, CHANNEL + ZERO, "z3", *TAKE), "form"),
    "the person": (requests.press(LEAD + ZERO, CHANNEL, "z4", *TAKE), "form"),
    "an unknown person": (requests.press("U0NEW" + ZERO, CHANNEL, "z5", *TAKE), "form"),
    "a new project": (_practice("One", new=NEW + ZERO), "form"),
    "a new project's channel": (_practice("Two", conversation=CHANNEL + ZERO), "form"),
    "a chosen person": (_form({"type": "users_select", "selected_user": SPONSOR + ZERO}), "form"),
    "a typed person": (_form({"type": "plain_text_input", "value": "U0" + ZERO}), "form"),
    "a word": (
        _event("Ev1", type="app_mention", user=LEAD, channel=CHANNEL, text=f"<@{BOT}> a{ZERO}b"),
        "json",
    ),
    "an event's id": (_event("Ev2" + ZERO, type="app_home_opened", user=LEAD, tab="home"), "json"),
    "an event's channel": (
        _event("Ev3", type="member_joined_channel", user=BOT, inviter=LEAD, channel="C0" + ZERO),
        "json",
    ),
    "a profile": (_event("Ev4", type="user_change", user=PROFILE), "json"),
    "a command": (
        f"command=%2Fgate&team_id={requests.TEAM}&user_id={LEAD}%00&channel_id={CHANNEL}%00"
        "&trigger_id=z6%00&text=sta%00tus".encode(),
        "form",
    ),
}


async def test_a_zero_byte_in_a_signed_delivery_is_no_error_of_the_server(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    for name, (body, kind) in ZEROS.items():
        connection = await connect(office.address)
        response = await connection.send(written(body, requests.headers(body, kind=kind)))
        await connection.close()
        assert response.status == 200, name
    assert [entry.getMessage() for entry in caplog.records if entry.levelno >= logging.ERROR] == []


async def test_a_control_that_holds_a_zero_byte_changes_nothing(office: Office, database_url: str) -> None:
    before = await heads(database_url)
    for args in ({"p": PROJECT + ZERO, "i": "DR-1"}, {"p": PROJECT, "i": "DR-1" + ZERO}):
        await office.send(requests.press(LEAD, CHANNEL, "zero", "item.take", args))
    await office.send(_practice("Three", new=NEW + ZERO))
    assert await heads(database_url) == before


async def test_what_is_typed_is_taken_without_the_zero_byte(office: Office) -> None:
    await office.submit(LEAD, "item.not_ready", {"reason": f"No{ZERO} data, {ZERO}{ZERO}yet"}, i="DR-1")
    assert (await office.look())[0].item("DR-1").not_ready == "No data, yet"


async def test_a_backslash_before_u0000_is_kept(office: Office) -> None:
    typed = r"The file shows \u0000, \\u0000 and \n"
    await office.submit(LEAD, "item.not_ready", {"reason": typed}, i="DR-1")
    assert (await office.look())[0].item("DR-1").not_ready == typed
