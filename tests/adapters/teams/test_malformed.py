"""What is no activity of Teams is refused with the reason, and nothing fails in another way."""

from __future__ import annotations

import contextlib

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.bodies import Malformed, parsed
from adapters.teams.activity import read
from adapters.teams.translate import INVOKES, heard
from bot.service.intents import (
    Submitted,
)
from tests.adapters.teams.connector_stub import BOT, TENANT
from tests.adapters.teams.door import Door, Json, activity, message
from tests.adapters.teams.inbound_kit import DATA

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
    "a zero byte in an address": message("help") | {"serviceUrl": "https://smba.trafficmanager.net/\0"},
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
