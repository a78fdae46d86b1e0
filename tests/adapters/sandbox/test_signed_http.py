"""A stock Bolt app behind signed HTTP, and people who use it through the page."""

from __future__ import annotations

from typing import Any

from tests.adapters.sandbox.kit import Bot, World, actions, button, field, modal, section


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
