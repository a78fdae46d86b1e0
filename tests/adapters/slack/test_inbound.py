"""From what a person does in Slack to an intent, and from the answer back to what the person sees."""

from __future__ import annotations

import pytest

from bot.service.intents import (
    Ask,
    BotJoined,
    Done,
    HomeOpened,
    Pressed,
    ProfileChanged,
    Say,
    Sender,
    Spoken,
    Submitted,
    Typed,
    Unheard,
    Wrong,
)
from bot.talk.card import Button, Buttons, Card, Home, Text
from tests.adapters.slack.cards import CHECKLIST, FORM, MORE, PROJECT
from tests.adapters.slack.kit import Desk, Json, controls

WORD = Card(summary="Only Ana can decide this gate.", parts=(Text("Only Ana can decide this gate."),))
WHERE = {"type": "message"}


async def press(desk: Desk, conversation: str, ts: str, control: Json, **chosen: object) -> Json:
    container = {**WHERE, "conversation": conversation, "ts": ts}
    action = {name: control[name] for name in ("type", "action_id", "block_id", "value") if name in control}
    return await desk.act("act", container=container, action={**action, **chosen})


async def checklist(desk: Desk) -> tuple[str, list[Json]]:
    """Post the checklist and give its ts and its controls."""
    ts = await desk.chat.post(desk.scene.here, CHECKLIST, key="k1")
    message = (await desk.messages(desk.scene.here))[-1]
    return ts, controls(message)


async def press_take_it(desk: Desk) -> Json:
    ts, found = await checklist(desk)
    button = next(one for one in found if one.get("text", {}).get("text") == "Take it")
    return await press(desk, desk.scene.here, ts, button)


async def test_a_pressed_button_is_an_intent_with_its_sender(online: Desk) -> None:
    pressed = await press_take_it(online)
    assert pressed["warning"] is None
    intent, sender = online.service.heard[0]
    assert intent == Pressed("item.form", {"p": PROJECT, "i": "data_quality"})
    assert sender.trigger == sender.delivery != ""
    assert sender == Sender(
        platform="slack",
        tenant=online.sandbox.identity.team_id,
        user=online.scene.mia,
        delivery=sender.delivery,
        conversation=online.scene.here,
        message=(await online.messages(online.scene.here))[-1]["ts"],
        trigger=sender.trigger,
    )


async def test_two_clicks_are_two_deliveries(online: Desk) -> None:
    await press_take_it(online)
    await press_take_it(online)
    first, second = (sender.delivery for _, sender in online.service.heard)
    assert first != second


async def test_a_choice_from_a_rows_menu_carries_its_own_action(online: Desk) -> None:
    ts, found = await checklist(online)
    menu = next(one for one in found if one["type"] == "overflow")
    option = menu["options"][2]
    await press(online, online.scene.here, ts, menu, selected_option=option)
    assert online.service.intents == [Pressed(MORE[2].action, MORE[2].args)]


async def test_a_word_after_a_press_is_seen_by_the_presser_alone(online: Desk) -> None:
    online.service.answer = Say(WORD)
    await press_take_it(online)
    last = (await online.messages(online.scene.here))[-1]
    assert last["ephemeral"]
    assert last["blocks"][0]["text"]["text"] == WORD.summary


async def test_a_word_that_cannot_be_ephemeral_comes_directly(desk: Desk) -> None:
    desk.sandbox.workspace.channels[desk.scene.here].members.remove(desk.scene.mia)
    await desk.chat.whisper(desk.scene.here, desk.scene.mia, WORD)
    direct = await desk.chat.direct(desk.scene.mia)
    assert desk.scene.texts(direct) == [WORD.summary]


