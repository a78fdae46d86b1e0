"""Who is told of what a meeting decided: those who confirm it, once for each record, and a lead who is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from bot.playbooks.model import Playbook
from bot.project.elsewhere import confirmers
from bot.project.events import DecisionDisputed, DecisionRecorded, Event
from bot.project.plan import today
from bot.project.state import GateRequest, Meeting, Project
from bot.project.voting import deciders
from bot.service.ports import Outgoing, Place
from bot.service.queued import live, once
from bot.talk.notices import Notice


def meetings(
    before: Project | None, after: Project, events: Sequence[Event], playbook: Playbook, by: str
) -> Iterator[Outgoing]:
    """Ask for a confirmation, bring up to date what was asked, tell the lead."""
    for event in events:
        if isinstance(event, DecisionRecorded) and (request := after.request) and request.meeting:
            for person in confirmers(after, playbook, today(after, request.meeting.at)):
                # Who plays all roles reads it in the channel.
                if person != by and not after.practice:
                    asked = _recorded(after, request, request.meeting, person)
                    yield replace(asked, refresh=False, dedupe=f"{asked.key}:asked")
        if isinstance(event, DecisionDisputed) and after.lead != by:
            about = {"gate": event.gate, "round": event.round, "person": after.lead}
            yield once(after, "not_so", Place(person=after.lead), **about)
    request = before.request if before else None
    moved = before and (before.request != after.request or before.status != after.status)
    if before and moved and not before.practice and request and request.meeting:
        # It was asked of some of them; where it was not, nothing is there to be edited.
        for person in deciders(before, playbook.phase(request.gate).gate):
            yield replace(_recorded(after, request, request.meeting, person), edit_only=True)


def _recorded(after: Project, request: GateRequest, meeting: Meeting, person: str) -> Outgoing:
    notice = Notice(
        "recorded", after.id, gate=request.gate, round=request.round, record=meeting.id, person=person
    )
    return live(after, f"recorded:{after.id}:{meeting.id}:{person}", Place(person=person), notice)
