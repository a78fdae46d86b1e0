"""A second person verifies what was set: never who set it or owns it, and never what has changed since."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.playbooks.model import Playbook
from bot.project.commands import (
    CLOCK,
    Actor,
    AssignItem,
    Command,
    DeclareNotReady,
    DescribeEquivalent,
    GiveRole,
    RecordMeasure,
    RequestGate,
    SetItem,
    SignEquivalent,
    StopProject,
    TakeRole,
    VerifyItem,
)
from bot.project.digest import lines
from bot.project.events import GatePaused, GateResumed, ItemConfirmed, ItemVerified
from bot.project.ladder import asked
from bot.project.plan import due_on, today
from bot.project.readiness import needs_second
from bot.project.verifying import asked_to_verify, verifiers
from tests.project.good import GOOD
from tests.project.story import (
    LEAD,
    MEMBER,
    NINETY,
    OWNER,
    REVIEWER,
    SECURITY,
    SPONSOR,
    STRANGER,
    VISITOR,
    Story,
)
from tests.search import searched

ITEM, MEASURE = "DR-4", "DR-2"
SET = SetItem(ITEM, True, GOOD[ITEM])


def verified(*items: str) -> Playbook:
    """Return the playbook with items that a second person verifies."""
    phase = NINETY.phases[0]
    checklist = tuple(replace(item, verified=item.id in items) for item in phase.checklist)
    return replace(NINETY, phases=(replace(phase, checklist=checklist), *NINETY.phases[1:]))


PLAYBOOK = verified(ITEM, MEASURE)


def begun(*, practice: bool = False) -> Story:
    """Return a project in which an item is owned and set."""
    story = Story(playbook=PLAYBOOK, practice=practice)
    story.do(LEAD, AssignItem(ITEM, LEAD if practice else OWNER))
    story.do(LEAD if practice else OWNER, SET)
    return story


def test_what_was_set_stays_open_until_a_second_person_verifies_it() -> None:
    story = begun()
    assert story.status(ITEM) == "open"
    assert story.do(MEMBER, VerifyItem(ITEM)) == [ItemVerified(ITEM)]
    assert story.status(ITEM) == "ready"
    record = story.project.item(ITEM)
    assert (record.verified_by, record.changed_by) == (MEMBER, OWNER)
    assert story.do(SPONSOR, VerifyItem(ITEM)) == []


def test_neither_who_set_it_nor_who_owns_it_verifies() -> None:
    story = begun()
    assert story.refused(OWNER, VerifyItem(ITEM)) == "own_work"
    story.do(LEAD, SetItem(ITEM, True, GOOD[ITEM] | {"link": "https://example.com/other"}))
    assert story.refused(LEAD, VerifyItem(ITEM)) == "own_work"
    assert story.refused(OWNER, VerifyItem(ITEM)) == "own_work"


def test_only_the_team_and_reviewers_verify() -> None:
    story = begun()
    story.do(LEAD, GiveRole("viewer", VISITOR))
    for person in (STRANGER, VISITOR):
        assert story.refused(person, VerifyItem(ITEM)) == "not_on_project"
    assert story.refused(CLOCK, VerifyItem(ITEM)) == "not_on_project"
    assert story.do(Actor(REVIEWER), VerifyItem(ITEM)) == [ItemVerified(ITEM)]


def test_only_what_is_set_and_asks_for_it_can_be_verified() -> None:
    story = begun()
    assert story.refused(MEMBER, VerifyItem("DR-9")) == "no_second_needed"
    assert story.refused(MEMBER, VerifyItem("XX-1")) == "unknown_item"
    assert story.refused(MEMBER, VerifyItem(MEASURE)) == "nothing_to_verify"
    story.do(OWNER, SetItem(ITEM, False))
    assert story.refused(MEMBER, VerifyItem(ITEM)) == "nothing_to_verify"
    story.do(LEAD, StopProject("Over"))
    assert story.refused(MEMBER, VerifyItem(ITEM)) == "project_stopped"


@pytest.mark.parametrize(
    "change",
    [
        SetItem(ITEM, True, GOOD[ITEM] | {"link": "https://example.com/new"}),
        SetItem(ITEM, True, GOOD[ITEM], note="In other words"),
        SetItem(ITEM, False),
        DeclareNotReady(ITEM, "It broke"),
    ],
    ids=["another link", "another note", "open again", "not ready"],
)
def test_any_change_asks_for_a_second_person_again(change: Command) -> None:
    story = begun()
    story.do(MEMBER, VerifyItem(ITEM))
    story.do(OWNER, change)
    assert story.project.item(ITEM).verified_by == ""
    assert story.status(ITEM) in ("open", "not_ready")
    story.do(OWNER, SET)
    assert story.status(ITEM) == "open"


def test_the_same_again_keeps_the_verification() -> None:
    story = begun()
    story.do(MEMBER, VerifyItem(ITEM))
    assert story.do(OWNER, SET) == []
    story.do(LEAD, AssignItem(ITEM, LEAD))
    assert story.status(ITEM) == "ready"


def test_a_measures_own_red_stays_red_and_its_amber_is_verified_too() -> None:
    story = Story(playbook=PLAYBOOK)
    story.measure(MEASURE, months="5")
    assert story.status(MEASURE) == "not_ready"
    assert story.refused(MEMBER, VerifyItem(MEASURE)) == "nothing_to_verify"
    story.measure(MEASURE, months="8")
    assert story.status(MEASURE) == "open"
    story.do(MEMBER, VerifyItem(MEASURE))
    assert story.status(MEASURE) == "flagged"


def test_a_reviewers_signature_under_an_equivalent_is_a_second_persons() -> None:
    story = Story(playbook=PLAYBOOK)
    story.do(LEAD, DescribeEquivalent(MEASURE, "Four months of a daily process"))
    story.do(Actor(REVIEWER), SignEquivalent(MEASURE))
    assert story.status(MEASURE) == "flagged"
    assert not needs_second(story.project, PLAYBOOK, PLAYBOOK.item(MEASURE))


def test_the_gate_waits_for_the_second_person() -> None:
    story = Story(playbook=PLAYBOOK)
    story.all_ready()
    assert story.refused(LEAD, RequestGate(1, 1)) == "not_all_ready"
    for item in (ITEM, MEASURE):
        story.do(MEMBER, VerifyItem(item))
    story.ask()
    assert story.project.status == "waiting"


def test_a_change_pauses_the_request_and_a_second_person_lets_it_go_on() -> None:
    story = Story(playbook=PLAYBOOK)
    story.all_ready()
    story.do(MEMBER, VerifyItem(ITEM), VerifyItem(MEASURE))
    story.ask()
    assert GatePaused(1, 1, (MEASURE,)) in story.measure(MEASURE, months="30")
    assert story.do(MEMBER, VerifyItem(MEASURE)) == [ItemVerified(MEASURE), GateResumed(1, 1, (MEASURE,))]


def test_alone_in_a_practice_project_one_verifies_for_oneself() -> None:
    story = begun(practice=True)
    assert story.do(LEAD, VerifyItem(ITEM)) == [ItemVerified(ITEM)]
    assert verifiers(story.project, PLAYBOOK.item(ITEM)) == (LEAD,)


def test_reviewers_are_asked_first_then_the_lead_then_whoever_else_could() -> None:
    story, item = begun(), PLAYBOOK.item(ITEM)
    assert asked_to_verify(story.project, item) == (REVIEWER,)
    story.do(LEAD, TakeRole("exception_reviewer", REVIEWER))
    assert asked_to_verify(story.project, item) == (LEAD,)
    story.do(LEAD, SetItem(ITEM, True, GOOD[ITEM], note="By the lead"))
    assert asked_to_verify(story.project, item) == (MEMBER,)
    assert asked(story.project, PLAYBOOK, item) == (MEMBER,)


def test_the_morning_asks_the_second_person_and_not_the_owner_on_the_due_day() -> None:
    story = begun()
    day = due_on(story.project, PLAYBOOK, PLAYBOOK.item(ITEM))
    kinds = {
        who: [line.kind for line in lines(story.project, PLAYBOOK, who, day) if line.item == ITEM]
        for who in (REVIEWER, OWNER)
    }
    assert kinds == {REVIEWER: ["verify"], OWNER: []}
    assert today(story.project, story.now) < day


PEOPLE = (LEAD, SPONSOR, OWNER, MEMBER, SECURITY, REVIEWER, STRANGER)
ACTS = st.tuples(
    st.sampled_from(PEOPLE),
    st.sampled_from(
        [
            VerifyItem(ITEM),
            VerifyItem(MEASURE),
            SET,
            SetItem(ITEM, False),
            SetItem(ITEM, True, GOOD[ITEM], note="Again"),
            AssignItem(ITEM, OWNER),
            AssignItem(ITEM, MEMBER),
            AssignItem(MEASURE, MEMBER),
            DeclareNotReady(ITEM, "No"),
            RecordMeasure(MEASURE, GOOD[MEASURE] | {"months": "4"}),
            RecordMeasure(MEASURE, GOOD[MEASURE] | {"months": "9"}),
        ]
    ),
)


@searched(150)
@given(st.lists(ACTS, max_size=20))
def test_whatever_happens_nobody_is_their_own_second_person(acts: list[tuple[str, Command]]) -> None:
    story = Story(playbook=PLAYBOOK)
    for who, command in acts:
        before = story.project
        if story.refused(who, command) or story.bad(who, command):
            continue
        for event in story.do(who, command):
            if isinstance(event, ItemVerified):
                record = before.item(event.item)
                assert who not in (record.owner, record.changed_by, STRANGER)
            if isinstance(event, ItemConfirmed):
                assert story.project.item(event.item).verified_by == ""
        for key in (ITEM, MEASURE):
            record = story.project.item(key)
            if story.status(key) in ("ready", "flagged"):
                assert record.verified_by
                assert record.verified_by != record.changed_by
