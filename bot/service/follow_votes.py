"""Who is told that their approval counts no more, though they did not take it back themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.playbooks.model import Playbook
from bot.project.events import DecisionDisputed, DecisionRecorded, Event, VoteWithdrawn
from bot.project.state import GateRequest, Project, Vote
from bot.project.voting import worked_on
from bot.service.ports import Outgoing, Place
from bot.service.queued import once


def fallen(
    before: Project | None, after: Project, events: Sequence[Event], playbook: Playbook, by: str
) -> Iterator[Outgoing]:
    """Tell each of them once, with why: by a rule, or since what they confirmed was replaced or removed."""
    request = before.request if before else None
    if request is None or after.practice:
        return
    now = {vote.by for vote in _votes(after, request)}
    why = {event.person: event.why for event in events if isinstance(event, VoteWithdrawn) and event.person}
    records = any(isinstance(event, DecisionRecorded | DecisionDisputed) for event in events)
    for vote in request.votes:
        if vote.by in now:
            continue
        about = {"gate": request.gate, "round": request.round, "person": vote.by}
        place = Place(person=vote.by)
        if vote.by in why:
            item, worker = _work(after, playbook, request, vote) if why[vote.by] == "work" else ("", "")
            yield once(after, "vote_fell", place, **about, item=item, by=worker, why=why[vote.by])
        elif records and vote.confirms and vote.by != by:
            yield once(after, "vote_fell", place, **about, record=vote.confirms)


def _votes(after: Project, request: GateRequest) -> tuple[Vote, ...]:
    """Return the approvals of the same request as it is now."""
    same = after.request and (after.request.gate, after.request.round) == (request.gate, request.round)
    return after.request.votes if after.request and same else ()


def _work(after: Project, playbook: Playbook, request: GateRequest, vote: Vote) -> tuple[str, str]:
    """Return the item that is kept apart, and whose work it is: the voter's, or that of whom they stood in for.

    There is no such item where two accounts turn out to be one person, who asked for the gate or recorded a meeting.
    """
    for item in playbook.phase(request.gate).checklist:
        theirs = worked_on(after.item(item.id)) & {vote.by, vote.counts_for} if item.separate else ()
        if theirs:
            return item.id, vote.by if vote.by in theirs else vote.counts_for
    return "", ""
