"""Projects built only by folding real commands through `decide` and `evolve`, with drivers that read well."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.playbooks.load import built_in, digest
from bot.playbooks.model import Playbook, Role
from bot.project.commands import (
    CLOCK,
    Actor,
    ApproveGate,
    ChooseAfterIterations,
    Command,
    DeclareNotReady,
    GiveRole,
    HoldProject,
    ImportProject,
    OpenProject,
    PassTime,
    RecordMeasure,
    RequestGate,
    ResumeProject,
    StopProject,
)
from bot.project.decide import decide
from bot.project.events import Event, Recorded
from bot.project.evolve import evolve
from bot.project.plan import gate_due_at
from bot.project.readiness import status, verdict
from bot.project.refusals import BadInput, Refusal
from bot.project.state import GateVerdict, ItemStatus, Project, Status
from tests.project.good import GOOD, good

NINETY = built_in("ninety-day")
TORONTO = "America/Toronto"
#: a Monday; day 15 is a Monday too
START = date(2026, 3, 2)

LEAD, SPONSOR, OWNER, MEMBER, OPERATOR = "lea", "sam", "olu", "mia", "ian"
REVIEWER, SECURITY, ACCOUNTABLE, VISITOR, STRANGER = "rae", "sec", "acc", "vic", "zed"
ROSTER: tuple[tuple[Role, str], ...] = (
    ("data_science", MEMBER),
    ("it_devops", OPERATOR),
    ("security_reviewer", SECURITY),
    ("accountable_owner", ACCOUNTABLE),
    ("exception_reviewer", REVIEWER),
)


def local(day: date, hour: int = 10, minute: int = 0, second: int = 0, zone: str = TORONTO) -> datetime:
    """Return a wall time of the project in UTC."""
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=ZoneInfo(zone)).astimezone(UTC)


class Story:
    """One project and everything that happened to it; `now` is set by hand."""

    def __init__(
        self,
        *,
        starts_on: date = START,
        opened: datetime | None = None,
        region: str = "",
        practice: bool = False,
        playbook: Playbook = NINETY,
        papers: tuple[tuple[str, str, str], ...] = (),
        went_live_on: str = "",
    ) -> None:
        self.playbook = playbook
        self.now = opened or local(starts_on, 9)
        self.history: list[Recorded] = []
        self._project: Project | None = None
        opening = OpenProject(
            project="p-1",
            name="Pump failures",
            lead=LEAD,
            sponsor=LEAD if practice else SPONSOR,
            platform="slack",
            conversation="C1",
            starts_on=starts_on.isoformat(),
            time_zone=TORONTO,
            playbook=digest(playbook),
            region=region,
            practice=practice,
        )
        under_way = ImportProject(opening, str(len(papers) + 1), papers, went_live_on)
        self.do(LEAD, under_way if papers else opening)
        for role, person in () if practice else ROSTER:
            self.do(LEAD, GiveRole(role, person))

    @property
    def project(self) -> Project:
        assert self._project is not None
        return self._project

    def decide(self, by: str | Actor, command: Command) -> list[Event]:
        """Decide without folding."""
        actor = by if isinstance(by, Actor) else Actor(by, present=True)
        return decide(self._project, command, by=actor, playbook=self.playbook, now=self.now)

    def do(self, by: str | Actor, *commands: Command) -> list[Event]:
        """Decide and fold; return what happened."""
        happened: list[Event] = []
        for command in commands:
            events = self.decide(by, command)
            self.fold(by, events)
            happened += events
        return happened

    def fold(self, by: str | Actor, events: Sequence[Event]) -> None:
        person = by.person if isinstance(by, Actor) else by
        for event in events:
            recorded = Recorded(event, self.now, person, "slack", "C1", "m-1")
            self._project = evolve(self._project, recorded)
            self.history.append(recorded)

    def refused(self, by: str | Actor, command: Command) -> str:
        """Return the code with which the rules say no; "" when they do not."""
        try:
            self.decide(by, command)
        except Refusal as refusal:
            return refusal.code
        return ""

    def bad(self, by: str | Actor, command: Command) -> list[tuple[str, str]]:
        """Return each field that was not as expected, with its code."""
        try:
            self.decide(by, command)
        except BadInput as bad:
            return [(problem.field, problem.code) for problem in bad.problems]
        return []

    # what is asked of it

    def status(self, item: str) -> ItemStatus:
        return status(self.project, self.playbook, self.playbook.item(item))

    def verdict(self) -> GateVerdict:
        return verdict(self.project, self.playbook)

    @property
    def round(self) -> int:
        return self.project.rounds.get(self.project.phase, 0)

    # drivers

    def signer(self, item: str) -> str:
        """Return who makes an item ready: the first in the role that signs it, else the lead."""
        signed_by = self.playbook.item(item).signed_by
        if self.project.practice or not signed_by:
            return LEAD
        return self.project.holders(signed_by[0])[0]

    def ready(self, *items: str) -> list[Event]:
        happened: list[Event] = []
        for key in items:
            happened += self.do(self.signer(key), *good(self.playbook.item(key), OWNER))
        return happened

    def all_ready(self) -> list[Event]:
        """Make every item of the phase's checklist ready."""
        return self.ready(*(item.id for item in self.playbook.phase(self.project.phase).checklist))

    def measure(self, item: str, **values: str) -> list[Event]:
        """Record good values with some others in their place."""
        return self.do(LEAD, RecordMeasure(item, GOOD[item] | values))

    def red(self, *items: str) -> list[Event]:
        return self.do(LEAD, *(DeclareNotReady(item, "Not there") for item in items))

    def ask(self) -> list[Event]:
        """Ask for the gate of the phase."""
        return self.do(LEAD, RequestGate(self.project.phase, self.round + 1))

    def approve(self) -> list[Event]:
        return self.do(self.project.sponsor, ApproveGate(self.project.phase, self.round))

    def pass_gate(self) -> list[Event]:
        self.all_ready()
        return self.ask() + self.approve()

    def hold(self, days: int) -> None:
        self.do(LEAD, HoldProject("Waiting for access"))
        self.now += timedelta(days=days)
        self.do(LEAD, ResumeProject())

    def tick(self) -> list[Event]:
        return self.do(CLOCK, PassTime())

    def to_gate_due(self) -> list[Event]:
        """Let time pass to the instant at which the gate is due."""
        self.now = gate_due_at(self.project, self.playbook, self.project.phase)
        return self.tick()

    def choose(self, choice: str) -> list[Event]:
        assert choice in ("continue", "rescope", "stop")
        return self.do(SPONSOR, ChooseAfterIterations(choice, "Once more"))  # type: ignore[arg-type]


