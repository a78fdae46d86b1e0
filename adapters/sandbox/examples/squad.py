"""A team that brings a project through whole phases, on days counted back from today."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from adapters.sandbox.examples.answers import DEPLOYED, QUESTIONS, READY, RETURN, WATCHED, WIKI, Answers
from adapters.sandbox.people import DIRECT, Company, Person
from adapters.sandbox.tour.crew import Crew, Move


class Squad(Crew):
    """A crew with one project."""

    def __init__(
        self, driver: Company, move_to: Move, today: date, channel: str, lead: str, name: str
    ) -> None:
        """`today` is the day on which the demo is opened, `lead` a first name."""
        super().__init__(driver, move_to, channel)
        self._today, self.lead, self.name = today, driver.person(lead), name

    async def days_ago(self, days: int) -> None:
        """Let time pass until so many days before today."""
        await self.on(self._today - timedelta(days=days))

    async def open(self, days: int, **values: str) -> None:
        """Begin the project so many days ago, with Ana as its sponsor."""
        await self.days_ago(days)
        await self.begin(self.lead, self.name, sponsor="ana", **values)

    async def give_roles(self, roles: Mapping[str, str]) -> None:
        """Put people in roles, by role."""
        await self.lead.say(self.channel, "/gate roles")
        for role, handle in roles.items():
            await self.give_role(self.lead, role, self.driver.person(handle))

    async def confirm_sponsor(self) -> None:
        """Let Ana stand behind the project."""
        await self.ana.press("Confirm", on=DIRECT, message=self.name)

    async def answer(self, who: Person, answers: Answers) -> None:
        """Take items and record them."""
        for item, values in answers.items():
            await self.take_and_record(who, item, **values)

    async def pass_gate(self, gate: int) -> None:
        """Ask for a gate, and approve it."""
        await self.request(self.lead, gate)
        await self.ana.press("Approve", on=DIRECT, message=self.name)

    async def make_ready(self, kpi: Mapping[str, str]) -> None:
        """Make all nine items of gate 1 ready."""
        await self.confirm_sponsor()
        own = {
            "Business problem with a measurable KPI": dict(kpi),
            "Baseline without AI": {"baseline": kpi["baseline"]},
        }
        await self.answer(self.lead, own)
        await self.answer(self.raj, READY)

    async def build_model(self, result: str) -> None:
        """Answer all five questions of gate 2 with yes."""
        tried = {"result": result, "method": "back_tested", "how": "Replay of a year", "checked_by": "tom"}
        await self.take_and_record(self.raj, "Model meets the minimum viable performance", **tried)
        for item, values in QUESTIONS.items():
            await self.record(self.lead, item, **values)
        await self.take_and_record(self.lead, "Projected return still positive", **RETURN)

    async def deploy(self, drill: date) -> None:
        """Bring it into production: everything that gate 3 asks for."""
        await self.answer(self.lead, DEPLOYED)
        times = {"started": f"{drill} 10:00", "stopped": f"{drill} 10:02"}
        await self.take_and_record(self.lead, "Rollback in under 5 minutes", **times)
        await self.record(self.eva, "Security review", link=f"{WIKI}/security")
        await self.record(self.eva, "Data residency confirmed", region="Canada Central")
        await self.record(self.noor, "System running on real data", run="pilot", link=f"{WIKI}/pilot")

    async def watch(self, retrained: date) -> None:
        """Set up everything that gate 4 asks for."""
        await self.answer(self.lead, WATCHED)
        run = {"run": f"{retrained} 08:00", "outcome": "better", "link": f"{WIKI}/retraining"}
        await self.take_and_record(self.lead, "Retraining pipeline exercised once", **run)
        path = {"owner": "noor", "situation": "Any alert", "path": "Sam is told; Noor decides"}
        await self.take_and_record(self.lead, "Escalation paths named", **path)

    def day(self, days: int) -> date:
        """Return the date so many days ago."""
        return self._today - timedelta(days=days)
