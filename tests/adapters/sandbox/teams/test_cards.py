"""People use what a card offers them, and the fresh card is theirs alone until everybody gets another."""

import asyncio
from functools import partial
from typing import Any

from starlette.responses import Response

from adapters.sandbox.teams.acts import IN_VIEW
from tests.adapters.sandbox.kit import Clock
from tests.adapters.sandbox.teams.kit import (
    App,
    Json,
    World,
    card,
    execute,
    fresh,
    message,
    posted,
    refreshing,
    shown,
    words,
)


def told_always(said: Any, activity: Json) -> Any:
    return said


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


async def test_old_cards_are_drawn_once_and_those_in_view_again(world: World, app: App, clock: Clock) -> None:
    app.reply = lambda activity: fresh(card())
    for _ in range(IN_VIEW + 2):
        line, _ = await posted(world, refresh=refreshing(world.ids["ana"]))
        clock.at += 2
    page = world.page("ana")
    await shown(page, line)
    assert len(app.heard) == IN_VIEW + 2
    clock.at += 61
    await shown(page, line)
    assert len(app.heard) == 2 * IN_VIEW + 2


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


async def test_a_card_of_a_place_that_the_app_left_answers_nothing(world: World, app: App) -> None:
    line, number = await posted(world, execute())
    page = world.page("mia")
    await page.post("remove", conversation=line)
    await world.teams.drain()
    told = await page.post("act", conversation=line, message=number, action=execute())
    assert told["warning"] == "Unable to reach app. Please try again."
    assert app.kinds() == ["conversationUpdate", "installationUpdate"]


async def test_an_answer_over_28_kilobytes_is_not_shown(world: World, app: App) -> None:
    app.reply = lambda activity: fresh(card(text="x" * 29_000))
    line, number = await posted(world, execute())
    told = await world.page("mia").post("act", conversation=line, message=number, action=execute())
    assert told["warning"].endswith("(The card is too large.)")
