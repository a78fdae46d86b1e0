"""Whole stories that gate packets are made of: groups, a delegate, conditions, questions, an equivalent, a no."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

from msgspec.structs import replace

from bot.playbooks.model import Group, Playbook
from bot.project.commands import (
    AnswerQuestion,
    ApproveGate,
    ApproveWithConditions,
    AskQuestion,
    AssignItem,
    ConfirmDecision,
    DescribeEquivalent,
    DisputeDecision,
    GiveDelegation,
    GiveRole,
    HoldGate,
    RecordDecision,
    RecordMeasure,
    SendBackGate,
    SetItem,
    SignEquivalent,
    StopGate,
    TakeBackDecision,
    Wanted,
)
from bot.project.decided import Entry, decided
from bot.talk.packet import packet
from bot.talk.packet_parts import Document
from bot.talk.words import Words
from tests.project.good import GOOD
from tests.project.story import (
    ACCOUNTABLE,
    LEAD,
    MEMBER,
    NINETY,
    OPERATOR,
    OWNER,
    REVIEWER,
    SECURITY,
    SPONSOR,
    TORONTO,
    Story,
    story_at,
)

DEPUTY = "tom"
#: of the delegate; the accents and the sign are there to be printed
NAMES = {
    LEAD: "Léa Fournier",
    SPONSOR: "Samuel Okafor",
    OWNER: "Olu Adeyemi",
    MEMBER: "Mia Kurz",
    OPERATOR: "Ian Žižka",
    SECURITY: "Seçil Öztürk",
    REVIEWER: "Rae Whitfield",
    ACCOUNTABLE: "Αλέξης Παππάς",
    DEPUTY: "Tomáš Dvořák",
}
GROUPS = (
    Group("sponsor", "Sponsor", ("sponsor",)),
    Group("technical", "IT and security", ("it_devops", "security_reviewer"), 2),
)


def playbook() -> Playbook:
    """Return the playbook with two groups at its first gate, which may be passed with conditions."""
    phase = NINETY.phases[0]
    decisions = ("go", "conditional", "hold", "send_back", "stop")
    roles = ("sponsor", "it_devops", "security_reviewer")
    gate = replace(phase.gate, groups=GROUPS, approvers=roles, decisions=decisions)
    checklist = tuple(replace(item, separate=item.id == "DR-5") for item in phase.checklist)
    return replace(NINETY, phases=(replace(phase, gate=gate, checklist=checklist), *NINETY.phases[1:]))


def whole() -> Story:
    """Return a story whose first gate was passed by groups, a delegate and with conditions."""
    story = Story(playbook=playbook())
    story.do(LEAD, GiveRole("security_reviewer", SECURITY))
    story.all_ready()
    story.do(LEAD, AssignItem("DR-2", OWNER), AssignItem("DR-3", OWNER), AssignItem("DR-5", MEMBER))
    story.now += timedelta(days=3, minutes=7)
    story.do(OWNER, RecordMeasure("DR-2", GOOD["DR-2"] | {"months": "8"}))
    described = "Sensor rows are labelled by the alarm log; 400 of them were checked by hand."
    story.do(LEAD, DescribeEquivalent("DR-6", described))
    story.do(REVIEWER, SignEquivalent("DR-6"))
    story.now += timedelta(days=5, hours=1, seconds=12)
    story.ask()
    story.now += timedelta(hours=2)
    story.do(OPERATOR, AskQuestion(1, 1, "q-1", "Does the history include the winter?"))
    story.now += timedelta(minutes=18)
    story.do(
        OWNER, AnswerQuestion(1, 1, "q-1", "Yes: January to August,\nwithout the two weeks of the shutdown.")
    )
    first, last = (story.now + timedelta(days=n) for n in (0, 12))
    story.do(SPONSOR, GiveDelegation(DEPUTY, first.date().isoformat(), last.date().isoformat()))
    story.do(OPERATOR, ApproveGate(1, 1))
    story.now += timedelta(hours=1)
    due = (story.now + timedelta(days=20)).date().isoformat()
    story.do(SECURITY, ApproveWithConditions(1, 1, (Wanted("Load test with 40 users", OWNER, due),)))
    story.now += timedelta(minutes=31, seconds=5)
    story.do(DEPUTY, ApproveGate(1, 1))
    assert story.project.phase == 2
    return story


def sent_back() -> Story:
    """Return a story whose first gate was sent back, after a question."""
    story = story_at("waiting")
    story.do(SPONSOR, AskQuestion(1, 1, "q-1", "Who owns the KPI in the plant?"))
    story.now += timedelta(minutes=9)
    story.do(LEAD, AnswerQuestion(1, 1, "q-1", "Nobody yet."))
    story.now += timedelta(minutes=4)
    story.do(SPONSOR, SendBackGate(1, 1, "The KPI has no owner in the plant.\nPlease name one."))
    return story


def asked_again() -> Story:
    """Return a story whose first gate was sent back, and approved once two items had changed."""
    story = sent_back()
    story.now += timedelta(days=2)
    story.measure("DR-2", months="14")
    story.do(LEAD, SetItem("DR-4", True, GOOD["DR-4"], "The export runs each night now."))
    story.now += timedelta(hours=1)
    story.ask()
    story.approve()
    return story


def held() -> Story:
    """Return a story whose first gate ended in a hold."""
    story = story_at("waiting")
    story.do(SPONSOR, HoldGate(1, 1, "The budget is frozen until April."))
    return story


def stopped() -> Story:
    """Return a story that its first gate ended."""
    story = story_at("waiting")
    story.do(SPONSOR, StopGate(1, 1, "The line is sold."))
    return story


def in_a_meeting() -> Story:
    """Return a story whose first gate a meeting passed with a condition; the first record of it was not so."""
    story = Story(playbook=playbook())
    story.do(LEAD, GiveRole("security_reviewer", SECURITY))
    story.all_ready()
    story.now += timedelta(days=8)
    story.ask()
    held_on, due = "2026-03-09", "2026-03-27"
    story.do(LEAD, RecordDecision(1, 1, "m-1", "go", held_on, "Binder 12, page 4"))
    story.now += timedelta(minutes=20)
    story.do(SECURITY, DisputeDecision(1, 1, "m-1", "We asked for a load test."))
    story.now += timedelta(minutes=5)
    minutes = "https://minutes.example/2026-03-09"
    present = "Samuel, Ian, Seçil and the plant manager"
    conditions = (Wanted("Load test with 40 users", OWNER, due),)
    story.do(
        LEAD, RecordDecision(1, 1, "m-2", "conditional", held_on, minutes, present, conditions=conditions)
    )
    first, last = (story.now + timedelta(days=n) for n in (0, 12))
    story.do(SPONSOR, GiveDelegation(DEPUTY, first.date().isoformat(), last.date().isoformat()))
    for person in (OPERATOR, SECURITY, DEPUTY):
        story.now += timedelta(hours=1)
        story.do(person, ConfirmDecision(1, 1, "m-2"))
    assert story.project.phase == 2
    return story


def stopped_in_a_meeting() -> Story:
    """Return a story that a meeting ended at its first gate."""
    story = story_at("waiting")
    story.do(LEAD, RecordDecision(1, 1, "m-1", "stop", "2026-03-02", "Binder 12", reason="The line is sold."))
    story.do(SPONSOR, ConfirmDecision(1, 1, "m-1"))
    return story


def taken_back() -> Story:
    """Return a story whose decision was taken back."""
    story = story_at("waiting")
    story.approve()
    story.now += timedelta(minutes=4)
    story.do(SPONSOR, TakeBackDecision(1, 1))
    return story


def entries(story: Story) -> list[Entry]:
    """Return the ledger of a story; the hashes stand for real ones."""
    return [
        Entry(seq, sha256(f"event {seq}".encode()).hexdigest(), recorded)
        for seq, recorded in enumerate(story.history, 1)
    ]


def document(story: Story, gate: int = 1, number: int = 0, language: str = "en") -> Document:
    """Return the packet of a story's gate."""
    found = decided(entries(story), gate, number)
    return packet(found, story.playbook, NAMES, Words(language, TORONTO))
