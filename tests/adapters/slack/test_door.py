"""The HTTP door: what is let in, and what every other request is told."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack.http import MOST_BODY, PATH, SlackDoor
from adapters.slack.signing import is_fresh, is_signed
from adapters.web import WebServer, build
from bot.service.intents import Pressed
from tests.adapters.slack.kit import Desk, Json, signature

EMPTY = b'{"type":"view_closed"}'


async def test_an_unsigned_request_is_refused(desk: Desk) -> None:
    assert (await desk.http.post(PATH, content=EMPTY)).status_code == 401


@pytest.mark.parametrize("at", [-301, 301], ids=["old", "future"])
async def test_a_signature_counts_for_five_minutes(desk: Desk, at: int) -> None:
    headers = signature(EMPTY, desk.sandbox.identity.signing_secret, time.time() + at)
    assert (await desk.http.post(PATH, content=EMPTY, headers=headers)).status_code == 401


@pytest.mark.parametrize(
    ("timestamp", "digest"),
    [
        (b"abc", b"v0=1"),
        (b"", b""),
        ("١٢٣".encode(), b"v0=1"),
        (b"9" * 4000, b"v0=1"),
        (b"1", b"v0=\xff\xfe"),
        (b"-1", b""),
    ],
)
async def test_odd_headers_are_refused_without_an_error(desk: Desk, timestamp: bytes, digest: bytes) -> None:
    headers = [(b"x-slack-request-timestamp", timestamp), (b"x-slack-signature", digest)]
    response = await desk.http.post(PATH, content=EMPTY, headers=headers)
    assert response.status_code == 401


async def test_a_changed_body_is_refused(desk: Desk) -> None:
    headers = signature(EMPTY, desk.sandbox.identity.signing_secret)
    assert (await desk.http.post(PATH, content=EMPTY + b" ", headers=headers)).status_code == 401


@given(st.binary(max_size=40), st.binary(max_size=90))
def test_no_header_makes_the_check_fail(timestamp: bytes, digest: bytes) -> None:
    assert not is_fresh(timestamp, 1_773_136_800.0)
    assert not is_signed(b"secret", timestamp, digest, b"body")


async def test_slack_is_given_its_challenge(desk: Desk) -> None:
    response = await desk.post(b'{"type":"url_verification","challenge":"abc"}')
    assert (response.status_code, response.text) == (200, "abc")


async def test_a_check_of_the_certificate_is_answered(desk: Desk) -> None:
    response = await desk.post(b"token=x&ssl_check=1", "application/x-www-form-urlencoded")
    assert response.status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"3",
        b'"x"',
        b'{"type":"url_verification"}',
        b'{"type":"event_callback"}',
        b'{"type":"event_callback","event":{}}',
        b'{"type":"event_callback","event":{"type":"message"},"authorizations":3}',
        b'{"type":"block_actions","actions":[]}',
        b'{"type":"block_actions","actions":[{"value":"x"}]}',
        b'{"type":"view_submission","view":{}}',
        b"\xff\xfe",
    ],
)
async def test_a_malformed_body_is_named_and_refused(desk: Desk, body: bytes) -> None:
    response = await desk.post(body)
    assert response.status_code == 400
    assert response.text
    assert not desk.service.heard


@pytest.mark.parametrize("body", [b"payload=%7B", b"payload=[]", b"payload=", b"command=%FF"])
async def test_a_malformed_form_is_named_and_refused(desk: Desk, body: bytes) -> None:
    assert (await desk.post(body, "application/x-www-form-urlencoded")).status_code == 400


async def test_a_body_beyond_what_slack_sends_is_refused(desk: Desk) -> None:
    assert (await desk.post(b" " * (MOST_BODY + 1))).status_code == 413


async def test_what_nobody_asked_for_is_acknowledged(desk: Desk) -> None:
    assert (await desk.post(EMPTY)).status_code == 200
    assert (await desk.event({"type": "channel_rename", "channel": "C1"})).status_code == 200
    assert not desk.service.heard


OTHER: Json = {"team": {"id": "T0OTHER"}, "user": {"id": "U1"}, "response_url": "http://127.0.0.1:1/"}
ELSEWHERE = "Tollgate serves another workspace"


async def test_another_workspace_is_not_let_in_and_told_so_where_it_can_be(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "adapters.slack")
    event: Json = {"type": "event_callback", "team_id": "T0OTHER", "event_id": "Ev1"}
    event["event"] = {"type": "app_home_opened", "user": "U1", "channel": "D1", "tab": "home"}
    heard = await desk.post(json.dumps(event).encode())
    assert (heard.status_code, heard.content) == (200, b"")

    action = {"type": "button", "action_id": "x", "value": '["item.take",{}]'}
    pressed = await desk.interact({"type": "block_actions", **OTHER, "actions": [action]})
    assert (pressed.status_code, pressed.content) == (200, b"")

    view = {"type": "modal", "callback_id": "x", "private_metadata": '["item.form",{}]'}
    submitted = await desk.interact({"type": "view_submission", **OTHER, "view": view})
    assert submitted.json()["response_action"] == "update"
    assert ELSEWHERE in json.dumps(submitted.json()["view"]["blocks"])

    typed = await desk.post(
        b"command=%2Fgate&team_id=T0OTHER&user_id=U1&trigger_id=1", "application/x-www-form-urlencoded"
    )
    assert typed.json()["response_type"] == "ephemeral"
    assert ELSEWHERE in typed.json()["text"]

    assert not desk.service.heard
    assert [(entry.levelname, "T0OTHER" in entry.getMessage()) for entry in caplog.records] == [
        ("INFO", True)
    ]


async def opened(address: str, *headers: str, begun: str = "") -> bytes:
    """Begin a request whose body never comes; return the first line of the answer when the connection is closed."""
    url = urlsplit(address)
    reader, writer = await asyncio.open_connection(url.hostname, url.port)
    writer.write("\r\n".join((f"POST {PATH} HTTP/1.1", "host: bot", *headers, "", begun)).encode())
    async with asyncio.timeout(5):
        answer = await reader.read()
    writer.close()
    return answer.partition(b"\r\n")[0]


async def test_a_body_is_not_waited_for_without_a_signature_nor_for_ever(desk: Desk) -> None:
    door = SlackDoor("secret", desk.dispatch, longest_read=0.2)
    server = WebServer(build({PATH: door}, _healthy), host="127.0.0.1", port=0, grace=1)
    address = await server.start()
    fresh, stale = (f"x-slack-request-timestamp: {int(time.time()) - age}" for age in (0, 301))
    signature = "x-slack-signature: v0=00"
    long, parts = "content-length: 1000", "transfer-encoding: chunked"
    assert b"401" in await opened(address, long)
    assert b"401" in await opened(address, long, fresh)
    assert b"401" in await opened(address, long, stale, signature)
    assert b"408" in await opened(address, long, fresh, signature)
    assert b"408" in await opened(address, parts, fresh, signature, begun="1\r\n{\r\n")
    await server.stop()


async def test_a_body_that_comes_in_parts_is_read_whole(desk: Desk) -> None:
    server = WebServer(desk.web, host="127.0.0.1", port=0, grace=1)
    address = await server.start()
    signed = signature(EMPTY, desk.sandbox.identity.signing_secret)

    async def parts() -> AsyncIterator[bytes]:
        for at in range(0, len(EMPTY), 5):
            await asyncio.sleep(0.01)
            yield EMPTY[at : at + 5]

    async with httpx.AsyncClient() as client:
        headers = {**signed, "content-type": "application/json"}
        assert (await client.post(f"{address}{PATH}", content=parts(), headers=headers)).status_code == 200
    await server.stop()


async def _healthy() -> dict[str, bool]:
    return {}


async def test_a_control_that_is_not_ours_is_acknowledged(desk: Desk) -> None:
    team = {"id": desk.sandbox.identity.team_id}
    for value in ("", "gate.approve", '["gate.approve"]', '["a",{"p":1}]', "{}"):
        action = {"type": "button", "action_id": "x", "value": value}
        body: Json = {"type": "block_actions", "team": team, "user": {"id": "U1"}, "actions": [action]}
        assert (await desk.interact(body)).status_code == 200
    assert not desk.service.heard


async def test_a_failing_service_is_not_acknowledged(desk: Desk) -> None:
    desk.service.failure = RuntimeError("broken")
    team = {"id": desk.sandbox.identity.team_id}
    action = {"type": "button", "action_id": "x", "value": '["item.take",{}]'}
    body: Json = {"type": "block_actions", "team": team, "user": {"id": "U1"}, "actions": [action]}
    assert (await desk.interact(body)).status_code == 500
    assert desk.service.intents == [Pressed("item.take")]


async def test_health_is_told(desk: Desk) -> None:
    assert (await desk.http.get("/healthz")).text == "ok"
    assert (await desk.http.get("/readyz")).json() == {"chat": True}
