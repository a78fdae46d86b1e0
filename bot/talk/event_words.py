"""One line for each thing that happened, for histories."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from bot.project import events as e
from bot.talk import look
from bot.talk.condition_words import condition_line
from bot.talk.gate_words import items_named
from bot.talk.imported import SIGN
from bot.talk.item_event_words import ItemEvent, item_line
from bot.talk.meeting_events import Confirming, MeetingEvent, confirmed_line, meeting_line
from bot.talk.platforms import platform_name
from bot.talk.record_words import RecordEvent, record_line
from bot.talk.scene import Scene
from bot.talk.values import shorten
from bot.talk.vote_events import vote

_NOTHING: Mapping[int, e.Event] = {}


def event_line(scene: Scene, entry: e.Recorded, earlier: Mapping[int, e.Event] = _NOTHING) -> str:
    """Return "Raj recorded data quality above 80 %: …", without the time; `earlier` are events by seq."""
    event = entry.event
    if isinstance(event, RecordEvent):
        return record_line(scene, entry, event)
    if isinstance(event, ItemEvent):
        return item_line(scene, event, _by(scene, entry), earlier)
    if isinstance(event, MeetingEvent):
        return meeting_line(scene, event, _by(scene, entry))
    if isinstance(event, Confirming) and event.elsewhere:
        return confirmed_line(scene, event, event.elsewhere, _by(scene, entry))
    if isinstance(event, _GateEvent):
        return _gate(scene, event, _by(scene, entry))
    return _project(scene, event, _by(scene, entry))


def _by(scene: Scene, entry: e.Recorded) -> str:
    if not entry.by and isinstance(entry.event, e.ProjectOpened | e.ProjectImported):
        return scene.words.t("Whoever runs Tollgate")
    return look.who(scene, entry.by) or scene.words.t("The clock")


_GateEvent = (
    e.GateRequested
    | e.GatePaused
    | e.GateResumed
    | e.GateWithdrawn
    | e.GateQuestionAsked
    | e.GateQuestionAnswered
    | e.GateApproved
    | e.GateSentBack
    | e.GateIterated
    | e.VoteCast
    | e.VoteWithdrawn
    | e.GateHeld
    | e.GateStopped
    | e.DecisionTakenBack
)


def _gate(scene: Scene, event: _GateEvent, by: str) -> str:
    words = scene.words
    n = words.number(event.gate)
    match event:
        case e.GateRequested():
            return words.t("{by} requested gate {n}", by=by, n=n)
        case e.GatePaused():
            return words.t(
                "The request for gate {n} was paused: {items} changed",
                n=n,
                items=items_named(scene, event.items),
            )
        case e.GateResumed():
            return words.t("{by} asked again for gate {n}", by=by, n=n)
        case e.GateWithdrawn():
            if not event.reason:  # by the clock, or since asking anew ended it
                return words.t("{by} withdrew the request for gate {n}", by=by, n=n)
            return words.t(
                "{by} withdrew the request for gate {n}: {reason}", by=by, n=n, reason=shorten(event.reason)
            )
        case e.GateQuestionAsked():
            return words.t("{by} asked about gate {n}: {text}", by=by, n=n, text=shorten(event.text))
        case e.GateQuestionAnswered():
            return words.t("{by} answered about gate {n}: {text}", by=by, n=n, text=shorten(event.text))
        case e.GateApproved():
            if event.terms:
                return words.t("{by} approved gate {n}, with conditions", by=by, n=n)
            return words.t("{by} approved gate {n}", by=by, n=n)
        case e.GateSentBack():
            return words.t("{by} sent gate {n} back: {reason}", by=by, n=n, reason=shorten(event.reason))
        case e.VoteCast() | e.VoteWithdrawn() | e.DecisionTakenBack():
            return vote(scene, event, by)
        case e.GateHeld():
            return words.t(
                "{by} decided at gate {n} that the project rests: {reason}",
                by=by,
                n=n,
                reason=shorten(event.reason),
            )
        case e.GateStopped():
            return words.t(
                "{by} decided at gate {n} that the project ends: {reason}",
                by=by,
                n=n,
                reason=shorten(event.reason),
            )
        case e.GateIterated():
            items = items_named(scene, event.items)
            return words.t(
                "Gate {n} was requested, and another iteration began. Answered with no: {items}",
                n=n,
                items=items,
            )
        case _:
            assert_never(event)


_ProjectEvent = (
    e.ProjectOpened
    | e.ProjectImported
    | e.ImportCorrected
    | e.ImportCountersigned
    | e.ImportRefused
    | e.CharterFilled
    | e.RoleGiven
    | e.RoleTaken
    | e.ReadinessStopped
    | e.ReadinessRecovered
    | e.SponsorChose
    | e.ThresholdChanged
    | e.ThresholdSigned
    | e.ProjectHeld
    | e.ProjectHalted
    | e.ProjectResumed
    | e.ProjectStopped
    | e.PeopleLinked
    | e.PersonLeft
    | e.PersonCameBack
    | e.ChannelLinked
    | e.ChannelUnlinked
    | e.ConditionSettled
    | e.ConditionReopened
    | e.DelegationGiven
    | e.DelegationEnded
)


def _project(scene: Scene, event: _ProjectEvent, by: str) -> str:
    words = scene.words
    match event:
        case e.ProjectImported() | e.ImportCorrected() | e.ImportCountersigned() | e.ImportRefused():
            return _import(scene, event, by)
        case e.ProjectOpened():
            return words.t(
                "{by} began the project, day 1 is {day}", by=by, day=look.day(scene, event.starts_on)
            )
        case e.CharterFilled():
            return words.t("{by} filled in the charter", by=by)
        case e.RoleGiven() | e.RoleTaken():
            return _role(scene, event, by)
        case e.ReadinessStopped():
            return words.t(
                "The verdict became stop. Not ready: {items}", items=items_named(scene, event.items)
            )
        case e.ReadinessRecovered():
            return words.t("The verdict is no longer stop")
        case e.SponsorChose():
            return _chose(scene, event, by)
        case e.ThresholdChanged():
            if not event.values:
                return words.t("{by} went back to the locked threshold", by=by)
            return words.t("{by} changed what gate 1 locked; the sponsor's signature is awaited", by=by)
        case e.ThresholdSigned():
            return words.t("{by} signed the changed threshold", by=by)
        case e.ProjectHeld():
            return words.t("{by} put the project on hold: {reason}", by=by, reason=shorten(event.reason))
        case e.ProjectHalted():
            return words.t(
                "The project was halted. Not ready: {items}", items=items_named(scene, event.items)
            )
        case e.ProjectResumed():
            if event.begins:
                day = look.day(scene, event.begins)
                return words.t("{by} resumed the project; its phase now starts {day}", by=by, day=day)
            return words.t("{by} resumed the project", by=by)
        case e.ConditionSettled() | e.ConditionReopened():
            return condition_line(scene, event, by)
        case e.DelegationGiven():
            return words.t(
                "{person} decides in place of {by} from {since} to {until}",
                person=look.who(scene, event.to),
                by=by,
                since=look.day(scene, event.since),
                until=look.day(scene, event.until),
            )
        case e.DelegationEnded():
            return words.t("{person} decides again", person=look.who(scene, event.person))
        case e.ProjectStopped():
            return words.t("{by} stopped the project: {reason}", by=by, reason=shorten(event.reason))
        case e.PeopleLinked():
            return words.t("{by} joined their accounts on two platforms: they count as one person", by=by)
        case e.PersonLeft():
            return words.t("{person} has left the workspace", person=look.who(scene, event.person))
        case e.PersonCameBack():
            return words.t("{person} is in the workspace again", person=look.who(scene, event.person))
        case e.ChannelLinked():
            return _linked(scene, event, by)
        case e.ChannelUnlinked():
            return words.t(
                "{by} disconnected the channel on {platform}", by=by, platform=platform_name(event.platform)
            )
        case _:
            assert_never(event)


def _import(
    scene: Scene,
    event: e.ProjectImported | e.ImportCorrected | e.ImportCountersigned | e.ImportRefused,
    by: str,
) -> str:
    words = scene.words
    match event:
        case e.ProjectImported():
            gates = words.listed([words.number(gate) for gate in sorted(event.decided_on)])
            return f"{SIGN} " + words.plural(
                "The project was imported at phase {phase}, with gate {gates} from paper",
                "The project was imported at phase {phase}, with gates {gates} from paper",
                len(event.decided_on),
                phase=words.number(event.phase),
                gates=gates,
            )
        case e.ImportCorrected():
            return f"{SIGN} " + words.t("{by} corrected what the papers say of earlier gates", by=by)
        case e.ImportCountersigned():
            return f"{SIGN} " + words.t("{by} countersigned the gates from paper", by=by)
        case e.ImportRefused():
            reason = shorten(event.reason)
            return f"{SIGN} " + words.t(
                "{by} did not countersign the gates from paper: {reason}", by=by, reason=reason
            )
        case _:
            assert_never(event)


def _linked(scene: Scene, event: e.ChannelLinked, by: str) -> str:
    words, platform = scene.words, platform_name(event.platform)
    allowed = look.who(scene, event.allowed_by)
    if not allowed or allowed == by:
        return words.t("{by} connected a channel on {platform}", by=by, platform=platform)
    return words.t(
        "{by} connected a channel on {platform}, with a code of {person}",
        by=by,
        platform=platform,
        person=allowed,
    )


def _role(scene: Scene, event: e.RoleGiven | e.RoleTaken, by: str) -> str:
    words = scene.words
    role, person = look.role_name(scene, event.role), look.who(scene, event.person)
    if isinstance(event, e.RoleTaken):
        return words.t("{by} removed {person} from the role {role}", by=by, person=person, role=role)
    if event.instead_of:
        before = look.who(scene, event.instead_of)
        return words.t(
            "{by} made {person} {role} in place of {before}", by=by, person=person, role=role, before=before
        )
    return words.t("{by} gave {person} the role {role}", by=by, person=person, role=role)


def _chose(scene: Scene, event: e.SponsorChose, by: str) -> str:
    reason = shorten(event.reason)
    if event.choice == "rescope":
        return scene.words.t("{by} decided to re-scope: {reason}", by=by, reason=reason)
    return scene.words.t("{by} decided to continue: {reason}", by=by, reason=reason)
