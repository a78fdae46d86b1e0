"""Whoever does what in whatever order: what is undone never was, but in the ledger."""

from __future__ import annotations

from datetime import timedelta

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.project.commands import (
    Actor,
    ApproveGate,
    AssignItem,
    Command,
    DeclareNotReady,
    DescribeEquivalent,
    GiveRole,
    HoldProject,
    LinkPeople,
    RecordMeasure,
    RemoveRow,
    RequestGate,
    ResumeProject,
    SaveRow,
    SetItem,
    SignEquivalent,
    SignItem,
    TakeBackDecision,
    UndoItem,
    VerifyItem,
)
from bot.project.decide import decide
from bot.project.evolve import evolve
from bot.project.refusals import BadInput, Refusal
from bot.project.state import Project
from tests.project.good import GOOD
from tests.project.story import (
    LEAD,
    MEMBER,
    OWNER,
    REVIEWER,
    SPONSOR,
    STRANGER,
    Story,
)
from tests.project.test_verifying import PLAYBOOK as SECOND
from tests.project.undoing_kit import ITEM, known, last
from tests.search import searched

PEOPLE = (LEAD, SPONSOR, OWNER, MEMBER, REVIEWER, STRANGER)
KEYS = (ITEM, "DR-2", "P1-5", "DR-8", "DR-1")


def deed(story: Story, what: str, person: str, key: str) -> Command:
    """Return a command, right or wrong."""
    project = story.project
    commands: dict[str, Command] = {
        "set": SetItem(key, True, GOOD[key]),
        "open": SetItem(key, False),
        "measure": RecordMeasure(key, GOOD[key] | ({"months": "14"} if key == "DR-2" else {"minimum": "25"})),
        "good": RecordMeasure(key, GOOD[key]),
        "red": DeclareNotReady(key, "Not there"),
        "sign": SignItem(key),
        "row": SaveRow(key, f"row-{person}", person, GOOD["P1-5"]),
        "remove": RemoveRow(key, f"row-{person}"),
        "equivalent": DescribeEquivalent(key, "A daily process"),
        "countersign": SignEquivalent(key),
        "verify": VerifyItem(key),
        "own": AssignItem(key, person),
        "ask": RequestGate(project.phase, story.round + 1),
        "approve": ApproveGate(project.phase, story.round),
        "take_back": TakeBackDecision(project.phase, story.round),
        "hold": HoldProject("Waiting"),
        "resume": ResumeProject(),
        "sponsor": GiveRole("sponsor", person),
        "link": LinkPeople(person, MEMBER),
    }
    return commands[what]


WHAT = (
    "set", "open", "measure", "good", "red", "sign", "row", "remove", "equivalent", "countersign", "verify",
    "own", "ask", "approve", "take_back", "hold", "resume", "sponsor", "link",
)  # fmt: skip
deeds = st.lists(
    st.tuples(
        st.sampled_from(WHAT),
        st.sampled_from(PEOPLE),
        st.sampled_from(KEYS),
        st.sampled_from((0, 0, 1, 9, 11)),
    ),
    max_size=25,
)


@searched(250)
@given(st.booleans(), deeds)
def test_what_is_undone_never_was_but_in_the_ledger_and_nobody_undoes_another_s(
    begun: bool, done: list[tuple[str, str, str, int]]
) -> None:
    story = Story(playbook=SECOND)
    if begun:
        story.all_ready()
    for what, person, key, minutes in done:
        before, was = story.project, story.project.item(key)
        story.now += timedelta(minutes=minutes)
        try:
            events = story.do(person, deed(story, what, person, key))
        except (Refusal, BadInput):
            assert story.project == before
            continue
        after = story.project.item(key)
        _undoes_only_the_author(story, key)
        if after.before and after.before.seq > before.seq and after.before.record == known(was):
            _is_as_it_was(story, before, key, person, len(events))
    replayed: Project | None = None
    for entry in story.history:
        replayed = evolve(replayed, entry)
    assert replayed == story.project
    assert msgspec.json.decode(msgspec.json.encode(replayed), type=Project) == replayed


def _undoes_only_the_author(story: Story, key: str) -> None:
    change = story.project.item(key).before
    for person in PEOPLE:
        command = UndoItem(key, last(story, key))
        if change is None or person != change.by:
            assert story.refused(person, command), f"{person} undid what {change and change.by} did"


def _is_as_it_was(story: Story, before: Project, key: str, person: str, events: int) -> None:
    """Undo it on a copy: the item is what it was, and nothing but the ledger knows."""
    project, seq = story.project, last(story, key)
    command = UndoItem(key, seq)
    if no := story.refused(person, command):
        assert no in ("change_rested_on", "project_stopped", "not_on_project")
        return
    undone = story.decide(person, command)
    for event in undone:
        project = evolve(project, replace(story.history[-1], event=event, by=person, at=story.now))
    assert known(project.item(key)) == known(before.item(key))
    assert project.seq == before.seq + events + len(undone)
    assert project.new_threshold is None or before.new_threshold
    assert project.stop_announced == before.stop_announced or project.status == "halted"
    actor = Actor(person, present=True)
    again = decide(project, command, by=actor, playbook=story.playbook, now=story.now)
    assert again == [], "a second click is harmless"
