"""A second project with governance gates, which its sponsor stops at the first one."""

from __future__ import annotations

from datetime import date

from adapters.sandbox.people import DIRECT
from adapters.sandbox.tour.crew import Crew
from adapters.sandbox.tour.phase_1 import WIKI


async def play(crew: Crew, name: str) -> None:
    """Begin it, show what it would do to people, and stop it."""
    mia, ana, noor, tom = crew.mia, crew.ana, crew.noor, crew.tom
    await crew.begin(mia, name, playbook="governance", sponsor="ana")
    await mia.say(crew.channel, "/gate roles")
    for role, person in (("business_owner", noor), ("exception_reviewer", tom)):
        await crew.give_role(mia, role, person)
    await crew.take_and_record(
        mia,
        "Business case",
        case="Shifts are planned from wishes, sick leave and orders.",
        improvement="40000",
        cost="60000",
        criteria="Nine of ten wishes are met.",
        link=f"{WIKI}/shifts/case",
    )
    await ana.press("Confirm", on=DIRECT, message=name)
    await crew.take_and_record(
        mia,
        "Ethical assessment",
        affected="Everybody who works in shifts.",
        harm="Sick leave would count against those who take it.",
        remedy="None yet.",
        link=f"{WIKI}/shifts/ethics",
    )
    await crew.take_and_record(
        mia,
        "Regulatory impact",
        regimes="pipeda,quebec_law_25",
        risk="high",
        duties="Health data would need everybody's consent.",
        link=f"{WIKI}/shifts/rules",
    )
    await crew.verify(tom, "Ethical assessment")
    await crew.on(date(2026, 3, 11))
    await crew.request(mia, 1)
    await ana.press("Stop the project…", on=DIRECT, message=f"Gate 1 · {name}")
    await ana.fill(reason="It costs more than it brings, and sick leave is nobody's business.")
