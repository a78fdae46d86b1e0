"""The command of each row of the table of commands."""

from __future__ import annotations

from datetime import timedelta

from bot.project.commands import (
    AnswerQuestion,
    ApproveGate,
    ApproveWithConditions,
    AskQuestion,
    AssignItem,
    ChooseAfterIterations,
    Command,
    ConfirmDecision,
    CorrectImport,
    CountersignImport,
    DeclareNotReady,
    DeclineItem,
    DescribeEquivalent,
    DisputeDecision,
    EndDelegation,
    ErasePerson,
    EraseTexts,
    FillCharter,
    GiveDelegation,
    GiveRole,
    HoldGate,
    HoldProject,
    ImportProject,
    LiftLegalHold,
    LinkChannel,
    LinkPeople,
    MarkNotApplicable,
    NoteDeparture,
    NoteReturn,
    OpenProject,
    PassTime,
    PlaceLegalHold,
    RecordMeasure,
    RefuseImport,
    RemoveRow,
    RequestGate,
    ResumeGate,
    ResumeProject,
    SaveRow,
    SendBackGate,
    SetDueDay,
    SetItem,
    SettleCondition,
    SignEquivalent,
    SignItem,
    SignThreshold,
    StopGate,
    StopProject,
    TakeBackDecision,
    TakeRole,
    UndoItem,
    UnlinkChannel,
    VerifyItem,
    WaitFor,
    Wanted,
    WithdrawGate,
    WithdrawVote,
)
from tests.project import story as people
from tests.project.good import GOOD
from tests.project.story import LEAD, MEMBER, OWNER, SPONSOR, Story
from tests.project.table_kit import ROLES
from tests.project.table_projects import ALSO, meeting


def imported() -> ImportProject:
    """Return the command that brings a project in at phase 2."""
    opening = OpenProject(
        "p-1", "Pumps", LEAD, SPONSOR, "slack", "C1", "2026-02-02", "America/Toronto", "digest"
    )
    return ImportProject(opening, "2", (("2026-02-13", "Minutes", "The board"),))


def due_day(story: Story) -> str:
    """Return a day that things can be due on."""
    return (story.now + timedelta(days=10)).date().isoformat()


def of_the_start(role: str) -> dict[str, Command]:
    return {
        "OpenProject": OpenProject(
            "p-1", "Pumps", LEAD, SPONSOR, "slack", "C1", "2026-03-02", "America/Toronto", "digest"
        ),
        "ImportProject": imported(),
        "CorrectImport": CorrectImport((("2026-02-13", "Minutes of the board", "Ana Ruiz"),)),
        "CountersignImport": CountersignImport(2),
        "RefuseImport": RefuseImport("The board met later"),
        "FillCharter": FillCharter({"decision": f"When to service a pump, says {role}"}),
    }


def of_people(role: str) -> dict[str, Command]:
    person = ROLES[role].person
    return {
        "GiveRole": GiveRole("data_engineering", "new"),
        "GiveRole:sponsor": GiveRole("sponsor", "new"),
        "GiveRole:oneself": GiveRole("business_owner", person or "new"),
        "GiveRole:oneself_sponsor": GiveRole("sponsor", person or "new"),
        "TakeRole": TakeRole("data_science", MEMBER),
        "TakeRole:sponsor": TakeRole("sponsor", SPONSOR),
    }


def of_owned_items(role: str, due: str) -> dict[str, Command]:
    return {
        "AssignItem:take": AssignItem("P1-12", ROLES[role].person),
        "AssignItem:ready": AssignItem("DR-7", ROLES[role].person),
        "AssignItem:hand_on": AssignItem("P1-11", "new"),
        "SetDueDay": SetDueDay("P1-11", due, "Holidays"),
        "SetDueDay:finished": SetDueDay("P1-10", due, "Holidays"),
        "WaitFor": WaitFor("P1-11", due, "The plant's export", MEMBER),
        "WaitFor:finished": WaitFor("P1-10", due, "The plant's export"),
        "DeclineItem": DeclineItem("P1-11"),
        "DeclineItem:unowned": DeclineItem("P1-12"),
    }


