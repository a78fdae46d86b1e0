"""What an event tells the channel, and directly whoever must act on it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.project.events import (
    Event,
    GateIterated,
    ItemOwned,
    ProjectHalted,
    ProjectHeld,
    ProjectOpened,
    ProjectResumed,
    ProjectStopped,
    ReadinessStopped,
    RoleGiven,
    SponsorChose,
    ThresholdSigned,
)
from bot.project.state import Project
from bot.service.asked import role
from bot.service.live_cards import plays_all
from bot.service.ports import Outgoing, Place
from bot.service.queued import channel, once


def told_of(after: Project, event: Event, by: str) -> Iterator[Outgoing]:
    """Tell the channel what moves the project, and directly those who must act on it, unless it was they."""
    yield from _announced(after, event)
    match event:
        case ProjectOpened():
            for name, person in (("sponsor", event.sponsor), ("lead", event.lead)):
                if person != by:
                    yield role(after, name, person)
        case RoleGiven():
            if event.person != by:
                yield role(after, event.role, event.person)
        case ItemOwned():
            if event.owner and event.owner != by:
                yield once(after, "item", Place(person=event.owner), item=event.item, person=event.owner)
        case ProjectHalted():
            for person in dict.fromkeys((after.lead, after.sponsor)):
                if person == by or plays_all(after, person):
                    continue
                yield once(after, "halted", Place(person=person), person=person)
        case _:
            return


def _announced(after: Project, event: Event) -> Iterator[Outgoing]:
    """Tell the channel."""
    match event:
        case ReadinessStopped():
            yield once(after, "stop_verdict", channel(after))
        case ProjectHalted():
            yield once(after, "halted", channel(after))
        case ProjectHeld():
            yield once(after, "held", channel(after))
        case ProjectResumed():
            if after.status != "halted":  # what became red on hold halts at once, and that is told
                yield once(after, "resumed", channel(after))
        case ProjectStopped():
            yield once(after, "stopped", channel(after))
        case GateIterated():
            yield once(after, "iterated", channel(after), gate=event.gate, round=event.round)
        case SponsorChose():
            yield once(after, "chosen", channel(after))
        case ThresholdSigned():
            yield once(after, "threshold_signed", channel(after))
        case _:
            return
