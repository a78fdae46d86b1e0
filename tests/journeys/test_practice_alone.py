"""One person takes a practice project to live alone, marked as practice everywhere."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.sandbox.driver import DIRECT
from adapters.sandbox.examples.answers import DEPLOYED, QUESTIONS, READY, RETURN, WATCHED, WIKI
from adapters.sandbox.tour.crew import Crew
from adapters.sandbox.tour.phase_1 import KPI
from adapters.sandbox.visible import all_words
from tests.journeys.world import CHANNEL, MONDAY, World, world


@pytest.mark.parametrize("place", [DIRECT, CHANNEL])
async def test_one_person_plays_a_practice_project_to_live(tmp_path: Path, place: str) -> None:
    async with world(tmp_path) as made:
        crew = Crew(made.driver, made.demo.days.move_to, place)
        await crew.mia.say(place, "/gate practice")
        await crew.mia.fill()
        await _phase_1(crew)
        await _phase_2(crew)
        await _phase_3(crew)
        await _phase_4(crew)
        said = [all_words(m["blocks"]) for m in await crew.mia.messages(place) if m["bot"]]
        assert any("is live" in text for text in said)
        assert all("practice" in text.lower() for text in said if "Phase" in text), said
        await _nobody_else_was_told(made, crew, place)


async def test_what_the_bot_asks_to_be_typed_lets_it_in(tmp_path: Path) -> None:
    async with world(tmp_path) as made:
        mia = made.crew.mia
        told = await mia.say("#general", "/gate practice")
        assert told
        (typed,) = re.findall(r"type (/invite @Tollgate) here", all_words(told["blocks"]))
        await mia.say("#general", typed)
        await mia.say("#general", "/gate practice")
        await mia.fill()
        said = [all_words(one["blocks"]) for one in await mia.messages("#general") if one["bot"]]
        assert any("Phase 1" in text for text in said)


async def _nobody_else_was_told(made: World, crew: Crew, place: str) -> None:
    others = {made.driver.direct[made.driver.ids[name]] for name in made.driver.names if name != "mia"}
    assert not [sent for sent in made.sent if sent[2] in others]
    home = all_words((await crew.mia.home())["blocks"])
    assert "live" in home


async def _phase_1(crew: Crew) -> None:
    mia = crew.mia
    await mia.press("Confirm", on=crew.channel, beside="Sponsor confirmed")
    await _answer(crew, "Business problem with a measurable KPI", **KPI)
    await _answer(crew, "Baseline without AI", baseline="47")
    for item, values in READY.items():
        await _answer(crew, item, **values)
    await _pass(crew, 1)


async def _answer(crew: Crew, item: str, **values: str) -> None:
    """Record an item; nobody has to take one in a project of one's own."""
    if await crew.mia.sees("Take it", on=crew.channel, beside=item):
        await crew.take(crew.mia, item)
    await crew.record(crew.mia, item, **values)


async def _pass(crew: Crew, gate: int) -> None:
    await crew.request(crew.mia, gate)
    await crew.mia.press("Approve", on=crew.channel, message=f"Gate {gate}")
    await crew.on((MONDAY + timedelta(days=20 * gate)).date())


async def _phase_2(crew: Crew) -> None:
    mia = crew.mia
    tried = {"result": "12", "method": "measured", "how": "Pilot", "checked_by": "mia"}
    await _answer(crew, "Model meets the minimum viable performance", **tried)
    for item, values in QUESTIONS.items():
        await crew.record(mia, item, **values)
    await _answer(crew, "Projected return still positive", **RETURN)
    await _pass(crew, 2)


async def _phase_3(crew: Crew) -> None:
    mia = crew.mia
    for item, values in DEPLOYED.items():
        await _answer(crew, item, **values)
    drill = {"started": "2026-04-10 10:00", "stopped": "2026-04-10 10:04:59"}
    await _answer(crew, "Rollback in under 5 minutes", **drill)
    await crew.record(mia, "Security review", link=WIKI)
    await crew.record(mia, "Data residency confirmed", region="Canada Central")
    await crew.record(mia, "System running on real data", run="pilot", link=WIKI)
    await _pass(crew, 3)


async def _phase_4(crew: Crew) -> None:
    for item, values in WATCHED.items():
        await _answer(crew, item, **values)
    run = {"run": "2026-05-01 08:00", "outcome": "better", "link": WIKI}
    await _answer(crew, "Retraining pipeline exercised once", **run)
    path = {"owner": "mia", "situation": "Any alert", "path": "Mia"}
    await _answer(crew, "Escalation paths named", **path)
    await _pass(crew, 4)
