"""How Slack's refusals and silences are told to the bot."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from adapters.slack.chat import SlackChat
from adapters.slack.client import Client, open_session
from adapters.web import WebServer
from bot.service.ports import DeliveryFailed
from bot.talk.card import Card, Text
from tests.contracts.chats import slack_scene

CARD = Card("Hello", (Text("Hello"),))
TOKEN = "-".join(("xoxb", "a", "secret"))


@asynccontextmanager
async def answering(answer: Callable[[Request], Awaitable[Response]]) -> AsyncIterator[Client]:
    """Give a client of a Slack that answers every call alike."""
    app = Starlette(routes=[Route("/api/{method}", answer, methods=["POST"])])
    server = WebServer(app, host="127.0.0.1", port=0, grace=1)
    async with open_session() as session:
        yield Client(TOKEN, session, f"{await server.start()}/api/")
    await server.stop()


async def failure(status: int, body: dict[str, object] | str, **headers: str) -> DeliveryFailed:
    async def answer(_: Request) -> Response:
        if isinstance(body, str):
            return Response(body, status, headers, "text/html")
        return JSONResponse(body, status, headers)

    async with answering(answer) as client:
        with pytest.raises(DeliveryFailed) as failed:
            await client.write("chat.update")
    assert TOKEN not in repr(failed.value)
    assert failed.value.__cause__ is None
    return failed.value


def error(code: str) -> dict[str, object]:
    return {"ok": False, "error": code}


async def test_a_rate_limit_says_how_long_to_wait() -> None:
    failed = await failure(429, error("ratelimited"), **{"Retry-After": "7"})
    assert (failed.code, failed.retry_after, failed.permanent) == ("ratelimited", 7.0, False)


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("message_not_found", "gone"),
        ("not_in_channel", "not_in_channel"),
        ("channel_not_found", "not_in_channel"),
        ("is_archived", "is_archived"),
        ("is_inactive", "is_archived"),
        ("user_not_found", "user_not_found"),
        ("invalid_blocks", "invalid_blocks"),
    ],
)
async def test_a_refusal_that_stays_is_permanent(code: str, told: str) -> None:
    failed = await failure(200, error(code))
    assert (failed.code, failed.permanent) == (told, True)


@pytest.mark.parametrize("code", ["invalid_auth", "missing_scope", "token_revoked", "account_inactive"])
async def test_what_an_administrator_can_mend_waits(code: str) -> None:
    failed = await failure(200, error(code))
    assert (failed.permanent, failed.retry_after) == (False, 60.0)


@pytest.mark.parametrize(
    ("status", "body"), [(503, "<html>"), (200, "<html>"), (500, error("fatal_error")), (200, "[]")]
)
async def test_an_unclear_answer_is_uncertain(status: int, body: dict[str, object] | str) -> None:
    failed = await failure(status, body)
    assert (failed.code, failed.permanent) == ("uncertain", False)


async def test_nobody_there_means_that_nothing_was_sent() -> None:
    async with open_session() as session:
        with pytest.raises(DeliveryFailed) as failed:
            await Client(TOKEN, session, "http://127.0.0.1:9/api/").write("chat.update")
    assert (failed.value.code, failed.value.permanent) == ("unreachable", False)


async def test_the_token_is_never_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    await failure(503, "<html>")
    async with open_session() as session:
        assert TOKEN not in repr(Client(TOKEN, session))
    assert TOKEN not in caplog.text


async def test_fifty_calls_share_a_connection() -> None:
    peers: set[object] = set()

    async def answer(request: Request) -> Response:
        peers.add(request.client)
        return JSONResponse({"ok": True, "ts": "1.2", "messages": []})

    async with answering(answer) as client:
        chat = SlackChat(client, tenant="T1", bot_user="U1")
        for n in range(50):
            await chat.post("C1", CARD, key=str(n))
    assert len(peers) == 1


async def test_a_message_unfurls_nothing_and_carries_its_key() -> None:
    sent: list[tuple[str, dict[str, object]]] = []
    async with slack_scene() as scene:
        scene.sandbox.on_outgoing(lambda method, payload, _: sent.append((method, payload)))
        ts = await scene.chat.post(scene.here, CARD, key="review:1")
        message = scene.sandbox.workspace.messages[scene.here][ts]
    assert message.metadata == {"event_type": "tollgate", "event_payload": {"key": "review:1"}}
    assert [method for method, _ in sent] == ["chat.postMessage"]
