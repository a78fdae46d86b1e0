"""Dialogs open, complain, stay and close; inputs go with the control that they belong to."""

import pytest
from starlette.responses import Response

from tests.adapters.sandbox.teams.kit import (
    App,
    Json,
    World,
    card,
    dialog,
    execute,
    opening,
    posted,
    words,
)


def asking(*inputs: Json) -> Json:
    data = {"verb": "save", "a": {"item": "7"}, "form": True}
    return card({"type": "Action.Submit", "title": "Save", "data": data}, text="Form", body=inputs)


NAME = {"type": "Input.Text", "id": "name", "label": "Name *"}


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
