"""The local Teams answers the app as Teams' connector does, and refuses what it refuses."""

import aiohttp
import pytest

from tests.adapters.sandbox.kit import Clock
from tests.adapters.sandbox.teams.kit import LINE, Json, World, card, execute, message


def thread(world: World, channel: str, activity: Json) -> Json:
    return {
        "isGroup": True,
        "bot": {"id": world.teams.identity.bot_id},
        "tenantId": world.teams.identity.tenant,
        "channelData": {"channel": {"id": channel}},
        "activity": activity,
    }


async def test_a_conversation_in_a_channel_is_a_new_post(world: World) -> None:
    line = world.ids[LINE]
    status, made, _ = await world.call("POST", "conversations", body=thread(world, line, message(card())))
    assert status == 201
    assert made["id"] == f"{line};messageid={made['activityId']}"
    below = await world.post(made["id"], message(text="more"))
    shown = (await world.page("mia").get("messages", conversation=line))["messages"]
    post, reply = made["activityId"], below
    assert [(one["id"], one["thread"], one["reply_count"]) for one in shown] == [
        (post, None, 1),
        (reply, post, 0),
    ]


async def test_a_message_without_a_thread_is_a_new_post(world: World) -> None:
    first = await world.post(world.ids[LINE], message(card()))
    line = world.ids[LINE]
    shown = (await world.page("mia").get("messages", conversation=line))["messages"]
    assert [(one["id"], one["thread"]) for one in shown] == [(first, None)]


async def test_a_chat_with_a_person_is_always_the_same(world: World) -> None:
    body = {"members": [{"id": world.ids["ana"]}], "tenantId": world.teams.identity.tenant}
    made = [await world.call("POST", "conversations", body=body) for _ in range(2)]
    assert [(status, answer["id"]) for status, answer, _ in made] == [(201, world.chat("ana"))] * 2


async def test_a_message_is_changed_and_taken_away_by_its_thread(world: World) -> None:
    line = world.ids[LINE]
    post = await world.post(line, message(card(text="one")))
    path = ("conversations", f"{line};messageid={post}", "activities", post)
    changed = await world.call("PUT", *path, body=message(card(text="two")))
    page = world.page("mia")
    (shown,) = (await page.get("messages", conversation=line))["messages"]
    assert (changed[0], shown["edited"], shown["cards"]) == (200, True, [card(text="two")])
    assert (await world.call("DELETE", *path))[0] == 200
    assert (await page.get("messages", conversation=line))["messages"] == []
    gone, why, _ = await world.call("PUT", *path, body=message(card()))
    assert (gone, why["error"]["code"]) == (404, "ActivityNotFoundInConversation")


async def test_rosters_come_whole_in_pages_and_one_by_one(world: World) -> None:
    line = world.ids[LINE]
    _, everybody, _ = await world.call("GET", "conversations", line, "members")
    _, first, _ = await world.call("GET", "conversations", line, "pagedmembers", pageSize="5")
    _, second, _ = await world.call(
        "GET",
        "conversations",
        line,
        "pagedmembers",
        pageSize="5",
        continuationToken=first["continuationToken"],
    )
    assert first["members"] + second["members"] == list(everybody)
    assert "continuationToken" not in second
    mia = world.ids["mia"]
    _, one, _ = await world.call("GET", "conversations", line, "members", mia)
    assert (one["id"], one["name"], one["email"]) == (mia, "Mia Chen", "mia@maple-works.example")
    assert one["tenantId"] == world.teams.identity.tenant
    _, by_aad, _ = await world.call("GET", "conversations", line, "members", one["aadObjectId"])
    assert by_aad == one
    status, why, _ = await world.call("GET", "conversations", line, "members", world.ids["tom"])
    assert (status, why["error"]["code"]) == (404, "MemberNotFoundInConversation")


async def test_a_team_lists_the_channels_that_the_app_sees(world: World) -> None:
    team = world.ids["#general"]
    _, shown, _ = await world.call("GET", "teams", team, "conversations")
    names = [channel["name"] for channel in shown["conversations"]]
    assert names == [None, "line-3-downtime", "invoice-matching", "ai-portfolio"]
    _, described, _ = await world.call("GET", "teams", team)
    assert (described["name"], described["memberCount"]) == ("Maple Works", 9)
    assert (await world.call("GET", "teams", world.ids[LINE]))[0] == 404


async def test_a_call_without_a_good_token_is_refused(world: World) -> None:
    me = world.teams.identity
    of_another = world.teams.keys.for_app("someone-else", me.tenant)
    not_for_calls = world.teams.keys.for_bot(me.app_id, world.teams.service_url)
    for token in ("", "nonsense", "a.b.c", of_another, not_for_calls):
        status, why, _ = await world.call("GET", "conversations", world.ids[LINE], "members", token=token)
        assert (status, why) == (401, {"message": "Authorization has been denied for this request."})


class TestLater:
    """A clock of tokens that the test moves."""

    @pytest.fixture
    def options(self, clock: Clock) -> Json:
        return {"real": clock}

    async def test_a_token_ends(self, world: World, clock: Clock) -> None:
        path = ("conversations", world.ids[LINE], "members")
        clock.at += 3590
        assert (await world.call("GET", *path))[0] == 200
        clock.at += 10
        assert (await world.call("GET", *path))[0] == 401


