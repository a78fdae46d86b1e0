"""What Slack refuses although a call is well made: archived channels, a removed app, full lists, odd cursors."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from tests.adapters.sandbox.kit import World, actions, button, field, modal, section

LINE = "#line-3-downtime"


async def refused(call: Any) -> str:
    with pytest.raises(SlackApiError) as error:
        await call
    return str(error.value.response["error"])


async def test_an_archived_channel_can_be_read_and_nothing_else(world: World) -> None:
    channel, client = world.ids[LINE], world.client
    ts = (await client.chat_postMessage(channel=channel, text="before"))["ts"]
    mia = world.page("mia")
    assert (await mia.post("archive", conversation=channel))["ok"] is True
    assert await refused(client.chat_postMessage(channel=channel, text="x")) == "is_archived"
    whisper = client.chat_postEphemeral(channel=channel, user=world.ids["mia"], text="x")
    assert await refused(whisper) == "is_archived"
    assert await refused(client.chat_update(channel=channel, ts=ts, text="x")) == "is_inactive"
    assert await refused(client.reactions_add(channel=channel, timestamp=ts, name="eyes")) == "is_archived"
    assert await refused(client.conversations_join(channel=channel)) == "is_archived"
    assert (await mia.say(channel, "anybody?"))["error"] == "is_archived"
    assert mia.status == 403
    assert (await client.conversations_info(channel=channel))["channel"]["is_archived"] is True
    texts = [m["text"] for m in (await client.conversations_history(channel=channel))["messages"]]
    assert texts == [f"<@{world.ids['mia']}> archived the channel", "before"]


async def test_an_archived_channel_can_be_opened_again(world: World) -> None:
    channel, mia = world.ids[LINE], world.page("mia")
    for archived in (True, True, False):
        await mia.post("archive", conversation=channel, archived=archived)
    assert (await world.client.chat_postMessage(channel=channel, text="again"))["ok"] is True
    state = await mia.get("state")
    assert [c["archived"] for c in state["conversations"] if c["id"] == channel] == [False]


async def test_archived_channels_are_left_out_of_a_list_on_request(world: World) -> None:
    await world.page("mia").post("archive", conversation=world.ids[LINE])
    every = {c["id"] for c in (await world.client.conversations_list())["channels"]}
    living = {c["id"] for c in (await world.client.conversations_list(exclude_archived=True))["channels"]}
    assert every - living == {world.ids[LINE]}
    mine = await world.client.users_conversations(exclude_archived=True)
    assert world.ids[LINE] not in {c["id"] for c in mine["channels"]}


async def test_the_token_of_a_removed_app_belongs_to_an_inactive_account(world: World) -> None:
    world.sandbox.removed = True
    assert await refused(world.client.auth_test()) == "account_inactive"
    assert await refused(world.client.chat_postMessage(channel=world.ids[LINE], text="x")) == (
        "account_inactive"
    )
    world.sandbox.removed = False
    assert (await world.client.auth_test())["ok"] is True


async def test_an_edit_keeps_the_blocks_that_it_does_not_mention(world: World) -> None:
    channel = world.ids[LINE]
    blocks = [section("drawn"), actions(button())]
    ts = (await world.client.chat_postMessage(channel=channel, text="one", blocks=blocks))["ts"]
    kept = (await world.client.chat_update(channel=channel, ts=ts, text="two"))["message"]
    assert (kept["text"], [b["type"] for b in kept["blocks"]]) == ("two", ["section", "actions"])
    bare = (await world.client.chat_update(channel=channel, ts=ts, text="three", blocks=[]))["message"]
    assert "blocks" not in bare


async def test_an_edit_keeps_the_metadata_until_an_empty_object_takes_it_away(world: World) -> None:
    channel, metadata = world.ids[LINE], {"event_type": "post", "event_payload": {"key": "k1"}}
    ts = (await world.client.chat_postMessage(channel=channel, text="one", metadata=metadata))["ts"]
    change = world.client.chat_update
    assert (await change(channel=channel, ts=ts, text="two"))["message"]["metadata"] == metadata
    assert "metadata" not in (await change(channel=channel, ts=ts, text="three", metadata={}))["message"]


async def test_the_text_of_an_edit_is_shorter_than_that_of_a_post(world: World) -> None:
    channel = world.ids[LINE]
    ts = (await world.client.chat_postMessage(channel=channel, text="x" * 4001))["ts"]
    assert (await world.client.chat_update(channel=channel, ts=ts, text="y" * 4000))["ok"] is True
    assert await refused(world.client.chat_update(channel=channel, ts=ts, text="y" * 4001)) == "msg_too_long"


async def test_refused_blocks_are_listed_with_and_without_the_mark(world: World) -> None:
    blocks = [section("x" * 3001)]
    _, body, _ = await world.call(
        "chat.postMessage", {"channel": world.ids[LINE], "text": "x", "blocks": blocks}
    )
    fault = "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    assert body["errors"] == [fault]
    assert body["response_metadata"]["messages"] == [f"[ERROR] {fault}"]


async def test_a_channel_holds_a_hundred_pins(world: World) -> None:
    channel, mia = world.ids[LINE], world.page("mia")
    said = [(await mia.say(channel, f"message {n}"))["ts"] for n in range(101)]
    pinned = world.sandbox.workspace.messages[channel]
    for ts in said[:100]:
        pinned[ts].pinned_by = world.ids["mia"]
    assert await refused(world.client.pins_add(channel=channel, timestamp=said[100])) == "too_many_pins"
    pinned[said[0]].pinned_by = None
    assert (await world.client.pins_add(channel=channel, timestamp=said[100]))["ok"] is True


async def test_a_note_that_somebody_joined_cannot_be_pinned(world: World) -> None:
    general = world.ids["#general"]
    await world.client.conversations_join(channel=general)
    (joined,) = (await world.client.conversations_history(channel=general))["messages"]
    assert await refused(world.client.pins_add(channel=general, timestamp=joined["ts"])) == "not_pinnable"


async def test_people_come_in_pages_whose_cursor_is_opaque(world: World) -> None:
    seen, cursor = [], ""
    while True:
        page = await world.client.users_list(limit=4, cursor=cursor)
        assert len(page["members"]) <= 4
        seen += [person["id"] for person in page["members"]]
        cursor = page["response_metadata"]["next_cursor"]
        if not cursor:
            break
        assert not cursor.isdecimal()
    assert seen == list(world.sandbox.workspace.people)


@pytest.mark.parametrize("cursor", ["4", "bmV4dDp4", "////", "ü"])
async def test_a_cursor_that_was_never_given_is_refused(world: World, cursor: str) -> None:
    assert await refused(world.client.users_list(cursor=cursor)) == "invalid_cursor"


async def test_two_open_forms_never_share_an_external_id(world: World) -> None:
    first, second = (world.sandbox.triggers.mint(world.ids["mia"]) for _ in range(2))
    opened = await world.client.views_open(trigger_id=first, view=modal(field(), external_id="one"))
    form = modal(field(), external_id="one")
    assert await refused(world.client.views_open(trigger_id=second, view=form)) == "duplicate_external_id"
    again = await world.client.views_update(view_id=opened["view"]["id"], view=form)
    assert again["view"]["external_id"] == "one"
    other = await world.client.views_open(
        trigger_id=world.sandbox.triggers.mint(world.ids["raj"]), view=modal(field(), external_id="two")
    )
    change = world.client.views_update(view_id=other["view"]["id"], view=form)
    assert await refused(change) == "duplicate_external_id"
