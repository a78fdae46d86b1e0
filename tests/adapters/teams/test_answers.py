"""From the service's answer to the exact body that Teams wants, for each way of asking."""

from __future__ import annotations

from typing import Any

import httpx

from adapters.teams import render
from bot.service.intents import Answer, Ask, Done, Look, Pressed, Say, Submitted, Wrong
from bot.talk.card import Button, Buttons, Card, Choice, Field, Form, Heading, Text
from tests.adapters.teams.answers_kit import ARGS, PLACES, RICH, WORD
from tests.adapters.teams.connector_stub import MIA, TEAM
from tests.adapters.teams.door import Door, Json

NOTICE = '["checklist","project"]'
DATA = {"a": ARGS, "n": NOTICE, "v": "0a1b2c3d"}
LIVE = Card(
    "Checklist",
    (Heading("Checklist"), Buttons((Button("Take it", "item.take", ARGS),))),
    notice=NOTICE,
)
FORM = Form(
    title="Data quality",
    submit="Save",
    cancel="Cancel",
    action="item.form",
    args=ARGS,
    intro=(Text("How good is it?"),),
    fields=(
        Field("score", "Completeness", "number", value="7"),
        Field("note", "Note", "long", optional=True),
        Field("size", "Size", "choice", choices=(Choice("s", "Small"), Choice("l", "Large"))),
    ),
)
ADAPTIVE = "application/vnd.microsoft.card.adaptive"
MESSAGE = "application/vnd.microsoft.activity.message"


async def execute(door: Door, answer: Answer, looked: Answer | None = None, **data: Any) -> httpx.Response:
    """Use a universal action; `looked` answers the look that may follow."""
    door.service.answer = answer
    door.service.answers = {Look: looked} if looked else {}
    return await door.execute("item.done", DATA | data)


async def fetch(door: Door, answer: Answer) -> httpx.Response:
    door.service.answer = answer
    data = {"msteams": {"type": "task/fetch"}, "verb": "item.form", "a": ARGS}
    return await door.invoke("task/fetch", {"data": data})


async def submit(
    door: Door, answer: Answer, reopened: Answer | None = None, **values: object
) -> httpx.Response:
    """Send a form; `reopened` answers when it is asked for once more."""
    door.service.answers = {Submitted: answer, Pressed: reopened or Done()}
    carried = {"verb": "item.form", "a": ARGS, "v": "1", "k": ["score", "note", "size"], "form": True}
    return await door.invoke("task/submit", {"data": carried | values})


def body(answer: httpx.Response) -> Json:
    """Give the body of an answered invoke."""
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    return dict(answer.json())


def told(text: str) -> Json:
    return {"statusCode": 200, "type": MESSAGE, "value": text}


def dialog(answer: httpx.Response) -> Json:
    """Give the card of a dialog, whose frame is checked."""
    task = body(answer)["task"]
    value = task["value"]
    assert task == {"type": "continue", "value": value}
    assert set(value) == {"title", "height", "width", "card"}
    assert set(value["card"]) == {"contentType", "content"}
    assert value["card"]["contentType"] == ADAPTIVE
    return dict(value["card"]["content"])


def texts(card: Json) -> list[str]:
    return [one["text"] for one in card["body"] if one["type"] == "TextBlock"]


async def test_done_shows_the_card_as_it_is_now(door: Door) -> None:
    answer = await execute(door, Done(), Say(LIVE))
    expected = {"statusCode": 200, "type": ADAPTIVE, "value": render.content(LIVE, viewer=MIA)}
    assert body(answer) == expected
    assert door.service.intents == [Pressed("item.done", ARGS), Look(NOTICE)]


async def test_done_on_a_card_that_is_no_notice_is_told(door: Door) -> None:
    assert body(await execute(door, Done(), n="")) == told("Done")
    assert door.service.intents == [Pressed("item.done", ARGS)]


async def test_done_is_told_where_there_is_nothing_to_show_any_more(door: Door) -> None:
    assert body(await execute(door, Done())) == told("Done")
    assert body(await execute(door, Done(), Say(WORD))) == told("Done")


async def test_done_is_told_in_the_persons_language(door: Door) -> None:
    door.service.answer = Done()
    assert body(await door.execute("item.done", {"a": ARGS}, locale="fr-CA")) == told("Fait")


async def test_a_word_after_an_action_is_told_as_it_was_written(door: Door) -> None:
    odd = "*R&D* [x](https://evil.example) <at>all</at>"
    assert body(await execute(door, Say(WORD))) == told(WORD.summary)
    assert body(await execute(door, Say(Card(odd, (Text(odd),))))) == told(odd)
    assert body(await execute(door, Say(RICH))) == told("Status\nPhase: 1")


async def test_a_refusal_is_read_below_its_card_which_an_update_does_not_draw_again(door: Door) -> None:
    posted = await door.desk.chat.post(TEAM, LIVE, key="k1")
    door.service.answer = Say(WORD)
    for refused in (True, False):
        if refused:
            await door.execute("item.done", DATA, where=f"{TEAM};messageid={posted}", replyToId=posted)
        door.desk.teams.calls.clear()
        await door.desk.chat.update(TEAM, posted, LIVE)
        assert len(door.desk.teams.calls) == (0 if refused else 1)


async def test_a_card_after_an_action_is_shown(door: Door) -> None:
    expected = {"statusCode": 200, "type": ADAPTIVE, "value": render.content(LIVE, viewer=MIA)}
    assert body(await execute(door, Say(LIVE))) == expected


