"""Phase 3: a hold, a rollback that is too slow, signatures, and gate 3 sent back once."""

from __future__ import annotations

from datetime import date

from adapters.sandbox.people import DIRECT
from adapters.sandbox.tour.crew import Crew
from adapters.sandbox.tour.phase_1 import WIKI

LOAD = "Load test at peak volume"
ROLLBACK = "Rollback in under 5 minutes"


async def play(crew: Crew) -> None:
    """Go from gate 2 to going live."""
    await _foundations(crew)
    await _hold(crew)
    await _drills(crew)
    await _signatures(crew)
    await _gate(crew)


async def _foundations(crew: Crew) -> None:
    sam = crew.sam
    await crew.on(date(2026, 4, 27))
    await crew.take_and_record(
        sam,
        "Deployment architecture decided",
        where="hybrid",
        inference="real_time",
        reason="Stops are foreseen minutes ahead, at the line; training stays in the cloud.",
    )
    await crew.take_and_record(
        sam,
        "Integrations, each with an owner",
        owner="raj",
        system="Machine log of line 3",
        sort="data_source",
    )
    await crew.take_and_record(
        sam, "CI/CD pipeline for model updates", tool="github_actions", link=f"{WIKI}/runs/118"
    )


async def _hold(crew: Crew) -> None:
    await crew.on(date(2026, 4, 29))
    await crew.mia.press("More…", on=crew.channel)
    await crew.mia.press("Put on hold…", on=crew.channel)
    await crew.mia.fill(reason="The plant is closed for its spring overhaul")
    await crew.on(date(2026, 5, 4))
    await crew.ana.press("Resume the project", on=crew.channel)


async def _drills(crew: Crew) -> None:
    sam, raj = crew.sam, crew.raj
    await crew.on(date(2026, 5, 6))
    await crew.take_and_record(
        sam,
        "Model serving infrastructure",
        serving="fastapi",
        link="https://serve.maple-works.example/health",
    )
    await crew.take_and_record(raj, "Data pipeline automation", tool="prefect", link=f"{WIKI}/flows/77")
    await crew.take_and_record(sam, "Monitoring dashboards", link=f"{WIKI}/dashboards")
    await crew.on(date(2026, 5, 8))
    await crew.take_and_record(sam, ROLLBACK, started="2026-05-08 10:00:00", stopped="2026-05-08 10:05:00")
    await crew.on(date(2026, 5, 11))
    await crew.record(sam, ROLLBACK, started="2026-05-11 10:00:00", stopped="2026-05-11 10:03:12")
    await crew.take_and_record(raj, "API documentation for those who build on it", link=f"{WIKI}/api")
    await crew.take_and_record(sam, LOAD, peak="40", achieved="55", link=f"{WIKI}/load/1")


async def _signatures(crew: Crew) -> None:
    await crew.on(date(2026, 5, 12))
    await crew.record(crew.eva, "Security review", link=f"{WIKI}/security/9")
    await crew.record(crew.eva, "Data residency confirmed", region="Canada Central")
    await crew.on(date(2026, 5, 14))
    await crew.record(crew.noor, "System running on real data", run="shadow", link=f"{WIKI}/shadow")


async def _gate(crew: Crew) -> None:
    mia, ana, sam = crew.mia, crew.ana, crew.sam
    await crew.request(mia, 3)
    await ana.press("Send back…", on=DIRECT, message="Gate 3")
    await ana.fill(reason="The load test left out the shift change, when all lines report at once.")
    await crew.on(date(2026, 5, 18))
    await sam.press("Update…", on=crew.channel, beside=LOAD)
    await sam.fill(peak="90", achieved="96", link=f"{WIKI}/load/2")
    await crew.request(mia, 3)
    await crew.on(date(2026, 5, 19))
    await crew.approve(ana, 3)
