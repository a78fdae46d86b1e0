"""What a command makes happen: the arms, then what follows from them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import assert_never

from bot.playbooks.model import Playbook
from bot.project import (
    channels,
    conditions,
    deciding,
    delegating,
    departing,
    elsewhere,
    equivalents,
    importing,
    items,
    linking,
    opening,
    pausing,
    planning,
    questioning,
    recording,
    requesting,
    undoing,
    verifying,
)
from bot.project.authority import need_no_auditor
from bot.project.commands import (
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
)
from bot.project.consequences import consequences
from bot.project.events import Event
from bot.project.refusals import Refusal
from bot.project.signing import sign_threshold
from bot.project.state import Project


def decide(
    project: Project | None, command: Command, *, by: Actor, playbook: Playbook, now: datetime
) -> list[Event]:
    """Return what happens; an empty list when the wished result is there already.

    Raises Refusal when the rules say no, and BadInput naming every field that is not as expected.
    """
    need_no_auditor(by)
    if project is None:
        if isinstance(command, OpenProject):
            return [opening.open_project(command, now)]
        if isinstance(command, ImportProject):
            return importing.import_project(command, playbook, now)
        raise Refusal("unknown_project")
    events = undoing.naming(project, _decided(project, command, by, playbook, now), by, now)
    return [*events, *consequences(project, events, by=by, playbook=playbook, now=now)]


def _decided(  # one arm a command: the type checker names what is missing
    project: Project, command: Command, by: Actor, playbook: Playbook, now: datetime
) -> Sequence[Event]:
    match command:
        case OpenProject() | ImportProject():
            return []  # its id was minted for one opening: it is open already
        case CorrectImport():
            return importing.correct(project, command, by, playbook, now)
        case CountersignImport():
            return importing.countersign(project, command, by, playbook)
        case RefuseImport():
            return importing.refuse(project, command, by)
        case FillCharter():
            return opening.fill_charter(project, command, by)
        case GiveRole():
            return opening.give_role(project, command, by, playbook, now)
        case TakeRole():
            return opening.take_role(project, command, by)
        case AssignItem():
            return planning.assign(project, command, by, playbook)
        case SetDueDay():
            return planning.set_due_day(project, command, by, playbook, now)
        case WaitFor():
            return planning.wait_for(project, command, by, playbook, now)
        case DeclineItem():
            return planning.decline(project, command, by, playbook)
        case SetItem():
            return items.set_item(project, command, by, playbook, now)
        case RecordMeasure():
            return items.record_measure(project, command, by, playbook, now)
        case SignItem():
            return items.sign_item(project, command, by, playbook, now)
        case DeclareNotReady():
            return items.declare_not_ready(project, command, by, playbook)
        case MarkNotApplicable():
            return items.mark_not_applicable(project, command, by, playbook)
        case DescribeEquivalent():
            return equivalents.describe(project, command, by, playbook)
        case SignEquivalent():
            return equivalents.sign(project, command, by, playbook)
        case VerifyItem():
            return verifying.verify(project, command, by, playbook)
        case UndoItem():
            return undoing.undo(project, command, by, playbook, now)
        case SaveRow():
            return items.save_row(project, command, by, playbook, now)
        case RemoveRow():
            return items.remove_row(project, command, by, playbook)
        case RequestGate():
            return requesting.request(project, command, by, playbook, now)
        case ResumeGate():
            return requesting.resume(project, command, by, playbook, now)
        case WithdrawGate():
            return requesting.withdraw(project, command, by, playbook)
        case ApproveGate():
            return deciding.approve(project, command, by, playbook, now)
        case ApproveWithConditions():
            return deciding.approve_with_conditions(project, command, by, playbook, now)
        case WithdrawVote():
            return deciding.withdraw_vote(project, command, by, playbook)
        case HoldGate():
            return deciding.hold(project, command, by, playbook, now)
        case StopGate():
            return deciding.stop(project, command, by, playbook, now)
        case RecordDecision():
            return elsewhere.record(project, command, by, playbook, now)
        case ConfirmDecision():
            return elsewhere.confirm(project, command, by, playbook, now)
        case DisputeDecision():
            return elsewhere.dispute(project, command, by, playbook, now)
        case TakeBackDecision():
            return deciding.take_back(project, command, by, now)
        case SettleCondition():
            return conditions.settle(project, command, by, playbook)
        case GiveDelegation():
            return delegating.give(project, command, by, playbook, now)
        case EndDelegation():
            return delegating.end(project, command, by)
        case SendBackGate():
            return deciding.send_back(project, command, by, playbook, now)
        case AskQuestion():
            return questioning.ask(project, command, by, playbook, now)
        case AnswerQuestion():
            return questioning.answer(project, command, by, playbook)
        case ChooseAfterIterations():
            return requesting.choose(project, command, by)
        case SignThreshold():
            return sign_threshold(project, command, by, playbook)
        case HoldProject():
            return pausing.hold(project, command, by, now)
        case ResumeProject():
            return pausing.resume(project, command, by, playbook, now)
        case StopProject():
            return pausing.stop(project, command, by)
        case LinkPeople():
            return linking.link_people(project, command, by)
        case NoteDeparture():
            return departing.leave(project, command, by, playbook)
        case NoteReturn():
            return departing.come_back(project, command, by)
        case LinkChannel():
            return channels.link_channel(project, command, by)
        case UnlinkChannel():
            return channels.unlink_channel(project, by)
        case PlaceLegalHold():
            return recording.place_hold(project, command, by)
        case LiftLegalHold():
            return recording.lift_hold(project, command, by)
        case EraseTexts():
            return recording.erase_texts(project, command, by)
        case ErasePerson():
            return recording.erase_person(project, command, by)
        case PassTime():
            return pausing.pass_time(project, playbook, now)
        case _:
            assert_never(command)
