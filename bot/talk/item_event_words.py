"""One line for each thing that happened to an item."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from msgspec.structs import replace

from bot.project import events as e
from bot.project.state import Row
from bot.talk import look
from bot.talk.scene import Scene
from bot.talk.timing import waits_for
from bot.talk.values import field_text, number_shown, shorten
from bot.talk.words import Words

ItemEvent = (
    e.ItemOwned
    | e.DueDayChanged
    | e.ItemWaits
    | e.ItemDeclined
    | e.ItemConfirmed
    | e.MeasureRecorded
    | e.ItemSigned
    | e.ItemCleared
    | e.ItemDeclaredNotReady
    | e.ItemNotApplicable
    | e.EquivalentDescribed
    | e.EquivalentSigned
    | e.EquivalentUnsigned
    | e.ItemVerified
    | e.ItemUndone
    | e.RowSaved
    | e.RowRemoved
)

_Equivalent = e.EquivalentDescribed | e.EquivalentSigned | e.EquivalentUnsigned
_Values = e.ItemConfirmed | e.MeasureRecorded | e.ItemSigned
_NOTHING: Mapping[int, e.Event] = {}


def item_line(scene: Scene, event: ItemEvent, by: str, earlier: Mapping[int, e.Event] = _NOTHING) -> str:
    """Return "Raj recorded data quality: completeness 95 % …"; `earlier` are events by seq, to say what was."""
    words = scene.words
    item = words.quoted(words.t(scene.playbook.item(event.item).title))
    match event:
        case e.ItemOwned():
            return _owned(scene, event, by, item)
        case e.DueDayChanged():
            day, reason = look.day(scene, event.due_on), shorten(event.reason)
            return words.t("{by} moved {item} to {day}: {reason}", by=by, item=item, day=day, reason=reason)
        case e.ItemWaits():
            awaited = waits_for(scene, event)
            return words.t("{by} waits with {item}: {awaited}", by=by, item=item, awaited=awaited)
        case e.ItemDeclined():
            return words.t("{by} gave {item} back: it is not theirs", by=by, item=item)
        case e.ItemConfirmed() | e.MeasureRecorded() | e.ItemSigned():
            return _recorded(scene, event, by, item, earlier.get(event.replaces))
        case e.ItemCleared():
            return _cleared(words, event, by, item)
        case e.ItemDeclaredNotReady():
            reason = shorten(event.reason)
            return words.t("{by} declared {item} not ready: {reason}", by=by, item=item, reason=reason)
        case e.ItemNotApplicable():
            reason = shorten(event.reason)
            return words.t("{by} said that {item} does not apply: {reason}", by=by, item=item, reason=reason)
        case e.EquivalentDescribed() | e.EquivalentSigned() | e.EquivalentUnsigned():
            return _equivalent(scene, event, by, item)
        case e.ItemVerified():
            return words.t("{by} verified {item} as a second person", by=by, item=item)
        case e.ItemUndone():
            return words.t("{by} undid their last change of {item}", by=by, item=item)
        case e.RowSaved():
            said = values(scene, event.item, event.values | event.words)
            return words.t("{by} saved a row of {item}: {values}", by=by, item=item, values=said)
        case e.RowRemoved():
            return words.t("{by} removed a row of {item}", by=by, item=item)
        case _:
            assert_never(event)


def _owned(scene: Scene, event: e.ItemOwned, by: str, item: str) -> str:
    owner = look.who(scene, event.owner)
    if not owner:
        return scene.words.t("{by} left {item} to whoever takes it", by=by, item=item)
    if owner == by:
        return scene.words.t("{by} took {item}", by=by, item=item)
    return scene.words.t("{by} gave {item} to {owner}", by=by, item=item, owner=owner)


def _cleared(words: Words, event: e.ItemCleared, by: str, item: str) -> str:
    if event.new_sponsor:
        return words.t("{item} is open again, since the sponsor changed", item=item)
    if not event.was_in:
        return words.t("{by} opened {item} again", by=by, item=item)
    return words.t(
        '{item} is to be recorded anew: its numbers are in "{unit}", and another unit counts now',
        item=item,
        unit=event.was_in,
    )


def _equivalent(scene: Scene, event: _Equivalent, by: str, item: str) -> str:
    words = scene.words
    match event:
        case e.EquivalentDescribed():
            text = shorten(event.text)
            return words.t("{by} described an equivalent for {item}: {text}", by=by, item=item, text=text)
        case e.EquivalentSigned():
            return words.t("{by} signed the equivalent for {item}", by=by, item=item)
        case e.EquivalentUnsigned():
            return words.t(
                "The signature of {person} under the equivalent for {item} counts no more: whoever signs has no "
                "other part in the project",
                person=look.who(scene, event.person),
                item=item,
            )
        case _:
            assert_never(event)


def _recorded(scene: Scene, event: _Values, by: str, item: str, replaced: e.Event | None) -> str:
    words = scene.words
    said = values(scene, event.item, event.values | event.words) or shorten(event.note)
    if event.corrects:
        text = words.t("{by} corrected {item} after its gate", by=by, item=item)
    elif event.replaces and (replaced is None or isinstance(replaced, _Values)):
        text = words.t("{by} corrected {item}", by=by, item=item)
    elif isinstance(event, e.ItemSigned):
        text = words.t("{by} confirmed {item} personally", by=by, item=item)
    elif isinstance(event, e.MeasureRecorded):
        text = words.t("{by} recorded {item}", by=by, item=item)
    else:
        text = words.t("{by} marked {item} as done", by=by, item=item)
    text = words.t("{text}: {values}", text=text, values=said) if said else text
    before = _was(scene, replaced) if isinstance(replaced, _Values) else ""
    return words.t("{text} (was {before})", text=text, before=before) if before else text


def _was(scene: Scene, event: _Values) -> str:
    """Return what an earlier event had recorded: a measure's number, else the values that its form had."""
    item, known = scene.playbook.item(event.item), event.values | event.words
    if item.rule is None:
        return values(scene, item.id, known) or shorten(event.note)
    record = replace(scene.project.item(item.id), values=known)
    then = replace(scene.project, items=scene.project.items | {item.id: record})
    return number_shown(replace(scene, project=then), item) or values(scene, item.id, known)


def values(scene: Scene, item_id: str, known: dict[str, str], row: Row | None = None) -> str:
    """Return values of an item's fields in a line: "Completeness 95 %, Accuracy 90 %"."""
    item = scene.playbook.item(item_id)
    found = (f for f in item.fields if known.get(f.key) and f.type != "link")
    return ", ".join(
        f"{scene.words.t(f.label)} {shorten(field_text(scene, item, f, known[f.key], row))}" for f in found
    )
