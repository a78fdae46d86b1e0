"""At the Teams page people see what was delivered to them, use it, and see what came of it."""

import asyncio
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from starlette.responses import Response

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
    Page,
    World,
    card,
    dialog,
    execute,
    fresh,
    message,
    opening,
    refreshing,
    words,
)


def told_always(said: Any, activity: Json) -> Any:
    return said


async def shown(page: Page, place: str, **more: str) -> Json:
    messages: list[Json] = (await page.get("messages", conversation=place, **more))["messages"]
    return messages[-1]


async def posted(world: World, *actions: Json, **more: Any) -> tuple[str, str]:
    line = world.ids[LINE]
    return line, await world.post(line, message(card(*actions, **more)))


def asking(*inputs: Json) -> Json:
    data = {"verb": "save", "a": {"item": "7"}, "form": True}
    return card({"type": "Action.Submit", "title": "Save", "data": data}, text="Form", body=inputs)


NAME = {"type": "Input.Text", "id": "name", "label": "Name *"}


async def test_the_fresh_card_is_for_the_one_who_clicked(world: World, app: App) -> None:
    app.reply = lambda activity: fresh(card(text="yours"))
    line, number = await posted(world, execute(item="7"))
    page = world.page("mia")
    told = await page.post("act", conversation=line, message=number, action=execute(item="7"))
    assert told == {"ok": True, "card": card(text="yours")}
    mine, others = await shown(page, line), await shown(world.page("raj"), line)
    assert (mine["cards"], mine["own_view"]) == ([card(text="yours")], True)
    assert (others["cards"], others["own_view"]) == ([card(execute(item="7"))], False)
    (heard,) = app.heard
    assert (heard["name"], heard["replyToId"]) == ("adaptiveCard/action", number)
    assert heard["value"] == {"action": execute(item="7"), "trigger": "manual"}
    assert heard["conversation"]["id"] == f"{line};messageid={number}"


async def test_an_update_replaces_what_was_somebodys_own(world: World, app: App) -> None:
    app.reply = lambda activity: fresh(card(text="yours"))
    line, number = await posted(world, execute())
    page = world.page("mia")
    await page.post("act", conversation=line, message=number, action=execute())
    path = ("conversations", f"{line};messageid={number}", "activities", number)
    await world.call("PUT", *path, body=message(card(text="everybody's")))
    assert (await shown(page, line))["cards"] == [card(text="everybody's")]


async def test_an_answer_drawn_before_an_update_does_not_hide_it(world: World, app: App) -> None:
    line, number = await posted(world, execute())
    path = ("conversations", f"{line};messageid={number}", "activities", number)

    async def slow(activity: Json) -> Json:
        await world.call("PUT", *path, body=message(card(text="newer")))
        return fresh(card(text="older"))

    app.reply = slow
    page = world.page("mia")
    await page.post("act", conversation=line, message=number, action=execute())
    assert (await shown(page, line))["cards"] == [card(text="newer")]


async def test_words_and_errors_are_shown_and_the_card_stays(world: World, app: App) -> None:
    line, number = await posted(world, execute())
    page = world.page("mia")
    failed = {"statusCode": 400, "type": "application/vnd.microsoft.error", "value": {"message": "No."}}
    answers: list[tuple[Any, Json]] = [
        (words("Not yours."), {"message": "Not yours."}),
        (failed, {"warning": "No."}),
        (
            Response(status_code=500),
            {"warning": "Something went wrong. Please try again. (The app answered 500.)"},
        ),
        (None, {"warning": "Something went wrong. Please try again. (The answer has no type.)"}),
        (
            {"type": "x"},
            {"warning": "Something went wrong. Please try again. (The answer is of the type 'x'.)"},
        ),
    ]
    for said, expected in answers:
        app.reply = partial(told_always, said)
        told = await page.post("act", conversation=line, message=number, action=execute())
        assert told == {"ok": True} | expected
    assert (await shown(page, line))["cards"] == [card(execute())]


async def test_people_who_are_named_get_their_own_card_when_they_look(
    world: World, app: App, clock: Clock
) -> None:
    app.reply = lambda activity: fresh(card(execute("approve"), text=activity["from"]["name"]))
    line, _ = await posted(world, refresh=refreshing(world.ids["ana"]))
    ana, raj = world.page("ana"), world.page("raj")
    assert (await shown(raj, line))["cards"][0]["body"][0]["text"] == "Hello"
    assert not (await shown(ana, line, opened="0"))["own_view"]
    assert app.heard == []
    await asyncio.gather(*(shown(ana, line) for _ in range(3)))
    assert (await shown(ana, line))["cards"][0]["body"][0]["text"] == "Ana Ruiz"
    (heard,) = app.heard
    assert (heard["value"]["trigger"], heard["value"]["action"]["verb"]) == ("automatic", "refresh")
    clock.at += 61
    await shown(ana, line)
    assert len(app.heard) == 2


