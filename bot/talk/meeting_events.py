"""One line for what was decided in a meeting: as it was recorded, disputed and confirmed."""

from __future__ import annotations

from bot.project import events as e
from bot.project.state import Elsewhere
from bot.talk import look
from bot.talk.meeting_words import claimed
from bot.talk.scene import Scene
from bot.talk.values import shorten

MeetingEvent = e.DecisionRecorded | e.DecisionDisputed
Confirming = e.GateApproved | e.VoteCast | e.GateSentBack | e.GateHeld | e.GateStopped


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
    words = scene.words
    known = {
        "n": words.number(event.gate),
        "day": look.day(scene, meeting.held_on),
        "recorder": look.who(scene, meeting.by),
        "by": by,
    }
    match event:
        case e.VoteCast():
            return words.t(
                "{by} approved gate {n} by confirming what a meeting on {day} decided, recorded by {recorder}",
                **known,
            )
        case e.GateApproved() if event.terms:
            return words.t(
                "Gate {n} approved with conditions: decided in a meeting on {day}, "
                "recorded by {recorder}, confirmed by {by}",
                **known,
            )
        case e.GateApproved():
            return words.t(
                "Gate {n} approved: decided in a meeting on {day}, recorded by {recorder}, confirmed by {by}",
                **known,
            )
        case e.GateSentBack():
            said = words.t(
                "Gate {n} sent back: decided in a meeting on {day}, recorded by {recorder}, confirmed by {by}",
                **known,
            )
        case e.GateHeld():
            said = words.t(
                "Project put on hold at gate {n}: decided in a meeting on {day}, "
                "recorded by {recorder}, confirmed by {by}",
                **known,
            )
        case e.GateStopped():
            said = words.t(
                "Project stopped at gate {n}: decided in a meeting on {day}, "
                "recorded by {recorder}, confirmed by {by}",
                **known,
            )
    return words.t("{said}: {reason}", said=said, reason=shorten(event.reason))
