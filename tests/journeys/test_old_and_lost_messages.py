"""Messages that are out of date or gone: old buttons answer with what is so now, and a checklist comes back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from adapters.sandbox.driver import DIRECT
from adapters.sandbox.examples.squad import Squad
from adapters.sandbox.tour.phase_1 import KPI
from adapters.sandbox.visible import all_words
from tests.journeys.world import CHANNEL, MONDAY, World, world


def _squad(made: World) -> Squad:
    name = "Line 3 downtime"
    return Squad(made.driver, made.demo.days.move_to, MONDAY.date(), CHANNEL, "mia", name)


async def _requested(made: World) -> Squad:
    squad = _squad(made)
    await squad.open(0)
    await squad.make_ready(KPI)
    await squad.request(squad.lead, 1)
    return squad


async def test_an_old_approve_says_how_the_gate_was_decided_and_changes_nothing(tmp_path: Path) -> None:
    async with world(tmp_path) as made:
        squad = await _requested(made)
        place, approve = await made.driver.person("ana").find("Approve", on=CHANNEL, message="Gate 1")
        stale = {**approve.action()}
        await squad.ana.press("Approve", on=DIRECT, message="Gate 1")
        before = await made.events()
        # The page shows the outcome now, without the button: what arrives is a click that was on its way.
        message = made.demo.sandbox.workspace.messages[place["conversation"]][place["ts"]]
        shown = message.blocks
        message.blocks = [{"type": "actions", "block_id": stale["block_id"], "elements": [approve.element]}]
        await squad.ana.use(place, approve)
        assert await made.events() == before
        answer = (await squad.ana.messages(CHANNEL))[-1]
        assert answer["ephemeral"]
        assert "Gate 1" in all_words(answer["blocks"])
        assert "Ana" in all_words(answer["blocks"])
        healed = made.demo.sandbox.workspace.messages[place["conversation"]][place["ts"]].blocks
        assert all_words(healed) == all_words(shown)


async def test_a_deleted_checklist_is_posted_again_with_the_next_change(tmp_path: Path) -> None:
    async with world(tmp_path) as made:
        await made.begin()
        mia = made.crew.mia
        gone = next(m for m in await mia.messages(CHANNEL) if m["pinned"])
        await made.driver.post(
            "delete", conversation=made.driver.ids[CHANNEL], ts=gone["ts"], **{"as": mia.id}
        )
        assert not [m for m in await mia.messages(CHANNEL) if m["pinned"]]
        (await made.person("ana").messages(DIRECT))[0]
        await made.crew.ana.press("Confirm", on=DIRECT)
        (again,) = [m for m in await mia.messages(CHANNEL) if m["pinned"]]
        assert "1 of 9 ready" in all_words(again["blocks"])


async def test_the_checklist_comes_to_the_bottom_when_it_is_asked_for(tmp_path: Path) -> None:
    async with world(tmp_path) as made:
        await made.begin()
        raj = made.crew.raj
        await raj.say(CHANNEL, "Where are we?")
        await raj.say(CHANNEL, "/gate")
        await raj.press("Show the checklist", on=CHANNEL)
        assert "0 of 9 ready" in await made.last(raj, CHANNEL)
        await made.crew.take(raj, "Data access pipeline in place")
        first, last = (m for m in await raj.messages(CHANNEL) if "hase 1" in m["text"] and not m["ephemeral"])
        assert "this checklist stands further down now" in first["text"]
        assert "Raj" in all_words(last["blocks"])
        assert first["ts"] < last["ts"]


async def test_a_role_card_keeps_no_button_for_what_is_done(tmp_path: Path) -> None:
    async with world(tmp_path) as made:
        await made.begin()
        ana = made.crew.ana
        await ana.press("Confirm", on=DIRECT)
        assert not await ana.sees("Confirm", on=DIRECT)
        assert "confirmed by Ana" in await made.last(ana, DIRECT)


async def test_a_project_held_for_a_week_moves_its_gate_by_a_week(tmp_path: Path) -> None:
    async with world(tmp_path) as made:
        await made.begin()
        mia = made.crew.mia
        await mia.press("More…", on=CHANNEL)
        await mia.press("Put on hold…", on=CHANNEL)
        await mia.fill(reason="Inventory")
        await made.crew.on(date(2026, 3, 9))
        await mia.press("Resume the project", on=CHANNEL)
        assert "Mon 23 Mar, 7 days later than planned" in await made.last(mia, CHANNEL)


async def test_a_packet_says_so_when_its_decision_was_taken_back(tmp_path: Path) -> None:
    async with world(tmp_path) as made:
        squad = await _requested(made)
        await squad.ana.press("Approve", on=DIRECT, message="Gate 1")
        await squad.ana.press("Take back", on=DIRECT, message="Gate 1")
        marked = made.demo.sandbox.workspace.lasting(made.driver.ids[CHANNEL])
        (packet,) = [message.text for message in marked if "Packet of gate 1" in message.text]
        assert "Taken back by Ana" in packet
