"""Files in the local Slack: uploaded in three steps, refused in Slack's words, given to whoever may see them."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace
from slack_sdk.errors import SlackApiError

from tests.adapters.sandbox.kit import Json, World

LINE, ELSEWHERE = "#line-3-downtime", "#general"
CONTENT = b"<!doctype html><title>Packet</title><p>whole"


async def begin(world: World, name: str = "gate-1.html", content: bytes = CONTENT) -> str:
    """Upload the bytes of a file; return its id."""
    ticket = await world.client.files_getUploadURLExternal(filename=name, length=len(content))
    async with world.http.post(str(ticket["upload_url"]), data=content) as answer:
        assert answer.status == 200
    return str(ticket["file_id"])


async def complete(world: World, *ids: str, **more: Any) -> Json:
    files: list[dict[str, str | None]] = [{"id": one, "title": f"The {one}"} for one in ids]
    answer = await world.client.files_completeUploadExternal(files=files, **more)
    return {"files": answer["files"]}


async def refused(call: Any) -> str:
    with pytest.raises(SlackApiError) as error:
        await call
    return str(error.value.response["error"])


async def test_the_three_steps_share_files_with_a_comment_in_a_thread(world: World) -> None:
    channel = world.ids[LINE]
    parent = await world.client.chat_postMessage(channel=channel, text="Gate 1")
    ids = [await begin(world), await begin(world, "gate-1.pdf", b"%PDF")]
    answer = await complete(world, *ids, channel_id=channel, thread_ts=parent["ts"], initial_comment="Packet")
    # As in Slack, the answer does not say which message it is.
    assert answer["files"] == [{"id": one, "title": f"The {one}"} for one in ids]
    thread = await world.client.conversations_replies(channel=channel, ts=str(parent["ts"]))
    (_, message) = thread["messages"]
    assert (message["text"], message["thread_ts"]) == ("Packet", parent["ts"])
    shown = [(one["name"], one["mimetype"], one["size"]) for one in message["files"]]
    assert shown == [("gate-1.html", "text/html", len(CONTENT)), ("gate-1.pdf", "application/pdf", 4)]


async def test_the_official_client_can_share_a_file(world: World) -> None:
    channel = world.ids[LINE]
    await world.client.files_upload_v2(
        filename="a.txt", content="abc", channel=channel, initial_comment="Here"
    )
    (message,) = (await world.client.conversations_history(channel=channel))["messages"]
    assert [one["name"] for one in message["files"]] == ["a.txt"]


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"filename": "", "length": 4}, "invalid_arguments"),
        ({"filename": "a.pdf"}, "invalid_arguments"),
        ({"filename": "a.pdf", "length": 0}, "invalid_arguments"),
        ({"filename": "a.pdf", "length": "many"}, "invalid_arguments"),
        ({"filename": "a.pdf", "length": 10**10}, "file_upload_size_restricted"),
        ({"filename": "a.png", "length": 4, "alt_txt": "x" * 1001}, "alt_txt_too_large"),
    ],
)
async def test_an_address_is_refused_in_slacks_words(world: World, arguments: Json, error: str) -> None:
    assert await refused(world.client.api_call("files.getUploadURLExternal", params=arguments)) == error


async def test_sharing_is_refused_in_slacks_words(world: World) -> None:
    channel, elsewhere = world.ids[LINE], world.ids[ELSEWHERE]
    awaited = str((await world.client.files_getUploadURLExternal(filename="a", length=1))["file_id"])
    assert await refused(complete(world, channel_id=channel)) == "invalid_arguments"
    assert await refused(complete(world, "F0NOWHERE", channel_id=channel)) == "file_not_found"
    assert await refused(complete(world, awaited, channel_id=channel)) == "file_not_found"
    file = await begin(world)
    assert await refused(complete(world, file, channel_id="C0NOWHERE")) == "channel_not_found"
    assert await refused(complete(world, file, channel_id=elsewhere)) == "not_in_channel"
    await complete(world, file, channel_id=channel)
    # A file is completed once.
    assert await refused(complete(world, file, channel_id=channel)) == "file_not_found"


async def test_both_methods_need_their_scope(world: World) -> None:
    me = world.sandbox.identity
    world.sandbox.identity = replace(me, scopes=me.scopes - {"files:write"})
    assert await refused(begin(world)) == "missing_scope"
    assert await refused(complete(world, "F1")) == "missing_scope"


@pytest.mark.parametrize("content", [CONTENT[:-1], CONTENT + b"!", b""])
async def test_an_address_takes_the_bytes_that_were_announced_and_no_others(
    world: World, content: bytes
) -> None:
    ticket = await world.client.files_getUploadURLExternal(filename="a.html", length=len(CONTENT))
    async with world.http.post(str(ticket["upload_url"]), data=content) as answer:
        assert answer.status == 400
    async with world.http.post(str(ticket["upload_url"]), data=CONTENT) as answer:
        assert answer.status == 200
    async with world.http.post(str(ticket["upload_url"]), data=CONTENT) as answer:
        assert answer.status == 400


async def test_members_open_a_file_and_nobody_else(world: World) -> None:
    channel = world.ids[LINE]
    file = await begin(world)
    await complete(world, file, channel_id=channel, initial_comment="Packet")
    (message,) = (await world.client.conversations_history(channel=channel))["messages"]
    shown, kept = message["files"][0]["url_private"], message["files"][0]["url_private_download"]
    stranger = "U0NOBODY"
    for url, how in ((shown, "inline"), (kept, "attachment")):
        async with world.http.get(url, params={"as": world.ids["mia"]}) as answer:
            assert (answer.status, await answer.read()) == (200, CONTENT)
            assert answer.headers["content-disposition"].startswith(how)
            assert answer.headers["content-security-policy"].startswith("sandbox")
        for params in ({"as": stranger}, {}):
            async with world.http.get(url, params=params) as answer:
                assert answer.status == 404


async def test_the_page_shows_what_the_files_of_a_message_are(world: World) -> None:
    channel = world.ids[LINE]
    file = await begin(world)
    await complete(world, file, channel_id=channel, initial_comment="Packet")
    (message,) = (await world.page("mia").get("messages", conversation=channel))["messages"]
    assert message["files"] == [
        {"id": file, "name": "gate-1.html", "title": f"The {file}", "size": len(CONTENT)}
    ]


async def test_files_that_are_shared_nowhere_are_seen_by_nobody(world: World) -> None:
    file = await begin(world)
    await complete(world, file)
    async with world.http.get(
        f"{world.url}/files/{file}/gate-1.html", params={"as": world.ids["mia"]}
    ) as answer:
        assert answer.status == 404
