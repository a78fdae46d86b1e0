"""Which messages follow from what happened: a table written by hand, as `kind -> whom`.

A live message is marked "~" (edited in place), an edit that is never posted "~~". "#" is the channel.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from bot.playbooks.load import digest
from bot.project.commands import (
    Actor,
    AnswerQuestion,
    ApproveGate,
    ApproveWithConditions,
    AskQuestion,
    AssignItem,
    Command,
    ConfirmDecision,
    DeclareNotReady,
    DescribeEquivalent,
    DisputeDecision,
    EndDelegation,
    FillCharter,
    GiveDelegation,
    GiveRole,
    HoldGate,
    HoldProject,
    OpenProject,
    RecordDecision,
    RequestGate,
    ResumeGate,
    ResumeProject,
    SendBackGate,
    SetItem,
    SignEquivalent,
    SignItem,
    StopGate,
    StopProject,
    TakeBackDecision,
    TakeRole,
    WithdrawGate,
)
from bot.project.decide import decide
from bot.project.events import Recorded
from bot.project.evolve import evolve
from bot.service.follow import follow
from bot.service.ports import Outgoing
from bot.talk.notices import Notice
from tests.project.good import GOOD
from tests.project.story import LEAD, MEMBER, NINETY, OWNER, REVIEWER, SPONSOR, STRANGER, Story, story_at


def line(message: Outgoing) -> str:
    """Return a message as the table writes it."""
    notice = msgspec.json.decode(message.notice, type=Notice)
    mark = "~~" if message.edit_only else "~" if message.refresh else ""
    return f"{mark}{notice.kind} -> {message.place.person or '#'}"


def told(story: Story, by: str, *commands: Command) -> list[str]:
    """Let somebody do something; return what leaves, the checklist's refresh left out."""
    before = story.project
    events = story.do(by, *commands)
    leaving = follow(before, story.project, events, story.playbook, by)
    lines = [line(message) for message in leaving]
    assert "~checklist -> #" in lines
    return [entry for entry in dict.fromkeys(lines) if entry != "~checklist -> #"]


def asked(story: Story) -> Story:
    story.do(SPONSOR, AskQuestion(1, 1, "q1", "Does it hold in winter?"))
    return story


def meeting(record: str = "m1") -> RecordDecision:
    return RecordDecision(1, 1, record, "go", "2026-03-02", "Binder 12, page 4")


def halting() -> Story:
    story = Story()
    story.red("DR-2", "DR-3")
    story.to_gate_due()
    return story


def described() -> Story:
    story = Story()
    story.do(LEAD, DescribeEquivalent("DR-6", "Two years of vibration data"))
    return story


