"""A delivery that Teams repeats is one delivery; another click is another one."""

from __future__ import annotations

from typing import Any

import pytest

from adapters.teams.deliveries import PATIENCE
from bot.service.intents import (
    Say,
    Wrong,
)
from bot.talk.card import Card, Text
from tests.adapters.teams.connector_stub import TENANT
from tests.adapters.teams.door import PERSONAL, Door, Json, serving
from tests.adapters.teams.inbound_kit import ARGS, DATA

NO = Say(Card("Only Ana can decide this gate.", (Text("Only Ana can decide this gate."),)))


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
