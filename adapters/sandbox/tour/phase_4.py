"""Phase 4: dashboards, retraining, drift detection, and gate 4."""

from __future__ import annotations

from datetime import date

from adapters.sandbox.tour.crew import Crew
from adapters.sandbox.tour.phase_1 import WIKI


async def play(crew: Crew) -> None:
    """Go from going live to being looked after."""
    await _monitoring(crew)
    await _drift(crew)
    await crew.on(date(2026, 5, 29))
    await crew.request(crew.mia, 4)
    await crew.on(date(2026, 6, 1))
    await crew.approve(crew.ana, 4)


async def _monitoring(crew: Crew) -> None:
    li, sam = crew.li, crew.sam
    await crew.on(date(2026, 5, 21))
    await crew.take_and_record(sam, "Dashboards live", link=f"{WIKI}/dashboards")
    await crew.take_and_record(
        li, "Retraining triggers set", owner="li", metric="PSI of vibration", threshold="above 0.2"
    )
    await crew.on(date(2026, 5, 25))
    await crew.take_and_record(
        li,
        "Retraining pipeline exercised once",
        run="2026-05-25 07:30",
        outcome="better",
        link=f"{WIKI}/retraining/1",
    )


async def _drift(crew: Crew) -> None:
    li, noor = crew.li, crew.noor
    await crew.on(date(2026, 5, 27))
    await crew.take_and_record(
        li, "Data drift detection active", tests="ks,psi", alert="PSI above 0.2", link=f"{WIKI}/drift"
    )
    await crew.take_and_record(
        li,
        "Concept drift detection active",
        how="Causes of stops against the model's",
        alert="More than 10 % unforeseen",
        link=f"{WIKI}/drift",
    )
    await crew.take_and_record(
        li,
        "Performance drift detection active",
        how="Downtime each week",
        alert="Above 3 h a week",
        link=f"{WIKI}/drift",
    )
    await crew.take_and_record(
        noor, "Escalation paths named", owner="noor", situation="An alert at night", path="Sam; Noor decides"
    )
