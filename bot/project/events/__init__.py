"""What can happen to a project: facts in the past tense, kept for good.

Fields named in `PROSE` hold free text (a text, or texts by key). The ledger chains a salted digest of them and
keeps the text beside the event, so that it can be erased and the chain still verifies.
"""

from __future__ import annotations

from datetime import datetime

import msgspec

from bot.project.events.of_gates import ConditionReopened as ConditionReopened
from bot.project.events.of_gates import ConditionSettled as ConditionSettled
from bot.project.events.of_gates import DecisionDisputed as DecisionDisputed
from bot.project.events.of_gates import DecisionRecorded as DecisionRecorded
from bot.project.events.of_gates import DecisionTakenBack as DecisionTakenBack
from bot.project.events.of_gates import DelegationEnded as DelegationEnded
from bot.project.events.of_gates import DelegationGiven as DelegationGiven
from bot.project.events.of_gates import Falling as Falling
from bot.project.events.of_gates import GateApproved as GateApproved
from bot.project.events.of_gates import GateHeld as GateHeld
from bot.project.events.of_gates import GateIterated as GateIterated
from bot.project.events.of_gates import GatePaused as GatePaused
from bot.project.events.of_gates import GateQuestionAnswered as GateQuestionAnswered
from bot.project.events.of_gates import GateQuestionAsked as GateQuestionAsked
from bot.project.events.of_gates import GateRequested as GateRequested
from bot.project.events.of_gates import GateResumed as GateResumed
from bot.project.events.of_gates import GateSentBack as GateSentBack
from bot.project.events.of_gates import GateStopped as GateStopped
from bot.project.events.of_gates import GateWithdrawn as GateWithdrawn
from bot.project.events.of_gates import ReadinessRecovered as ReadinessRecovered
from bot.project.events.of_gates import ReadinessStopped as ReadinessStopped
from bot.project.events.of_gates import SponsorChose as SponsorChose
from bot.project.events.of_gates import ThresholdChanged as ThresholdChanged
from bot.project.events.of_gates import ThresholdSigned as ThresholdSigned
from bot.project.events.of_gates import VoteCast as VoteCast
from bot.project.events.of_gates import VoteWithdrawn as VoteWithdrawn
from bot.project.events.of_imports import ImportCorrected as ImportCorrected
from bot.project.events.of_imports import ImportCountersigned as ImportCountersigned
from bot.project.events.of_imports import ImportRefused as ImportRefused
from bot.project.events.of_imports import ProjectImported as ProjectImported
from bot.project.events.of_items import DueDayChanged as DueDayChanged
from bot.project.events.of_items import EquivalentDescribed as EquivalentDescribed
from bot.project.events.of_items import EquivalentSigned as EquivalentSigned
from bot.project.events.of_items import EquivalentUnsigned as EquivalentUnsigned
from bot.project.events.of_items import ItemCleared as ItemCleared
from bot.project.events.of_items import ItemConfirmed as ItemConfirmed
from bot.project.events.of_items import ItemDeclaredNotReady as ItemDeclaredNotReady
from bot.project.events.of_items import ItemDeclined as ItemDeclined
from bot.project.events.of_items import ItemNotApplicable as ItemNotApplicable
from bot.project.events.of_items import ItemOwned as ItemOwned
from bot.project.events.of_items import ItemSigned as ItemSigned
from bot.project.events.of_items import ItemUndone as ItemUndone
from bot.project.events.of_items import ItemVerified as ItemVerified
from bot.project.events.of_items import ItemWaits as ItemWaits
from bot.project.events.of_items import MeasureRecorded as MeasureRecorded
from bot.project.events.of_items import RowRemoved as RowRemoved
from bot.project.events.of_items import RowSaved as RowSaved
from bot.project.events.of_projects import ChannelLinked as ChannelLinked
from bot.project.events.of_projects import ChannelUnlinked as ChannelUnlinked
from bot.project.events.of_projects import CharterFilled as CharterFilled
from bot.project.events.of_projects import PeopleLinked as PeopleLinked
from bot.project.events.of_projects import PersonCameBack as PersonCameBack
from bot.project.events.of_projects import PersonLeft as PersonLeft
from bot.project.events.of_projects import ProjectHalted as ProjectHalted
from bot.project.events.of_projects import ProjectHeld as ProjectHeld
from bot.project.events.of_projects import ProjectOpened as ProjectOpened
from bot.project.events.of_projects import ProjectResumed as ProjectResumed
from bot.project.events.of_projects import ProjectStopped as ProjectStopped
from bot.project.events.of_projects import RoleGiven as RoleGiven
from bot.project.events.of_projects import RoleTaken as RoleTaken
from bot.project.events.of_records import LegalHoldLifted as LegalHoldLifted
from bot.project.events.of_records import LegalHoldPlaced as LegalHoldPlaced
from bot.project.events.of_records import PersonErased as PersonErased
from bot.project.events.of_records import TextsErased as TextsErased

Event = (
    ProjectOpened
    | ProjectImported
    | ImportCorrected
    | ImportCountersigned
    | ImportRefused
    | CharterFilled
    | RoleGiven
    | RoleTaken
    | ItemOwned
    | DueDayChanged
    | ItemWaits
    | ItemDeclined
    | ItemConfirmed
    | MeasureRecorded
    | ItemSigned
    | ItemCleared
    | ItemDeclaredNotReady
    | ItemNotApplicable
    | EquivalentDescribed
    | EquivalentSigned
    | EquivalentUnsigned
    | ItemVerified
    | ItemUndone
    | RowSaved
    | RowRemoved
    | ReadinessStopped
    | ReadinessRecovered
    | GateRequested
    | GatePaused
    | GateResumed
    | GateWithdrawn
    | GateQuestionAsked
    | GateQuestionAnswered
    | GateApproved
    | VoteCast
    | VoteWithdrawn
    | GateHeld
    | GateStopped
    | DecisionRecorded
    | DecisionDisputed
    | DecisionTakenBack
    | ConditionSettled
    | ConditionReopened
    | DelegationGiven
    | DelegationEnded
    | GateSentBack
    | GateIterated
    | SponsorChose
    | ThresholdChanged
    | ThresholdSigned
    | ProjectHeld
    | ProjectHalted
    | ProjectResumed
    | ProjectStopped
    | PeopleLinked
    | PersonLeft
    | PersonCameBack
    | ChannelLinked
    | ChannelUnlinked
    | LegalHoldPlaced
    | LegalHoldLifted
    | TextsErased
    | PersonErased
)


class Recorded(msgspec.Struct, frozen=True):
    """An event with who, when and from where; `by` is "" when the clock did it."""

    event: Event
    at: datetime
    by: str
    platform: str = ""
    conversation: str = ""
    message: str = ""