async def test_a_place_without_the_app_is_closed_to_it(world: World) -> None:
    refused = await world.call(
        "POST", "conversations", world.ids["#demand-forecast"], "activities", body=message(text="x")
    )
    assert (refused[0], refused[1]["error"]["code"]) == (403, "BotNotInConversationRoster")
    await world.page("ana").post("remove", conversation=world.chat("ana"))
    refused = await world.call(
        "POST", "conversations", world.chat("ana"), "activities", body=message(text="x")
    )
    assert (refused[0], refused[1]["error"]["code"]) == (403, "MessageWritesBlocked")
    body = {"members": [{"id": world.ids["ana"]}]}
    refused = await world.call("POST", "conversations", body=body)
    assert (refused[0], refused[1]["error"]["code"]) == (403, "ForbiddenOperationException")


@pytest.mark.parametrize("place", ["19:nobody@thread.tacv2", "a:1nobody", "x"])
async def test_an_unknown_conversation_is_not_found(world: World, place: str) -> None:
    status, why, _ = await world.call("POST", "conversations", place, "activities", body=message(text="x"))
    assert (status, why["error"]["code"]) == (404, "ConversationNotFound")
    assert (await world.call("GET", "conversations", place, "pagedmembers"))[0] == 404
    assert (await world.call("POST", "conversations", body=thread(world, place, message(text="x"))))[0] == 404


async def test_an_unknown_thread_is_not_found(world: World) -> None:
    place = f"{world.ids[LINE]};messageid=17"
    status, why, _ = await world.call("POST", "conversations", place, "activities", body=message(text="x"))
    assert (status, why["error"]["code"]) == (404, "ActivityNotFoundInConversation")


WRONG: list[Json | list[int]] = [
    [],
    {"type": "message"},
    {"type": "event", "text": "x"},
    {"type": "message", "text": 5},
    {"type": "message", "attachments": "x"},
    {"type": "message", "attachments": [{"contentType": "application/x"}]},
    message({"type": "AdaptiveCard", "version": "1.6", "body": []}),
    message({"type": "AdaptiveCard", "body": []}),
    message(card(body=({"type": "Input.Text", "id": "a"}, {"type": "Input.Text", "id": "a"}))),
]


@pytest.mark.parametrize("body", WRONG)
async def test_nonsense_is_a_bad_argument(world: World, body: Json) -> None:
    status, why, _ = await world.call("POST", "conversations", world.ids[LINE], "activities", body=body)
    assert (status, why["error"]["code"]) == (400, "BadArgument")


async def test_a_message_over_28_kilobytes_is_refused(world: World) -> None:
    small, large = (card(text="x" * length) for length in (27_000, 29_000))
    path = ("conversations", world.ids[LINE], "activities")
    assert (await world.call("POST", *path, body=message(small)))[0] == 201
    status, why, _ = await world.call("POST", *path, body=message(large))
    assert (status, why["error"]["code"]) == (413, "MessageSizeTooBig")


async def test_only_the_apps_own_messages_can_be_changed_by_it(world: World) -> None:
    said = await world.page("mia").post("say", conversation=world.ids[LINE], text="hello")
    path = ("conversations", world.ids[LINE], "activities", said["id"])
    status, why, _ = await world.call("PUT", *path, body=message(text="x"))
    assert (status, why["error"]["code"]) == (403, "ForbiddenOperationException")


async def test_eight_messages_in_a_second_are_too_many_for_one_conversation(
    world: World, clock: Clock
) -> None:
    path = ("conversations", world.ids[LINE], "activities")
    sent = [await world.call("POST", *path, body=message(text="x")) for _ in range(8)]
    assert [status for status, _, _ in sent] == [201] * 7 + [429]
    assert (sent[-1][1]["error"]["code"], sent[-1][2]["Retry-After"]) == ("Throttled", "1")
    other = ("conversations", world.chat("mia"), "activities")
    assert (await world.call("POST", *other, body=message(text="x")))[0] == 201
    clock.at += 1
    again = [(await world.call("POST", *path, body=message(text="x")))[0] for _ in range(2)]
    assert again == [201, 429]


async def test_the_app_gets_a_token_for_its_secret_alone(world: World) -> None:
    me = world.teams.identity
    right = {
        "grant_type": "client_credentials",
        "client_id": me.app_id,
        "client_secret": me.password,
        "scope": "https://api.botframework.com/.default",
    }

    async def ask(tenant: str = me.tenant, **other: str) -> tuple[int, Json]:
        url = f"{world.teams.login_url}/{tenant}/oauth2/v2.0/token"
        async with aiohttp.ClientSession() as http, http.post(url, data={**right, **other}) as answer:
            return answer.status, await answer.json()

    status, given = await ask()
    assert (status, given["token_type"], given["expires_in"]) == (200, "Bearer", 3599)
    members = ("conversations", world.ids[LINE], "members")
    assert (await world.call("GET", *members, token=given["access_token"]))[0] == 200
    refused = [
        await ask(client_secret="other"),
        await ask(client_id="other"),
        await ask(tenant="other"),
        await ask(grant_type="password"),
        await ask(scope="other"),
    ]
    assert [(status, body["error_codes"]) for status, body in refused] == [
        (401, [7000215]),
        (400, [700016]),
        (400, [90002]),
        (400, [70003]),
        (400, [70011]),
    ]


async def test_what_the_app_sends_is_told_to_observers(world: World) -> None:
    told: list[tuple[str, str]] = []
    world.teams.on_outgoing(lambda method, payload, place: told.append((method, place)))
    line = world.ids[LINE]
    post = await world.post(line, message(card(execute())))
    path = ("conversations", line, "activities", post)
    await world.call("PUT", *path, body=message(card()))
    await world.call("DELETE", *path)
    assert told == [("post", line), ("update", line), ("delete", line)]
