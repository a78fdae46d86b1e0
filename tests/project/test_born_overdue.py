"""Nothing is born overdue, whatever days people chose and however the plan moved."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.project.commands import Command, GiveRole, HoldProject, ResumeProject, SetDueDay, WaitFor
from bot.project.events import Event, GateApproved, ProjectHalted, ProjectHeld, ProjectResumed, RoleGiven
from bot.project.evolve import evolve
from bot.project.plan import gate_on, today
from bot.project.refusals import BadInput, Refusal
from bot.project.stalled import stalls
from bot.project.state import Project
from tests.project.story import LEAD, NINETY, SPONSOR, Story, local
from tests.search import searched

DAY = timedelta(days=1)
MONDAY = date(2026, 3, 2)
ITEMS = [item.id for phase in NINETY.phases for item in phase.items]
#: what somebody does: days later, what, to which item, with how many days ahead
DEEDS = ("date", "date", "date", "wait", "red", "pass", "pass", "hold", "resume", "sponsor", "tick")
deeds = st.tuples(
    st.integers(0, 12), st.sampled_from(DEEDS), st.integers(0, len(ITEMS) - 1), st.integers(0, 80)
)


def act(story: Story, what: str, item: str, ahead: int) -> list[Event]:
    """Do something that people could do; return what happened, which is nothing where the rules refuse it."""
    later = (today(story.project, story.now) + ahead * DAY).isoformat()
    other = SPONSOR if story.project.sponsor != SPONSOR else "new"
    commands: dict[str, Command] = {
        "date": SetDueDay(item, later, "Later"),
        "wait": WaitFor(item, later, "Access"),
        "hold": HoldProject("Waiting"),
        "resume": ResumeProject(),
        "sponsor": GiveRole("sponsor", other),
    }
    with suppress(Refusal, BadInput):
        if what == "pass":
            return story.pass_gate()
        if what == "tick":
            return story.tick()
        if what == "red":
            return story.red(item)
        return story.do(LEAD, commands[what])
    return []


def overdue(project: Project, on: date, items: Collection[str] = ITEMS) -> set[str]:
    """Return what is overdue on a day of a project whose clock runs."""
    found = {each.item for each in stalls(project, NINETY, on) if each.kind == "overdue"}
    return found & set(items)


@searched(150)
@given(
    st.lists(deeds, max_size=14),
    st.sampled_from(["", "CA-ON", "CA-QC"]),
    st.integers(-20, 20),
)
def test_nothing_is_overdue_as_its_phase_begins_its_signer_is_named_or_the_clock_runs_again(
    course: list[tuple[int, str, int, int]], region: str, opened: int
) -> None:
    story = Story(starts_on=MONDAY, opened=local(MONDAY + opened * DAY), region=region)
    late_before = set[str]()
    for gone, what, pick, ahead in course:
        story.now += gone * DAY
        on = today(story.project, story.now)
        if story.project.status not in ("held", "halted"):
            late_before = overdue(story.project, on)
        for event in act(story, what, ITEMS[pick], ahead):
            match event:
                case ProjectResumed() if story.project.status == "running":
                    assert overdue(story.project, on) <= late_before
                case GateApproved(starts_on=date() as begins):
                    phase = NINETY.phase(event.gate + 1)
                    items = [item.id for item in phase.items]
                    assert not overdue(story.project, begins, items)
                    last = gate_on(story.project, NINETY, phase.number)
                    assert all((story.project.item(key).due_on or last) <= last for key in items)
                case RoleGiven(role="sponsor"):
                    assert not overdue(story.project, on, ["DR-8"])
                case ProjectHeld() | ProjectHalted() | _:
                    pass
    replayed: Project | None = None
    for entry in story.history:
        replayed = evolve(replayed, entry)
    assert replayed == story.project