Case = tuple[Callable[[], Story], str, tuple[Command, ...], list[str]]
CASES: dict[str, Case] = {
    "an item taken": (Story, MEMBER, (AssignItem("DR-4", MEMBER),), []),
    "an item given": (Story, LEAD, (AssignItem("DR-4", MEMBER),), [f"item -> {MEMBER}"]),
    "an item ticked": (Story, LEAD, (SetItem("P1-10", True, GOOD["P1-10"]),), []),
    "the charter": (Story, LEAD, (FillCharter({"yearly_value": "310000"}),), []),
    "the sponsor confirms": (Story, SPONSOR, (SignItem("DR-8"),), [f"~~role -> {SPONSOR}"]),
    "a role given": (Story, LEAD, (GiveRole("viewer", STRANGER),), [f"role -> {STRANGER}"]),
    "a role given to oneself": (Story, LEAD, (GiveRole("viewer", LEAD),), []),
    "a role taken": (Story, LEAD, (TakeRole("data_science", MEMBER),), []),
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
    "a question": (
        lambda: story_at("waiting"),
        SPONSOR,
        (AskQuestion(1, 1, "q1", "Why?"),),
        [f"question -> {LEAD}", "~review -> #", f"~review -> {SPONSOR}"],
    ),
    "an answer": (
        lambda: asked(story_at("waiting")),
        LEAD,
        (AnswerQuestion(1, 1, "q1", "It does"),),
        [f"answer -> {SPONSOR}", "~review -> #", f"~review -> {SPONSOR}"],
    ),
    "a send-back": (
        lambda: story_at("waiting"),
        SPONSOR,
        (SendBackGate(1, 1, "Name the reviewer"),),
        [f"sent_back -> {LEAD}", "~review -> #", f"~review -> {SPONSOR}", "~packet -> #"],
    ),
    "a withdrawal": (
        lambda: story_at("waiting"),
        LEAD,
        (WithdrawGate(1, 1, "Too early"),),
        ["~review -> #", f"~review -> {SPONSOR}"],
    ),
    "a waiting gate whose evidence the lead changes": (
        lambda: story_at("waiting"),
        LEAD,
        (DeclareNotReady("DR-2", "Lost"),),
        ["paused -> #", "~review -> #", f"~review -> {SPONSOR}"],
    ),
    "a waiting gate whose evidence an owner changes": (
        lambda: _owned(story_at("waiting")),
        OWNER,
        (DeclareNotReady("DR-2", "Lost"),),
        ["paused -> #", f"paused -> {LEAD}", "~review -> #", f"~review -> {SPONSOR}"],
    ),
    "a gate resumed": (
        lambda: story_at("paused"),
        LEAD,
        (ResumeGate(1, 1),),
        ["~review -> #", f"~review -> {SPONSOR}"],
    ),
    "a new sponsor while a later gate waits": (
        lambda: story_at("waiting", 2),
        LEAD,
        (GiveRole("sponsor", STRANGER),),
        [
            f"role -> {STRANGER}",
            "paused -> #",
            "~review -> #",
            f"~review -> {STRANGER}",
            f"~~review -> {SPONSOR}",
            f"~~role -> {STRANGER}",
        ],
    ),
    "a hold at a gate": (
        lambda: story_at("waiting"),
        SPONSOR,
        (HoldGate(1, 1, "The line is rebuilt"),),
        ["gate_ended -> #", "~review -> #", f"~review -> {SPONSOR}", "~packet -> #"],
    ),
    "a stop at a gate": (
        lambda: story_at("waiting"),
        SPONSOR,
        (StopGate(1, 1, "The plant closes"),),
        ["gate_ended -> #", "~review -> #", f"~review -> {SPONSOR}", "~packet -> #"],
    ),
    "a go with conditions": (
        lambda: story_at("waiting", 3),
        SPONSOR,
        (ApproveWithConditions(3, 1, (("Wire the sensors", OWNER, "2026-06-01"),)),),
        ["approved -> #", f"condition -> {OWNER}", "~review -> #", f"~review -> {SPONSOR}", "~packet -> #"],
    ),
    "a send-back taken back": (
        lambda: _sent_back(story_at("waiting")),
        SPONSOR,
        (TakeBackDecision(1, 1),),
        [
            "taken_back -> #",
            f"taken_back -> {LEAD}",
            "~review -> #",
            f"~review -> {SPONSOR}",
            "~~packet -> #",
        ],
    ),
    "a meeting recorded": (
        lambda: story_at("waiting"),
        LEAD,
        (meeting(),),
        [f"recorded -> {SPONSOR}", "~review -> #", f"~review -> {SPONSOR}"],
    ),
    "a meeting recorded while somebody stands in": (
        lambda: _away(story_at("waiting")),
        LEAD,
        (meeting(),),
        [
            f"recorded -> {SPONSOR}",
            f"recorded -> {STRANGER}",
            "~review -> #",
            f"~review -> {SPONSOR}",
            f"~review -> {STRANGER}",
        ],
    ),
    "a meeting recorded again": (
        lambda: _met(story_at("waiting")),
        LEAD,
        (meeting("m2"),),
        [f"recorded -> {SPONSOR}", f"~~recorded -> {SPONSOR}", "~review -> #", f"~review -> {SPONSOR}"],
    ),
    "a meeting confirmed": (
        lambda: _met(story_at("waiting")),
        SPONSOR,
        (ConfirmDecision(1, 1, "m1"),),
        [
            "approved -> #",
            f"~~recorded -> {SPONSOR}",
            "~review -> #",
            f"~review -> {SPONSOR}",
            "~packet -> #",
        ],
    ),
    "a meeting disputed": (
        lambda: _met(story_at("waiting")),
        SPONSOR,
        (DisputeDecision(1, 1, "m1", "It was put off"),),
        [f"not_so -> {LEAD}", f"~~recorded -> {SPONSOR}", "~review -> #", f"~review -> {SPONSOR}"],
    ),
    "a meeting that its lead takes back": (
        lambda: _met(story_at("waiting")),
        LEAD,
        (DisputeDecision(1, 1, "m1", "It was another project"),),
        [f"~~recorded -> {SPONSOR}", "~review -> #", f"~review -> {SPONSOR}"],
    ),
    "an item ticked while a meeting waits to be confirmed": (
        lambda: _met(story_at("waiting")),
        LEAD,
        (SetItem("P1-10", True, GOOD["P1-10"]),),
        [],
    ),
    "somebody who stands in": (
        lambda: story_at("waiting"),
        SPONSOR,
        (GiveDelegation(STRANGER, "2026-03-02", "2026-03-06"),),
        [
            f"~~absence -> {SPONSOR}",
            f"~delegate -> {STRANGER}",
            "~review -> #",
            f"~review -> {SPONSOR}",
            f"~review -> {STRANGER}",
        ],
    ),
    "nobody who stands in any more": (
        lambda: _away(story_at("waiting")),
        SPONSOR,
        (EndDelegation(),),
        [
            f"~~absence -> {SPONSOR}",
            f"~~delegate -> {STRANGER}",
            "~review -> #",
            f"~review -> {SPONSOR}",
            f"~~review -> {STRANGER}",
        ],
    ),
    "a hold": (Story, LEAD, (HoldProject("The line is rebuilt"),), ["held -> #"]),
    "a resumption": (lambda: _hold(Story()), LEAD, (ResumeProject(),), ["resumed -> #"]),
    "a stop": (Story, LEAD, (StopProject("The plant closes"),), ["stopped -> #"]),
    "an equivalent described": (
        Story,
        LEAD,
        (DescribeEquivalent("DR-6", "Vibration data"),),
        [f"~equivalent -> {REVIEWER}"],
    ),
    "an equivalent signed": (described, REVIEWER, (SignEquivalent("DR-6"),), [f"~equivalent -> {REVIEWER}"]),
}


