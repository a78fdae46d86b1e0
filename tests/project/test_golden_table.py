"""Every cell of the table of command x status x role, as `golden/commands.txt` has it."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
from msgspec.structs import replace

from bot.playbooks.model import Playbook, Role
from bot.project.commands import (
    CLOCK,
    Actor,
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
    RecordDecision,
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
    WithdrawGate,
    WithdrawVote,
    WorkspaceRole,
)
from bot.project.decide import decide
from bot.project.plan import today
from bot.project.refusals import BadInput, Refusal, RefusalCode
from bot.project.state import Status
from tests.project import story as people
from tests.project.good import GOOD, KPI
from tests.project.story import LEAD, MEMBER, NINETY, OWNER, SPONSOR, Story, story_at

STATUSES: tuple[Status, ...] = get_args(Status)
#: who has a role of the playbook's; whoever is not named in the stories is called like the role
HOLDERS: dict[Role, str] = {role: role for role in get_args(Role)}
HOLDERS.update({"lead": people.LEAD, "sponsor": people.SPONSOR}, **dict(people.ROSTER))
#: these are not in the project's channel
ELSEWHERE: tuple[Role, ...] = ("exception_reviewer", "portfolio_admin")
#: the roles in a whole workspace, in the words of the table
WORKSPACE: dict[WorkspaceRole, str] = {role: f"all:{role}" for role in get_args(WorkspaceRole)}
ROLES = {
    **{str(role): Actor(person, present=role not in ELSEWHERE) for role, person in HOLDERS.items()},
    "owner": Actor(people.OWNER, present=True),
    "substitute": Actor("substitute", present=True),
    "visitor": Actor(people.VISITOR, present=True),
    "outsider": Actor(people.STRANGER),
    **{name: Actor(name, granted=(role,)) for role, name in WORKSPACE.items()},
    "clock": CLOCK,
}
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
TABLE = (Path(__file__).parent / "golden" / "commands.txt").read_text("utf-8")


def read() -> dict[str, dict[str, list[str]]]:
    """Return command -> role -> the cells in the order of the statuses, with "every" and "others" written out."""
    table: dict[str, dict[str, list[str]]] = {}
    for line in TABLE.splitlines()[1:]:
        if line and not line.startswith(("#", "command ")):
            command, role, *cells = line.split()
            table.setdefault(command, {})[role] = cells
    always = table.pop("every", {})
    for rows in table.values():
        rows |= {role: cells for role, cells in always.items() if role not in rows}
        rest = rows.pop("others", None)
        if rest:
            rows |= {role: rest for role in ROLES if role not in rows}
    return table


GOLDEN = read()


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


def imported() -> ImportProject:
    """Return the command that brings a project in at phase 2."""
    opening = OpenProject(
        "p-1", "Pumps", LEAD, SPONSOR, "slack", "C1", "2026-02-02", "America/Toronto", "digest"
    )
    return ImportProject(opening, "2", (("2026-02-13", "Minutes", "The board"),))


def meeting(gate: int, story: Story, record: str) -> RecordDecision:
    """Return the record of a meeting that approved a gate today."""
    held_on = today(story.project, story.now).isoformat()
    return RecordDecision(gate, story.round, record, "go", held_on, "Binder 12, page 4")


def command(name: str, role: str, story: Story) -> Command:
    """Return the command of a row, for a project."""
    person = ROLES[role].person
    phase, last = story.project.phase, story.round
    due = (story.now + timedelta(days=10)).date().isoformat()
    commands: dict[str, Command] = {
        "OpenProject": OpenProject(
            "p-1", "Pumps", LEAD, SPONSOR, "slack", "C1", "2026-03-02", "America/Toronto", "digest"
        ),
        "ImportProject": imported(),
        "CorrectImport": CorrectImport((("2026-02-13", "Minutes of the board", "Ana Ruiz"),)),
        "CountersignImport": CountersignImport(2),
        "RefuseImport": RefuseImport("The board met later"),
        "FillCharter": FillCharter({"decision": f"When to service a pump, says {role}"}),
        "GiveRole": GiveRole("data_engineering", "new"),
        "GiveRole:sponsor": GiveRole("sponsor", "new"),
        "GiveRole:oneself": GiveRole("business_owner", person or "new"),
        "GiveRole:oneself_sponsor": GiveRole("sponsor", person or "new"),
        "TakeRole": TakeRole("data_science", MEMBER),
        "TakeRole:sponsor": TakeRole("sponsor", SPONSOR),
        "AssignItem:take": AssignItem("P1-12", person),
        "AssignItem:hand_on": AssignItem("P1-11", "new"),
        "SetDueDay": SetDueDay("P1-11", due, "Holidays"),
        "SetDueDay:finished": SetDueDay("P1-10", due, "Holidays"),
        "WaitFor": WaitFor("P1-11", due, "The plant's export", MEMBER),
        "WaitFor:finished": WaitFor("P1-10", due, "The plant's export"),
        "DeclineItem": DeclineItem("P1-11"),
        "DeclineItem:unowned": DeclineItem("P1-12"),
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
        "RequestGate": RequestGate(phase, last + 1),
        "ResumeGate": ResumeGate(phase, last),
        "WithdrawGate": WithdrawGate(phase, last, "Not yet"),
        "ApproveGate": ApproveGate(phase, last),
        "SendBackGate": SendBackGate(phase, last, "The figures are old"),
        "ApproveWithConditions": ApproveWithConditions(phase, last, (("Name an owner", OWNER, due),)),
        "WithdrawVote": WithdrawVote(phase, last),
        "HoldGate": HoldGate(phase, last, "The budget is frozen"),
        "StopGate": StopGate(phase, last, "The line is sold"),
        "RecordDecision": meeting(phase, story, "rec-2"),
        "RecordDecision:again": meeting(phase, story, "rec-1"),
        "ConfirmDecision": ConfirmDecision(phase, last, "rec-1"),
        "ConfirmDecision:gone": ConfirmDecision(phase, last, "rec-0"),
        "DisputeDecision": DisputeDecision(phase, last, "rec-1", "It was put off"),
        "TakeBackDecision": TakeBackDecision(phase, last),
        "SettleCondition": SettleCondition("1.1.1.1", "Done"),
        "GiveDelegation": GiveDelegation("new", due, due),
        "EndDelegation": EndDelegation(),
        "AskQuestion": AskQuestion(phase, last, "q-2", "And who pays?"),
        "AnswerQuestion": AnswerQuestion(phase, last, "q-1", "The plant"),
        "ChooseAfterIterations": ChooseAfterIterations("continue", "Once more"),
        "SignThreshold": SignThreshold({"minimum": "25"}),
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
    return commands[name]


def outcome(name: str, role: str, status: Status) -> str:
    """Return what the rules make of a cell, in the words of the table."""
    story = project(status)
    try:
        events = decide(
            story.project, command(name, role, story), by=ROLES[role], playbook=SECOND, now=story.now
        )
    except Refusal as refusal:
        return refusal.code
    except BadInput as bad:
        return f"bad input: {bad}"
    return "ok" if events else "same"


@pytest.mark.parametrize("name", GOLDEN)
def test_the_rules_are_what_the_table_says(name: str) -> None:
    found = {role: [outcome(name, role, status) for status in STATUSES] for role in ROLES}
    wrong = [
        f"{role}, {status}: expected {expected}, got {got}"
        for role, cells in GOLDEN[name].items()
        for status, expected, got in zip(STATUSES, cells, found[role], strict=True)
        if expected != got
    ]
    assert not wrong, "\n".join(wrong)


def test_the_table_has_every_command_role_and_status() -> None:
    assert {name.partition(":")[0] for name in GOLDEN} == {each.__name__ for each in get_args(Command)}
    assert all(rows.keys() == ROLES.keys() for rows in GOLDEN.values())
    assert ROLES.keys() >= {*get_args(Role), *WORKSPACE.values()}
    head = next(line for line in TABLE.splitlines() if line.startswith("command "))
    assert tuple(head.split()[2:]) == STATUSES


def test_an_auditor_is_refused_before_anything_else_is_looked_at() -> None:
    story = project("running")
    for name in GOLDEN:
        asked = command(name, "all:auditor", story)
        for given in (("auditor",), ("auditor", "workspace_admin", "portfolio_admin")):
            by = Actor(LEAD, present=True, granted=given)
            for at in (story.project, None):
                with pytest.raises(Refusal, match=r"^auditor$"):
                    decide(at, asked, by=by, playbook=SECOND, now=story.now)


def test_the_table_uses_known_codes() -> None:
    cells = {cell for rows in GOLDEN.values() for row in rows.values() for cell in row}
    assert cells <= {"ok", "same", *get_args(RefusalCode)}


def test_before_a_project_is_open_only_opening_it_is_possible() -> None:
    story = project("running")
    for name in GOLDEN:
        asked = command(name, "lead", story)
        if isinstance(asked, OpenProject | ImportProject):
            assert decide(None, asked, by=ROLES["lead"], playbook=NINETY, now=story.now)
            continue
        with pytest.raises(Refusal, match="unknown_project"):
            decide(None, asked, by=ROLES["lead"], playbook=NINETY, now=story.now)
