"""Phase 2: a first model, a "no" at gate 2 that iterates, and a second attempt that holds."""

from __future__ import annotations

from datetime import date

from adapters.sandbox.tour.crew import Crew
from adapters.sandbox.tour.phase_1 import WIKI

MEETS = "Model meets the minimum viable performance"
CONSISTENT = "Performance consistent across segments and time"


async def play(crew: Crew) -> None:
    """Go from gate 1 to gate 2."""
    await _prototypes(crew)
    await _validation(crew)
    await _first_attempt(crew)
    await _second_attempt(crew)


async def _prototypes(crew: Crew) -> None:
    li = crew.li
    await crew.on(date(2026, 3, 26))
    await crew.take_and_record(li, "Simplest model that could work", model="Logistic regression on vibration")
    await crew.take_and_record(li, "First performance baseline", result="41", method="back_tested")
    await crew.on(date(2026, 3, 30))
    await crew.take(li, "Two or three architectures compared")
    for name, result in (("Gradient boosting", "19 h a month"), ("Temporal convolution", "24 h a month")):
        await crew.record(
            li, "Two or three architectures compared", owner="li", architecture=name, result=result
        )


async def _validation(crew: Crew) -> None:
    li = crew.li
    await crew.on(date(2026, 4, 7))
    await crew.take_and_record(li, "Cross-validation on history", folds="5", result="16", spread="2.5")
    await crew.take_and_record(li, "Out-of-time validation", trained="14", validated="4", result="18")


async def _first_attempt(crew: Crew) -> None:
    mia = crew.mia
    await crew.on(date(2026, 4, 13))
    await crew.take_and_record(
        crew.li,
        MEETS,
        result="18",
        method="back_tested",
        how="Replay of the last four months",
        checked_by="raj",
    )
    await mia.press("Answer…", on=crew.channel, beside=CONSISTENT)
    no = "Night shift stops are foreseen half as often: the night crew logs other codes."
    await mia.fill(answer="not_yet", reason=no)
    await crew.request(mia, 2)


async def _second_attempt(crew: Crew) -> None:
    mia, li = crew.mia, crew.li
    await crew.on(date(2026, 4, 21))
    await crew.record(
        li,
        MEETS,
        result="11.5",
        method="back_tested",
        how="Replay, codes of all shifts mapped",
        checked_by="raj",
    )
    for item, evidence in (
        (CONSISTENT, "10 to 13 h on every shift and product, spring and autumn."),
        ("Predictions explained to non-technical stakeholders", "Noor's shift leads read ten of them aloud."),
        ("Tested with real-world data quality", "Two weeks of raw sensor data, gaps included."),
    ):
        await crew.record(mia, item, answer="yes", evidence=evidence, link=f"{WIKI}/validation")
    await crew.on(date(2026, 4, 22))
    await crew.take_and_record(
        mia,
        "Projected return still positive",
        improvement="310000",
        development="90000",
        infrastructure="24000",
        maintenance="30000",
        team="40000",
        attribution="80",
    )
    await crew.request(mia, 2)
    await crew.on(date(2026, 4, 23))
    await crew.approve(crew.ana, 2)
