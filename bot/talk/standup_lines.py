"""What moved, what is due today and what waits, each in a line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from bot.playbooks.model import Item
from bot.project import readiness
from bot.project.events import ItemUndone, ItemVerified, ItemWaits, Recorded
from bot.project.stalled import MOVING, Stall
from bot.project.standup import StandUp
from bot.project.weight import steers
from bot.talk import look
from bot.talk.brief import owner, second, value
from bot.talk.card import Fact
from bot.talk.event_words import event_line
from bot.talk.item_event_words import ItemEvent
from bot.talk.scene import Scene
from bot.talk.timing import NEAR, expected, near, news

#: things named in one line
MOST = 8
#: so many stand in one line
BESIDE = 2
#: so many items that nobody has are only counted
MANY = 3


def facts(
    scene: Scene, found: StandUp, *, moved: str, due: str = "", still: date | None = None
) -> tuple[Fact, ...]:
    """Return the lines that have something to say; `moved` and `due` are their labels.

    `still` is the later day of which there is nothing new: what has become overdue by then is no news, but is told.
    """
    words = scene.words
    overdue = words.t("Overdue on {day}", day=words.day(still)) if still else ""
    steering, others = _moved(scene, found)
    lines = (
        (moved, _joined(scene, others, steering)),
        (due, _joined(scene, (_today(scene, scene.playbook.item(key)) for key in found.today))),
        (overdue, _joined(scene, _stalls(scene, found.overdue, still or found.on))),
        (words.t("Waiting"), _joined(scene, _waiting(scene, found))),
    )
    return tuple(Fact(label, text) for label, text in lines if label and text)


def _joined(scene: Scene, pieces: Iterable[str], first: Sequence[str] = ()) -> str:
    """Return pieces in one line or a list; of many the rest is counted, but all of `first` are told."""
    others = [piece for piece in pieces if piece]
    room = max(MOST - len(first), 0)
    every = [*first, *others[:room]]
    if rest := max(len(others) - room, 0):
        every.append(scene.words.t("and {n} more", n=scene.words.number(rest)))
    # More than two of them in a row are a wall that nobody reads.
    return " · ".join(every) if len(every) <= BESIDE else "\n".join(f"• {piece}" for piece in every)


def _moved(scene: Scene, found: StandUp) -> tuple[list[str], list[str]]:
    """Return what steered the project, then what else happened, the oldest first."""
    told = [entry for entry in found.moved if not isinstance(entry.event, ItemWaits)]
    steering = [_piece(scene, entry) for entry in told if steers(entry.event)]
    return steering, [_piece(scene, entry) for entry in told if not steers(entry.event)]


def _piece(scene: Scene, entry: Recorded) -> str:
    """Return "Baseline model: 41 h a month (today 47, threshold 12; Raj)", or the event in a sentence."""
    words, event = scene.words, entry.event
    if not isinstance(event, ItemEvent):
        return event_line(scene, entry)
    item = scene.playbook.item(event.item)
    known = value(scene, item)
    if isinstance(event, ItemUndone):
        return event_line(scene, entry)
    if not known:
        if look.status(scene, item) in readiness.PASSING:
            return words.t("{item}: done ({person})", item=words.t(item.title), person=_who(scene, entry))
        return event_line(scene, entry)
    if item.kind == "sign":
        return words.t("{item}: {value}", item=words.t(item.title), value=known)
    said = "; ".join(part for part in (beside_a_result(scene, item), _who(scene, entry)) if part)
    return words.t("{item}: {value} ({by})", item=words.t(item.title), value=known, by=said)


def _who(scene: Scene, entry: Recorded) -> str:
    """Return who did it; of what a second person has verified, both."""
    event, by = entry.event, look.who(scene, entry.by)
    if not isinstance(event, ItemVerified):
        return by
    first = look.who(scene, scene.project.item(event.item).changed_by)
    return scene.words.t("{person}, verified by {second}", person=first, second=by)


def beside_a_result(scene: Scene, item: Item) -> str:
    """Return "today 47, threshold 12" beside a number in the unit of the KPI."""
    minimum = scene.project.locked.get("minimum", "")
    baseline = readiness.kpi(scene.project, scene.playbook, "baseline")
    if not item.needs_kpi or not minimum or not baseline or not look.one_unit(scene):
        return ""
    number = scene.words.number
    # What is compared with the threshold says itself what is needed.
    compared = item.rule is not None and item.rule.direction == "kpi"
    if compared or look.threshold_unit(scene) != look.kpi_unit(scene):
        return scene.words.t("today {baseline}", baseline=number(baseline))
    return scene.words.t(
        "today {baseline}, threshold {minimum}", baseline=number(baseline), minimum=number(minimum)
    )


def _today(scene: Scene, item: Item) -> str:
    return _by(scene, item, scene.words.t(item.title))


def _by(scene: Scene, item: Item, text: str) -> str:
    who = owner(scene, item)
    return scene.words.t("{text} ({person})", text=text, person=who) if who else text


def _waiting(scene: Scene, found: StandUp) -> list[str]:
    """Return what stalls, then what waits for somebody."""
    stalled = {stall.item for stall in (*found.waiting, *found.overdue)}
    pieces = _stalls(scene, found.waiting, found.on)
    pieces += [_waits(scene, scene.playbook.item(key)) for key in found.waits_for if key not in stalled]
    return pieces + [_left_behind(scene, item) for item in look.left_behind(scene)]


def _left_behind(scene: Scene, item: Item) -> str:
    """Return an item that an earlier gate left open: nothing else asks for it."""
    words = scene.words
    if scene.project.status not in MOVING:
        return ""
    gate = words.number(scene.playbook.phase_of(item.id).number)
    text = words.t("{item}: still not ready, from gate {n}", item=words.t(item.title), n=gate)
    return _by(scene, item, text)


def _stalls(scene: Scene, stalls: Iterable[Stall], on: date) -> list[str]:
    """Return what stalls, each in a piece, the oldest first; of many that nobody has, their number."""
    waiting = sorted(stalls, key=lambda stall: stall.due_on)
    free = [stall for stall in waiting if look.is_free(scene, scene.playbook.item(stall.item))]
    if len(free) < MANY:
        free = []
    pieces = [_stalled(scene, stall, on) for stall in waiting if stall not in free]
    if free:
        pieces.append(_counted(scene, len(free), free[0].due_on))
    return pieces


def _counted(scene: Scene, count: int, oldest: date) -> str:
    """Return how many items that nobody has wait now, and of how many."""
    words, every = scene.words, len(look.free(scene))
    known = {"n": words.number(count), "all": words.number(every), "day": look.day(scene, oldest)}
    if every > count:
        return words.t("{n} of the {all} items that nobody has yet, the oldest due {day}", **known)
    return words.t("{n} items that nobody has yet, the oldest due {day}", **known)


def _stalled(scene: Scene, stall: Stall, on: date) -> str:
    words, item = scene.words, scene.playbook.item(stall.item)
    told = []
    # What was silent so far may be due within days: a day of the week stays true when the message is read later.
    soon = (stall.due_on - on).days <= NEAR
    if stall.kind == "overdue" or soon or not scene.project.item(item.id).owner:
        told.append(words.t("due {day}", day=near(words, stall.due_on, on)))
    if waits := second(scene, item):
        told.append(waits)
    elif waiting := scene.project.item(item.id).waiting:
        told.append(expected(scene, waiting))
    elif scene.project.item(item.id).owner:
        told.append(news(scene, item))
    if item.kind == "sign":
        told.append(owner(scene, item))
    text = words.t("{item}: {value}", item=words.t(item.title), value=", ".join(told))
    return text if item.kind == "sign" else _by(scene, item, text)


def _waits(scene: Scene, item: Item) -> str:
    waiting = scene.project.item(item.id).waiting
    if waiting is None:
        return ""
    words = scene.words
    return _by(
        scene, item, words.t("{item}: {value}", item=words.t(item.title), value=expected(scene, waiting))
    )
