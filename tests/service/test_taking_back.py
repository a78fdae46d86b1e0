"""A decision can be taken back for ten minutes, and every copy offers it so long."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.service.intents import Done
from bot.talk.card import Buttons
from bot.talk.plain import plain
from tests.service.decisions_kit import ROUND, approve, copies, text, waiting
from tests.service.office import Office, words


def offers(office: Office) -> bool:
    """Tell whether any copy offers to take the decision back."""
    return any("Take back" in copy for copy in copies(office))


async def last_second(office: Office, p: str) -> datetime:
    """Return until when the decision can be taken back."""
    return (await office.project(p)).decisions[-1].at + timedelta(minutes=10)


async def test_a_decision_offers_to_be_taken_back_for_ten_minutes_and_no_longer(office: Office) -> None:
    p = await waiting(office)
    await approve(office, "UANA", p)
    until = await last_second(office, p)
    office.clock.move_to(until)
    assert await office.sweep.run() == 0
    assert offers(office)
    office.clock.move_to(until + timedelta(seconds=1))
    assert await office.sweep.run() == 1
    await office.relay.drain()
    assert not offers(office)
    office.clock.move_by(timedelta(hours=1))
    assert await office.sweep.run() == 0, "the clock is asked once for a decision"


async def test_what_ended_the_project_is_looked_at_once_more(office: Office) -> None:
    p = await waiting(office)
    assert await office.fill("UANA", "gate.stop", {"reason": "Sold"}, p=p, **ROUND) == Done()
    await office.relay.drain()
    assert offers(office)
    office.clock.move_to(await last_second(office, p) + timedelta(seconds=1))
    assert await office.sweep.run() == 1
    await office.relay.drain()
    assert not offers(office)
    office.clock.move_by(timedelta(days=3))
    assert await office.sweep.run() == 0


async def test_a_decision_is_taken_back_within_ten_minutes(office: Office) -> None:
    p = await waiting(office)
    await approve(office, "UANA", p)
    assert any("'gate.take_back'" in copy for copy in copies(office))
    assert "author" in words(await office.press("UMIA", "gate.take_back", p=p, **ROUND))
    assert await office.press("UANA", "gate.take_back", p=p, **ROUND) == Done()
    await office.relay.drain()
    project = await office.project(p)
    assert (project.phase, project.status) == (1, "waiting")
    assert any("taken back" in said for said in office.said("C1"))
    assert any("has not begun" in text(card) for card in office.chat.messages.values())
    await approve(office, "UANA", p)
    office.clock.move_by(timedelta(minutes=11))
    assert "ten minutes" in words(await office.press("UANA", "gate.take_back", p=p, **ROUND))


def channel_notices(office: Office, kind: str) -> list[str]:
    """Return what messages of a kind say, the oldest first."""
    return [plain(card) for card in office.chat.messages.values() if f'"kind":"{kind}"' in card.notice]


async def test_what_told_of_a_decision_says_that_it_was_taken_back_and_keeps_what_it_was(
    office: Office,
) -> None:
    p = await waiting(office)
    await approve(office, "UANA", p)
    (said,) = channel_notices(office, "approved")
    assert said.startswith("✔ Gate 1 approved · Ana Ruiz")
    assert await office.press("UANA", "gate.take_back", p=p, **ROUND) == Done()
    await office.relay.drain()
    (undone,) = channel_notices(office, "approved")
    assert undone.startswith("○ Taken back: gate 1 approved · Ana Ruiz")
    assert "Ana took the decision back. It counts no more; the record keeps both." in undone
    # The next decision of the same round has a message of its own, and leaves this one as it is.
    await approve(office, "UANA", p)
    first, second = channel_notices(office, "approved")
    assert first == undone
    assert second.startswith("✔ Gate 1 approved · Ana Ruiz")


async def test_so_does_what_told_the_lead_of_a_no_and_the_channel_of_a_hold(office: Office) -> None:
    p = await waiting(office)
    assert await office.fill("UANA", "gate.send_back", {"reason": "Name her"}, p=p, **ROUND) == Done()
    await office.relay.drain()
    assert await office.press("UANA", "gate.take_back", p=p, **ROUND) == Done()
    assert await office.fill("UANA", "gate.hold", {"reason": "Until May"}, p=p, **ROUND) == Done()
    await office.relay.drain()
    assert await office.press("UANA", "gate.take_back", p=p, **ROUND) == Done()
    await office.relay.drain()
    (no,), (hold,) = channel_notices(office, "sent_back"), channel_notices(office, "gate_ended")
    assert no.startswith("○ Taken back: gate 1 sent back · Ana Ruiz")
    assert "Request again" not in no
    assert hold.startswith("○ Taken back: gate 1: put on hold · Ana Ruiz")


async def test_a_decision_is_taken_back_after_a_second_question_alone(office: Office) -> None:
    p = await waiting(office)
    await approve(office, "UANA", p)
    parts = [part for card in office.chat.messages.values() for part in card.parts]
    rows = [part.buttons for part in parts if isinstance(part, Buttons)]
    found = [button for row in rows for button in row if button.action == "gate.take_back"]
    assert len(found) == 2  # the channel's review and her own
    for button in found:
        assert button.confirm
        assert "gate 1 waits again" in button.confirm.text