def story_at(state: Status, phase: int = 1, *, playbook: Playbook = NINETY) -> Story:
    """Return a project in a status; `phase` counts where the status leaves it open."""
    story = Story(playbook=playbook)
    if state == "live":
        phase = 4
    for _ in range(1, phase):
        story.pass_gate()
    match state:
        case "running":
            story.all_ready()
        case "waiting":
            story.all_ready()
            story.ask()
        case "paused":
            story.all_ready()
            story.ask()
            story.measure("DR-2", months="14")  # another number than the one that was shown
        case "deciding":
            while story.project.phase < 2:
                story.pass_gate()
            story.red("GO-2")
            story.ask()
            story.ask()
        case "held":
            story.all_ready()
            story.ask()
            story.do(LEAD, HoldProject("Waiting for access"))
        case "halted":
            story.red("DR-2", "DR-3", "DR-6")
            story.ask()
            story.ready("DR-2")
        case "stopped":
            story.do(LEAD, StopProject("The line is sold"))
        case "live":
            story.pass_gate()
    assert story.project.status == state, story.project.status
    return story


def project_at(state: Status, phase: int = 1) -> Project:
    """Return only the project of `story_at`."""
    return story_at(state, phase).project


def kinds(events: Sequence[Event]) -> list[type]:
    """Return what happened, by kind."""
    return [type(event) for event in events]
