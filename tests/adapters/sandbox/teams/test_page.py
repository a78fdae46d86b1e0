"""At the Teams page people see the organisation as it is for them, and change it as people can."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest

from adapters.sandbox.sandbox import Sandbox
from adapters.sandbox.seed import seed as seed_slack
from adapters.sandbox.teams.posting import post
from adapters.sandbox.teams.seed import seed
from adapters.sandbox.teams.teams import Teams
from tests.adapters.sandbox.kit import Clock
from tests.adapters.sandbox.teams.kit import (
    LINE,
    App,
    Json,
    World,
    card,
    execute,
    message,
    posted,
    shown,
)


async def test_a_home_is_what_the_app_says_first_when_asked_for_it(world: World, app: App) -> None:
    page, chat = world.page("mia"), world.chat("mia")
    await world.post(chat, message(text="good morning"))
    assert (await page.get("home"))["message"] is None
    asked = await page.post("home")
    await world.teams.drain()
    assert (asked["conversation"], app.heard[0]["text"]) == (chat, "home")
    await world.post(chat, message(card(text="home")))
    await world.post(chat, message(text="and more"))
    assert (await page.get("home"))["message"]["cards"] == [card(text="home")]


async def test_a_channel_is_made_and_people_and_the_app_are_brought_in(world: World) -> None:
    page = world.page("mia")
    made = await page.post("channel", name="New line")
    await page.post("invite", conversation=made["id"], user=world.ids["raj"])
    await page.post("invite", conversation=made["id"], user=world.teams.identity.bot_id)
    state = await world.page("raj").get("state")
    (found,) = (one for one in state["conversations"] if one["name"] == "new-line")
    assert (found["app_in"], found["members"]) == (True, [page.user, world.ids["raj"]])
    assert not found["app_wrote"]
    await world.post(made["id"], message(text="Hello"))
    state = await world.page("raj").get("state")
    assert [one["name"] for one in state["conversations"] if one.get("app_wrote")] == ["new-line"]
    assert (await page.post("channel", name="new-line"))["error"] == "name_taken"


async def test_unread_messages_are_counted_until_somebody_looks(world: World) -> None:
    line, _ = await posted(world)
    page = world.page("mia")

    async def unread() -> int:
        state = await page.get("state")
        return next(int(one["unread"]) for one in state["conversations"] if one["id"] == line)

    assert await unread() == 1
    await shown(page, line, opened="0")
    assert await unread() == 1
    await shown(page, line)
    assert await unread() == 0


async def test_changes_are_streamed_to_those_who_may_know(world: World) -> None:
    seen: dict[str, list[str]] = {"mia": [], "tom": []}

    async def watch(handle: str) -> None:
        async for change in world.teams.subscribe(world.ids[handle]):
            seen[handle].append(change.type)

    tasks = [asyncio.create_task(watch(handle)) for handle in seen]
    await asyncio.sleep(0)
    line, number = await posted(world)
    await world.call("DELETE", "conversations", line, "activities", number)
    await world.page("mia").post("channel", name="x")
    await asyncio.sleep(0)
    assert seen == {"mia": ["message", "deleted", "state"], "tom": ["state"]}
    world.teams.changes.close()
    await asyncio.gather(*tasks)


async def test_the_page_hears_of_changes_as_they_happen(world: World) -> None:
    url = f"{world.url}/page/teams/stream"
    async with world.http.get(url, params={"as": world.ids["mia"]}) as stream:
        assert await stream.content.readline() == b": connected\n"
        line, number = await posted(world)
        await stream.content.readline()
        told = orjson.loads((await stream.content.readline()).removeprefix(b"data: "))
    assert told == {"type": "message", "conversation": line, "ts": number}


async def test_the_next_day_needs_a_virtual_clock(world: World, clock: Clock) -> None:
    page = world.page("mia")
    assert (await page.post("next-day"))["error"] == "real_clock"

    async def next_day() -> datetime:
        clock.at += 86_400
        return datetime.fromtimestamp(clock.at, UTC)

    world.teams.next_day = next_day
    assert (await page.post("next-day"))["clock"] == {"now": "2026-03-11T10:00:00Z", "virtual": True}


async def test_the_page_opens_before_a_person_is_chosen(world: World) -> None:
    async with world.http.get(f"{world.url}/page/teams/state") as response:
        state = await response.json()
    assert state["me"] == world.ids["mia"]
    assert [one["name"] for one in state["conversations"] if one["kind"] == "personal"] == ["Tollgate"]


@pytest.mark.parametrize("name", ["say", "act", "submit", "close", "refresh", "invite", "remove", "channel"])
@pytest.mark.parametrize("body", [{}, {"conversation": 5}, {"as": "29:404"}, {"dialog": [], "action": 5}])
async def test_nonsense_from_the_page_gets_a_sentence(world: World, name: str, body: Json) -> None:
    page = world.page("mia")
    answer = await page.post(name, **body)
    assert 400 <= page.status < 500
    assert set(answer) == {"error", "message"}


async def test_the_same_people_are_on_both_sides_by_their_address_but_for_one(world: World) -> None:
    slack = Sandbox()
    seed_slack(slack)
    there = {person.email: (person.name, person.handle) for person in slack.workspace.people.values()}
    here = {one.email: (one.name, one.handle) for one in world.teams.organisation.people.values()}
    # Tom is left to join his accounts by a code.
    tom = there.pop("tom@maple-works.example")
    assert here == there | {"": tom}
    channels = {channel.name for channel in slack.workspace.channels.values() if channel.kind == "channel"}
    assert {channel.name for channel in world.teams.organisation.channels()} == channels


async def test_the_organisation_lasts_across_a_restart(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "var" / "teams.sqlite"
    first = Teams(database=path, now=clock)
    ids = seed(first)
    line = first.organisation.conversations[ids[LINE]]
    kept = post(first, line, message(card(execute()), text="kept"))
    first.organisation.mark_read(ids["mia"], line.id)
    await first.close()

    second = Teams(database=path, now=clock)
    assert seed(second) == ids
    (again,) = second.organisation.in_order(line.id)
    assert again == kept
    assert second.organisation.unread(ids["mia"], line.id) == 0
    assert int(second.organisation.stamps.mint()) > kept.order
    assert second.organisation.conversations == first.organisation.conversations
    await second.close()
