"""Who is told of decisions on gates, their conditions, and of who decides in whose place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.project.events import (
    ConditionReopened,
    ConditionSettled,
    DecisionTakenBack,
    Event,
    GateApproved,
    GateHeld,
    GateStopped,
    ProjectResumed,
)
from bot.project.state import Condition, Project
from bot.service.follow_decided import sent_back, told, undone
from bot.service.ports import Outgoing, Place
from bot.service.queued import channel, live, once
from bot.talk.notices import Notice


def decisions(before: Project | None, after: Project, event: Event, by: str) -> Iterator[Outgoing]:
    """Tell the channel what was decided beside a plain yes or no, the lead of a no, and owners what they owe."""
    yield from sent_back(before, after, event, by)
    match event:
        case GateHeld() | GateStopped():
            yield told(after, "gate_ended", after.decisions[-1])
        case DecisionTakenBack():
            yield from undone(before, after)
            about = {"gate": event.gate, "round": event.round, "person": by}
            yield once(after, "taken_back", channel(after), **about)
            last = before.decisions[-1] if before and before.decisions else None
            # A request that is sent back is told to the lead alone: so is that it was not.
            if last and last.outcome == "sent_back" and after.lead != by:
                yield once(after, "taken_back", Place(person=after.lead), **about)
            yield from _owners(before.conditions if before else (), after, event, told=True)
        case GateApproved():
            yield told(after, "live" if event.finishes else "approved", after.decisions[-1])
            yield from _owners(after.conditions, after, event, told=False, by=by)
        case ConditionSettled() | ConditionReopened():
            found = next((each for each in after.conditions if each.id == event.condition), None)
            if found:
                # That it is open again is news to its owner, unless it was they who set its item back.
                news = isinstance(event, ConditionReopened) and found.owner != by
                yield _condition(after, found, told=not news)
        case ProjectResumed():
            moved = {(e.gate, e.owner): e for e in after.conditions if e.id in event.conditions}
            yield from (_condition(after, each, told=True) for each in moved.values())
        case _:
            return


def standing_for(before: Project | None, after: Project, events: Sequence[Event]) -> Iterator[Outgoing]:
    """Edit what owners of conditions were told when an item has moved that their condition stands for."""
    items = {getattr(event, "item", "") for event in events} - {""}
    again = {event.condition for event in events if isinstance(event, ConditionReopened)}
    open_ = {each.id for project in (before, after) if project for each in project.open_conditions} - again
    yield from (
        _condition(after, each, told=True)
        for each in after.conditions
        if each.item in items and each.id in open_
    )


def _owners(
    conditions: tuple[Condition, ...],
    after: Project,
    event: GateApproved | DecisionTakenBack,
    *,
    told: bool,
    by: str = "",
) -> Iterator[Outgoing]:
    """Tell each owner once, or edit what they were told."""
    mark = f"{event.gate}.{event.round}."
    theirs = {each.owner: each for each in conditions if each.id.startswith(mark) and each.owner != by}
    yield from (_condition(after, each, told=told) for each in theirs.values())


def _condition(after: Project, condition: Condition, *, told: bool) -> Outgoing:
    gate, number = (int(part) for part in condition.id.split(".")[:2])
    notice = Notice("condition", after.id, gate=gate, round=number, person=condition.owner)
    key = f"condition:{after.id}:{gate}:{number}:{condition.owner}"
    place = Place(person=condition.owner)
    return live(after, key, place, notice, again=not told, edit_only=told)
