"""What happens in the local Teams reaches the app as Teams brings it: signed, and again when nobody answers."""

import asyncio
from typing import Any

import jwt
import pytest
from botframework.connector.auth import (  # type: ignore[import-untyped]
    ChannelValidation,
    SimpleCredentialProvider,
)
from jwt import PyJWKSet
from starlette.responses import Response

from tests.adapters.sandbox.teams.kit import LINE, App, Json, World, card, execute, fresh, message
from tests.waiting import until


async def get(world: World, url: str) -> Json:
    async with world.http.get(url) as response:
        return dict(await response.json())


async def test_calls_are_signed_with_the_published_key(world: World, app: App) -> None:
    await world.page("mia").post("say", conversation=world.chat("mia"), text="hello")
    await world.teams.drain()
    described = await get(world, world.teams.metadata_url)
    keys = PyJWKSet.from_dict(await get(world, described["jwks_uri"]))
    (token,) = app.tokens
    key = keys[jwt.get_unverified_header(token)["kid"]]
    me = world.teams.identity
    claims = jwt.decode(token, key, algorithms=["RS256"], audience=me.app_id, issuer=described["issuer"])
    assert claims["serviceurl"] == app.heard[0]["serviceUrl"] == world.teams.service_url
    assert (await get(world, described["jwks_uri"]))["keys"][0]["endorsements"] == ["msteams"]


async def test_microsofts_own_check_takes_the_calls(world: World, app: App) -> None:
    page = world.page("mia")
    await page.post("say", conversation=world.chat("mia"), text="hello")
    await world.teams.drain()
    me = world.teams.identity
    credentials = SimpleCredentialProvider(me.app_id, me.password)

    def check() -> Any:
        # It fetches the keys without letting others run: the server is on this loop.
        service_url, header = app.heard[0]["serviceUrl"], f"Bearer {app.tokens[0]}"
        return asyncio.run(
            ChannelValidation.authenticate_channel_token_with_service_url(
                header, credentials, service_url, "msteams"
            )
        )

    before = ChannelValidation.open_id_metadata_endpoint
    ChannelValidation.open_id_metadata_endpoint = world.teams.metadata_url
    try:
        assert (await asyncio.to_thread(check)).is_authenticated
    finally:
        ChannelValidation.open_id_metadata_endpoint = before


async def test_a_rotated_key_replaces_the_published_one(world: World) -> None:
    before = world.teams.keys.public()
    token = world.teams.keys.for_bot("app", "url")
    assert world.teams.keys.for_bot("app", "url") == token
    world.teams.keys.rotate()
    after = world.teams.keys.public()["keys"][0]
    assert after["kid"] != before["keys"][0]["kid"]
    assert jwt.get_unverified_header(world.teams.keys.for_bot("app", "url"))["kid"] == after["kid"]


async def test_in_a_channel_the_app_hears_only_what_mentions_it(world: World, app: App) -> None:
    page, line = world.page("mia"), world.ids[LINE]
    await page.post("say", conversation=line, text="hello everybody")
    said = await page.post("say", conversation=line, text="@Tollgate ask @raj <now>")
    await world.teams.drain()
    (heard,) = app.heard
    assert (heard["type"], heard["text"], heard["id"]) == (
        "message",
        "<at>Tollgate</at> ask <at>Raj Patel</at> <now>",
        said["id"],
    )
    mentioned = [each["mentioned"]["id"] for each in heard["entities"] if each["type"] == "mention"]
    assert mentioned == [world.teams.identity.bot_id, world.ids["raj"]]
    assert heard["conversation"] == {
        "id": f"{line};messageid={said['id']}",
        "conversationType": "channel",
        "tenantId": world.teams.identity.tenant,
        "isGroup": True,
        "name": "line-3-downtime",
    }
    assert heard["channelData"]["channel"]["id"] == line
    assert heard["channelData"]["team"]["id"] == world.ids["#general"]
    assert heard["from"]["id"] == page.user


async def test_a_reply_names_the_thread_it_is_in(world: World, app: App) -> None:
    page, line = world.page("mia"), world.ids[LINE]
    post = await page.post("say", conversation=line, text="a post")
    first = await page.post("say", conversation=line, text="@Tollgate one", thread=post["id"])
    await page.post("say", conversation=line, text="@Tollgate two", thread=first["id"])
    await world.teams.drain()
    assert {heard["conversation"]["id"] for heard in app.heard} == {f"{line};messageid={post['id']}"}


async def test_the_app_hears_everything_in_a_chat_of_its_own(world: World, app: App) -> None:
    await world.page("li").post("say", conversation=world.chat("li"), text="hello")
    await world.teams.drain()
    (heard,) = app.heard
    assert heard["text"] == "hello"
    assert (heard["conversation"]["id"], heard["conversation"]["conversationType"]) == (
        world.chat("li"),
        "personal",
    )
    assert (heard["localTimezone"], heard["locale"]) == ("America/Vancouver", "en-US")
    assert heard["localTimestamp"].endswith("-07:00")


