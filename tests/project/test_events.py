"""What every kind of event says of itself."""

from __future__ import annotations

from typing import get_args

from bot.project.events import Event

#: whose name and reason are kept as long as decisions are
DECISIONS = [
    "GateApproved",
    "VoteCast",
    "GateHeld",
    "GateStopped",
    "DecisionRecorded",
    "DecisionDisputed",
    "DecisionTakenBack",
    "GateSentBack",
    "GateIterated",
    "SponsorChose",
    "ThresholdSigned",
    "ProjectImported",
    "ImportCorrected",
    "ImportCountersigned",
    "ImportRefused",
    "LegalHoldPlaced",
    "LegalHoldLifted",
]
#: whose name is kept as long, with an item
SIGNATURES = ["ItemSigned", "EquivalentSigned", "ItemVerified"]
#: whose author and texts may be erased before
OTHERS = [
    "ProjectOpened",
    "CharterFilled",
    "RoleGiven",
    "RoleTaken",
    "ProjectHeld",
    "ProjectHalted",
    "ProjectResumed",
    "ProjectStopped",
    "PeopleLinked",
    "PersonLeft",
    "PersonCameBack",
    "ChannelLinked",
    "ChannelUnlinked",
    "ItemOwned",
    "DueDayChanged",
    "ItemWaits",
    "ItemDeclined",
    "ItemConfirmed",
    "MeasureRecorded",
    "ItemCleared",
    "ItemDeclaredNotReady",
    "ItemNotApplicable",
    "EquivalentDescribed",
    "EquivalentUnsigned",
    "ItemUndone",
    "RowSaved",
    "RowRemoved",
    "ReadinessStopped",
    "ReadinessRecovered",
    "GateRequested",
    "GatePaused",
    "GateResumed",
    "GateWithdrawn",
    "GateQuestionAsked",
    "GateQuestionAnswered",
    "VoteWithdrawn",
    "ConditionSettled",
    "ConditionReopened",
    "DelegationGiven",
    "DelegationEnded",
    "ThresholdChanged",
    "TextsErased",
    "PersonErased",
]


def test_every_event_is_listed_by_whether_it_signs_and_a_new_one_must_be_put_somewhere() -> None:
    listed = (
        dict.fromkeys(DECISIONS, "decision") | dict.fromkeys(SIGNATURES, "item") | dict.fromkeys(OTHERS, "")
    )
    assert {event.__name__: event.SIGNS for event in get_args(Event)} == listed
