"""The project of each column of the table of commands."""

from __future__ import annotations

from datetime import timedelta
from functools import cache

from msgspec.structs import replace

from bot.playbooks.model import Playbook
from bot.project.commands import (
    Actor,
    AskQuestion,
    AssignItem,
    DescribeEquivalent,
    GiveDelegation,
    GiveRole,
    LinkChannel,
    RecordDecision,
    RecordMeasure,
    ResumeGate,
    SaveRow,
    SetItem,
    StopProject,
)
from bot.project.plan import today
from bot.project.state import Status
from tests.project.good import GOOD, KPI
from tests.project.story import LEAD, NINETY, OWNER, SPONSOR, Story, story_at
from tests.project.table_kit import HOLDERS

DAYS = timedelta(days=30)
ALSO = ("teams", "19:there")
OWNED = ("P1-2", "P1-3", "P1-5", "P1-7", "P1-10", "P1-11", "P1-13", "P1-14", "DR-2", "GO-2")


def second() -> Playbook:
    """Return the playbook with two steps that a second person verifies."""
    phase = NINETY.phases[0]
    stages = tuple(
        replace(stage, items=tuple(replace(i, verified=i.id in ("P1-2", "P1-14")) for i in stage.items))
        for stage in phase.stages
    )
    return replace(NINETY, phases=(replace(phase, stages=stages), *NINETY.phases[1:]))


SECOND = second()


@cache
def project(status: Status) -> Story:
    """Return the project of a column, as the head of the table describes it."""
    story = story_at(status, playbook=SECOND) if status != "stopped" else Story(playbook=SECOND)
    lead = Actor(LEAD, present=True)
    request = story.project.request
    if request and status != "held":
        story.do(SPONSOR, AskQuestion(1, request.round, "q-1", "Who owns the data?"))
    story.do(lead, *(AssignItem(item, OWNER) for item in OWNED))
    story.do(lead, SetItem("P1-2", True, GOOD["P1-2"]))
    story.do(lead, SetItem("P1-10", True, GOOD["P1-10"]), SaveRow("P1-5", "row-1", OWNER, GOOD["P1-5"]))
    story.do(lead, LinkChannel(*ALSO))
    story.do(lead, *(GiveRole(role, person) for role, person in HOLDERS.items()))
    today = story.now.date()
    story.do(SPONSOR, GiveDelegation("substitute", today.isoformat(), (today + DAYS).isoformat()))
    if status == "deciding":
        story.do(lead, RecordMeasure("DR-1", KPI | {"minimum": "25"}))
    if status == "stopped":
        story.do(lead, StopProject("The line is sold"))
    else:
        story.do(lead, DescribeEquivalent("DR-6", "A year of anomalies"))
    if status == "waiting":  # what was described has paused it
        story.do(lead, ResumeGate(1, story.round))
        story.do(lead, meeting(1, story, "rec-1"))
    assert story.project.status == status
    return story


def meeting(gate: int, story: Story, record: str) -> RecordDecision:
    """Return the record of a meeting that approved a gate today."""
    held_on = today(story.project, story.now).isoformat()
    return RecordDecision(gate, story.round, record, "go", held_on, "Binder 12, page 4")