async def test_the_app_is_told_when_it_is_added_and_removed(world: World, app: App) -> None:
    page, place = world.page("mia"), world.ids["#demand-forecast"]
    bot = world.teams.identity.bot_id
    for _ in range(2):  # the second time there is nothing to tell
        await page.post("invite", conversation=place, user=bot)
    await world.teams.drain()
    added, installed = app.heard
    assert (added["type"], added["membersAdded"]) == ("conversationUpdate", [{"id": bot}])
    assert (installed["type"], installed["action"]) == ("installationUpdate", "add")
    assert added["conversation"]["id"] == installed["conversation"]["id"] == place
    assert await world.post(place, message(text="thank you"))
    await page.post("remove", conversation=place)
    await world.teams.drain()
    left, removed = app.heard[2:]
    assert (left["membersRemoved"], removed["action"]) == ([{"id": bot}], "remove")
    assert (await world.call("GET", "conversations", place, "members"))[0] == 403


async def test_people_who_come_and_go_are_told(world: World, app: App) -> None:
    page, line, tom = world.page("mia"), world.ids[LINE], world.ids["tom"]
    await page.post("invite", conversation=line, user=tom)
    await page.post("remove", conversation=line, user=tom)
    await world.teams.drain()
    came, went = app.heard
    assert (came["membersAdded"][0]["id"], went["membersRemoved"][0]["id"]) == (tom, tom)
    assert tom not in world.teams.organisation.conversations[line].members


async def test_a_new_bot_is_introduced_to_every_place_it_is_in(world: World, app: App) -> None:
    from adapters.sandbox.teams.installing import introduce

    introduce(world.teams)
    await world.teams.drain()
    places = {heard["conversation"]["id"] for heard in app.heard if heard["type"] == "installationUpdate"}
    assert places == {one.id for one in world.teams.organisation.conversations.values() if one.app_in}


async def test_in_the_channel_that_every_team_has_the_app_comes_and_goes_for_all_of_them(
    world: World, app: App
) -> None:
    page, team, organisation = world.page("mia"), world.teams.team_id, world.teams.organisation
    await page.post("invite", conversation=team, user=world.teams.identity.bot_id)
    assert all(channel.app_in for channel in organisation.channels())
    await page.post("remove", conversation=team)
    await world.teams.drain()
    assert not any(channel.app_in for channel in organisation.channels())
    assert {heard["conversation"]["id"] for heard in app.heard} == {team}


class TestWithoutAnAnswer:
    """An app that is too slow, or not there."""

    @pytest.fixture
    def options(self) -> Json:
        return {"answer_within": 0.1}

    async def test_an_invoke_is_repeated_with_another_id_each_time(self, world: World, app: App) -> None:
        async def slow(activity: Json) -> Json:
            await asyncio.sleep(0.3 if len(app.heard) < 4 else 0)
            return fresh(card())

        app.reply = slow
        post = await world.post(world.ids[LINE], message(card(execute())))
        page = world.page("mia")
        answer = await page.post("act", conversation=world.ids[LINE], message=post, action=execute())
        assert answer == {"ok": True, "warning": "Unable to reach app. Please try again."}
        await world.teams.drain()
        assert len(app.heard) == 4
        assert len({heard["id"] for heard in app.heard}) == 4
        assert len({str(heard["value"]) for heard in app.heard}) == 1

    async def test_a_message_is_repeated_as_it_was(self, world: World, app: App) -> None:
        async def slow(activity: Json) -> None:
            await asyncio.sleep(0.3 if len(app.heard) < 3 else 0)

        app.reply = slow
        await world.page("mia").post("say", conversation=world.chat("mia"), text="hello")
        await world.teams.drain()
        assert len(app.heard) == 3
        assert app.heard[0] == app.heard[1] == app.heard[2]

    async def test_an_app_that_is_not_there_gets_it_when_it_is(self, world: World, app: App) -> None:
        right = world.teams.delivery.url
        world.teams.deliver_to("http://127.0.0.1:9/api/messages")
        world.teams.repeat_after = (0.2,)
        await world.page("mia").post("say", conversation=world.chat("mia"), text="hello")
        await until(lambda: not world.teams.delivery.connected)
        world.teams.deliver_to(right)
        await world.teams.drain()
        assert app.kinds() == ["message"]
        assert world.teams.delivery.connected


async def test_a_refusal_is_not_repeated(world: World, app: App) -> None:
    app.reply = lambda activity: Response(status_code=401)
    await world.page("mia").post("say", conversation=world.chat("mia"), text="hello")
    await world.teams.drain()
    assert len(app.heard) == 1
