"""Events of the local Slack reach the app by signed HTTP, and are sent again when they fail."""

from __future__ import annotations

import asyncio
from typing import Any

from adapters.sandbox.delivery import Receipt
from tests.adapters.sandbox.kit import Bot, World, actions, button, section
from tests.waiting import until


async def test_mentions_direct_messages_and_home_are_told_as_events(world: World, bot: Bot) -> None:
    heard: list[str] = []

    @bot.app.event("app_mention")
    async def mention(event: Any) -> None:
        heard.append(event["text"])

    @bot.app.event("message")
    async def message(event: Any) -> None:
        heard.append(f"{event['channel_type']}: {event['text']}")

    @bot.app.event("app_home_opened")
    async def home(event: Any, client: Any) -> None:
        heard.append(event["tab"])
        view = {"type": "home", "blocks": [section("Hello")]}
        await client.views_publish(user_id=event["user"], view=view)

    page = world.page("mia")
    await page.say(world.ids["#line-3-downtime"], "@Tollgate hello")
    await page.say(world.direct("mia"), "hi")
    await page.say(world.ids["#general"], "@Tollgate is not here")
    assert (await page.get("home"))["view"] is None
    await world.sandbox.drain()
    assert sorted(heard) == [f"<@{world.sandbox.identity.bot_user}> hello", "home", "im: hi"]
    again = await page.get("home", opened="0")
    await world.sandbox.drain()
    assert again["view"]["blocks"][0]["text"]["text"] == "Hello"
    assert heard.count("home") == 1


async def test_the_app_hears_its_own_direct_messages_marked_as_its_own(world: World) -> None:
    payloads: list[Any] = []

    class Recording:
        connected = True

        async def deliver(self, kind: Any, payload: Any, retry: Any = None) -> Receipt:
            payloads.append(payload["event"])
            return Receipt(True)

    world.sandbox.delivery = Recording()
    await world.client.chat_postMessage(channel=world.direct("mia"), text="mine")
    await world.sandbox.drain()
    assert [(e["text"], e["bot_id"]) for e in payloads] == [("mine", world.sandbox.identity.bot_id)]


async def test_the_invited_app_is_told_that_it_joined(world: World, bot: Bot) -> None:
    heard: list[Any] = []

    @bot.app.event("member_joined_channel")
    async def joined(event: Any) -> None:
        heard.append(event)

    me, channel = world.sandbox.identity.bot_user, world.ids["#general"]
    await world.page("mia").post("invite", conversation=channel, user=me)
    await world.sandbox.drain()
    assert [(e["user"], e["channel"], e["inviter"]) for e in heard] == [(me, channel, world.ids["mia"])]


async def test_an_event_that_fails_is_sent_three_more_times(world: World, bot: Bot) -> None:
    world.sandbox.deliver_to(f"{world.url}/elsewhere")
    receipts: list[Any] = []
    deliver = world.sandbox.delivery.deliver

    class Recording:
        connected = True

        async def deliver(self, kind: Any, payload: Any, retry: Any = None) -> Any:
            receipts.append(retry and (retry.number, retry.reason))
            return await deliver(kind, payload, retry)

    world.sandbox.delivery = Recording()
    await world.page("mia").say(world.direct("mia"), "hi")
    await world.sandbox.drain()
    assert receipts == [None, (1, "http_error"), (2, "http_error"), (3, "http_error")]


async def test_a_repeated_event_says_so_in_its_headers(world: World, bot: Bot) -> None:
    @bot.app.event("message")
    async def message() -> None:
        raise RuntimeError("not this time")

    @bot.app.error
    async def swallow(error: Exception) -> Any:
        from slack_bolt.response import BoltResponse

        return BoltResponse(status=500)

    await world.page("mia").say(world.direct("mia"), "hi")
    await world.sandbox.drain()
    numbers = [h.get("x-slack-retry-num") for h in bot.headers]
    assert numbers == [None, "1", "2", "3"]
    assert bot.headers[1]["x-slack-retry-reason"] == "http_error"


async def test_an_interaction_without_an_answer_shows_a_warning_and_is_not_repeated(
    world: World, bot: Bot
) -> None:
    channel = world.ids["#line-3-downtime"]
    posted = await world.client.chat_postMessage(channel=channel, text="hi", blocks=[actions(button())])
    result = await world.page("mia").click(channel, posted["ts"], action_id="go", block_id="row", value="1")
    assert "error" in result["warning"]
    assert len(bot.headers) == 1


async def test_the_request_url_is_verified_by_a_challenge(world: World, bot: Bot) -> None:
    from adapters.sandbox.events import verify_url

    assert await verify_url(world.sandbox)


async def test_a_response_url_answers_five_times(world: World, bot: Bot) -> None:
    urls: list[str] = []

    @bot.app.action("go")
    async def go(ack: Any, body: Any) -> None:
        await ack()
        urls.append(body["response_url"])

    channel = world.ids["#line-3-downtime"]
    posted = await world.client.chat_postMessage(channel=channel, text="hi", blocks=[actions(button())])
    await world.page("mia").click(channel, posted["ts"], action_id="go", block_id="row", value="1")
    (url,) = urls

    async def answer(**body: Any) -> int:
        async with world.http.post(url, json=body) as response:
            return response.status

    assert await answer(text="psst") == 200
    assert await answer(text="all", response_type="in_channel") == 200
    assert await answer(text="new", replace_original=True) == 200
    assert await answer(delete_original=True) == 200
    assert await answer(text="fifth") == 200
    assert await answer(text="sixth") == 404
    seen = (await world.page("raj").get("messages", conversation=channel))["messages"]
    assert [m["text"] for m in seen] == ["all"]


async def test_the_page_hears_of_a_message_by_its_stream(world: World) -> None:
    channel = world.ids["#line-3-downtime"]
    lines: list[bytes] = []

    async def listen() -> None:
        async with world.http.get(f"{world.url}/page/stream", params={"as": world.ids["mia"]}) as response:
            async for line in response.content:
                lines.append(line)

    listening = asyncio.create_task(listen())
    await until(lambda: lines)
    posted = await world.client.chat_postMessage(channel=channel, text="hi")
    await until(lambda: any(posted["ts"].encode() in line for line in lines))
    listening.cancel()
