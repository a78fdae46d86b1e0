"""Which messages follow from what happened to a project, its items and its roles."""

from __future__ import annotations

import pytest

from bot.playbooks.load import digest
from bot.project.commands import (
    Actor,
    AssignItem,
    DeclareNotReady,
    DescribeEquivalent,
    FillCharter,
    GiveRole,
    HoldProject,
    OpenProject,
    RecordMeasure,
    RequestGate,
    ResumeProject,
    SendBackGate,
    SetItem,
    SignEquivalent,
    SignItem,
    StopProject,
    TakeRole,
)
from bot.project.decide import decide
from bot.project.events import Recorded
from bot.project.evolve import evolve
from bot.service.follow import follow
from tests.project.good import GOOD
from tests.project.story import LEAD, MEMBER, NINETY, REVIEWER, SPONSOR, STRANGER, Story
from tests.service.follow_kit import Case, line, meeting, told


def halting() -> Story:
    story = Story()
    story.red("DR-2", "DR-3")
    story.to_gate_due()
    return story


def described() -> Story:
    story = Story()
    story.do(LEAD, DescribeEquivalent("DR-6", "Two years of vibration data"))
    return story


def signed() -> Story:
    story = described()
    story.do(LEAD, GiveRole("exception_reviewer", "una"))
    story.do(REVIEWER, SignEquivalent("DR-6"))
    return story


CASES: dict[str, Case] = {
    "an item taken": (Story, MEMBER, (AssignItem("DR-4", MEMBER),), []),
    "an item given": (Story, LEAD, (AssignItem("DR-4", MEMBER),), [f"item -> {MEMBER}"]),
    "an item ticked": (Story, LEAD, (SetItem("P1-10", True, GOOD["P1-10"]),), []),
    "the charter": (Story, LEAD, (FillCharter({"yearly_value": "310000"}),), []),
    "the sponsor confirms": (Story, SPONSOR, (SignItem("DR-8"),), [f"~~role -> {SPONSOR}"]),
    "a role given": (Story, LEAD, (GiveRole("viewer", STRANGER),), [f"role -> {STRANGER}"]),
    "a role given to oneself": (Story, LEAD, (GiveRole("viewer", LEAD),), []),
    "a role taken": (Story, LEAD, (TakeRole("data_science", MEMBER),), [f"~~role -> {MEMBER}"]),
    "a red item": (Story, LEAD, (DeclareNotReady("DR-2", "Two months"),), []),
    "a third red item": (
        lambda: _red("DR-2", "DR-3"),
        LEAD,
        (DeclareNotReady("DR-6", "None"),),
        ["stop_verdict -> #"],
    ),
    "a late third red item": (
        halting,
        LEAD,
        (DeclareNotReady("DR-6", "None"),),
        ["stop_verdict -> #", "halted -> #", f"halted -> {SPONSOR}"],
    ),
    "a hold": (Story, LEAD, (HoldProject("The line is rebuilt"),), ["held -> #"]),
    "a resumption": (lambda: _hold(Story()), LEAD, (ResumeProject(),), ["resumed -> #"]),
    "a resumption that halts": (
        lambda: _third_red_on_hold(),
        LEAD,
        (ResumeProject(),),
        ["halted -> #", f"halted -> {SPONSOR}"],
    ),
    "a stop": (Story, LEAD, (StopProject("The plant closes"),), ["stopped -> #"]),
    "an equivalent described": (
        Story,
        LEAD,
        (DescribeEquivalent("DR-6", "Vibration data"),),
        [f"~equivalent -> {REVIEWER}"],
    ),
    "an equivalent described anew": (
        described,
        LEAD,
        (DescribeEquivalent("DR-6", "Vibration data of a year"),),
        [f"~~equivalent -> {REVIEWER}", f"~equivalent -> {REVIEWER}"],
    ),
    "its reviewer on the team": (
        signed,
        LEAD,
        (GiveRole("data_science", REVIEWER),),
        [f"role -> {REVIEWER}", f"unsigned -> {LEAD}", "~equivalent -> una"],
    ),
    "an equivalent that a measure replaces": (
        described,
        LEAD,
        (RecordMeasure("DR-6", GOOD["DR-6"]),),
        [f"~~equivalent -> {REVIEWER}"],
    ),
    "an equivalent under an item that is not ready": (
        described,
        LEAD,
        (DeclareNotReady("DR-6", "None"),),
        [f"~~equivalent -> {REVIEWER}"],
    ),
    "a measure in place of a signed equivalent": (signed, LEAD, (RecordMeasure("DR-6", GOOD["DR-6"]),), []),
    "an equivalent signed": (described, REVIEWER, (SignEquivalent("DR-6"),), [f"~equivalent -> {REVIEWER}"]),
}


def _red(*items: str) -> Story:
    story = Story()
    story.red(*items)
    return story


def _hold(story: Story) -> Story:
    story.do(LEAD, HoldProject("The line is rebuilt"))
    return story


def _third_red_on_hold() -> Story:
    story = _hold(halting())
    story.red("DR-6")
    return story


@pytest.mark.parametrize("name", CASES)
def test_who_is_told_of(name: str) -> None:
    begin, by, commands, expected = CASES[name]
    assert told(begin(), by, *commands) == expected


def test_the_clock_tells_lead_and_sponsor_of_a_halt() -> None:
    story = _red("DR-2", "DR-3", "DR-6")
    before = story.project
    events = story.to_gate_due()
    leaving = [line(message) for message in follow(before, story.project, events, NINETY, "")]
    assert [entry for entry in leaving if "halted" in entry] == [
        "halted -> #",
        f"halted -> {LEAD}",
        f"halted -> {SPONSOR}",
    ]


def test_who_plays_all_roles_is_told_in_the_channel_alone() -> None:
    story = Story(practice=True)
    story.all_ready()
    assert told(story, LEAD, RequestGate(1, 1)) == ["~review -> #"]
    assert told(story, LEAD, meeting()) == ["~review -> #"]
    assert told(story, LEAD, SendBackGate(1, 1, "Once more")) == ["~review -> #", "~packet -> #"]
    story = Story(practice=True)
    story.red("DR-2", "DR-3", "DR-6")
    before = story.project
    leaving = follow(before, story.project, story.to_gate_due(), NINETY, "")
    assert {message.place.person for message in leaving} == {""}


@pytest.mark.parametrize(
    ("by", "expected"), [(LEAD, [SPONSOR]), (SPONSOR, [LEAD]), (STRANGER, [SPONSOR, LEAD])]
)
def test_an_opened_project_tells_those_who_did_not_open_it(by: str, expected: list[str]) -> None:
    opening = OpenProject(
        "p-2", "Segments", LEAD, SPONSOR, "slack", "C1", "2026-03-02", "UTC", digest(NINETY)
    )
    story = Story()
    events = decide(None, opening, by=Actor(by), playbook=NINETY, now=story.now)
    after = evolve(None, Recorded(events[0], story.now, by))
    leaving = [line(message) for message in follow(None, after, events, NINETY, by)]
    assert leaving == [*(f"role -> {person}" for person in expected), "~checklist -> #"]


def test_nothing_leaves_twice_whatever_happens_at_once() -> None:
    story = Story()
    before = story.project
    events = [*story.all_ready(), *story.ask()]
    leaving = follow(before, story.project, events, NINETY, LEAD)
    posts = [message.dedupe for message in leaving if not message.refresh]
    assert len(posts) == len(set(posts))
