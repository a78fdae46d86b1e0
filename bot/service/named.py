"""Whom a card about a project may name."""

from __future__ import annotations

from collections.abc import Iterator

from bot.project.rounds import Vote
from bot.project.state import GateRequest, ItemRecord, Meeting, Project

#: a UUID in its usual notation; what else stands among an item's values is no person
ID_LENGTH = 36


def people_in(project: Project) -> set[str]:
    """Return everybody a card about this project may name."""
    found = {person for people in project.roles.values() for person in people} | {project.status_by}
    for record in (*project.items.values(), *project.was.values()):
        found |= _of_item(record)
    found |= {person for d in project.delegations for person in (d.by, d.to)}
    found |= {person for c in project.conditions for person in (c.by, c.owner, c.settled_by)}
    found |= {each.reopened.by for each in project.conditions if each.reopened}
    found |= {person for each in project.sponsors for person in (each.person, each.to, each.by)}
    if known := project.imported:
        found |= {known.by, known.refused_by, known.countersigned_by}
    for decision in (*project.decisions, *project.taken_back):
        found |= {decision.by, decision.stands_for}
        found |= _of_meeting(decision.meeting)
        found.update(_of_votes(decision.votes))
    if project.request:
        found |= _of_request(project.request)
    return {person for person in found if len(person) == ID_LENGTH}


def _of_item(record: ItemRecord) -> set[str]:
    found = {record.owner, record.changed_by, record.signed_by}
    found |= {row.owner for row in record.rows} | set(record.values.values())
    if record.waiting:
        found |= {record.waiting.person, record.waiting.by}
    if record.equivalent:
        found |= {record.equivalent.by, record.equivalent.signed_by}
    return found


def _of_request(request: GateRequest) -> set[str]:
    asked = request.questions
    found = {request.by, *(q.by for q in asked), *(q.answered_by for q in asked)}
    found |= _of_meeting(request.meeting)
    found |= {request.disputed.by} if request.disputed else set()
    found.update(_of_votes(request.votes))
    return found


def _of_votes(votes: tuple[Vote, ...]) -> Iterator[str]:
    for vote in votes:
        yield from (vote.by, vote.stands_for)
        yield from (terms.owner for terms in vote.terms.values())


def _of_meeting(meeting: Meeting | None) -> set[str]:
    return {meeting.by, *(terms.owner for terms in meeting.terms.values())} if meeting else set()
