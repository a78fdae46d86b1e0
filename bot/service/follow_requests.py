"""Messages about an open request: paused, questions and answers. Each is closed when what it asks for is over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.project.events import Event, GatePaused, GateQuestionAnswered, GateQuestionAsked, RoleGiven
from bot.project.state import GateRequest, Project, Question
from bot.service.live_cards import plays_all
from bot.service.ports import Outgoing, Place
from bot.service.queued import channel, live
from bot.talk.notices import Notice


def requests(before: Project | None, after: Project, events: Sequence[Event], by: str) -> Iterator[Outgoing]:
    """Post what is asked of the lead or told to an approver; edit what stands there already."""
    if request := after.request:
        for event in events:
            yield from _posted(after, request, event, by)
    if before and before.request:
        yield from _brought_up_to_date(before, before.request, after)


def _posted(after: Project, request: GateRequest, event: Event, by: str) -> Iterator[Outgoing]:
    told = after.lead != by
    match event:
        case GatePaused():
            yield _paused(after, request, again=True)
            if told and not plays_all(after, after.lead):
                yield _paused(after, request, after.lead, again=True)
        case GateQuestionAsked():
            if told:
                yield _question(after, request, event.question, after.lead, again=True)
        case GateQuestionAnswered():
            asker = next((q.by for q in request.questions if q.id == event.question), after.sponsor)
            if asker != by:
                yield _answer(after, request, event.question, asker, again=True)
        case RoleGiven(role="lead"):
            # What waits for an answer waits for the new lead's.
            if told:
                open_ = (each for each in request.questions if not each.answer)
                yield from (_question(after, request, each.id, after.lead, again=True) for each in open_)
        case _:
            return


def _brought_up_to_date(before: Project, request: GateRequest, after: Project) -> Iterator[Outgoing]:
    """Edit what offers something that is done, or that is another's to do by now."""
    now = after.request
    same = now if now and (now.gate, now.round) == (request.gate, request.round) else None
    led = (before.lead, after.lead)
    handed = led[0] != led[1]
    if request.paused_by and (handed or same is None or not same.paused_by):
        people = dict.fromkeys(led)
        yield _paused(after, request)
        yield from (_paused(after, request, each) for each in people if not plays_all(after, each))
    answered = {each.id for each in same.questions if each.answer} if same else set[str]()
    for each in request.questions:
        if not each.answer and (handed or same is None or each.id in answered):
            yield _question(after, request, each.id, before.lead)
        elif each.answer and (same is None or _decided_or_handed_on(before, after, each)):
            yield _answer(after, request, each.id, each.by)


def _decided_or_handed_on(before: Project, after: Project, question: Question) -> bool:
    """Tell whether somebody who asked has approved by now, or the role in which they asked is another's."""
    if before.sponsor == question.by != after.sponsor:
        return True
    was, now = ({v.by for v in each.request.votes} if each.request else set() for each in (before, after))
    return (question.by in was) != (question.by in now)


def _paused(project: Project, request: GateRequest, person: str = "", *, again: bool = False) -> Outgoing:
    """Return that a request is paused, to the channel or, with a person, to them."""
    gate, number = request.gate, request.round
    key = f"paused:{project.id}:{gate}:{number}"
    key = ":".join((key, person)) if person else key
    notice = Notice("paused", project.id, gate=gate, round=number, person=person)
    place = Place(person=person) if person else channel(project)
    return live(project, key, place, notice, again=again, edit_only=not again)


def _question(
    project: Project, request: GateRequest, question: str, person: str, *, again: bool = False
) -> Outgoing:
    gate, number = request.gate, request.round
    key = f"question:{project.id}:{gate}:{number}:{question}:{person}"
    notice = Notice("question", project.id, gate=gate, round=number, question=question, person=person)
    return live(project, key, Place(person=person), notice, again=again, edit_only=not again)


def _answer(
    project: Project, request: GateRequest, question: str, person: str, *, again: bool = False
) -> Outgoing:
    gate, number = request.gate, request.round
    key = f"answer:{project.id}:{gate}:{number}:{question}:{person}"
    notice = Notice("answer", project.id, gate=gate, round=number, question=question, person=person)
    return live(project, key, Place(person=person), notice, again=again, edit_only=not again)