def of_items(story: Story) -> dict[str, Command]:
    return {
        "SetItem:done": SetItem("P1-14", True, GOOD["P1-14"]),
        "SetItem:open": SetItem("P1-10", False),
        "SetItem:unowned": SetItem("P1-1", True, GOOD["P1-1"]),
        "SetItem:DR-8": SetItem("DR-8", True),
        "SetItem:GO-2": SetItem("GO-2", True, {"evidence": "Thirteen segments"}),
        "RecordMeasure": RecordMeasure("P1-3", GOOD["P1-3"]),
        "SignItem:DR-8": SignItem("DR-8"),
        "SignItem:DEP-8": SignItem("DEP-8", {"link": "https://example.com/second-review"}),
        "SignItem:DEP-10": SignItem("DEP-10", GOOD["DEP-10"] | {"run": "pilot"}),
        "DeclareNotReady": DeclareNotReady("P1-13", "Nobody will maintain it"),
        "DeclareNotReady:DEP-8": DeclareNotReady("DEP-8", "Access is not logged"),
        "MarkNotApplicable": MarkNotApplicable("P1-7", "There are no gaps"),
        "DescribeEquivalent": DescribeEquivalent("DR-2", "Four months of a daily process"),
        "SignEquivalent": SignEquivalent("DR-6"),
        "VerifyItem": VerifyItem("P1-2"),
        "VerifyItem:stale": VerifyItem("P1-2", 1),
        "VerifyItem:unset": VerifyItem("P1-14"),
        "UndoItem": UndoItem("P1-10", story.project.item("P1-10").seq),
        "UndoItem:stale": UndoItem("P1-10", 1),
        "UndoItem:DR-8": UndoItem("DR-8", story.project.item("DR-8").seq),
        "SaveRow": SaveRow("P1-5", "row-2", OWNER, GOOD["P1-5"]),
        "RemoveRow": RemoveRow("P1-5", "row-1"),
    }


def of_gates(story: Story) -> dict[str, Command]:
    phase, last = story.project.phase, story.round
    return {
        "RequestGate": RequestGate(phase, last + 1),
        "ResumeGate": ResumeGate(phase, last),
        "WithdrawGate": WithdrawGate(phase, last, "Not yet"),
        "ApproveGate": ApproveGate(phase, last),
        "SendBackGate": SendBackGate(phase, last, "The figures are old"),
        "ApproveWithConditions": ApproveWithConditions(
            phase, last, (Wanted("Name an owner", OWNER, due_day(story)),)
        ),
        "WithdrawVote": WithdrawVote(phase, last),
        "HoldGate": HoldGate(phase, last, "The budget is frozen"),
        "StopGate": StopGate(phase, last, "The line is sold"),
    }


def of_decisions(story: Story) -> dict[str, Command]:
    phase, last, due = story.project.phase, story.round, due_day(story)
    return {
        "RecordDecision": meeting(phase, story, "rec-2"),
        "RecordDecision:again": meeting(phase, story, "rec-1"),
        "ConfirmDecision": ConfirmDecision(phase, last, "rec-1"),
        "ConfirmDecision:gone": ConfirmDecision(phase, last, "rec-0"),
        "DisputeDecision": DisputeDecision(phase, last, "rec-1", "It was put off"),
        "TakeBackDecision": TakeBackDecision(phase, last),
        "SettleCondition": SettleCondition("1.1.1.1", "Done"),
        "GiveDelegation": GiveDelegation("new", due, due),
        "GiveDelegation:lead": GiveDelegation(LEAD, due, due),
        "EndDelegation": EndDelegation(),
        "AskQuestion": AskQuestion(phase, last, "q-2", "And who pays?"),
        "AnswerQuestion": AnswerQuestion(phase, last, "q-1", "The plant"),
        "ChooseAfterIterations": ChooseAfterIterations("continue", "Once more"),
        "SignThreshold": SignThreshold({"minimum": "25"}),
    }


def of_the_project() -> dict[str, Command]:
    return {
        "HoldProject": HoldProject("Waiting for access"),
        "ResumeProject": ResumeProject(),
        "StopProject": StopProject("The line is sold"),
        "LinkPeople": LinkPeople(LEAD, "new"),
        "NoteDeparture": NoteDeparture(people.OWNER),
        "NoteReturn": NoteReturn(people.OWNER),
        "LinkChannel": LinkChannel("teams", "19:other"),
        "LinkChannel:there": LinkChannel(*ALSO),
        "LinkChannel:at_home": LinkChannel("slack", "C2"),
        "LinkChannel:code": LinkChannel("teams", "19:other", allowed_by=LEAD),
        "UnlinkChannel": UnlinkChannel(),
        "PlaceLegalHold": PlaceLegalHold("A claim was announced"),
        "LiftLegalHold": LiftLegalHold("The claim was settled"),
        "EraseTexts": EraseTexts(3),
        "ErasePerson": ErasePerson(MEMBER),
        "ErasePerson:sponsor": ErasePerson(SPONSOR),
        "PassTime": PassTime(),
    }


def command(name: str, role: str, story: Story) -> Command:
    """Return the command of a row, for a project."""
    started = of_the_start(role) | of_people(role) | of_owned_items(role, due_day(story))
    decided = of_items(story) | of_gates(story) | of_decisions(story)
    return (started | decided | of_the_project())[name]