async def test_a_form_opens_after_a_press_and_comes_back_filled(online: Desk) -> None:
    online.service.answer = Ask(FORM)
    await press_take_it(online)
    (view,) = await online.modals()
    online.service.answer = Done()
    inputs = {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}
    typed = {key: {one["action_id"]: {"type": one["type"], "value": "8,5"}} for key, one in inputs.items()}
    values = {key: typed[key] for key in ("completeness", "name", "report", "when", "reason")}
    values["report"][inputs["report"]["action_id"]]["value"] = None
    due = inputs["due"]["action_id"]
    values["due"] = {due: {"type": "datepicker", "selected_date": "2026-03-19"}}
    owner = inputs["owner"]["action_id"]
    values["owner"] = {owner: {"type": "users_select", "selected_user": online.scene.mia}}
    region = {"type": "static_select", "selected_option": inputs["region"]["options"][1]}
    values["region"] = {inputs["region"]["action_id"]: region}
    risks = {"type": "checkboxes", "selected_options": inputs["risks"]["options"][:2]}
    values["risks"] = {inputs["risks"]["action_id"]: risks}
    where = {"type": "conversations_select", "selected_conversation": online.scene.here}
    values["where"] = {inputs["where"]["action_id"]: where}
    sent = await online.act("submit", view_id=view["id"], values=values)
    assert (sent["ok"], sent["closed"]) == (True, True), sent
    submitted = online.service.intents[-1]
    assert isinstance(submitted, Submitted)
    assert (submitted.action, submitted.args) == (FORM.action, FORM.args)
    assert submitted.values == {
        "completeness": "8,5",
        "report": "",
        "name": "8,5",
        "reason": "8,5",
        "region": "na",
        "risks": "a,b",
        "owner": online.scene.mia,
        "due": "2026-03-19",
        "where": online.scene.here,
        "when": "8,5",
    }


async def submission(desk: Desk, answer: Ask | Say | Wrong | Done) -> Json:
    desk.service.answer = answer
    view = {
        "id": "V1",
        "type": "modal",
        "callback_id": "item.form",
        "private_metadata": f'["item.form",{{"p":"{PROJECT}"}}]',
        "blocks": [{"type": "input", "block_id": "completeness"}, {"type": "input", "block_id": "name"}],
        "state": {"values": {"completeness": {"x": {"type": "plain_text_input", "value": None}}}},
    }
    team = {"id": desk.sandbox.identity.team_id}
    payload = {"type": "view_submission", "team": team, "user": {"id": desk.scene.mia}, "view": view}
    response = await desk.interact({**payload, "trigger_id": "1.2.3"})
    assert response.status_code == 200
    return dict(response.json()) if response.content else {}


async def test_a_done_submission_closes_the_form(desk: Desk) -> None:
    assert await submission(desk, Done()) == {}
    assert desk.service.intents == [Submitted("item.form", {"p": PROJECT}, {"completeness": ""})]


async def test_a_wrong_value_is_said_under_its_field(desk: Desk) -> None:
    reply = await submission(
        desk, Wrong({"name": "A name is needed.", "": "Nothing was saved.", "gone": "x"})
    )
    assert reply["response_action"] == "errors"
    assert reply["errors"] == {"name": "A name is needed.", "completeness": "Nothing was saved. x"}


async def test_a_word_after_a_submission_takes_the_forms_place(desk: Desk) -> None:
    reply = await submission(desk, Say(WORD))
    assert reply["response_action"] == "update"
    assert reply["view"]["blocks"][0]["text"]["text"] == WORD.summary
    assert "submit" not in reply["view"]


async def test_a_second_form_takes_the_firsts_place(desk: Desk) -> None:
    reply = await submission(desk, Ask(FORM))
    assert (reply["response_action"], reply["view"]["callback_id"]) == ("update", "item.form")


async def test_a_press_inside_a_modal_lays_a_word_over_it_and_a_form_in_its_place(online: Desk) -> None:
    online.service.answer = Say(Card("Details", (Text("Item"), Buttons((Button("Change", "item.form"),)))))
    await open_menu(online)
    online.service.answer = Say(WORD)
    (first,) = await online.modals()
    await press_in(online, first)
    assert [view["blocks"][0]["text"]["text"] for view in await online.modals()] == ["Item", WORD.summary]
    online.service.answer = Ask(FORM)
    await press_in(online, first)
    assert FORM.action in [view["callback_id"] for view in await online.modals()]


async def open_menu(desk: Desk) -> None:
    """Press a button on the Home tab, which has no messages to answer in."""
    await desk.chat.show_home(desk.scene.mia, Home(parts=(Buttons((Button("Menu", "menu.help"),)),)))
    view = (await desk.see("home"))["view"]
    await press_in(desk, view)


