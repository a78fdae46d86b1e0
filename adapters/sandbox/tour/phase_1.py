"""Phase 1: a problem, its data, a halt, an equivalent, and gate 1 with a question and a late change."""

from __future__ import annotations

from datetime import date

from adapters.sandbox.people import DIRECT, NotTaken
from adapters.sandbox.tour.crew import Crew

NAME = "Line 3 downtime"
HISTORY = "At least 6 months of history"
KPI = {
    "name": "Unplanned downtime",
    "unit": "h a month",
    "direction": "lower",
    "baseline": "47",
    "target": "10",
    "minimum": "12",
    "month_one": "30",
    "month_six": "10",
}
WIKI = "https://wiki.maple-works.example"


async def play(crew: Crew) -> None:
    """Go from the first command to gate 1."""
    await _first_day(crew)
    await _workshop(crew)
    await _audit(crew)
    await _halt(crew)
    await _fix(crew)
    await _gate(crew)


async def _first_day(crew: Crew) -> None:
    mia, channel = crew.mia, crew.channel
    await crew.begin(mia, NAME, sponsor="ana")
    await mia.say(channel, "/gate roles")
    for role, person in (
        ("data_engineering", crew.raj),
        ("data_science", crew.li),
        ("it_devops", crew.sam),
        ("security_reviewer", crew.eva),
        ("accountable_owner", crew.noor),
        ("exception_reviewer", crew.tom),
    ):
        await crew.give_role(mia, role, person)


async def _workshop(crew: Crew) -> None:
    mia = crew.mia
    await crew.on(date(2026, 3, 3))
    await crew.take(mia, "Business problem with a measurable KPI")
    await mia.press("Update", on=crew.channel, beside="Business problem with a measurable KPI")
    try:
        await mia.fill(**KPI | {"baseline": "forty-seven"})
    except NotTaken as not_taken:
        crew.driver.witness(mia.name, f"reads: {not_taken.errors['baseline']}")
    await mia.fill(**KPI)
    await crew.take_and_record(
        mia,
        "Business outcome in measurable terms",
        outcome="Line 3 stands still for at most 10 hours a month.",
    )
    await mia.press("More…", on=crew.channel)
    await mia.press("Charter…", on=crew.channel)
    await mia.fill(yearly_value="310000")
    await crew.on(date(2026, 3, 4))
    await crew.ana.press("Confirm", on=DIRECT, message=NAME)
    await crew.take(crew.raj, HISTORY)
    await crew.on(date(2026, 3, 5))
    await crew.raj.press("Waiting for…", on=DIRECT, beside=HISTORY)
    await crew.raj.fill(person="sam", text="the export of the machine log", until="2026-03-06")


async def _audit(crew: Crew) -> None:
    raj, li, sam = crew.raj, crew.li, crew.sam
    await crew.on(date(2026, 3, 6))
    await crew.take_and_record(
        raj,
        "Inventory of data sources",
        owner="raj",
        source="Machine log of line 3",
        form="database",
        access="Read replica, granted by Sam",
    )
    await crew.take_and_record(
        raj, "Data access pipeline in place", method="database", link=f"{WIKI}/replica"
    )
    await crew.on(date(2026, 3, 9))
    await crew.record(raj, HISTORY, months="4")
    await crew.take_and_record(
        raj, "Data quality above 80 %", completeness="95", accuracy="90", consistency="89", timeliness="99"
    )
    await crew.on(date(2026, 3, 10))
    await crew.take_and_record(li, "At least 1,000 labelled examples", task="classification", examples="640")
    await crew.take_and_record(sam, "IT or DevOps person for phases 3 and 4", person="sam")


async def _halt(crew: Crew) -> None:
    await crew.on(date(2026, 3, 11))
    await crew.request(crew.mia, 1)


async def _fix(crew: Crew) -> None:
    raj, li, mia = crew.raj, crew.li, crew.mia
    await crew.on(date(2026, 3, 13))
    await crew.record(
        raj, "Data quality above 80 %", completeness="97", accuracy="95", consistency="94", timeliness="99"
    )
    await mia.press("Resume the project", on=crew.channel)
    await crew.on(date(2026, 3, 16))
    await crew.record(li, "At least 1,000 labelled examples", task="classification", examples="1240")
    await raj.press("Equivalent…", on=crew.channel, beside=HISTORY)
    await raj.fill(
        text="4 months from the sensors, and 14 months of the shift book, typed in and checked by two people. "
        "It names every stop with cause and minutes."
    )
    await crew.on(date(2026, 3, 17))
    await crew.tom.press("Sign", on=DIRECT, message=NAME)
    await crew.take_and_record(
        mia,
        "Data governance reviewed, nothing in the way",
        reviewer="eva",
        regimes="pipeda,quebec_law_25",
        link=f"{WIKI}/governance",
    )
    await crew.take_and_record(raj, "Baseline without AI", baseline="47", how="Shift book, last 6 months")


async def _gate(crew: Crew) -> None:
    mia, ana, raj = crew.mia, crew.ana, crew.raj
    await crew.on(date(2026, 3, 18))
    await crew.request(mia, 1)
    await ana.press("Ask a question…", on=DIRECT, message="Gate 1")
    await ana.fill(text="Who keeps the shift book going once the sensors are trusted?")
    await mia.press("Answer…", on=DIRECT, message="Gate 1")
    await mia.fill(text="Noor's shift leads, for one more year. Then the sensors are enough.")
    await raj.press("Update…", on=crew.channel, beside="Data quality above 80 %")
    await raj.fill(consistency="93")
    await crew.on(date(2026, 3, 19))
    await mia.press("Ask again", on=crew.channel)
    await crew.approve(ana, 1)