def _met(story: Story) -> Story:
    story.do(LEAD, meeting())
    return story


def _sent_back(story: Story) -> Story:
    story.do(SPONSOR, SendBackGate(1, 1, "Name the reviewer"))
    return story


def _away(story: Story) -> Story:
    story.do(SPONSOR, GiveDelegation(STRANGER, "2026-03-02", "2026-03-06"))
    return story


def _red(*items: str) -> Story:
    story = Story()
    story.red(*items)
    return story


def _owned(story: Story) -> Story:
    story.do(LEAD, AssignItem("DR-2", OWNER))
    return story


def _hold(story: Story) -> Story:
    story.do(LEAD, HoldProject("The line is rebuilt"))
    return story


@pytest.mark.parametrize("name", CASES)
def test_who_is_told_of(name: str) -> None:
    begin, by, commands, expected = CASES[name]
    assert told(begin(), by, *commands) == expected


def test_a_gate_request_goes_to_the_channel_and_the_sponsor() -> None:
    story = Story()
    story.all_ready()
    expected = ["~review -> #", f"~review -> {SPONSOR}"]
    assert told(story, LEAD, RequestGate(1, 1)) == expected


def test_an_approval_opens_the_next_phase_in_the_channel() -> None:
    story = story_at("waiting")
    leaving = told(story, SPONSOR, ApproveGate(1, 1))
    assert leaving == ["approved -> #", "~review -> #", f"~review -> {SPONSOR}", "~packet -> #"]


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


def test_a_second_no_asks_the_sponsor_alone() -> None:
    story = story_at("running", 2)
    story.red("GO-2")
    story.ask()
    leaving = told(story, LEAD, RequestGate(2, 2))
    assert [entry for entry in leaving if "review" not in entry] == ["iterated -> #", f"~choose -> {SPONSOR}"]


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
