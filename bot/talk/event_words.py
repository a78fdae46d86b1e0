"""One line for each thing that happened, for histories."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from bot.project import events as e
from bot.talk import look
from bot.talk.condition_words import condition_line
from bot.talk.gate_events import GateEvent, gate_line
from bot.talk.gate_words import items_named
from bot.talk.import_events import ImportEvent, import_line
from bot.talk.item_event_words import ItemEvent, item_line
from bot.talk.meeting_events import Confirming, MeetingEvent, confirmed_line, meeting_line
from bot.talk.people_events import PeopleEvent, people_line
from bot.talk.record_words import RecordEvent, record_line
from bot.talk.scene import Scene
from bot.talk.values import shorten

_NOTHING: Mapping[int, e.Event] = {}


def event_line(scene: Scene, entry: e.Recorded, earlier: Mapping[int, e.Event] = _NOTHING) -> str:
    """Return "Raj recorded data quality above 80 %: …", without the time; `earlier` are events by seq."""
    event, by = entry.event, _by(scene, entry)
    if isinstance(event, RecordEvent):
        return record_line(scene, entry, event)
    if isinstance(event, ItemEvent):
        return item_line(scene, event, by, earlier)
    if isinstance(event, MeetingEvent):
        return meeting_line(scene, event, by)
    if isinstance(event, Confirming) and event.elsewhere:
        return confirmed_line(scene, event, event.elsewhere, by)
    if isinstance(event, GateEvent):
        return gate_line(scene, event, by)
    if isinstance(event, ImportEvent):
        return import_line(scene, event, by)
    if isinstance(event, PeopleEvent):
        return people_line(scene, event, by)
    return _project(scene, event, by)


def _by(scene: Scene, entry: e.Recorded) -> str:
    if not entry.by and isinstance(entry.event, e.ProjectOpened | e.ProjectImported):
        return scene.words.t("Whoever runs Tollgate")
    return look.who(scene, entry.by) or scene.words.t("The clock")


_ProjectEvent = (
    e.ProjectOpened
    | e.CharterFilled
    | e.ReadinessStopped
    | e.ReadinessRecovered
    | e.SponsorChose
    | e.ThresholdChanged
    | e.ThresholdSigned
    | e.ProjectHeld
    | e.ProjectHalted
    | e.ProjectResumed
    | e.ProjectStopped
    | e.ConditionSettled
    | e.ConditionReopened
)


def _project(scene: Scene, event: _ProjectEvent, by: str) -> str:
    words = scene.words
    match event:
        case e.ProjectOpened():
            return words.t(
                "{by} began the project, day 1 is {day}", by=by, day=look.day(scene, event.starts_on)
            )
        case e.CharterFilled():
            return words.t("{by} filled in the charter", by=by)
        case e.ReadinessStopped():
            return words.t(
                "The verdict became stop. Not ready: {items}", items=items_named(scene, event.items)
            )
        case e.ReadinessRecovered():
            return words.t("The verdict is no longer stop")
        case e.SponsorChose():
            return _chose(scene, event, by)
        case e.ThresholdChanged():
            if not event.values and not event.words:
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
        case e.ProjectStopped():
            return words.t("{by} stopped the project: {reason}", by=by, reason=shorten(event.reason))
        case _:
            assert_never(event)


def _chose(scene: Scene, event: e.SponsorChose, by: str) -> str:
    reason = shorten(event.reason)
    if event.choice == "rescope":
        return scene.words.t("{by} decided to re-scope: {reason}", by=by, reason=reason)
    return scene.words.t("{by} decided to continue: {reason}", by=by, reason=reason)
