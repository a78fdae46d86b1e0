"""One line for what was decided in a meeting: as it was recorded, disputed and confirmed."""

from __future__ import annotations

from bot.project import events as e
from bot.project.state import Elsewhere
from bot.talk import look
from bot.talk.meeting_words import claimed
from bot.talk.scene import Scene
from bot.talk.values import shorten
from bot.talk.words import N_

MeetingEvent = e.DecisionRecorded | e.DecisionDisputed
Confirming = e.GateApproved | e.VoteCast | e.GateSentBack | e.GateHeld | e.GateStopped

_CONFIRMED: dict[type[Confirming], str] = {
    e.VoteCast: N_(
        "{by} approved gate {n} by confirming what a meeting on {day} decided, recorded by {recorder}"
    ),
    e.GateApproved: N_(
        "Gate {n} approved: decided in a meeting on {day}, recorded by {recorder}, confirmed by {by}"
    ),
    e.GateSentBack: N_(
        "Gate {n} sent back: decided in a meeting on {day}, recorded by {recorder}, confirmed by {by}"
    ),
    e.GateHeld: N_(
        "Project put on hold at gate {n}: decided in a meeting on {day}, recorded by {recorder}, confirmed by {by}"
    ),
    e.GateStopped: N_(
        "Project stopped at gate {n}: decided in a meeting on {day}, recorded by {recorder}, confirmed by {by}"
    ),
}
_WITH_CONDITIONS = N_(
    "Gate {n} approved with conditions: decided in a meeting on {day}, recorded by {recorder}, confirmed by {by}"
)


def meeting_line(scene: Scene, event: MeetingEvent, by: str) -> str:
    """Return "Mia recorded that a meeting on Tue 10 Mar approved gate 1"."""
    if isinstance(event, e.DecisionRecorded):
        return claimed(scene, event.outcome, event.gate, event.held_on, by)
    n, reason = scene.words.number(event.gate), shorten(event.reason)
    return scene.words.t(
        "{by} removed what was recorded of a meeting about gate {n}: {reason}", by=by, n=n, reason=reason
    )


def confirmed_line(scene: Scene, event: Confirming, meeting: Elsewhere, by: str) -> str:
    """Return "Gate 1 approved: decided in a meeting on Tue 10 Mar, recorded by Mia, confirmed by Ana"."""
    said = scene.words.t(
        _WITH_CONDITIONS if isinstance(event, e.GateApproved) and event.terms else _CONFIRMED[type(event)],
        n=scene.words.number(event.gate),
        day=look.day(scene, meeting.held_on),
        recorder=look.who(scene, meeting.by),
        by=by,
    )
    if isinstance(event, e.VoteCast | e.GateApproved):
        return said
    return scene.words.t("{said}: {reason}", said=said, reason=shorten(event.reason))
