"""The Web API as slack_sdk and plain HTTP see it."""

import json
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from adapters.sandbox.identity import DEFAULT_SCOPES, Identity
from tests.adapters.sandbox.kit import Json, World, actions, button, modal, section

LINE = "#line-3-downtime"


async def refused(call: Any) -> str:
    with pytest.raises(SlackApiError) as error:
        await call
    return str(error.value.response["error"])


async def test_auth_test_names_the_bot_and_its_scopes(world: World) -> None:
    answer = await world.client.auth_test()
    assert answer["user_id"] == world.sandbox.identity.bot_user
    assert set(answer.headers["x-oauth-scopes"].split(",")) == DEFAULT_SCOPES
    assert (await world.client.bots_info(bot=answer["bot_id"]))["bot"]["user_id"] == answer["user_id"]


@pytest.mark.parametrize(
    ("token", "error"),
    [("", "not_authed"), ("wrong", "invalid_auth"), ("app", "not_allowed_token_type")],
)
async def test_a_wrong_token_is_refused(world: World, token: str, error: str) -> None:
    token = world.sandbox.identity.app_token if token == "app" else token
    async with world.http.post(f"{world.url}/api/auth.test", data={"token": token}) as response:
        assert (await response.json())["error"] == error


async def test_a_token_in_the_form_is_accepted(world: World) -> None:
    form = {"token": world.sandbox.identity.bot_token}
    async with world.http.post(f"{world.url}/api/auth.test", data=form) as response:
        assert (await response.json())["ok"] is True


async def test_an_unknown_method_is_named_so(world: World) -> None:
    assert await refused(world.client.api_call("chat.scream")) == "unknown_method"


@pytest.mark.parametrize("options", [{"identity": Identity(scopes=frozenset({"users:read"}))}])
async def test_a_missing_scope_is_named(world: World) -> None:
    _, body, _ = await world.call("chat.postMessage", {"channel": "C1", "text": "x"})
    assert (body["error"], body["needed"], body["provided"]) == ("missing_scope", "chat:write", "users:read")
    assert await refused(world.client.conversations_history(channel=world.ids[LINE])) == "missing_scope"


async def test_a_message_is_posted_changed_read_and_deleted(world: World) -> None:
    channel = world.ids[LINE]
    metadata = {"event_type": "post", "event_payload": {"key": "k1"}}
    posted = await world.client.chat_postMessage(
        channel=channel, text="one", metadata=metadata, unfurl_links=False, unfurl_media=False
    )
    await world.client.chat_update(channel=channel, ts=posted["ts"], text="two", blocks=[section("two")])
    history = await world.client.conversations_history(channel=channel, include_all_metadata=True)
    (message,) = history["messages"]
    assert (message["text"], message["metadata"], "edited" in message) == ("two", metadata, True)
    assert message["blocks"][0]["block_id"]
    link = await world.client.chat_getPermalink(channel=channel, message_ts=posted["ts"])
    assert link["permalink"].startswith(world.url)
    await world.client.chat_delete(channel=channel, ts=posted["ts"])
    assert await refused(world.client.chat_update(channel=channel, ts=posted["ts"], text="x")) == (
        "message_not_found"
    )


async def test_blocks_may_come_as_a_form_field(world: World) -> None:
    form = {"channel": world.ids[LINE], "text": "x", "blocks": json.dumps([section("hello")])}
    _, body, _ = await world.call("chat.postMessage", None, data=form)
    assert body["message"]["blocks"][0]["text"]["text"] == "hello"
    form["blocks"] = "[{"
    assert (await world.call("chat.postMessage", None, data=form))[1]["error"] == "invalid_blocks_format"