async def test_a_refresh_that_fails_is_not_tried_at_every_look(world: World, app: App) -> None:
    app.reply = lambda activity: Response(status_code=500)
    line, _ = await posted(world, refresh=refreshing(world.ids["ana"]))
    for _ in range(3):
        assert not (await shown(world.page("ana"), line))["own_view"]
    assert len(app.heard) == 1


async def test_no_more_than_60_people_are_refreshed(world: World, app: App) -> None:
    others = [f"29:{number}" for number in range(60)]
    line, number = await posted(world, refresh=refreshing(*others, world.ids["ana"]))
    page = world.page("ana")
    await shown(page, line)
    assert await page.post("refresh", conversation=line, message=number) == {"ok": True}
    assert app.heard == []


async def test_a_card_is_refreshed_on_demand(world: World, app: App) -> None:
    app.reply = lambda activity: fresh(card(text="again"))
    line, number = await posted(world, refresh=refreshing(world.ids["ana"]))
    told = await world.page("ana").post("refresh", conversation=line, message=number)
    assert told["card"] == card(text="again")


async def test_a_control_opens_a_dialog_that_is_filled_in_and_sent(world: World, app: App) -> None:
    app.reply = lambda activity: dialog(asking(NAME)) if activity["name"] == "task/fetch" else None
    line, number = await posted(world, opening())
    page = world.page("mia")
    told = await page.post("act", conversation=line, message=number, action=opening())
    opened = (await page.get("views"))["dialog"]
    assert told["dialog"] == opened
    assert (opened["title"], opened["card"], opened["message"]) == ("Form", asking(NAME), number)
    assert (await world.page("raj").get("views"))["dialog"] is None
    told = await page.post("submit", dialog=opened["id"], inputs={"name": "Line 3"})
    assert told == {"ok": True, "closed": True, "errors": {}, "dialog": None}
    fetched, sent = app.heard
    assert fetched["value"]["data"] == {"msteams": {"type": "task/fetch"}, "verb": "ask", "a": {}}
    data = {"verb": "save", "a": {"item": "7"}, "form": True, "name": "Line 3"}
    assert (sent["name"], sent["value"]["data"]) == ("task/submit", data)
    again = await page.post("submit", dialog=opened["id"], inputs={})
    assert (page.status, again["error"]) == (409, "dialog_not_found")


async def test_a_dialog_stays_open_while_the_app_has_something_to_say(world: World, app: App) -> None:
    app.reply = lambda activity: dialog(asking(NAME), title=activity["name"])
    line, number = await posted(world, opening())
    page = world.page("mia")
    told = await page.post("act", conversation=line, message=number, action=opening())
    first = told["dialog"]["id"]
    told = await page.post("submit", dialog=first, inputs={})
    assert (told["closed"], told["dialog"]["title"], told["dialog"]["id"]) == (False, "task/submit", first)
    app.reply = lambda activity: {"task": {"type": "message", "value": "Saved."}}
    told = await page.post("submit", dialog=first, inputs={})
    assert (told["closed"], told["message"]) == (True, "Saved.")


async def test_a_failed_submission_leaves_the_dialog_open(world: World, app: App) -> None:
    app.reply = lambda activity: dialog(asking(NAME))
    line, number = await posted(world, opening())
    page = world.page("mia")
    opened = (await page.post("act", conversation=line, message=number, action=opening()))["dialog"]
    app.reply = lambda activity: Response(status_code=400)
    told = await page.post("submit", dialog=opened["id"], inputs={"name": "x"})
    assert (told["closed"], "400" in told["warning"]) == (False, True)
    assert await page.post("close", dialog=opened["id"]) == {"ok": True}
    assert (await page.get("views"))["dialog"] is None
    assert app.kinds() == ["task/fetch", "task/submit"]


