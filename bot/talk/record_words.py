"""One line for what happened to the records of a project, for histories."""

from __future__ import annotations

from typing import assert_never

from bot.project import events as e
from bot.talk import look
from bot.talk.scene import Scene
from bot.talk.values import shorten

RecordEvent = e.LegalHoldPlaced | e.LegalHoldLifted | e.TextsErased | e.PersonErased


def record_line(scene: Scene, entry: e.Recorded, event: RecordEvent) -> str:
    """Return "Ana placed a legal hold: …"; who runs the command line is the operator."""
    words = scene.words
    by = look.who(scene, entry.by) or words.t("The operator")
    match event:
        case e.LegalHoldPlaced():
            return words.t(
                "{by} placed a legal hold, nothing may be erased: {reason}",
                by=by,
                reason=shorten(event.reason),
            )
        case e.LegalHoldLifted():
            return words.t("{by} lifted the legal hold: {reason}", by=by, reason=shorten(event.reason))
        case e.TextsErased() if event.before:
            return words.plural(
                "{by} erased the free texts of {n} entry from before {day}",
                "{by} erased the free texts of {n} entries from before {day}",
                event.count,
                by=by,
                day=words.dated(event.before),
            )
        case e.TextsErased():
            return words.plural(
                "{by} erased the free texts of {n} entry",
                "{by} erased the free texts of {n} entries",
                event.count,
                by=by,
            )
        case e.PersonErased():
            return words.t("{by} erased a person from the directory", by=by)
        case _:
            assert_never(event)
