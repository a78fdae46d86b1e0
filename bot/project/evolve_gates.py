"""How events change gate requests, phases and decisions."""

from __future__ import annotations

from typing import Literal

from msgspec.structs import replace

from bot.project.events import (
    DecisionDisputed,
    DecisionRecorded,
    GateApproved,
    GateHeld,
    GateIterated,
    GatePaused,
    GateQuestionAnswered,
    GateQuestionAsked,
    GateRequested,
    GateResumed,
    GateSentBack,
    GateStopped,
    GateWithdrawn,
    Recorded,
    VoteCast,
    VoteWithdrawn,
)
from bot.project.evolve_items import kept, put_off
from bot.project.since import went_back
from bot.project.state import (
    Condition,
    Dispute,
    Elsewhere,
    GateDecision,
    GateRequest,
    Meeting,
    Outcome,
    Pause,
    Project,
    Question,
    Status,
    Vote,
    confirmed_meeting,
)


def requested(project: Project, entry: Recorded, event: GateRequested | GatePaused | GateResumed) -> Project:
    """Put a request before its approvers, or back to the lead, or before them again."""
    status: Status = "waiting"
    if isinstance(event, GateRequested):
        request = GateRequest(event.gate, event.round, entry.by, entry.at)
        was = project.was if went_back(project, event.gate) else {}
        project = replace(project, rounds=project.rounds | {event.gate: event.round}, was=was)
    else:
        if project.request is None:
            return project
        request = replace(project.request, paused_by=(), paused_at=None, paused_seq=0)
        if isinstance(event, GatePaused):
            since = project.request.paused_at or entry.at
            # What a meeting decided rested on what has changed.
            request = _without_record(request)
            request = replace(request, paused_by=event.items, paused_at=since, paused_seq=project.seq + 1)
            status = "paused"
            if project.status == "held":
                return replace(project, request=request, held_from=status)
    return _with(project, entry, status, request)


def questioned(project: Project, entry: Recorded, event: GateQuestionAsked | GateQuestionAnswered) -> Project:
    """Add a question to the request, or its answer."""
    request = project.request
    if request is None:
        return project
    if isinstance(event, GateQuestionAsked):
        questions = (*request.questions, Question(event.question, entry.by, event.text, asked_at=entry.at))
    else:
        questions = tuple(
            replace(q, answer=event.text, answered_by=entry.by, answered_at=entry.at)
            if q.id == event.question
            else q
            for q in request.questions
        )
    return replace(project, request=replace(request, questions=questions))


def approved(project: Project, entry: Recorded, event: GateApproved) -> Project:
    """Pass the gate: the next phase begins, or the project is live."""
    after = _decided(
        project,
        entry,
        event.gate,
        event.round,
        "conditional" if event.terms else "approved",
        votes=project.request.votes if project.request else (),
        stands_for=event.stands_for,
        meeting=_of_meeting(project, event.elsewhere)
        or (confirmed_meeting(project.request) if project.request else None),
    )
    left = tuple(
        Condition(
            key,
            event.gate,
            event.words.get(key, ""),
            terms.owner,
            terms.due_on,
            entry.by,
            item=terms.item,
        )
        for key, terms in event.terms.items()
    )
    after = replace(
        after,
        before=replace(project, before=None),
        conditions=(*project.conditions, *left),
        locked=after.locked | event.locked | event.locked_words,
        went_live_on=event.went_live_on or after.went_live_on,
    )
    if event.finishes or event.starts_on is None:
        return _with(after, entry, "live", None)
    starts = after.phase_starts | {event.gate + 1: event.starts_on}
    after = put_off(replace(after, phase=event.gate + 1, phase_starts=starts), event.due)
    return _with(after, entry, "running", None)


def returned(
    project: Project, entry: Recorded, event: GateSentBack | GateWithdrawn | GateIterated
) -> Project:
    """End a round without passing: back to the work of the phase."""
    if isinstance(event, GateIterated):
        after = _decided(project, entry, event.gate, event.round, "iterated", event.reason, event.items)
        after = replace(
            after, iterations=after.iterations + 1, rounds=after.rounds | {event.gate: event.round}
        )
        return _with(after, entry, "deciding" if event.asks_sponsor else "running", None)
    outcome: Literal["sent_back", "withdrawn"] = (
        "sent_back" if isinstance(event, GateSentBack) else "withdrawn"
    )
    meeting = _of_meeting(project, event.elsewhere) if isinstance(event, GateSentBack) else None
    after = _decided(project, entry, event.gate, event.round, outcome, event.reason, meeting=meeting)
    if outcome == "sent_back":
        after = replace(after, before=replace(project, before=None))
    return _with(after, entry, "running", None)


