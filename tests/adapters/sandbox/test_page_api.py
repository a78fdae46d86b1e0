"""The page's own interface: what a person sees and cannot do."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from adapters.sandbox.sandbox import Sandbox
from adapters.sandbox.seed import seed
from adapters.sandbox.serve import NotLoopback, Server
from tests.adapters.sandbox.kit import Bot, Clock, Json, World, actions, button, section

LINE = "#line-3-downtime"


async def posted(world: World, *blocks: Json, channel: str = LINE) -> str:
    answer = await world.client.chat_postMessage(channel=world.ids[channel], text="x", blocks=list(blocks))
    return str(answer["ts"])


async def test_the_page_shows_who_and_what_there_is(world: World) -> None:
    state = await world.page("mia").get("state")
    assert state["me"] == world.ids["mia"]
    names = {person["name"] for person in state["people"]}
    assert {"Mia Chen", "Ana Ruiz", "Noor Haddad", "Tom Reyes", "Tollgate"} <= names
    line = next(c for c in state["conversations"] if c["id"] == world.ids[LINE])
    assert (line["kind"], line["app_in"], line["unread"]) == ("channel", True, 0)
    direct = next(c for c in state["conversations"] if c["kind"] == "dm")
    assert direct["with"] == state["bot"]["user"]
    assert state["bot"]["commands"][0]["command"] == "/gate"
    assert state["clock"]["virtual"] is False
    assert state["readiness"] == {"connected": False}


async def test_unread_messages_are_counted_until_they_are_seen(world: World) -> None:
    await posted(world)
    page = world.page("mia")

    async def unread() -> int:
        state = await page.get("state")
        return next(int(c["unread"]) for c in state["conversations"] if c["id"] == world.ids[LINE])

    assert await unread() == 1
    first = await page.get("messages", conversation=world.ids[LINE])
    assert await unread() == 0
    newest = await posted(world)
    again = await page.get("messages", conversation=world.ids[LINE])
    assert (first["read_to"], again["read_to"]) == ("", first["messages"][-1]["ts"])
    assert again["messages"][-1]["ts"] == newest


OPTIONS = [{"text": {"type": "plain_text", "text": "A"}, "value": "a"}]
WRONG: list[Json] = [
    {"type": "button", "action_id": "other", "block_id": "row", "value": "1"},
    {"type": "button", "action_id": "go", "block_id": "other", "value": "1"},
    {"type": "button", "action_id": "go", "block_id": "row", "value": "2"},
    {"type": "static_select", "action_id": "go", "block_id": "row", "selected_option": {"value": "a"}},
    {"type": "static_select", "action_id": "pick", "block_id": "row", "selected_option": {"value": "b"}},
    {"type": "overflow", "action_id": "more", "block_id": "row"},
    {"action_id": None, "block_id": ["row"]},
    {},
]


@pytest.mark.parametrize("action", WRONG)
async def test_a_control_that_was_not_delivered_is_refused(world: World, bot: Bot, action: Json) -> None:
    pick = {"type": "static_select", "action_id": "pick", "options": OPTIONS}
    more = {"type": "overflow", "action_id": "more", "options": OPTIONS}
    ts = await posted(world, actions(button(), pick, more))
    page = world.page("mia")
    where = {"type": "message", "conversation": world.ids[LINE], "ts": ts}
    assert (await page.post("act", container=where, action=action))["error"] == "not_there"
    assert (page.status, bot.headers) == (409, [])


async def test_a_control_that_an_update_took_away_is_still_reported(world: World, bot: Bot) -> None:
    ts = await posted(world, actions(button()))
    await world.client.chat_update(channel=world.ids[LINE], ts=ts, text="x", blocks=[section("done")])
    page = world.page("mia")
    await page.click(world.ids[LINE], ts, action_id="go", block_id="row", value="1")
    assert (page.status, len(bot.headers)) == (200, 1)


async def test_what_a_person_cannot_see_cannot_be_used(world: World, bot: Bot) -> None:
    ts = await posted(world, actions(button()))
    outsider = world.page("tom")
    await outsider.click(world.ids[LINE], ts, action_id="go", block_id="row", value="1")
    assert outsider.status == 403
    alone = await world.client.chat_postEphemeral(
        channel=world.ids[LINE], user=world.ids["mia"], text="x", blocks=[actions(button())]
    )
    other = world.page("raj")
    await other.click(world.ids[LINE], alone["message_ts"], action_id="go", block_id="row", value="1")
    assert other.status == 403
    assert bot.headers == []


async def test_a_choice_is_reported_with_the_state_of_the_other_fields(world: World, bot: Bot) -> None:
    heard: list[Any] = []

    @bot.app.action("pick")
    async def picked(ack: Any, body: Any) -> None:
        await ack()
        heard.append(body)

    pick = {"type": "static_select", "action_id": "pick", "options": OPTIONS}
    day = {"type": "datepicker", "action_id": "day", "initial_date": "2026-03-09"}
    ts = await posted(world, actions(pick, day))
    where = {"type": "message", "conversation": world.ids[LINE], "ts": ts}
    action = {"type": "static_select", "action_id": "pick", "block_id": "row", "selected_option": OPTIONS[0]}
    state = {"row": {"day": {"type": "datepicker", "selected_date": "2026-03-16"}}}
    await world.page("mia").post("act", container=where, action=action, state=state)
    values = heard[0]["state"]["values"]["row"]
    assert values["day"]["selected_date"] == "2026-03-16"
    assert (
        values["pick"]["selected_option"]["value"]
        == heard[0]["actions"][0]["selected_option"]["value"]
        == "a"
    )


async def test_a_button_on_the_home_tab_works_for_its_owner_only(world: World, bot: Bot) -> None:
    heard: list[Any] = []

    @bot.app.action("go")
    async def go(ack: Any, body: Any) -> None:
        await ack()
        heard.append(body["view"]["type"])

    view = {"type": "home", "blocks": [actions(button())]}
    published = await world.client.views_publish(user_id=world.ids["mia"], view=view)
    view_id = published["view"]["id"]
    await world.page("mia").click_view(view_id, action_id="go", block_id="row", value="1")
    other = world.page("raj")
    await other.click_view(view_id, action_id="go", block_id="row", value="1")
    assert (heard, other.status) == (["home"], 409)


async def test_a_channel_is_made_and_people_are_invited(world: World) -> None:
    page = world.page("mia")
    made = await page.post("channel", name="New line")
    await page.post("invite", conversation=made["id"], user=world.ids["raj"])
    state = await world.page("raj").get("state")
    assert "new-line" in [c["name"] for c in state["conversations"]]
    assert (await page.post("channel", name="new-line"))["error"] == "name_taken"
    assert (await page.post("channel", name="a/b"))["error"] == "invalid_name"


async def test_any_message_can_be_deleted(world: World) -> None:
    ts = await posted(world)
    page = world.page("mia")
    await page.post("delete", conversation=world.ids[LINE], ts=ts)
    assert (await page.get("messages", conversation=world.ids[LINE]))["messages"] == []


async def test_a_changed_time_zone_is_told_as_an_event(world: World, bot: Bot) -> None:
    heard: list[str] = []

    @bot.app.event("user_change")
    async def changed(event: Any) -> None:
        heard.append(event["user"]["tz"])

    page = world.page("mia")
    await page.post("person", user=world.ids["mia"], tz="Europe/Prague")
    for wrong in ("Mars/Base", "../etc", ["x"]):
        assert (await page.post("person", user=world.ids["mia"], tz=wrong))["error"] == "invalid_tz"
    await world.sandbox.drain()
    assert heard == ["Europe/Prague"]


async def test_a_stale_value_elsewhere_does_not_stop_a_click(world: World, bot: Bot) -> None:
    @bot.app.action("go")
    async def go(ack: Any) -> None:
        await ack()

    pick = {"type": "static_select", "action_id": "pick", "options": OPTIONS}
    ts = await posted(world, actions(button(), pick))
    where = {"type": "message", "conversation": world.ids[LINE], "ts": ts}
    action = {"type": "button", "action_id": "go", "block_id": "row", "value": "1"}
    state = {"row": {"pick": {"type": "static_select", "selected_option": {"value": "gone"}}}}
    answer = await world.page("mia").post("act", container=where, action=action, state=state)
    assert answer == {"ok": True, "warning": None}


async def test_the_page_opens_before_a_person_is_chosen(world: World) -> None:
    async with world.http.get(f"{world.url}/page/state") as response:
        assert (await response.json())["me"] == world.ids["mia"]


async def test_the_next_day_needs_a_virtual_clock(world: World) -> None:
    page = world.page("mia")
    assert (await page.post("next-day"))["error"] == "real_clock"
    clock = Clock()
    world.sandbox.now = clock

    async def next_day() -> datetime:
        clock.at += 86_400
        return datetime.fromtimestamp(clock.at, UTC)

    world.sandbox.next_day = next_day
    assert (await page.post("next-day"))["clock"] == {"now": "2026-03-11T10:00:00Z", "virtual": True}


@pytest.mark.parametrize("name", ["say", "act", "submit", "close", "invite", "channel", "delete", "person"])
@pytest.mark.parametrize("body", [{}, {"conversation": 5}, {"as": "U404"}, {"container": [], "view_id": {}}])
async def test_nonsense_from_the_page_gets_a_sentence(world: World, name: str, body: Json) -> None:
    page = world.page("mia")
    answer = await page.post(name, **body)
    assert 400 <= page.status < 500
    assert set(answer) == {"error", "message"}


async def test_the_workspace_lasts_across_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "var" / "slack.sqlite"
    first = Sandbox(database=path)
    ids = seed(first)
    channel = first.workspace.channels[ids[LINE]]
    from adapters.sandbox.posting import post

    message = post(first, channel, {"text": "kept", "blocks": [actions(button())]}, method="test")
    message.pinned_by = first.identity.bot_user
    first.workspace.save_message(message)
    first.workspace.mark_read(ids["mia"], channel.id)
    await first.close()

    second = Sandbox(database=path)
    assert seed(second) == ids
    assert list(second.workspace.people) == list(first.workspace.people)
    (kept,) = second.workspace.lasting(channel.id)
    assert (kept.text, kept.blocks, kept.pinned_by) == ("kept", message.blocks, message.pinned_by)
    assert second.workspace.unread(ids["mia"], channel.id) == 0
    assert second.workspace.mint("C") not in ids.values()
    assert second.workspace.stamps.mint() > kept.ts
    await second.close()


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org", ""])
def test_the_sandbox_listens_on_loopback_only(host: str) -> None:
    with pytest.raises(NotLoopback, match=r"127\.0\.0\.1"):
        Server(Sandbox(), host=host)


async def test_the_same_start_gives_the_same_ids() -> None:
    one, two = seed(Sandbox()), seed(Sandbox())
    assert one == two
    assert len(set(one.values())) == len(one)
