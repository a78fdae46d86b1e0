"""Socket Mode with the SDK's own client."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.response import SocketModeResponse

from tests.adapters.sandbox.kit import World, actions, button, modal, section
from tests.waiting import until


class Listener:
    """A Socket Mode client that notes what it gets and acknowledges it."""

    def __init__(self, world: World) -> None:
        self.requests: list[Any] = []
        self.answer: Any = None
        self.silent = 0
        self.client = SocketModeClient(
            app_token=world.sandbox.identity.app_token, web_client=world.client, auto_reconnect_enabled=False
        )
        self.client.socket_mode_request_listeners.append(self.hear)

    async def hear(self, client: Any, request: Any) -> None:
        self.requests.append(request)
        if self.silent:
            self.silent -= 1
            return
        await client.send_socket_mode_response(SocketModeResponse(request.envelope_id, self.answer))

    async def close(self) -> None:
        self.client.auto_reconnect_enabled = False
        await self.client.close()  # type: ignore[no-untyped-call]


@pytest.fixture
async def listener(world: World) -> AsyncIterator[Listener]:
    listener = Listener(world)
    await listener.client.connect()  # type: ignore[no-untyped-call]
    await until(lambda: world.sandbox.sockets.connected)
    yield listener
    await listener.close()


async def test_a_click_arrives_in_an_envelope_and_is_acknowledged(world: World, listener: Listener) -> None:
    channel = world.ids["#line-3-downtime"]
    posted = await world.client.chat_postMessage(channel=channel, text="x", blocks=[actions(button())])
    result = await world.page("mia").click(channel, posted["ts"], action_id="go", block_id="row", value="1")
    assert result["warning"] is None
    (request,) = listener.requests
    assert (request.type, request.payload["type"]) == ("interactive", "block_actions")


async def test_the_answer_to_a_command_travels_in_the_acknowledgement(
    world: World, listener: Listener
) -> None:
    listener.answer = {"text": "hello", "response_type": "in_channel"}
    channel = world.ids["#general"]
    await world.page("mia").say(channel, "/gate status")
    seen = (await world.page("raj").get("messages", conversation=channel))["messages"]
    assert [m["text"] for m in seen] == ["hello"]
    assert listener.requests[0].payload["text"] == "status"


async def test_a_submission_is_answered_in_the_acknowledgement(world: World, listener: Listener) -> None:
    trigger = world.sandbox.triggers.mint(world.ids["mia"])
    opened = await world.client.views_open(trigger_id=trigger, view=modal(section("x")))
    listener.answer = {"response_action": "update", "view": modal(section("y"), title="Next")}
    result = await world.page("mia").post("submit", view_id=opened["view"]["id"], values={})
    assert result["view"]["title"]["text"] == "Next"


@pytest.mark.parametrize("options", [{"answer_within": 0.1}])
async def test_an_event_is_repeated_when_nobody_acknowledges(world: World, listener: Listener) -> None:
    listener.silent = 2
    await world.page("mia").say(world.direct("mia"), "hi")
    await world.sandbox.drain()
    attempts = [(r.retry_attempt, r.retry_reason) for r in listener.requests]
    assert attempts == [(0, ""), (1, "http_timeout"), (2, "http_timeout")]
    assert len({r.payload["event_id"] for r in listener.requests}) == 1


@pytest.mark.parametrize("options", [{"answer_within": 0.1}])
async def test_a_click_nobody_acknowledges_shows_a_warning(world: World, listener: Listener) -> None:
    listener.silent = 1
    channel = world.ids["#line-3-downtime"]
    posted = await world.client.chat_postMessage(channel=channel, text="x", blocks=[actions(button())])
    result = await world.page("mia").click(channel, posted["ts"], action_id="go", block_id="row", value="1")
    assert "in time" in result["warning"]
    assert len(listener.requests) == 1


async def test_each_payload_goes_to_one_of_the_connections(world: World, listener: Listener) -> None:
    second = Listener(world)
    await second.client.connect()  # type: ignore[no-untyped-call]
    await until(lambda: world.sandbox.sockets.connections == 2)
    for text in "abcd":
        await world.page("mia").say(world.direct("mia"), text)
        await world.sandbox.drain()
    assert (len(listener.requests), len(second.requests)) == (2, 2)
    await second.close()


async def test_the_eleventh_connection_is_refused(world: World) -> None:
    listeners = [Listener(world) for _ in range(10)]
    for one in listeners:
        await one.client.connect()  # type: ignore[no-untyped-call]
    await until(lambda: world.sandbox.sockets.connections == 10)
    with pytest.raises(SlackApiError, match="too_many_websockets"):
        await world.client.apps_connections_open(app_token=world.sandbox.identity.app_token)
    for one in listeners:
        await one.close()


async def test_an_address_is_good_for_one_connection(world: World) -> None:
    opened = await world.client.apps_connections_open(app_token=world.sandbox.identity.app_token)
    async with world.http.ws_connect(opened["url"]) as socket:
        assert (await socket.receive_json())["type"] == "hello"
        await socket.send_str("not json")
        await socket.send_str("[]")
    with pytest.raises(Exception, match="403"):
        await world.http.ws_connect(opened["url"])


async def test_the_bot_token_opens_no_connection(world: World) -> None:
    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        await world.client.apps_connections_open(app_token=world.sandbox.identity.bot_token)


async def test_a_stock_bolt_app_works_and_connects_again_after_a_disconnect(world: World) -> None:
    heard: list[str] = []
    app = AsyncApp(token=world.sandbox.identity.bot_token, client=world.client)

    @app.event("message")
    async def message(event: Any) -> None:
        heard.append(event["text"])

    handler = AsyncSocketModeHandler(app, world.sandbox.identity.app_token, ping_interval=0.2)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    await until(lambda: world.sandbox.sockets.connected)
    await world.page("mia").say(world.direct("mia"), "one")
    await until(lambda: heard == ["one"])
    await world.sandbox.sockets.disconnect()
    await until(lambda: world.sandbox.sockets.connected)
    await world.page("mia").say(world.direct("mia"), "two")
    await until(lambda: heard == ["one", "two"])
    await handler.close_async()  # type: ignore[no-untyped-call]
    await asyncio.sleep(0)
