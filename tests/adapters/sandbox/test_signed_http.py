"""A stock Bolt app behind signed HTTP, and people who use it through the page."""

import asyncio
from typing import Any

from adapters.sandbox.delivery import Receipt
from tests.adapters.sandbox.kit import Bot, World, actions, button, field, modal, section, until


async def test_a_click_reaches_the_app_with_the_message_it_was_in(world: World, bot: Bot) -> None:
    heard: list[Any] = []

    @bot.app.action("go")
    async def go(ack: Any, body: Any) -> None:
        await ack()
        heard.append(body)

    channel = world.ids["#line-3-downtime"]
    posted = await world.client.chat_postMessage(channel=channel, text="hi", blocks=[actions(button())])
    result = await world.page("mia").click(channel, posted["ts"], action_id="go", block_id="row", value="1")
    assert result == {"ok": True, "warning": None}
    (body,) = heard
    assert body["user"]["id"] == world.ids["mia"]
    assert body["container"]["message_ts"] == posted["ts"]
    assert body["message"]["text"] == "hi"
    assert body["actions"][0]["value"] == "1"
    assert body["response_url"].startswith(world.url)


async def test_a_slash_command_is_answered_to_the_person_alone(world: World, bot: Bot) -> None:
    heard: list[Any] = []

    @bot.app.command("/gate")
    async def gate(ack: Any, body: Any) -> None:
        heard.append(body)
        await ack("Only you see this")

    channel = world.ids["#general"]
    result = await world.page("mia").say(channel, "/gate assign @Raj Patel <b>")
    assert result["response"]["text"] == "Only you see this"
    assert heard[0]["text"] == f"assign <@{world.ids['raj']}|raj> &lt;b&gt;"
    mine = await world.page("mia").get("messages", conversation=channel)
    theirs = await world.page("raj").get("messages", conversation=channel)
    assert [m["ephemeral"] for m in mine["messages"]] == [True]
    assert theirs["messages"] == []


async def test_a_typed_invitation_brings_the_app_and_people_into_a_channel(world: World, bot: Bot) -> None:
    page, channel = world.page("mia"), world.ids["#general"]
    there = world.sandbox.workspace.channels[channel]
    me = world.sandbox.identity
    assert me.bot_user not in there.members
    assert (await page.say(channel, f"/invite @{me.bot_name}"))["warning"] is None
    assert me.bot_user in there.members
    before = len(there.members)
    assert (await page.say(channel, f"/invite @{me.bot_name}"))["warning"] == (
        f"Already in this channel: {me.bot_name}."
    )
    assert len(there.members) == before
    there.members.remove(world.ids["raj"])
    await page.say(world.ids["#line-3-downtime"], "/invite @Raj Patel #general")
    assert world.ids["raj"] in there.members


async def test_an_invitation_that_names_nobody_says_how_it_is_typed(world: World, bot: Bot) -> None:
    page = world.page("mia")
    for typed in ("/invite", "/invite @Nobody at all"):
        refused = await page.say(world.ids["#general"], typed)
        assert (refused["error"], refused["message"]) == ("user_not_found", "Usage: /invite @somebody")
    direct = world.sandbox.workspace.conversation_of([world.sandbox.identity.bot_user, world.ids["mia"]])
    assert (await page.say(direct.id, "/invite @Raj Patel"))["error"] == "not_a_channel"


async def test_an_unknown_command_is_refused(world: World, bot: Bot) -> None:
    page = world.page("mia")
    assert (await page.say(world.ids["#general"], "/nothing"))["error"] == "unknown_command"
    assert page.status == 404


async def test_a_command_opens_a_form_which_answers_with_field_errors_and_then_closes(
    world: World, bot: Bot
) -> None:
    @bot.app.command("/gate")
    async def gate(ack: Any, body: Any, client: Any) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=modal(field(), callback_id="form"))
        await ack()

    @bot.app.view("form")
    async def form(ack: Any, view: Any) -> None:
        value = view["state"]["values"]["name"]["value"]["value"]
        if value == "bad":
            await ack(response_action="errors", errors={"name": "Not that one."})
        else:
            await ack()

    page = world.page("mia")
    await page.say(world.ids["#general"], "/gate new")
    (view,) = (await page.get("views"))["stack"]

    async def submit(value: str) -> Any:
        values = {"name": {"value": {"type": "plain_text_input", "value": value}}}
        return await page.post("submit", view_id=view["id"], values=values)

    assert (await submit(""))["errors"] == {"name": "Please complete this required field."}
    refused = await submit("bad")
    assert (refused["errors"], refused["closed"]) == ({"name": "Not that one."}, False)
    assert (await submit("good"))["closed"] is True
    assert (await page.get("views"))["stack"] == []


async def test_a_submission_updates_pushes_and_clears(world: World, bot: Bot) -> None:
    answers: list[dict[str, Any]] = [
        {"response_action": "update", "view": modal(section("two"), title="Two", callback_id="form")},
        {"response_action": "push", "view": modal(section("three"), title="Three", callback_id="form")},
        {"response_action": "clear"},
    ]

    @bot.app.command("/gate")
    async def gate(ack: Any, body: Any, client: Any) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=modal(section("one"), callback_id="form"))
        await ack()

    @bot.app.view("form")
    async def form(ack: Any) -> None:
        await ack(**answers.pop(0))

    page = world.page("mia")
    await page.say(world.ids["#general"], "/gate")
    titles = []
    for _ in range(3):
        stack = (await page.get("views"))["stack"]
        await page.post("submit", view_id=stack[-1]["id"], values={})
        titles.append([v["title"]["text"] for v in (await page.get("views"))["stack"]])
    assert titles == [["Two"], ["Two", "Three"], []]


async def test_closing_a_form_is_told_to_the_app_that_asked(world: World, bot: Bot) -> None:
    heard: list[Any] = []

    @bot.app.command("/gate")
    async def gate(ack: Any, body: Any, client: Any) -> None:
        view = modal(section("one"), callback_id="form", notify_on_close=True)
        await client.views_open(trigger_id=body["trigger_id"], view=view)
        await ack()

    @bot.app.view_closed("form")
    async def closed(ack: Any, body: Any) -> None:
        await ack()
        heard.append(body)

    page = world.page("mia")
    await page.say(world.ids["#general"], "/gate")
    (view,) = (await page.get("views"))["stack"]
    await page.post("close", view_id=view["id"])
    assert heard[0]["view"]["id"] == view["id"]


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
