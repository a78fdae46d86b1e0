"""What an event tells the channel, and directly whoever must act on it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.project.events import (
    Event,
    GateIterated,
    GatePaused,
    GateQuestionAnswered,
    GateQuestionAsked,
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
from bot.project.state import Project, Question
from bot.service.asked import role
from bot.service.live_cards import plays_all
from bot.service.ports import Outgoing, Place
from bot.service.queued import channel, once
from bot.talk.notices import Kind

_Round = GatePaused | GateIterated | GateQuestionAsked | GateQuestionAnswered


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
        case GatePaused():
            if after.lead != by and not plays_all(after, after.lead):
                yield _of_round(after, "paused", event, after.lead)
        case GateQuestionAsked():
            if after.lead != by:
                yield _of_round(after, "question", event, after.lead, question=event.question)
        case GateQuestionAnswered():
            asker = next((q.by for q in _questions(after) if q.id == event.question), after.sponsor)
            if asker != by:
                yield _of_round(after, "answer", event, asker, question=event.question)
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
        case GatePaused():
            yield _of_round(after, "paused", event)
        case GateIterated():
            yield _of_round(after, "iterated", event)
        case SponsorChose():
            yield once(after, "chosen", channel(after))
        case ThresholdSigned():
            yield once(after, "threshold_signed", channel(after))
        case _:
            return


def _questions(project: Project) -> tuple[Question, ...]:
    return project.request.questions if project.request else ()


def _of_round(
    project: Project, kind: Kind, event: _Round, person: str = "", *, question: str = ""
) -> Outgoing:
    """Tell a person, or without one the channel, of what happened to a request."""
    to = {"person": person} if person else {}
    about = {"question": question} if question else {}
    place = Place(person=person) if person else channel(project)
    return once(project, kind, place, gate=event.gate, round=event.round, **about, **to)
