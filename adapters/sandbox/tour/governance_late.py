"""The later governance gates: a condition that is met, a send back, a hold, and the review after thirty days."""

from __future__ import annotations

from datetime import date

from adapters.sandbox.people import DIRECT
from adapters.sandbox.tour.crew import Crew
from adapters.sandbox.tour.phase_1 import WIKI

FAIRNESS, CRITERIA = "Fairness testing", "Acceptance criteria met"
OPERATIONS, RESULTS = "MLOps verification", "Performance review"


async def play(crew: Crew) -> None:
    """Go from data to a review in production."""
    await _model(crew)
    await _third_gate(crew)
    await _production(crew)
    await _fourth_gate(crew)
    await _review(crew)


async def _model(crew: Crew) -> None:
    li, raj, tom = crew.li, crew.raj, crew.tom
    await crew.on(date(2026, 4, 15))
    await raj.press("Met…", on=crew.channel, beside="handwritten")
    await raj.fill(note="240 invoices of 61 suppliers were added and checked by two people.")
    await crew.on(date(2026, 4, 27))
    await crew.take_and_record(
        li,
        CRITERIA,
        criteria="98.6 % of the matches right, 4.1 % of the invoices left to people, on March's invoices.",
        link=f"{WIKI}/invoices/validation",
    )
    await crew.verify(tom, CRITERIA)
    await crew.take_and_record(
        li,
        FAIRNESS,
        measures="Right matches and days to payment",
        finding="Small suppliers wait as long as large ones.",
        link=f"{WIKI}/invoices/fairness/1",
    )
    await crew.verify(tom, FAIRNESS)
    await crew.take_and_record(
        raj,
        "Adversarial robustness",
        attacks="Changed totals, doubled invoices, text hidden in the PDF.",
        finding="Hidden text is read and shown to a person; nothing was booked.",
        link=f"{WIKI}/invoices/attacks",
    )


async def _third_gate(crew: Crew) -> None:
    mia, ana, li, eva, tom = crew.mia, crew.ana, crew.li, crew.eva, crew.tom
    await crew.on(date(2026, 4, 28))
    await crew.request(mia, 3)
    await eva.press("Send back…", on=DIRECT, message="Gate 3")
    await eva.fill(reason="Fairness leaves out invoices in French.")
    await crew.on(date(2026, 5, 4))
    await li.press("Update…", "More", on=crew.channel, beside=FAIRNESS)
    await li.fill(
        finding="Small suppliers wait as long as large ones, and invoices in French as long as in English.",
        link=f"{WIKI}/invoices/fairness/2",
    )
    await crew.verify(tom, FAIRNESS)
    await crew.request(mia, 3)
    await crew.approve(eva, 3)
    await crew.approve(ana, 3)
    await crew.on(date(2026, 5, 5))
    await crew.approve(tom, 3)


async def _production(crew: Crew) -> None:
    sam, eva = crew.sam, crew.eva
    await crew.on(date(2026, 5, 14))
    await crew.take_and_record(
        sam,
        OPERATIONS,
        pipeline="Deployed, taken back within three minutes, and trained anew, all in the test system.",
        link=f"{WIKI}/invoices/runs/12",
    )
    await crew.verify(eva, OPERATIONS)
    await crew.take_and_record(
        sam,
        "Monitoring set up",
        watched="Share left to people, wrong matches by supplier size, drift of the layouts.",
        alerts="More than 8 % left to people on a day",
        link=f"{WIKI}/invoices/dashboard",
    )
    await crew.take_and_record(
        sam,
        "Incident response procedures",
        owner="noor",
        situation="A wrong payment",
        path="Accounting stops the system; Noor decides when it goes on.",
    )


async def _fourth_gate(crew: Crew) -> None:
    mia, ana, sam, eva = crew.mia, crew.ana, crew.sam, crew.eva
    await crew.on(date(2026, 5, 15))
    await crew.request(mia, 4)
    await crew.approve(sam, 4)
    await ana.press("Put on hold…", on=DIRECT, message="Gate 4")
    await ana.fill(reason="Accounting closes the quarter; nothing new before June.")
    await crew.on(date(2026, 6, 1))
    await ana.press("Resume the project", on=crew.channel)
    await crew.request(mia, 4)
    for person in (eva, sam, ana):
        await crew.approve(person, 4)


async def _review(crew: Crew) -> None:
    mia, ana, noor, tom = crew.mia, crew.ana, crew.noor, crew.tom
    await crew.on(date(2026, 6, 29))
    await crew.take_and_record(
        mia,
        RESULTS,
        results="98.4 % right, 4.6 % left to people: as promised. Two hours a day are won.",
        link=f"{WIKI}/invoices/june",
    )
    await crew.verify(tom, RESULTS)
    await crew.take_and_record(
        noor,
        "User feedback",
        said="Accounting would not give it back. Two suppliers asked for a person.",
        follows="The form for asking is easier to find now.",
    )
    await crew.record(
        tom,
        "Compliance audit",
        finding="Run as it was approved; every change has its second person.",
        link=f"{WIKI}/invoices/audit",
    )
    await crew.on(date(2026, 7, 1))
    await crew.request(mia, 5)
    await crew.approve(noor, 5)
    await crew.on(date(2026, 7, 2))
    await crew.approve(ana, 5)
