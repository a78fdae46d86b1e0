"""Which messages follow from what happened to a gate."""

from __future__ import annotations

import pytest

from bot.project.commands import (
    AnswerQuestion,
    ApproveWithConditions,
    AskQuestion,
    AssignItem,
    DeclareNotReady,
    GiveRole,
    HoldGate,
    RequestGate,
    ResumeGate,
    SendBackGate,
    SetItem,
    SignItem,
    StopGate,
    TakeBackDecision,
    TakeRole,
    Wanted,
    WithdrawGate,
)
from tests.project.good import GOOD
from tests.project.story import LEAD, OWNER, SECURITY, SPONSOR, STRANGER, Story, story_at
from tests.service.follow_kit import Case, asked, told, with_a_no

CASES: dict[str, Case] = {
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
        [f"answer -> {SPONSOR}", f"~~question -> {LEAD}", "~review -> #", f"~review -> {SPONSOR}"],
    ),
    "a send-back": (
        lambda: story_at("waiting"),
        SPONSOR,
        (SendBackGate(1, 1, "Name the reviewer"),),
        [f"sent_back -> {LEAD}", "~review -> #", f"~review -> {SPONSOR}", "~packet -> #"],
    ),
    "a gate asked for again": (
        lambda: _sent_back(story_at("waiting")),
        LEAD,
        (RequestGate(1, 2),),
        [f"~~sent_back -> {LEAD}", "~review -> #", f"~review -> {SPONSOR}"],
    ),
    "a withdrawal": (
        lambda: story_at("waiting"),
        LEAD,
        (WithdrawGate(1, 1, "Too early"),),
        ["~review -> #", f"~review -> {SPONSOR}"],
    ),
    "a waiting gate while a step of its phase is settled": (
        lambda: story_at("waiting"),
        LEAD,
        (SetItem("P1-1", True, GOOD["P1-1"]),),
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
    "a paused gate of which more changes": (
        lambda: story_at("paused"),
        LEAD,
        (DeclareNotReady("DR-5", "Lost"),),
        ["~review -> #", f"~review -> {SPONSOR}"],
    ),
    "a paused gate with a no, asked for again": (
        with_a_no,
        LEAD,
        (ResumeGate(2, 1),),
        ["iterated -> #", "~~paused -> #", f"~~paused -> {LEAD}", "~review -> #", f"~review -> {SPONSOR}"],
    ),
    "a paused gate with a no, asked for anew": (
        with_a_no,
        LEAD,
        (RequestGate(2, 2),),
        ["iterated -> #", "~~paused -> #", f"~~paused -> {LEAD}", "~review -> #", f"~review -> {SPONSOR}"],
    ),
    "a gate resumed": (
        lambda: story_at("paused"),
        LEAD,
        (ResumeGate(1, 1),),
        ["~~paused -> #", f"~~paused -> {LEAD}", "~review -> #", f"~review -> {SPONSOR}"],
    ),
    "a new sponsor while a later gate waits": (
        lambda: story_at("waiting", 2),
        LEAD,
        (GiveRole("sponsor", STRANGER),),
        [
            "handed_on -> #",
            f"~~role -> {SPONSOR}",
            f"~~absence -> {SPONSOR}",
            f"role_over -> {SPONSOR}",
            f"role -> {STRANGER}",
            "paused -> #",
            "~review -> #",
            f"~review -> {STRANGER}",
            f"~~review -> {SPONSOR}",
            f"~~role -> {STRANGER}",
        ],
    ),
    "a sponsor who confirms, and so lets a paused gate go on": (
        lambda: handed_over(story_at("waiting")),
        STRANGER,
        (SignItem("DR-8"),),
        [
            "~~paused -> #",
            f"~~paused -> {LEAD}",
            "~review -> #",
            f"~review -> {STRANGER}",
            f"~~role -> {STRANGER}",
        ],
    ),
    "a decision after questions": (
        lambda: answered(asked(story_at("waiting"))),
        SPONSOR,
        (SendBackGate(1, 1, "Name the reviewer"),),
        [
            f"~~answer -> {SPONSOR}",
            f"sent_back -> {LEAD}",
            "~review -> #",
            f"~review -> {SPONSOR}",
            "~packet -> #",
        ],
    ),
    "a withdrawal while a question is open": (
        lambda: asked(story_at("waiting")),
        LEAD,
        (WithdrawGate(1, 1, "Too early"),),
        [f"~~question -> {LEAD}", "~review -> #", f"~review -> {SPONSOR}"],
    ),
    "a new lead while a question is open": (
        lambda: asked(story_at("waiting")),
        SPONSOR,
        (GiveRole("lead", STRANGER),),
        [
            "handed_on -> #",
            f"~~role -> {LEAD}",
            f"role_over -> {LEAD}",
            f"role -> {STRANGER}",
            f"question -> {STRANGER}",
            f"~~question -> {LEAD}",
        ],
    ),
    "a sponsor who hands over after asking": (
        lambda: answered(asked(story_at("waiting"))),
        SPONSOR,
        (GiveRole("sponsor", STRANGER),),
        [
            "handed_on -> #",
            f"~~role -> {SPONSOR}",
            f"~~absence -> {SPONSOR}",
            f"role -> {STRANGER}",
            "paused -> #",
            f"paused -> {LEAD}",
            f"~~answer -> {SPONSOR}",
            "~review -> #",
            f"~review -> {STRANGER}",
            f"~~review -> {SPONSOR}",
            f"~~role -> {STRANGER}",
        ],
    ),
    "a new sponsor who is to choose": (
        lambda: story_at("deciding"),
        LEAD,
        (GiveRole("sponsor", STRANGER),),
        [
            "handed_on -> #",
            f"~~role -> {SPONSOR}",
            f"~~absence -> {SPONSOR}",
            f"role_over -> {SPONSOR}",
            f"role -> {STRANGER}",
            f"~choose -> {STRANGER}",
            f"~~choose -> {SPONSOR}",
            f"~~role -> {STRANGER}",
        ],
    ),
    "a security reviewer who is replaced by nobody": (
        Story,
        LEAD,
        (TakeRole("security_reviewer", SECURITY),),
        [f"~~role -> {SECURITY}", f"role_over -> {SECURITY}"],
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
        (ApproveWithConditions(3, 1, (Wanted("Wire the sensors", OWNER, "2026-03-10"),)),),
        ["approved -> #", f"condition -> {OWNER}", "~review -> #", f"~review -> {SPONSOR}", "~packet -> #"],
    ),
    "an approval taken back": (
        lambda: _approved(story_at("waiting")),
        SPONSOR,
        (TakeBackDecision(1, 1),),
        [
            "~~approved -> #",
            "taken_back -> #",
            "~~checklist -> #",
            "~review -> #",
            f"~review -> {SPONSOR}",
            "~~packet -> #",
        ],
    ),
    "the last approval taken back": (
        lambda: _approved(story_at("waiting", 4)),
        SPONSOR,
        (TakeBackDecision(4, 1),),
        ["~~live -> #", "taken_back -> #", "~review -> #", f"~review -> {SPONSOR}", "~~packet -> #"],
    ),
    "a hold at a gate taken back": (
        lambda: _held(story_at("waiting")),
        SPONSOR,
        (TakeBackDecision(1, 1),),
        ["~~gate_ended -> #", "taken_back -> #", "~review -> #", f"~review -> {SPONSOR}", "~~packet -> #"],
    ),
    "a send-back taken back": (
        lambda: _sent_back(story_at("waiting")),
        SPONSOR,
        (TakeBackDecision(1, 1),),
        [
            f"~~sent_back -> {LEAD}",
            "taken_back -> #",
            f"taken_back -> {LEAD}",
            "~review -> #",
            f"~review -> {SPONSOR}",
            "~~packet -> #",
        ],
    ),
}


def answered(story: Story) -> Story:
    story.do(LEAD, AnswerQuestion(1, 1, "q1", "It does"))
    return story


def handed_over(story: Story) -> Story:
    story.do(LEAD, GiveRole("sponsor", STRANGER))
    return story


def _sent_back(story: Story) -> Story:
    story.do(SPONSOR, SendBackGate(1, 1, "Name the reviewer"))
    return story


def _approved(story: Story) -> Story:
    story.approve()
    return story


def _held(story: Story) -> Story:
    story.do(SPONSOR, HoldGate(1, 1, "The line is rebuilt"))
    return story


def _owned(story: Story) -> Story:
    story.do(LEAD, AssignItem("DR-2", OWNER))
    return story


@pytest.mark.parametrize("name", CASES)
def test_who_is_told_of(name: str) -> None:
    begin, by, commands, expected = CASES[name]
    assert told(begin(), by, *commands) == expected
