"""What people ask for: commands in the imperative, each stating the wished result, never a toggle.

Values of forms arrive as typed; `decide` checks them against the playbook.
"""

from __future__ import annotations

from bot.project.commands.actor import CLOCK as CLOCK
from bot.project.commands.actor import OPERATOR as OPERATOR
from bot.project.commands.actor import Actor as Actor
from bot.project.commands.actor import WorkspaceRole as WorkspaceRole
from bot.project.commands.of_gates import AnswerQuestion as AnswerQuestion
from bot.project.commands.of_gates import ApproveGate as ApproveGate
from bot.project.commands.of_gates import ApproveWithConditions as ApproveWithConditions
from bot.project.commands.of_gates import AskQuestion as AskQuestion
from bot.project.commands.of_gates import ChooseAfterIterations as ChooseAfterIterations
from bot.project.commands.of_gates import ConfirmDecision as ConfirmDecision
from bot.project.commands.of_gates import DisputeDecision as DisputeDecision
from bot.project.commands.of_gates import EndDelegation as EndDelegation
from bot.project.commands.of_gates import GiveDelegation as GiveDelegation
from bot.project.commands.of_gates import HoldGate as HoldGate
from bot.project.commands.of_gates import RecordDecision as RecordDecision
from bot.project.commands.of_gates import RequestGate as RequestGate
from bot.project.commands.of_gates import ResumeGate as ResumeGate
from bot.project.commands.of_gates import SendBackGate as SendBackGate
from bot.project.commands.of_gates import SettleCondition as SettleCondition
from bot.project.commands.of_gates import SignThreshold as SignThreshold
from bot.project.commands.of_gates import StopGate as StopGate
from bot.project.commands.of_gates import TakeBackDecision as TakeBackDecision
from bot.project.commands.of_gates import Wanted as Wanted
from bot.project.commands.of_gates import WithdrawGate as WithdrawGate
from bot.project.commands.of_gates import WithdrawVote as WithdrawVote
from bot.project.commands.of_imports import CorrectImport as CorrectImport
from bot.project.commands.of_imports import CountersignImport as CountersignImport
from bot.project.commands.of_imports import ImportProject as ImportProject
from bot.project.commands.of_imports import RefuseImport as RefuseImport
from bot.project.commands.of_items import AssignItem as AssignItem
from bot.project.commands.of_items import DeclareNotReady as DeclareNotReady
from bot.project.commands.of_items import DeclineItem as DeclineItem
from bot.project.commands.of_items import DescribeEquivalent as DescribeEquivalent
from bot.project.commands.of_items import MarkNotApplicable as MarkNotApplicable
from bot.project.commands.of_items import RecordMeasure as RecordMeasure
from bot.project.commands.of_items import RemoveRow as RemoveRow
from bot.project.commands.of_items import SaveRow as SaveRow
from bot.project.commands.of_items import SetDueDay as SetDueDay
from bot.project.commands.of_items import SetItem as SetItem
from bot.project.commands.of_items import SignEquivalent as SignEquivalent
from bot.project.commands.of_items import SignItem as SignItem
from bot.project.commands.of_items import UndoItem as UndoItem
from bot.project.commands.of_items import VerifyItem as VerifyItem
from bot.project.commands.of_items import WaitFor as WaitFor
from bot.project.commands.of_projects import FillCharter as FillCharter
from bot.project.commands.of_projects import GiveRole as GiveRole
from bot.project.commands.of_projects import HoldProject as HoldProject
from bot.project.commands.of_projects import LinkChannel as LinkChannel
from bot.project.commands.of_projects import LinkPeople as LinkPeople
from bot.project.commands.of_projects import NoteDeparture as NoteDeparture
from bot.project.commands.of_projects import NoteReturn as NoteReturn
from bot.project.commands.of_projects import OpenProject as OpenProject
from bot.project.commands.of_projects import PassTime as PassTime
from bot.project.commands.of_projects import ResumeProject as ResumeProject
from bot.project.commands.of_projects import StopProject as StopProject
from bot.project.commands.of_projects import TakeRole as TakeRole
from bot.project.commands.of_projects import UnlinkChannel as UnlinkChannel
from bot.project.commands.of_records import ErasePerson as ErasePerson
from bot.project.commands.of_records import EraseTexts as EraseTexts
from bot.project.commands.of_records import LiftLegalHold as LiftLegalHold
from bot.project.commands.of_records import PlaceLegalHold as PlaceLegalHold

Command = (
    OpenProject
    | ImportProject
    | CorrectImport
    | CountersignImport
    | RefuseImport
    | FillCharter
    | GiveRole
    | TakeRole
    | AssignItem
    | SetDueDay
    | WaitFor
    | DeclineItem
    | SetItem
    | RecordMeasure
    | SignItem
    | DeclareNotReady
    | MarkNotApplicable
    | DescribeEquivalent
    | SignEquivalent
    | VerifyItem
    | UndoItem
    | SaveRow
    | RemoveRow
    | RequestGate
    | ResumeGate
    | WithdrawGate
    | ApproveGate
    | ApproveWithConditions
    | WithdrawVote
    | HoldGate
    | StopGate
    | RecordDecision
    | ConfirmDecision
    | DisputeDecision
    | TakeBackDecision
    | SettleCondition
    | GiveDelegation
    | EndDelegation
    | SendBackGate
    | AskQuestion
    | AnswerQuestion
    | ChooseAfterIterations
    | SignThreshold
    | HoldProject
    | ResumeProject
    | StopProject
    | LinkPeople
    | NoteDeparture
    | NoteReturn
    | LinkChannel
    | UnlinkChannel
    | PlaceLegalHold
    | LiftLegalHold
    | EraseTexts
    | ErasePerson
    | PassTime
)
