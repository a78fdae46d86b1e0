"""Socket Mode: two connections, rebuilt when they die, and no door to the outside."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from adapters.sandbox.delivery import Link
from adapters.slack.socket import Sockets
from bot.service.intents import Ask, Say, Spoken, Typed, Unheard
from bot.talk.card import Card, Text
from tests.adapters.slack.cards import FORM
from tests.adapters.slack.kit import Desk, Json
from tests.waiting import until


@pytest.fixture
async def sockets(desk: Desk) -> AsyncIterator[Sockets]:
    desk.sandbox.deliver_by_socket()
    me = desk.sandbox.identity
    sockets = Sockets(
        me.app_token,
        desk.dispatch,
        base_url=f"{desk.sandbox.base_url}/api/",
        check_every=0.01,
        first_wait=0.05,
    )
    await sockets.start()
    await until(lambda: desk.sandbox.sockets.connections == 2 and sockets.connected)
    yield sockets
    await desk.sandbox.drain()
    await sockets.stop()


async def test_a_command_is_answered_over_the_socket(desk: Desk, sockets: Sockets) -> None:
    desk.service.answer = Say(Card("Two projects", (Text("Two projects"),)))
    await desk.act("say", conversation=desk.scene.here, text="/gate status")
    assert desk.service.intents == [Typed("status")]
    assert (await desk.messages(desk.scene.here))[-1]["ephemeral"]


async def test_an_event_is_acknowledged_once(desk: Desk, sockets: Sockets) -> None:
    direct = await desk.chat.direct(desk.scene.mia)
    await desk.act("say", conversation=direct, text="help")
    await desk.sandbox.drain()
    assert desk.service.intents == [Spoken("help")]


async def test_a_form_opens_over_the_socket(desk: Desk, sockets: Sockets) -> None:
    desk.service.answer = Ask(FORM)
    await desk.act("say", conversation=desk.scene.here, text="/gate new")
    assert [view["callback_id"] for view in await desk.modals()] == [FORM.action]


NONSENSE: dict[str, Json] = {
    "actions is missing": {"type": "block_actions", "actions": []},
    "what the view asks or holds is missing": {
        "type": "view_submission",
        "view": {"type": "modal", "callback_id": "x", "blocks": [1]},
    },
    "the payload is not JSON": {"type": "block_actions", "actions": [{"action_id": "\ud800"}]},
}


@pytest.mark.parametrize("said", NONSENSE)
async def test_what_slack_never_sends_leaves_a_line_in_the_log(
    desk: Desk, sockets: Sockets, caplog: pytest.LogCaptureFixture, said: str
) -> None:
    payload = NONSENSE[said] | {"team": {"id": desk.sandbox.identity.team_id}}
    taken = Taken()
    await sockets._on_request(taken, SocketModeRequest("interactive", "E1", payload))
    assert f"a delivery was refused: {said}" in caplog.text
    assert not taken.sent
    assert not desk.service.heard


async def test_an_event_that_slack_never_sends_is_not_asked_for_again(desk: Desk, sockets: Sockets) -> None:
    taken = Taken()
    nonsense = {"type": "event_callback", "team_id": desk.sandbox.identity.team_id, "event": 1}
    await sockets._on_request(taken, SocketModeRequest("events_api", "E1", nonsense))
    assert len(taken.sent) == 1
    assert not desk.service.heard


async def test_an_event_that_could_not_be_taken_in_comes_again_over_the_socket(
    desk: Desk, sockets: Sockets
) -> None:
    event = {"type": "app_home_opened", "tab": "home", "user": desk.scene.mia}
    team = desk.sandbox.identity.team_id
    body = {"type": "event_callback", "team_id": team, "event_id": "Ev1", "event": event}
    taken, request = Taken(), SocketModeRequest("events_api", "E1", body)
    desk.service.failure = Unheard("gone")
    await sockets._on_request(taken, request)
    assert not taken.sent
    desk.service.failure = None
    await sockets._on_request(taken, request)
    assert len(taken.sent) == 1
    assert {sender.delivery for _, sender in desk.service.heard} == {"Ev1"}


class Taken(AsyncBaseSocketModeClient):
    """Take acknowledgements."""

    def __init__(self) -> None:
        self.sent: list[object] = []

    async def send_socket_mode_response(self, response: object) -> None:
        self.sent.append(response)


async def test_a_zero_byte_is_left_out_of_what_comes_over_the_socket(desk: Desk, sockets: Sockets) -> None:
    direct = await desk.chat.direct(desk.scene.mia)
    await desk.act("say", conversation=direct, text="he\0lp")
    await desk.sandbox.drain()
    assert desk.service.intents == [Spoken("help")]


async def test_connections_that_slack_ends_are_replaced(desk: Desk, sockets: Sockets) -> None:
    links = list(desk.sandbox.sockets._links)
    await desk.sandbox.sockets.disconnect()
    await until(lambda: _others(desk, links) == 2)
    await desk.act("say", conversation=desk.scene.here, text="/gate status")
    assert desk.service.intents == [Typed("status")]


async def test_connections_that_break_are_rebuilt(desk: Desk, sockets: Sockets) -> None:
    links = list(desk.sandbox.sockets._links)
    for link in links:
        desk.sandbox.sockets.leave(link)
        await link.close()
    await until(lambda: _others(desk, links) == 2)


def _others(desk: Desk, links: list[Link]) -> int:
    """Count the connections that were not there before."""
    return sum(link not in links for link in desk.sandbox.sockets._links)


async def test_without_slack_it_says_so_and_keeps_trying(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    token = "xapp-not-this-one"
    url = f"{desk.sandbox.base_url}/api/"
    sockets = Sockets(token, desk.dispatch, base_url=url, check_every=0.01, first_wait=0.01)
    await sockets.start()
    await until(lambda: "no connection to Slack (invalid_auth)" in caplog.text)
    assert not sockets.connected
    await sockets.stop()
    assert token not in caplog.text
