"""Five governance gates in a row: several people approve, one is away, and not everything passes at once."""

from __future__ import annotations

from datetime import date, datetime

from adapters.sandbox.people import DIRECT, Company
from adapters.sandbox.tour import governance_late, governance_stopped
from adapters.sandbox.tour.crew import ZONE, Crew, Move
from adapters.sandbox.tour.phase_1 import WIKI

NAME, OTHER = "Invoice matching", "Shift planning"
CHANNEL, OTHER_CHANNEL = "#invoice-matching", "#ai-portfolio"
#: the first morning, a Monday
BEGINS = datetime(2026, 3, 2, 9, tzinfo=ZONE)
ETHICS, RULES = "Ethical assessment", "Regulatory impact"
QUALITY, BIAS = "Data quality validation", "Bias assessment"


async def play(driver: Company, move_to: Move, crew_of: type[Crew] = Crew) -> None:
    """Take one project through all five gates, and stop another one at its first."""
    crew = crew_of(driver, move_to, CHANNEL)
    await first_day(crew)
    await use_case(crew)
    await governance_stopped.play(crew_of(driver, move_to, OTHER_CHANNEL), OTHER)
    await first_gate(crew)
    await data(crew)
    await _second_gate(crew)
    await governance_late.play(crew)


async def first_day(crew: Crew) -> None:
    mia = crew.mia
    await crew.begin(mia, NAME, playbook="governance", sponsor="ana")
    await mia.invite(crew.channel, "noor")
    await mia.say(crew.channel, "/gate roles")
    for role, person in (
        ("business_owner", crew.noor),
        ("accountable_owner", crew.noor),
        ("data_engineering", crew.raj),
        ("data_science", crew.li),
        ("it_devops", crew.sam),
        ("security_reviewer", crew.eva),
        ("exception_reviewer", crew.tom),
    ):
        await crew.give_role(mia, role, person)


async def use_case(crew: Crew) -> None:
    mia, li, eva, tom = crew.mia, crew.li, crew.eva, crew.tom
    await crew.on(date(2026, 3, 4))
    await crew.take_and_record(
        mia,
        "Business case",
        case="Invoices that match their order are booked without hands; people look at the rest.",
        improvement="180000",
        cost="95000",
        criteria="98 % of the matches right, at most 5 % of the invoices left to people.",
        link=f"{WIKI}/invoices/case",
    )
    await crew.ana.press("Confirm", on=DIRECT, message=NAME)
    await crew.on(date(2026, 3, 9))
    await crew.take_and_record(
        li,
        ETHICS,
        affected="Suppliers who are paid late, and four people in accounting.",
        harm="Small suppliers with unusual invoices could wait longer.",
        remedy="Every supplier can ask for a person; the answer comes within a day.",
        link=f"{WIKI}/invoices/ethics",
    )
    await crew.take_and_record(
        eva,
        RULES,
        regimes="pipeda,quebec_law_25",
        risk="limited",
        duties="A person can be asked to look at each decision; invoices are kept for seven years.",
        link=f"{WIKI}/invoices/rules",
    )
    # Nobody verifies their own work: the bot says who can.
    await crew.verify(li, ETHICS)
    await crew.verify(tom, ETHICS)


async def first_gate(crew: Crew) -> None:
    mia, ana, noor = crew.mia, crew.ana, crew.noor
    await crew.on(date(2026, 3, 12))
    await crew.request(mia, 1)
    await crew.approve(noor, 1)
    await ana.press("Ask a question…", on=DIRECT, message="Gate 1")
    await ana.fill(text="Who answers the suppliers who ask for a person?")
    await mia.press("Answer…", on=DIRECT, message="Gate 1")
    await mia.fill(text="Accounting, with the two hours a day that they win.")
    await crew.approve(ana, 1)


async def data(crew: Crew) -> None:
    raj, li, eva, tom = crew.raj, crew.li, crew.eva, crew.tom
    await crew.on(date(2026, 3, 25))
    await crew.take_and_record(
        raj,
        QUALITY,
        completeness="98",
        accuracy="92",
        consistency="88",
        timeliness="99",
        link=f"{WIKI}/invoices/quality/1",
    )
    await crew.on(date(2026, 3, 27))
    await crew.record(raj, QUALITY, accuracy="96", consistency="95", link=f"{WIKI}/invoices/quality/2")
    await crew.verify(tom, QUALITY)
    await crew.record(
        eva,
        "Privacy compliance",
        basis="Invoices of companies; names of their clerks are masked before training.",
        retention="Training data for two years",
        link=f"{WIKI}/invoices/privacy",
    )
    await crew.take_and_record(
        li,
        BIAS,
        groups="Suppliers by size, language of the invoice and country.",
        finding="Handwritten invoices of small suppliers are one in two hundred, and matched worst.",
        link=f"{WIKI}/invoices/bias",
    )
    await crew.verify(tom, BIAS)


async def _second_gate(crew: Crew) -> None:
    mia, ana, noor, eva, raj = crew.mia, crew.ana, crew.noor, crew.eva, crew.raj
    await crew.on(date(2026, 3, 30))
    await crew.go_away(ana, to="noor", since="2026-03-31", until="2026-04-10", scope="here")
    await crew.on(date(2026, 3, 31))
    await crew.request(mia, 2)
    await crew.approve(eva, 2)
    await crew.approve(raj, 2)
    await raj.press("Take my approval back", on=DIRECT, message=f"Gate 2 · {NAME}")
    await crew.on(date(2026, 4, 1))
    await crew.approve(raj, 2)
    await noor.press("Approve with conditions…", on=DIRECT, message=f"Gate 2 · {NAME}")
    await noor.fill(
        text_1="Add two hundred handwritten invoices of small suppliers to the training data",
        owner_1="raj",
        due_1="2026-04-17",
    )
