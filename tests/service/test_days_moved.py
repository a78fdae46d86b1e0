"""Days that move with a hold, a gate or a new sponsor: people read them, and the ledger gives every stored row."""

from __future__ import annotations

from datetime import timedelta

from bot.project.evolve import evolve
from bot.project.index import index
from bot.service.intents import Done
from bot.talk.plain import plain
from storage.verify import verify
from tests.service.decisions_kit import approve, waiting
from tests.service.office import CHANNEL, Office


def said(office: Office, where: str) -> str:
    """Return everything that stands in a conversation."""
    return "\n".join(plain(card) for place, card in office.chat.messages.items() if place[0] == where)


async def test_a_chosen_day_that_a_hold_moves_is_read_with_what_was_agreed(office: Office) -> None:
    p = await office.begin()
    await office.press("URAJ", "item.take", p=p, i="DR-2")
    agreed = {"due_on": "2026-03-13", "reason": "The export comes then"}
    assert await office.fill("URAJ", "item.due", agreed, p=p, i="DR-2") == Done()
    await office.fill("UMIA", "project.hold", {"reason": "The line is rebuilt"}, p=p)
    office.clock.move_to(office.clock.now() + timedelta(days=1))
    assert await office.press("UMIA", "project.resume", p=p) == Done()
    await office.relay.drain()
    assert "due Mon 16 Mar, 3 days later than agreed" in said(office, CHANNEL)
    report = await verify(office.store, evolve=evolve, index=index)
    assert (report.projects, report.problems) == (1, [])


async def test_a_new_sponsor_reads_no_day_that_had_gone_by(office: Office) -> None:
    p = await office.begin()
    await office.press("UANA", "item.sign", p=p, i="DR-8")
    office.clock.move_to(office.clock.now() + timedelta(days=9))
    await office.fill("UMIA", "project.role", {"role": "sponsor", "person": "URAJ"}, p=p)
    await office.relay.drain()
    (row,) = {
        line for line in said(office, CHANNEL).splitlines() if "Sponsor confirmed" in line and "due" in line
    }
    assert "due Fri 13 Mar" in row
    report = await verify(office.store, evolve=evolve, index=index)
    assert (report.projects, report.problems) == (1, [])


async def test_a_phase_that_begins_early_takes_what_was_agreed_into_its_plan(office: Office) -> None:
    p = await waiting(office)
    await office.fill("UMIA", "item.due", {"due_on": "2026-04-15", "reason": "As agreed"}, p=p, i="GO-1")
    await approve(office, "UANA", p)
    await office.relay.drain()
    assert "sooner than agreed" in said(office, CHANNEL)
    report = await verify(office.store, evolve=evolve, index=index)
    assert (report.projects, report.problems) == (1, [])
