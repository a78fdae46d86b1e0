"""What somebody is told whose form or word cannot be opened."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from bot.service.intents import Ask, Say
from bot.service.ports import DeliveryFailed
from bot.talk.card import Card, Text
from tests.adapters.slack.cards import FORM
from tests.adapters.slack.kit import Desk, Json

WORD = Card(summary="Only Ana can decide this gate.", parts=(Text("Only Ana can decide this gate."),))
UNOPENED = "Nothing was saved: the chat does not answer. Please try again in a minute."
LATE = "Nothing was saved: the form did not open in time. Please try again now."


def _pressed(desk: Desk, **where: object) -> Json:
    """A press whose trigger is over."""
    action = {"type": "button", "action_id": "x", "value": '["item.form",{}]'}
    team, user = {"id": desk.sandbox.identity.team_id}, {"id": desk.scene.mia}
    expired: Json = {"type": "block_actions", "team": team, "user": user, "actions": [action]}
    return expired | {"trigger_id": "expired"} | where


async def test_a_form_that_cannot_open_is_told_where_it_was_asked_for(online: Desk) -> None:
    online.service.answer = Ask(FORM)
    pressed = _pressed(online, channel={"id": online.scene.here})
    assert (await online.interact(pressed)).status_code == 200
    last = (await online.messages(online.scene.here))[-1]
    assert (last["ephemeral"], last["blocks"][0]["text"]["text"]) == (True, UNOPENED)


async def test_a_form_that_cannot_open_from_a_home_or_over_another_one_is_told_directly(online: Desk) -> None:
    direct = await online.chat.direct(online.scene.mia)
    for kind in ("home", "modal"):
        online.service.answer = Ask(FORM)
        assert (await online.interact(_pressed(online, view={"id": "V1", "type": kind}))).status_code == 200
        assert online.scene.texts(direct)[-1] == UNOPENED
        online.service.answer = Say(WORD)
        assert (await online.interact(_pressed(online, view={"id": "V1", "type": kind}))).status_code == 200
        assert online.scene.texts(direct)[-1] == WORD.summary


async def test_a_form_that_cannot_open_after_a_command_is_told_in_its_answer(online: Desk) -> None:
    online.service.answer = Ask(FORM)
    where = {"team_id": online.sandbox.identity.team_id, "channel_id": online.scene.here}
    typed = {**where, "user_id": online.scene.mia, "command": "/gate", "text": "new", "trigger_id": "expired"}
    answer = await online.post(urlencode(typed).encode(), "application/x-www-form-urlencoded")
    assert (answer.status_code, answer.json()["response_type"]) == (200, "ephemeral")
    assert answer.json()["text"] == UNOPENED


async def test_where_neither_a_form_nor_a_word_can_be_shown_slacks_own_warning_is_left(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.service.answer = Ask(FORM)
    action = {"type": "button", "action_id": "x", "value": '["item.form",{}]'}
    team = {"id": desk.sandbox.identity.team_id}
    body: Json = {"type": "block_actions", "team": team, "user": {"id": "U1"}, "actions": [action]}
    assert (await desk.interact(body | {"trigger_id": "expired"})).status_code == 500
    assert {record.levelname for record in caplog.records} == {"WARNING"}
    assert not any(record.exc_info for record in caplog.records)
    assert "a press was left unanswered: neither what it asked for nor a word" in caplog.text


async def test_a_form_that_came_too_late_may_be_asked_for_again_at_once(
    online: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def late(trigger: str, view: Json) -> None:
        raise DeliveryFailed("expired_trigger_id")

    monkeypatch.setattr(online.chat, "open_view", late)
    online.service.answer = Ask(FORM)
    assert (await online.interact(_pressed(online, channel={"id": online.scene.here}))).status_code == 200
    last = (await online.messages(online.scene.here))[-1]
    assert last["blocks"][0]["text"]["text"] == LATE
