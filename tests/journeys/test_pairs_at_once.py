"""Fifty times two people decide a gate at the same moment, over signed HTTP: one outcome each time, no error."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from bot.ledger import audit
from bot.playbooks.load import built_in
from bot.project.events import DecisionTakenBack, GateApproved, GateSentBack
from tests.live.connection import Response
from tests.live.office import Office
from tests.live.projects import LEAD, SPONSOR
from tests.project.good import GOOD

PAIRS = 50
DELEGATE = "U0RAE"
SILENT = Response(200, b"")
GATE = {"g": "1", "r": "1"}


async def _asked(office: Office) -> None:
    """Let the gate wait for the sponsor, and for who stands in for them."""
    for item in built_in("ninety-day").phase(1).checklist:
        if item.id != "DR-8":
            people = {field.key: DELEGATE for field in item.fields if field.type == "person"}
            values = GOOD[item.id] | people | {"note": ""}
            assert await office.submit(LEAD, "item.form", values, i=item.id) == SILENT, item.id
    assert await office.press(SPONSOR, "item.sign", i="DR-8") == SILENT
    today = datetime.now(UTC).date()
    away = {
        "to": DELEGATE,
        "since": (today - timedelta(days=1)).isoformat(),
        "until": (today + timedelta(days=2)).isoformat(),
        "scope": "here",
    }
    assert "Saved." in str(await office.submit(SPONSOR, "project.away", away))
    assert await office.press(LEAD, "gate.request", **GATE) == SILENT


async def _second(office: Office, number: int) -> Response:
    """Let the delegate approve as well, or say no at the same moment."""
    if number % 2:
        return await office.submit(DELEGATE, "gate.send_back", {"reason": "Not yet"}, **GATE)
    return await office.press(DELEGATE, "gate.approve", **GATE)


async def test_of_two_decisions_at_once_one_counts_and_the_other_is_told(
    office: Office, database_url: str
) -> None:
    await _asked(office)
    for number in range(PAIRS):
        answers = await asyncio.gather(office.press(SPONSOR, "gate.approve", **GATE), _second(office, number))
        assert {answer.status for answer in answers} == {200}
        for person in (SPONSOR, DELEGATE):
            # Whose decision it was takes it back; the other one is refused, and the next pair begins.
            assert await office.press(person, "gate.take_back", **GATE) == SILENT

    project, events = await office.look()
    assert project.status == "waiting"
    decided = [event for event in events if isinstance(event, GateApproved | GateSentBack)]
    assert len(decided) == PAIRS
    assert len([event for event in events if isinstance(event, DecisionTakenBack)]) == PAIRS
    report = await audit(database_url)
    assert (report.projects, report.problems) == (1, [])