async def press_in(desk: Desk, view: Json) -> Json:
    (control,) = controls(view)
    container = {"type": "view", "view_id": view["id"]}
    action = {name: control[name] for name in ("type", "action_id", "block_id", "value")}
    return await desk.act("act", container=container, action=action)


async def test_a_command_is_answered_in_its_acknowledgement(online: Desk) -> None:
    online.service.answer = Say(WORD)
    await online.act("say", conversation=online.scene.here, text="/gate status R&D")
    assert online.service.intents == [Typed("status R&D")]
    last = (await online.messages(online.scene.here))[-1]
    assert (last["ephemeral"], last["blocks"][0]["text"]["text"]) == (True, WORD.summary)


async def test_a_command_can_open_a_form(online: Desk) -> None:
    online.service.answer = Ask(FORM)
    await online.act("say", conversation=online.scene.here, text="/gate new")
    assert [view["callback_id"] for view in await online.modals()] == [FORM.action]


async def test_a_mention_is_heard_without_the_bots_name(online: Desk) -> None:
    online.service.answer = Say(WORD)
    bot = online.sandbox.identity.bot_user
    await online.act("say", conversation=online.scene.here, text=f"<@{bot}> status of R&D")
    await online.sandbox.drain()
    assert online.service.intents == [Spoken("status of R&D")]
    assert online.service.heard[0][1].delivery.startswith("Ev")
    assert (await online.messages(online.scene.here))[-1]["ephemeral"]


async def test_a_direct_message_is_heard_and_answered_there(online: Desk) -> None:
    online.service.answer = Ask(FORM)
    direct = await online.chat.direct(online.scene.mia)
    await online.act("say", conversation=direct, text="new project")
    await online.sandbox.drain()
    (intent, sender) = online.service.heard[0]
    assert (intent, sender.direct) == (Spoken("new project"), True)
    offered = controls((await online.messages(direct))[-1])
    assert [one["text"]["text"] for one in offered] == [FORM.title]


async def test_the_bot_does_not_talk_to_programs_nor_hear_edits(desk: Desk) -> None:
    said: Json = {
        "type": "message",
        "channel": "D1",
        "channel_type": "im",
        "user": desk.scene.mia,
        "text": "x",
    }
    bot = desk.sandbox.identity.bot_user
    for other in (
        {"bot_id": "B1"},
        {"subtype": "message_changed"},
        {"edited": {}, "hidden": True},
        {"user": bot},
    ):
        await desk.event(said | other)
    await desk.event(said | {"channel_type": "channel"})
    assert not desk.service.heard


async def test_opening_the_home_is_heard(online: Desk) -> None:
    await online.see("home")
    await online.sandbox.drain()
    assert online.service.intents == [HomeOpened()]


async def test_joining_a_channel_is_heard_for_the_bot_alone(online: Desk) -> None:
    bot, where = online.sandbox.identity.bot_user, online.scene.elsewhere
    await online.act("invite", conversation=where, user=bot)
    await online.sandbox.drain()
    joined = [(intent, sender.user) for intent, sender in online.service.heard]
    assert joined == [(BotJoined(), online.scene.mia)]


async def test_a_changed_profile_is_heard(desk: Desk) -> None:
    user = {"id": "U1", "real_name": "Mia Chen", "tz": "Europe/Prague", "deleted": True}
    await desk.event({"type": "user_change", "user": user})
    await desk.event({"type": "user_change", "user": user | {"is_bot": True}})
    changed = ProfileChanged(name="Mia Chen", time_zone="Europe/Prague", active=False, tells_status=True)
    assert desk.service.intents == [changed]
    assert desk.service.heard[0][1].user == "U1"


async def test_an_event_that_could_not_be_taken_in_is_not_acknowledged(
    online: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    event = {"type": "app_home_opened", "tab": "home", "user": online.scene.mia}
    online.service.failure = Unheard("gone")
    assert (await online.event(event)).status_code == 503
    assert "Traceback" not in caplog.text
    online.service.failure = None
    assert (await online.event(event)).status_code == 200