def voted(project: Project, entry: Recorded, event: VoteCast | VoteWithdrawn) -> Project:
    """Add an approval to the request, or take it away."""
    request = project.request
    if request is None:
        return project
    whose = (event.person if isinstance(event, VoteWithdrawn) else "") or entry.by
    votes = tuple(vote for vote in request.votes if vote.by != whose)
    if isinstance(event, VoteCast):
        confirms = event.elsewhere.record if event.elsewhere else ""
        given = Vote(entry.by, event.group, entry.at, event.stands_for, event.terms, event.words, confirms)
        votes += (given,)
    return replace(project, request=replace(request, votes=votes))


def elsewhere(project: Project, entry: Recorded, event: DecisionRecorded | DecisionDisputed) -> Project:
    """Put what is recorded of a meeting in the place of what was, or remove it."""
    if project.request is None:
        return project
    request = _without_record(project.request)
    if isinstance(event, DecisionDisputed):
        return replace(project, request=replace(request, disputed=Dispute(entry.by, entry.at, event.reason)))
    meeting = Meeting(
        event.record,
        event.outcome,
        event.held_on,
        event.minutes,
        event.present,
        entry.by,
        entry.at,
        event.reason,
        event.terms,
        event.words,
    )
    return replace(project, request=replace(request, meeting=meeting))


def _without_record(request: GateRequest) -> GateRequest:
    """Return the request without what is recorded of a meeting; the approvals that confirmed it fall with it."""
    votes = tuple(vote for vote in request.votes if not vote.confirms)
    return replace(request, meeting=None, disputed=None, votes=votes)


def ended(project: Project, entry: Recorded, event: GateHeld | GateStopped) -> Project:
    """Decide that the project rests, or ends."""
    held = isinstance(event, GateHeld)
    outcome: Outcome = "held" if held else "stopped"
    after = _decided(
        project,
        entry,
        event.gate,
        event.round,
        outcome,
        event.reason,
        stands_for=event.stands_for,
        meeting=_of_meeting(project, event.elsewhere),
    )
    after = replace(after, before=replace(project, before=None), held_from="running")
    if isinstance(event, GateHeld):
        after = replace(after, pauses=(*project.pauses, Pause(since=event.since)))
    after = _with(after, entry, "held" if held else "stopped", None)
    return replace(after, status_reason=event.reason)


def taken_back(project: Project) -> Project:
    """Return to how things were before the last decision; the ledger keeps both."""
    before = project.before
    if before is None:
        return project
    last = project.decisions[-1]
    if before.request:
        # What completed the quorum goes with the decision, so that the gate can be decided again.
        votes = tuple(vote for vote in before.request.votes if vote.by != last.by)
        before = replace(before, request=replace(before.request, votes=votes))
    gone = (*project.taken_back, last)
    return replace(before, seq=project.seq, sponsor_at=project.sponsor_at, taken_back=gone)


def _of_meeting(project: Project, elsewhere: Elsewhere | None) -> Meeting | None:
    return project.request.meeting if elsewhere and project.request else None


def _decided(
    project: Project,
    entry: Recorded,
    gate: int,
    number: int,
    outcome: Outcome,
    reason: str = "",
    items: tuple[str, ...] = (),
    votes: tuple[Vote, ...] = (),
    stands_for: str = "",
    meeting: Meeting | None = None,
) -> Project:
    decision = GateDecision(
        gate,
        number,
        outcome,
        entry.by,
        entry.at,
        reason,
        entry.platform,
        items,
        votes,
        stands_for,
        meeting,
        project.seq + 1,
    )
    # Nobody decided what was withdrawn; what was decided rests on the items as they are.
    after = project if outcome == "withdrawn" else kept(project)
    # What approvers had before them is still compared with after a withdrawal.
    was = project.was if outcome == "withdrawn" else {}
    return replace(after, decisions=(*project.decisions, decision), was=was)


def _with(project: Project, entry: Recorded, status: Status, request: GateRequest | None) -> Project:
    return replace(
        project,
        status=status,
        request=request,
        status_since=entry.at,
        status_by=entry.by,
        status_reason="",
    )
