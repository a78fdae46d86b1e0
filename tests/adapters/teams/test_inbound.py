"""From what a person does in Teams to an intent: words, controls, forms, coming and going."""

from __future__ import annotations

import pytest

from bot.service.intents import (
    HomeOpened,
    Look,
    Pressed,
    Sender,
    Spoken,
    Submitted,
    Typed,
)
from tests.adapters.teams.connector_stub import MIA, TEAM, TENANT
from tests.adapters.teams.door import PERSONAL, THREAD, Door, Json, activity, message
from tests.adapters.teams.inbound_kit import ARGS, DATA, say

TAG = "<at>Tollgate</at>"


async def test_a_word_in_the_own_chat_is_typed(door: Door) -> None:
    await say(door, "status", id="1700000000001")
    intent, sender = door.service.heard[0]
    assert intent == Typed("status")
    assert sender == Sender(
        platform="teams",
        tenant=TENANT,
        user=MIA,
        delivery="1700000000001",
        conversation=PERSONAL,
        message="1700000000001",
        direct=True,
    )


async def test_a_mention_is_typed_without_the_bots_name_and_without_its_thread(door: Door) -> None:
    await say(door, f"{TAG}  status\n", where=THREAD)
    intent, sender = door.service.heard[0]
    assert intent == Typed("status")
    assert (sender.conversation, sender.direct) == (TEAM, False)


async def test_a_mention_alone_is_a_greeting(door: Door) -> None:
    await say(door, TAG, where=THREAD)
    await say(door, " ")
    assert door.service.intents == [Spoken(""), Spoken("")]


async def test_who_writes_home_asks_for_their_own_page(door: Door) -> None:
    await say(door, "Home")
    await say(door, f"{TAG} home", where=THREAD)
    assert door.service.intents == [HomeOpened(), HomeOpened()]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("link R&amp;D &lt;1&gt;", "link R&D <1>"),
        ("link&nbsp;code", "link code"),
        ("assign <at>Raj Patel</at>", "assign Raj Patel"),
        ("a\0b", "ab"),
        ("Größe 東京 🙂", "Größe 東京 🙂"),
    ],
)
async def test_text_is_read_as_it_was_typed(door: Door, written: str, read: str) -> None:
    await say(door, written)
    assert door.service.intents == [Typed(read)]


async def test_what_is_not_for_the_bot_is_not_heard(door: Door) -> None:
    await say(door, "lunch?", where=THREAD)
    somebody = {"type": "mention", "text": "<at>Raj</at>", "mentioned": {"id": "29:raj"}}
    odd: list[Json] = [somebody, {"type": "mention"}, {"type": "mention", "mentioned": {"id": [1]}}, {}]
    await door.post(message("<at>Raj</at> lunch?", where=THREAD) | {"entities": odd})
    await door.post(message("I am a program") | {"from": {"id": "28:other"}})
    for kind in ("messageReaction", "messageUpdate", "messageDelete", "typing", "event", "unheardOf"):
        assert (await door.post(activity(kind))).status_code == 200
    assert not door.service.heard


async def test_a_used_control_is_an_intent_with_its_sender(door: Door) -> None:
    await door.execute("item.done", DATA, replyToId="1600000000001")
    intent, sender = door.service.heard[0]
    assert intent == Pressed("item.done", ARGS)
    assert sender == Sender(
        platform="teams",
        tenant=TENANT,
        user=MIA,
        delivery=sender.delivery,
        conversation=TEAM,
        message="1600000000001",
    )


async def test_the_message_of_a_control_is_known_from_its_thread_too(door: Door) -> None:
    await door.execute("item.done", DATA)
    assert door.service.heard[0][1].message == "1600000000001"


async def test_a_card_that_is_looked_at_is_drawn_for_who_looks(door: Door) -> None:
    await door.execute("refresh", {"n": DATA["n"]})
    assert door.service.intents == [Look('["checklist","project"]')]


async def test_what_opens_a_dialog_is_pressed(door: Door) -> None:
    data = {"msteams": {"type": "task/fetch"}, "verb": "item.form", "a": ARGS}
    await door.invoke("task/fetch", {"data": data, "context": {"theme": "dark"}})
    assert door.service.intents == [Pressed("item.form", ARGS)]


async def test_a_dialog_comes_back_filled_in(door: Door) -> None:
    carried = {"verb": "item.form", "a": ARGS, "v": "1", "k": ["name", "due", "score", "who"], "form": True}
    await door.invoke("task/submit", {"data": carried | {"name": "R&D\0", "due": None, "score": 8.5}})
    values = {"name": "R&D", "due": "", "score": "8.5", "who": ""}
    assert door.service.intents == [Submitted("item.form", ARGS, values)]


async def test_a_form_in_place_of_a_card_comes_back_filled_in(door: Door) -> None:
    await door.execute("item.form", DATA | {"form": True, "k": ["name"], "name": "Ada"})
    assert door.service.intents[0] == Submitted("item.form", ARGS, {"name": "Ada"})


async def test_a_control_in_a_dialog_is_pressed(door: Door) -> None:
    await door.invoke("task/submit", {"data": {"verb": "item.done", "a": ARGS, "v": "1"}})
    assert door.service.intents == [Pressed("item.done", ARGS)]


async def test_a_client_without_universal_actions_is_heard(door: Door) -> None:
    value = {"verb": "item.done", "a": ARGS, "v": "1"}
    await door.post(activity("message", value=value, replyToId="1600000000001"))
    assert door.service.intents == [Pressed("item.done", ARGS)]
    assert door.service.heard[0][1].message == "1600000000001"