async def test_wrong_after_an_action_is_told(door: Door) -> None:
    assert body(await execute(door, Wrong({"score": "Too high.", "": "Try again."}))) == told(
        "Too high. Try again."
    )


async def test_a_form_after_an_action_takes_the_cards_place(door: Door) -> None:
    expected = {"statusCode": 200, "type": ADAPTIVE, "value": render.inline_form(FORM, notice=NOTICE)}
    assert body(await execute(door, Ask(FORM))) == expected


async def test_a_form_in_a_cards_place_gives_the_card_back_when_it_is_sent(door: Door) -> None:
    shown = body(await execute(door, Ask(FORM)))["value"]
    send, cancel = shown["actions"]
    door.service.answers = {Submitted: Done(), Look: Say(LIVE)}
    for action in (send | {"data": send["data"] | {"score": "8"}}, cancel):
        answer = await door.invoke("adaptiveCard/action", {"action": action})
        assert body(answer)["value"] == render.content(LIVE, viewer=MIA)
    values = {"score": "8", "note": "", "size": ""}
    assert door.service.intents[1:] == [Submitted("item.form", ARGS, values), Look(NOTICE), Look(NOTICE)]


async def test_a_look_shows_the_card_for_who_looks(door: Door) -> None:
    door.service.answer = Say(LIVE)
    answer = body(await door.execute("refresh", {"n": NOTICE}))
    assert answer == {"statusCode": 200, "type": ADAPTIVE, "value": render.content(LIVE, viewer=MIA)}


async def test_a_look_at_what_is_gone_says_nothing(door: Door) -> None:
    door.service.answer = Done()
    answer = body(await door.execute("refresh", {"n": NOTICE}))
    assert (answer["statusCode"], answer["type"]) == (404, "application/vnd.microsoft.error")
    assert set(answer["value"]) == {"code", "message"}
    assert door.service.intents == [Look(NOTICE)]


async def test_a_form_opens_as_a_dialog(door: Door) -> None:
    answer = await fetch(door, Ask(FORM))
    assert body(answer) == render.task(FORM)
    assert [one["id"] for one in dialog(answer)["body"] if "id" in one] == ["score", "note", "size"]


async def test_a_card_opens_as_a_dialog(door: Door) -> None:
    answer = await fetch(door, Say(RICH))
    assert body(answer) == render.task_card(RICH)
    assert dialog(answer)


async def test_a_word_instead_of_a_dialog_is_a_dialog_with_the_word(door: Door) -> None:
    assert texts(dialog(await fetch(door, Say(WORD)))) == [WORD.summary]


async def test_done_and_wrong_instead_of_a_dialog_are_told(door: Door) -> None:
    assert body(await fetch(door, Done())) == {"task": {"type": "message", "value": "Done"}}
    wrong = await fetch(door, Wrong({"": "No.", "x": "Never."}))
    assert body(wrong) == {"task": {"type": "message", "value": "No. Never."}}


async def test_a_form_offers_the_channels_that_the_bot_knows(door: Door) -> None:
    answer = await fetch(door, Ask(PLACES))
    assert body(answer) == render.task(PLACES, channels=[(TEAM, "General")])
    assert TEAM in answer.text


async def test_a_sent_form_closes(door: Door) -> None:
    answer = await submit(door, Done())
    assert (answer.status_code, answer.content) == (200, b"")


async def test_a_wrong_form_stays_open_with_what_was_entered_and_what_is_wrong(door: Door) -> None:
    answer = await submit(
        door, Wrong({"score": "Too high.", "": "Try again."}), Ask(FORM), score="11", size="l"
    )
    card = dialog(answer)
    assert texts(card)[0] == "✖ Try again."
    assert "✖ Too high." in texts(card)
    inputs = {one["id"]: one.get("value") for one in card["body"] if "id" in one}
    assert inputs == {"score": "11", "note": None, "size": "l"}
    pressed, sent = door.service.heard[1], door.service.heard[0]
    assert pressed[0] == Pressed("item.form", ARGS)
    assert pressed[1].delivery != sent[1].delivery


async def test_a_wrong_form_stays_the_form_that_it_was(door: Door) -> None:
    minted = Form("New", "Open", "Cancel", "project.new", {"new": "another"}, (), FORM.fields)
    answer = await submit(door, Wrong({"": "No."}), Ask(minted))
    data = dialog(answer)["actions"][0]["data"]
    assert (data["verb"], data["a"]) == ("item.form", ARGS)


async def test_a_wrong_form_that_cannot_be_opened_again_says_what_was_wrong(door: Door) -> None:
    assert texts(dialog(await submit(door, Wrong({"": "No."}), Say(WORD)))) == ["No."]


async def test_a_form_or_a_card_after_a_form_takes_its_place(door: Door) -> None:
    assert body(await submit(door, Ask(PLACES))) == render.task(PLACES, channels=[(TEAM, "General")])
    assert body(await submit(door, Say(RICH))) == render.task_card(RICH)


async def test_a_control_in_a_dialog_closes_it_or_takes_its_place(door: Door) -> None:
    inside = {"data": {"verb": "item.take", "a": ARGS, "v": "1"}}
    assert (await door.invoke("task/submit", inside)).content == b""
    door.service.answer = Ask(FORM)
    assert body(await door.invoke("task/submit", inside)) == render.task(FORM)
