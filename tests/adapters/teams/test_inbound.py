"""From what a person does in Teams to an intent: words, controls, forms, coming and going."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.teams.activity import Malformed, parsed, read
from adapters.teams.deliveries import PATIENCE
from adapters.teams.translate import INVOKES, heard
from bot.service.intents import (
    BotJoined,
    BotRemoved,
    HomeOpened,
    Look,
    Pressed,
    Say,
    Sender,
    Spoken,
    Submitted,
    Typed,
    Wrong,
)
from bot.service.ports import Profile
from bot.talk.card import Card, Text
from tests.adapters.teams.connector_stub import BOT, MIA, TEAM, TENANT
from tests.adapters.teams.door import PERSONAL, THREAD, Door, Json, activity, message, serving

ARGS = {"p": "project", "i": "data_quality"}
DATA = {"a": ARGS, "n": '["checklist","project"]', "v": "0a1b2c3d"}
NO = Say(Card("Only Ana can decide this gate.", (Text("Only Ana can decide this gate."),)))
TAG = "<at>Tollgate</at>"


@pytest.fixture
async def door() -> AsyncIterator[Door]:
    async with serving() as door:
        yield door


async def say(door: Door, text: str, **changed: Any) -> None:
    assert (await door.post(message(text, **changed))).status_code == 200


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


async def invoke_four_times(door: Door, **second: Any) -> list[str]:
    for _ in range(4):  # each with an id of its own
        await door.execute("gate.approve", DATA | second)
    return door.service.deliveries


async def test_the_same_invoke_four_times_is_one_delivery(door: Door) -> None:
    assert len(set(await invoke_four_times(door))) == 1


async def test_the_same_form_four_times_is_one_delivery(door: Door) -> None:
    carried = {"verb": "item.form", "a": ARGS, "v": "1", "k": ["name"], "form": True, "name": "Ada"}
    for _ in range(4):
        await door.invoke("task/submit", {"data": carried})
    await door.invoke("task/submit", {"data": carried | {"name": "Eva"}})
    assert [door.service.deliveries.count(one) for one in door.service.deliveries] == [4, 4, 4, 4, 1]


async def test_a_late_repeat_is_the_same_delivery(door: Door) -> None:
    for _ in range(4):
        await door.execute("gate.approve", DATA)
        door.clock.pass_by(PATIENCE)
    assert len(set(door.service.deliveries)) == 1


async def test_two_processes_give_a_repeat_the_same_delivery(door: Door) -> None:
    await door.execute("gate.approve", DATA)
    async with serving() as other:
        await other.execute("gate.approve", DATA)
        assert other.service.deliveries == door.service.deliveries


@pytest.mark.parametrize(
    "changed",
    [
        {"from": {"id": "29:raj"}},
        {"conversation": {"id": PERSONAL, "conversationType": "personal", "tenantId": TENANT}},
        {"replyToId": "1600000000002"},
    ],
    ids=["person", "conversation", "message"],
)
async def test_another_person_or_place_is_another_delivery(door: Door, changed: Json) -> None:
    await door.execute("gate.approve", DATA)
    await door.execute("gate.approve", DATA, **changed)
    assert len(set(door.service.deliveries)) == 2


async def test_a_click_on_a_changed_card_counts(door: Door) -> None:
    await door.execute("item.done", DATA)
    await door.execute("item.done", DATA | {"v": "changed"})
    assert len(set(door.service.deliveries)) == 2


async def test_done_undone_and_done_again_are_three_clicks(door: Door) -> None:
    await door.execute("item.done", DATA)
    await door.execute("item.open", DATA | {"v": "done"})
    await door.execute("item.done", DATA)
    assert len(set(door.service.deliveries)) == 3


async def test_a_click_minutes_later_counts(door: Door) -> None:
    await door.execute("item.done", DATA)
    door.clock.pass_by(10 * PATIENCE)
    await door.execute("item.done", DATA)
    assert len(set(door.service.deliveries)) == 2


@pytest.mark.parametrize("no", [NO, Wrong({"": "no"})])
async def test_a_refusal_that_was_told_in_time_is_not_replayed(door: Door, no: Say | Wrong) -> None:
    door.service.answer = no
    assert len(set(await invoke_four_times(door))) == 4


async def test_a_refusal_that_came_too_late_is_repeated_to_the_repeat(door: Door) -> None:
    door.service.answer = NO
    door.service.meanwhile = lambda: door.clock.pass_by(PATIENCE)
    await door.execute("item.done", DATA)
    await door.execute("item.done", DATA)
    assert len(set(door.service.deliveries)) == 1


async def test_coming_to_a_channel_is_heard_once_however_it_is_told(door: Door) -> None:
    both = [{"id": "29:raj"}, {"id": BOT}]
    await door.post(activity("conversationUpdate", where=TEAM, membersAdded=both))
    await door.post(activity("installationUpdate", where=TEAM, action="add"))
    intent, sender = door.service.heard[0]
    assert door.service.intents == [BotJoined()]
    assert (intent, sender.user, sender.conversation) == (BotJoined(), MIA, TEAM)


async def test_leaving_a_channel_is_heard_once_however_it_is_told(door: Door) -> None:
    await door.post(activity("installationUpdate", where=TEAM, action="remove"))
    await door.post(activity("conversationUpdate", where=TEAM, membersRemoved=[{"id": BOT}]))
    assert door.service.intents == [BotRemoved()]


async def test_leaving_a_team_is_heard_in_its_channel_of_the_same_id(door: Door) -> None:
    team = {"id": TEAM, "aadGroupId": "a-group", "name": "Plant"}
    about = {"team": team, "eventType": "teamMemberRemoved", "tenant": {"id": TENANT}}
    gone = activity("conversationUpdate", where=TEAM, membersRemoved=[{"id": BOT}], channelData=about)
    await door.post(gone)
    about = {"team": team, "settings": {"selectedChannel": {"id": TEAM}}, "tenant": {"id": TENANT}}
    await door.post(activity("installationUpdate", where=TEAM, action="add", channelData=about))
    assert door.service.intents == [BotRemoved(TEAM), BotJoined(TEAM)]
    assert [sender.team for _, sender in door.service.heard] == [TEAM, TEAM]


async def test_one_channel_of_a_team_is_not_the_team(door: Door) -> None:
    other = "19:other@thread.tacv2"
    about = {"team": {"id": TEAM}, "channel": {"id": other}, "tenant": {"id": TENANT}}
    gone = activity("conversationUpdate", where=other, membersRemoved=[{"id": BOT}], channelData=about)
    await door.post(gone)
    assert door.service.intents == [BotRemoved()]
    assert door.service.heard[0][1].team == TEAM


async def test_coming_to_two_conversations_is_heard_in_both(door: Door) -> None:
    for where in (TEAM, PERSONAL):
        await door.post(activity("conversationUpdate", where=where, membersAdded=[{"id": BOT}]))
    assert door.service.intents == [BotJoined(), BotJoined()]


async def test_people_who_come_and_go_and_newer_versions_are_not_heard(door: Door) -> None:
    await door.post(activity("conversationUpdate", membersAdded=[{"id": "29:raj"}]))
    await door.post(activity("conversationUpdate", membersRemoved=[{"id": "29:raj"}], membersAdded=None))
    await door.post(activity("conversationUpdate", channelData={"tenant": {"id": TENANT}, "eventType": "x"}))
    await door.post(activity("installationUpdate", action="add-upgrade"))
    await door.post(activity("conversationUpdate", membersAdded=[{"id": BOT}]) | {"from": None})
    assert not door.service.heard


async def test_whoever_writes_is_known_to_the_chat(door: Door) -> None:
    await say(door, "help")
    assert await door.desk.chat.profile(MIA) == Profile(
        user=MIA,
        name="Mia Chen",
        time_zone="America/Toronto",
        locale="en-CA",
        email="mia@maple-works.example",
    )
    assert await door.desk.chat.direct(MIA) == PERSONAL


async def test_a_time_zone_comes_from_the_client_where_the_activity_has_none(door: Door) -> None:
    await door.post(message("help") | {"localTimezone": None, "locale": None})
    profile = await door.desk.chat.profile(MIA)
    assert (profile.time_zone, profile.locale) == ("America/Toronto", "en-CA")


async def test_where_teams_calls_from_is_told_when_it_changes(door: Door) -> None:
    first = door.desk.connector.service_url
    for address in (first, first, "https://smba.trafficmanager.net/uk/"):
        await say(door, "help", serviceUrl=address)
    assert door.seen_at == [first, "https://smba.trafficmanager.net/uk/"]
    assert door.desk.connector.service_url == "https://smba.trafficmanager.net/uk/"


#: by the case: what is posted, all of it signed for
MALFORMED: dict[str, bytes | Json] = {
    "nothing": b"",
    "half of an object": b'{"type":',
    "a list": b"[]",
    "a number": b"3",
    "not UTF-8": b'{"type":"\xff"}',
    "half of a character": b'{"type":"\\ud800"}',
    "deep": b'{"type":' + b"[" * 5000,
    "no type": {"id": "1"},
    "type is no text": activity("invoke") | {"type": 3},
    "sender is no object": activity("message") | {"from": "Mia"},
    "sender without an id": message("help") | {"from": {"name": "Mia"}},
    "a control character in an id": message("help") | {"from": {"id": "29:\0"}},
    "conversation is a list": activity("message") | {"conversation": []},
    "conversation without an id": message("help") | {"conversation": {"tenantId": TENANT}},
    "text is no text": activity("message", text=5),
    "entities are no list": activity("message", text="x", entities={}),
    "an entity is no object": activity("message", text="x", entities=["mention"]),
    "members are no list": activity("conversationUpdate", membersAdded="bot"),
    "a member is no object": activity("conversationUpdate", membersAdded=[None]),
    "invoke without a name": activity("invoke", value={}),
    "invoke of an unknown name": activity("invoke", name="composeExtension/query", value={}),
    "name is no text": activity("invoke", name={}, value={}),
    "no value": activity("invoke", name="adaptiveCard/action"),
    "value is text": activity("invoke", name="adaptiveCard/action", value="{}"),
    "no action": activity("invoke", name="adaptiveCard/action", value={}),
    "action is text": activity("invoke", name="adaptiveCard/action", value={"action": "item.done"}),
    "action without a verb": activity("invoke", name="adaptiveCard/action", value={"action": {"data": {}}}),
    "verb is no text": activity("invoke", name="adaptiveCard/action", value={"action": {"verb": 1}}),
    "args are no object": activity(
        "invoke", name="adaptiveCard/action", value={"action": {"verb": "x", "data": {"a": []}}}
    ),
    "an arg is no text": activity(
        "invoke", name="adaptiveCard/action", value={"action": {"verb": "x", "data": {"a": {"p": 1}}}}
    ),
    "NUL in an arg": activity(
        "invoke", name="adaptiveCard/action", value={"action": {"verb": "x", "data": {"a": {"p": "\0"}}}}
    ),
    "dialog without data": activity("invoke", name="task/fetch", value={}),
    "data is a list": activity("invoke", name="task/fetch", value={"data": []}),
    "data without a verb": activity("invoke", name="task/fetch", value={"data": {}}),
    "submission without a verb": activity("invoke", name="task/submit", value={"data": {"name": "Ada"}}),
    "submission of null": activity("invoke", name="task/submit", value={"data": None}),
}


async def test_what_is_malformed_is_refused_with_the_reason(door: Door) -> None:
    for case, body in MALFORMED.items():
        answer = await door.post(body)
        assert (answer.status_code, bool(answer.text)) == (400, True), case
    assert not door.service.heard


@pytest.mark.parametrize("inputs", [{"k": 3}, {"k": [1, {}]}, {"k": ["x"], "x": {}}, {"x": [1, [None]]}])
async def test_odd_inputs_of_a_form_are_read_as_far_as_they_can_be(door: Door, inputs: Json) -> None:
    data = {"verb": "item.form", "a": {}, "form": True} | inputs
    assert (await door.invoke("task/submit", {"data": data})).status_code == 200
    assert isinstance(door.service.intents[0], Submitted)


async def test_a_body_beyond_what_teams_sends_is_refused(door: Door) -> None:
    assert (await door.post(b" " * 1_100_000)).status_code == 413


async def test_only_posts_are_answered(door: Door) -> None:
    assert (await door.http.get(door.address)).status_code == 405


async def test_a_failing_service_is_not_acknowledged(door: Door) -> None:
    door.service.failure = RuntimeError("broken")
    assert (await door.execute("item.done", DATA)).status_code == 500


_SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**40), 2**40)
    | st.floats(allow_nan=False)
    | st.text(max_size=9)
)
_NAMES = st.sampled_from(
    ["verb", "a", "n", "v", "k", "form", "data", "action", "id", "type", "mentioned", "text"]
)
_ANYTHING = st.recursive(
    _SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(_NAMES | st.text(max_size=3), inner, max_size=4)
    ),
    max_leaves=12,
)
_KINDS = st.sampled_from(["invoke", "message", "conversationUpdate", "installationUpdate", "typing"])
_PARTS = st.sampled_from(
    sorted({*activity("invoke"), "name", "value", "text", "entities", "membersAdded", "action"})
)
_INVOKES = st.sampled_from(sorted(INVOKES))


@given(_KINDS, _INVOKES, _ANYTHING, st.dictionaries(_PARTS, _ANYTHING, max_size=3))
def test_nothing_that_is_posted_fails_in_any_way_but_as_malformed(
    kind: str, name: str, value: object, changed: Json
) -> None:
    for shaped in (value, {"data": value}, {"action": value}, {"action": {"verb": "x", "data": value}}):
        posted = activity(kind, name=name, value=shaped) | changed
        with contextlib.suppress(Malformed):
            heard(read(parsed(orjson.dumps(posted))), tenant=TENANT, bot_id=BOT)
