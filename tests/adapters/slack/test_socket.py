"""Socket Mode: two connections, rebuilt when they die, and no door to the outside."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest

from adapters.sandbox.delivery import Link
from adapters.slack.socket import Sockets
from bot.service.intents import Ask, Say, Spoken, Typed
from bot.talk.card import Card, Text
from tests.adapters.slack.cards import FORM
from tests.adapters.slack.kit import Desk


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


async def until(fact: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not fact():  # noqa: ASYNC110 facts have no event to wait for
            await asyncio.sleep(0.01)


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
