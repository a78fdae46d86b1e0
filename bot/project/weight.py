"""Which events steer a project: a report tells them first, and leaves none of them out."""

from __future__ import annotations

from bot.project.events import (
    DecisionDisputed,
    DecisionRecorded,
    DecisionTakenBack,
    Event,
    GateApproved,
    GateHeld,
    GateIterated,
    GatePaused,
    GateRequested,
    GateResumed,
    GateSentBack,
    GateStopped,
    GateWithdrawn,
    ImportCountersigned,
    ImportRefused,
    ProjectHalted,
    ProjectHeld,
    ProjectImported,
    ProjectOpened,
    ProjectResumed,
    ProjectStopped,
    RoleGiven,
    RoleTaken,
    SponsorChose,
    ThresholdChanged,
    ThresholdSigned,
    VoteCast,
    VoteWithdrawn,
)

#: how a gate is asked for and decided, what the sponsor signs, and whether the clock runs
_STEERING = (
    DecisionDisputed,
    DecisionRecorded,
    DecisionTakenBack,
    GateApproved,
    GateHeld,
    GateIterated,
    GatePaused,
    GateRequested,
    GateResumed,
    GateSentBack,
    GateStopped,
    GateWithdrawn,
    ImportCountersigned,
    ImportRefused,
    ProjectHalted,
    ProjectHeld,
    ProjectImported,
    ProjectOpened,
    ProjectResumed,
    ProjectStopped,
    SponsorChose,
    ThresholdChanged,
    ThresholdSigned,
    VoteCast,
    VoteWithdrawn,
)


def steers(event: Event) -> bool:
    """Tell whether an event steers the project: decisions and what asks for them, its sponsor and lead, its clock."""
    if isinstance(event, RoleGiven | RoleTaken):
        return event.role in ("sponsor", "lead")
    return isinstance(event, _STEERING)