CHOICES = [{"title": "One", "value": "1"}, {"title": "Two", "value": "2"}]
IMPOSSIBLE: list[tuple[Json, str]] = [
    ({"type": "Input.Text", "isRequired": True}, ""),
    ({"type": "Input.Text", "maxLength": 3}, "four"),
    ({"type": "Input.Text", "regex": "^[a-z]+$"}, "A"),
    ({"type": "Input.Number", "min": 1}, "0"),
    ({"type": "Input.Number"}, "x"),
    ({"type": "Input.Date"}, "tomorrow"),
    ({"type": "Input.Date"}, "2026-02-30"),
    ({"type": "Input.Time"}, "25:00"),
    ({"type": "Input.Toggle"}, "maybe"),
    ({"type": "Input.ChoiceSet", "choices": CHOICES}, "3"),
    ({"type": "Input.ChoiceSet", "choices": CHOICES, "isMultiSelect": True}, "1,3"),
]


@pytest.mark.parametrize(("field", "value"), IMPOSSIBLE)
async def test_what_a_client_does_not_take_is_not_sent(
    world: World, app: App, field: Json, value: str
) -> None:
    line, number = await posted(world, execute(), body=({"id": "one", **field},))
    told = await world.page("mia").post(
        "act", conversation=line, message=number, action=execute(), inputs={"one": value}
    )
    assert list(told["errors"]) == ["one"]
    assert app.heard == []


async def test_inputs_go_with_the_control_untouched_ones_with_what_the_card_gives(
    world: World, app: App
) -> None:
    app.reply = lambda activity: words("ok")
    inner = {
        "type": "Action.ShowCard",
        "title": "More",
        "card": card(execute("inner"), body=({"type": "Input.Text", "id": "why"},)),
    }
    inputs: tuple[Json, ...] = (
        {"type": "Input.ChoiceSet", "id": "pick", "choices": CHOICES, "value": "1"},
        {"type": "Input.Toggle", "id": "sure", "title": "Sure"},
        {"type": "Input.Text", "id": "empty"},
    )
    line, number = await posted(world, execute("outer"), inner, body=inputs)
    page = world.page("mia")
    for action in (execute("outer"), execute("inner")):
        told = await page.post(
            "act", conversation=line, message=number, action=action, inputs={"why": "so", "pick": "2"}
        )
        assert told["message"] == "ok"
    outer, inside = (heard["value"]["action"]["data"] for heard in app.heard)
    assert outer == {"a": {}, "pick": "2", "sure": "false"}
    assert inside == {"a": {}, "pick": "2", "sure": "false", "why": "so"}


async def test_a_plain_submission_is_a_message_with_a_value(world: World, app: App) -> None:
    plain = {"type": "Action.Submit", "title": "Go", "data": {"verb": "go"}}
    line, number = await posted(world, plain)
    await world.page("mia").post("act", conversation=line, message=number, action=plain)
    await world.teams.drain()
    (heard,) = app.heard
    assert (heard["type"], heard["value"], heard["replyToId"]) == ("message", {"verb": "go"}, number)
    assert "text" not in heard


async def test_a_control_that_was_not_delivered_is_refused(world: World, app: App) -> None:
    line, number = await posted(world, execute("go"))
    page = world.page("mia")
    for action in (execute("other"), execute("go", more="x"), {"type": "Action.OpenUrl", "url": "x"}, {}):
        told = await page.post("act", conversation=line, message=number, action=action)
        assert (page.status, told["error"]) == (409, "not_there")
    assert app.heard == []


async def test_somebody_elses_control_is_not_delivered(world: World, app: App) -> None:
    app.reply = lambda activity: fresh(card(execute("approve")))
    line, number = await posted(world, refresh=refreshing(world.ids["ana"]))
    await shown(world.page("ana"), line)
    raj = world.page("raj")
    await raj.post("act", conversation=line, message=number, action=execute("approve"))
    assert raj.status == 409
    outsider = world.page("tom")
    await outsider.post("act", conversation=line, message=number, action=execute("approve"))
    assert outsider.status == 403


async def test_a_control_that_an_update_took_away_is_still_reported(world: World, app: App) -> None:
    app.reply = lambda activity: words("too late")
    line, number = await posted(world, execute())
    path = ("conversations", line, "activities", number)
    await world.call("PUT", *path, body=message(card(text="done")))
    told = await world.page("mia").post("act", conversation=line, message=number, action=execute())
    assert told["message"] == "too late"


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


async def test_the_same_people_are_on_both_sides_by_their_address(world: World) -> None:
    slack = Sandbox()
    seed_slack(slack)
    there = {person.email: (person.name, person.handle) for person in slack.workspace.people.values()}
    here = {one.email: (one.name, one.handle) for one in world.teams.organisation.people.values()}
    assert here == there
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
