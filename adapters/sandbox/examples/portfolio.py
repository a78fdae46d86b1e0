"""The four examples, in the order in which they began."""

from __future__ import annotations

from datetime import date

from adapters.sandbox.examples.answers import AUDIT, INVOICES, LINE_3, READY, WIKI, kpi
from adapters.sandbox.examples.squad import Squad
from adapters.sandbox.people import Company
from adapters.sandbox.tour.crew import Move

#: days before today on which the first example begins
BEGINS = 112


async def build(driver: Company, move_to: Move, today: date) -> None:
    """Make the examples on a clock that starts `BEGINS` days before today, up to this morning."""

    def squad(channel: str, lead: str, name: str) -> Squad:
        return Squad(driver, move_to, today, channel, lead, name)

    await _live(squad("#ai-portfolio", "noor", "Pump failures"))
    forecast = squad("#demand-forecast", "raj", "Demand forecast")
    await _in_phase_2(forecast)
    matching = squad("#invoice-matching", "li", "Invoice matching")
    await _nearly_ready(matching)
    downtime = squad("#line-3-downtime", "mia", "Line 3 downtime")
    await _under_way(downtime)
    await _first_results(forecast)
    await _more_data(downtime)
    await _waiting(matching)


async def _live(squad: Squad) -> None:
    """A pump that says when it will fail: all four gates passed."""
    for handle in ("raj", "sam", "eva"):
        await squad.lead.invite(squad.channel, handle)
    await squad.open(BEGINS)
    await squad.give_roles({"accountable_owner": "noor", "security_reviewer": "eva", "it_devops": "sam"})
    await squad.days_ago(102)
    await squad.make_ready(kpi("Pump failures", "a month", "lower", "9", "2", "3", "6", "2"))
    await squad.pass_gate(1)
    await squad.days_ago(75)
    await squad.build_model("2.5")
    await squad.pass_gate(2)
    await squad.days_ago(51)
    await squad.deploy(squad.day(52))
    await squad.pass_gate(3)
    await squad.days_ago(38)
    await squad.watch(squad.day(39))
    await squad.pass_gate(4)


async def _in_phase_2(squad: Squad) -> None:
    """What the plant needs next month: the first model is being built."""
    await squad.lead.invite(squad.channel, "app")
    await squad.lead.invite(squad.channel, "sam")
    await squad.open(30)
    await squad.give_roles({"data_science": "li", "business_owner": "noor"})
    await squad.days_ago(19)
    await squad.make_ready(kpi("Forecast error", "%", "lower", "31", "15", "18", "24", "15"))
    await squad.pass_gate(1)


async def _first_results(squad: Squad) -> None:
    await squad.days_ago(5)
    model = {"model": "Seasonal average with holidays", "link": f"{WIKI}/forecast"}
    await squad.take_and_record(squad.li, "Simplest model that could work", **model)
    first = {"result": "22", "method": "back_tested"}
    await squad.take_and_record(squad.li, "First performance baseline", **first)


async def _nearly_ready(squad: Squad) -> None:
    """Invoices that match themselves: everything for gate 1 is there."""
    await squad.open(13)
    await squad.give_roles({"data_engineering": "raj", "it_devops": "sam", "exception_reviewer": "tom"})
    await squad.days_ago(11)
    await squad.answer(squad.lead, INVOICES)


async def _waiting(squad: Squad) -> None:
    await squad.days_ago(1)
    await squad.answer(squad.raj, AUDIT)
    await squad.make_ready(kpi("Invoices matched by hand", "% of all", "lower", "62", "15", "25", "45", "15"))
    await squad.lead.press("More…", on=squad.channel)
    await squad.lead.press("Charter…", on=squad.channel)
    await squad.lead.fill(yearly_value="180000")
    await squad.request(squad.lead, 1)


async def _under_way(squad: Squad) -> None:
    """Line 3 stands still less: day 8, and not everything is as it should be."""
    await squad.open(7)
    roles = {"data_engineering": "raj", "data_science": "li", "it_devops": "sam", "security_reviewer": "eva"}
    await squad.give_roles(roles | {"accountable_owner": "noor", "exception_reviewer": "tom"})
    await squad.days_ago(6)
    numbers = ("47", "10", "12", "30", "10")
    problem = kpi("Unplanned downtime", "h a month", "lower", *numbers)
    await squad.answer(squad.lead, {"Business problem with a measurable KPI": problem} | LINE_3)
    await squad.confirm_sponsor()


async def _more_data(squad: Squad) -> None:
    await squad.days_ago(4)
    await squad.answer(squad.raj, {"At least 6 months of history": {"months": "8"}})
    await squad.days_ago(2)
    poor = {"completeness": "95", "accuracy": "90", "consistency": "89", "timeliness": "99"}
    await squad.answer(squad.raj, {"Data quality above 80 %": poor})
    person = "IT or DevOps person for phases 3 and 4"
    await squad.answer(squad.sam, {person: READY[person]})
    await squad.take(squad.li, "At least 1,000 labelled examples")