async def test_a_refused_block_is_named_by_its_pointer(world: World) -> None:
    blocks = [section("ok"), {"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}]
    _, body, _ = await world.call(
        "chat.postMessage", {"channel": world.ids[LINE], "text": "x", "blocks": blocks}
    )
    assert body["error"] == "invalid_blocks"
    assert body["response_metadata"]["messages"] == [
        "[ERROR] must be less than 151 characters [json-pointer:/blocks/1/text/text]"
    ]


async def test_a_message_of_a_person_cannot_be_changed(world: World) -> None:
    said = await world.page("mia").say(world.ids[LINE], "mine")
    assert await refused(world.client.chat_update(channel=world.ids[LINE], ts=said["ts"], text="x")) == (
        "cant_update_message"
    )


async def test_posting_where_the_app_is_not_is_refused_until_it_joins(world: World) -> None:
    general = world.ids["#general"]
    assert await refused(world.client.chat_postMessage(channel=general, text="x")) == "not_in_channel"
    assert await refused(world.client.chat_postMessage(channel="C404", text="x")) == "channel_not_found"
    await world.client.conversations_join(channel=general)
    assert (await world.client.chat_postMessage(channel="#general", text="x"))["channel"] == general


async def test_posting_to_a_person_reaches_the_direct_message(world: World) -> None:
    opened = await world.client.conversations_open(users=world.ids["mia"])
    posted = await world.client.chat_postMessage(channel=world.ids["mia"], text="x")
    assert posted["channel"] == opened["channel"]["id"] == world.direct("mia")
    group = await world.client.conversations_open(users=[world.ids["mia"], world.ids["raj"]])
    members = await world.client.conversations_members(channel=group["channel"]["id"])
    assert set(members["members"]) == {world.ids["mia"], world.ids["raj"], world.sandbox.identity.bot_user}
    assert await refused(world.client.conversations_open(users="U404")) == "user_not_found"


async def test_an_ephemeral_message_is_seen_by_one_person_and_cannot_be_changed(world: World) -> None:
    channel = world.ids[LINE]
    posted = await world.client.chat_postEphemeral(channel=channel, user=world.ids["mia"], text="psst")
    mine = (await world.page("mia").get("messages", conversation=channel))["messages"]
    theirs = (await world.page("raj").get("messages", conversation=channel))["messages"]
    assert ([m["text"] for m in mine], theirs) == (["psst"], [])
    assert (await world.client.conversations_history(channel=channel))["messages"] == []
    change = world.client.chat_update(channel=channel, ts=posted["message_ts"], text="x")
    assert await refused(change) == "message_not_found"
    outside = world.client.chat_postEphemeral(channel=channel, user=world.ids["tom"], text="x")
    assert await refused(outside) == "user_not_in_channel"


async def test_a_thread_holds_its_replies(world: World) -> None:
    channel = world.ids[LINE]
    parent = (await world.client.chat_postMessage(channel=channel, text="parent"))["ts"]
    await world.client.chat_postMessage(channel=channel, text="reply", thread_ts=parent)
    page = world.page("mia")
    top = (await page.get("messages", conversation=channel))["messages"]
    thread = (await page.get("messages", conversation=channel, thread=parent))["messages"]
    assert [(m["text"], m["reply_count"]) for m in top] == [("parent", 1)]
    assert [m["text"] for m in thread] == ["parent", "reply"]
    replies = await world.client.conversations_replies(channel=channel, ts=parent)
    assert [m["text"] for m in replies["messages"]] == ["parent", "reply"]
    stray = world.client.chat_postMessage(channel=channel, text="x", thread_ts="1.000001")
    assert await refused(stray) == "thread_not_found"


async def test_history_comes_in_pages_newest_first(world: World) -> None:
    channel = world.ids[LINE]
    for text in "abcde":
        await world.page("mia").say(channel, text)
    first = await world.client.conversations_history(channel=channel, limit=2)
    cursor = first["response_metadata"]["next_cursor"]
    second = await world.client.conversations_history(channel=channel, limit=2, cursor=cursor)
    assert [m["text"] for m in (*first["messages"], *second["messages"])] == ["e", "d", "c", "b"]
    latest = first["messages"][1]["ts"]
    older = await world.client.conversations_history(channel=channel, latest=latest)
    assert [m["text"] for m in older["messages"]] == ["c", "b", "a"]


async def test_a_message_is_pinned_once(world: World) -> None:
    channel = world.ids[LINE]
    ts = (await world.client.chat_postMessage(channel=channel, text="x"))["ts"]
    await world.client.pins_add(channel=channel, timestamp=ts)
    assert await refused(world.client.pins_add(channel=channel, timestamp=ts)) == "already_pinned"
    assert [i["message"]["ts"] for i in (await world.client.pins_list(channel=channel))["items"]] == [ts]
    await world.client.pins_remove(channel=channel, timestamp=ts)
    assert await refused(world.client.pins_remove(channel=channel, timestamp=ts)) == "no_pin"
    await world.client.reactions_add(channel=channel, timestamp=ts, name="eyes")
    assert await refused(world.client.reactions_add(channel=channel, timestamp=ts, name="eyes")) == (
        "already_reacted"
    )


async def test_people_and_conversations_can_be_looked_up(world: World) -> None:
    mia = world.ids["mia"]
    user = (await world.client.users_info(user=mia))["user"]
    assert (user["real_name"], user["tz"]) == ("Mia Chen", "America/Toronto")
    assert user["profile"]["email"] == "mia@maple-works.example"
    assert user["is_email_confirmed"] is True
    assert await refused(world.client.users_info(user="U404")) == "user_not_found"
    assert len((await world.client.users_list())["members"]) == 10
    assert (await world.client.users_profile_get(user=mia))["profile"]["title"] == "Project lead, Line 3"
    mine = await world.client.users_conversations(user=mia, types="public_channel,im")
    assert world.ids[LINE] in [c["id"] for c in mine["channels"]]
    info = await world.client.conversations_info(channel=world.ids[LINE])
    assert (info["channel"]["name"], info["channel"]["is_member"]) == ("line-3-downtime", True)
    assert len((await world.client.conversations_list())["channels"]) == 5


async def test_a_home_tab_is_published_and_guarded_by_its_hash(world: World) -> None:
    view = {"type": "home", "blocks": [section("one")]}
    first = await world.client.views_publish(user_id=world.ids["mia"], view=view)
    good = first["view"]["hash"]
    await world.client.views_publish(user_id=world.ids["mia"], view=view, hash=good)
    stale = world.client.views_publish(user_id=world.ids["mia"], view=view, hash=good)
    assert await refused(stale) == "hash_conflict"
    assert await refused(world.client.views_publish(user_id=world.ids["mia"], view=modal())) == (
        "invalid_arguments"
    )


async def test_the_observer_sees_what_the_app_sends(world: World) -> None:
    seen: list[tuple[str, str]] = []
    world.sandbox.on_outgoing(lambda method, payload, conversation: seen.append((method, conversation)))
    channel = world.ids[LINE]
    ts = (await world.client.chat_postMessage(channel=channel, text="x"))["ts"]
    await world.client.chat_update(channel=channel, ts=ts, text="y")
    await world.client.views_publish(user_id=world.ids["mia"], view={"type": "home", "blocks": []})
    assert seen == [("chat.postMessage", channel), ("chat.update", channel), ("views.publish", "")]


NONSENSE: list[tuple[str, Any]] = [
    ("chat.postMessage", {"channel": ["x"], "text": {"a": 1}}),
    ("chat.postMessage", {"channel": "#line-3-downtime", "text": 5, "blocks": {"type": "section"}}),
    ("chat.postMessage", {"channel": "#line-3-downtime", "text": "x", "blocks": [None, 3, [], "x"]}),
    ("chat.postMessage", {"channel": "#line-3-downtime", "text": "x", "metadata": "{"}),
    ("chat.postMessage", {"channel": "#line-3-downtime", "text": "x", "thread_ts": {"a": 1}}),
    ("chat.update", {"channel": "#line-3-downtime", "ts": None}),
    ("views.open", {"view": None, "trigger_id": 7}),
    ("views.open", {"view": {"type": "modal", "title": {}, "blocks": "x"}}),
    ("views.update", {"view_id": {}, "view": []}),
    ("views.publish", {"user_id": 5, "view": {"type": "home", "blocks": [{"type": "input"}]}}),
    ("conversations.history", {"channel": "#line-3-downtime", "limit": "many"}),
    ("conversations.history", {"channel": "#line-3-downtime", "cursor": "²"}),
    ("conversations.history", {"channel": "#line-3-downtime", "oldest": "yesterday"}),
    ("conversations.list", {"types": "secret"}),
    ("users.info", {"user": []}),
    ("pins.add", {"channel": "#line-3-downtime", "timestamp": "x"}),
    ("apps.connections.open", {}),
]


@pytest.mark.parametrize(("method", "body"), NONSENSE)
async def test_nonsense_gets_an_error_and_never_a_crash(world: World, method: str, body: Json) -> None:
    status, answer, _ = await world.call(method, body)
    assert (status, answer["ok"]) == (200, False)
    assert answer["error"]


async def test_a_body_that_is_not_json_gets_an_error(world: World) -> None:
    headers = {"Content-Type": "application/json"}
    for data in (b"{", b"[]", b"\xff", b"[" * 100_000):
        async with world.http.post(f"{world.url}/api/auth.test", data=data, headers=headers) as response:
            assert (await response.json())["ok"] is False


async def test_nesting_too_deep_to_answer_gets_an_error(world: World) -> None:
    deep = "[" * 900 + "]" * 900
    for method, body in (("api.test", f'{{"x": {deep}}}'), ("views.open", f'{{"view": {deep}}}')):
        headers = {"Content-Type": "application/json"}
        async with world.http.post(f"{world.url}/api/{method}", data=body, headers=headers) as response:
            assert (await response.json())["error"] == "invalid_json"


async def test_a_form_needs_a_trigger(world: World) -> None:
    opened = world.client.views_open(trigger_id="1.2.3", view=modal(actions(button())))
    assert await refused(opened) == "invalid_trigger_id"
