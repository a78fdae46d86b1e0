"""Who approves a gate: groups with a quorum each, separation of duties, and delegates while a sponsor is away.

Nobody judges their own work. Whoever leads the project approves none of its gates. Of an item that the playbook
keeps apart, whoever owns it, set it last or described what stands for it does not approve the gate. A personal
signature is no work on the item: whoever signs answers for it in a role of their own, and where that role also
approves (a sponsor who confirms, a security reviewer), both are asked of the same person on purpose. Nor is
verifying as a second person: that is a judgement of somebody else's work.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from bot.playbooks.model import Gate, Group, Playbook, Role
from bot.project.authority import holds, in_roles
from bot.project.commands import Actor
from bot.project.events import Falling
from bot.project.refusals import Refusal
from bot.project.state import GateRequest, ItemRecord, Project, Vote


def delegates(project: Project, person: str, on: date | None = None) -> tuple[str, ...]:
    """Return who decides in a person's place on a day; without a day, also who will."""
    found = (d for d in project.delegations if d.by == person)
    return tuple(d.to for d in found if on is None or d.since <= on <= d.until)


def approves(project: Project, playbook: Playbook, person: str) -> bool:
    """Tell whether a person approves some gate in their own name."""
    roles = {role for phase in playbook.phases for role in phase.gate.approvers}
    return any(person in project.holders(role) for role in roles)


def stands_for(project: Project, by: Actor, roles: Sequence[Role], on: date) -> str | None:
    """Return whom a person decides for in some roles: themself, or who is away; None where they may not.

    A delegate of a delegate decides nothing: only who has a role can hand it on.
    """
    if any(holds(project, by, role) for role in roles):
        return by.person
    return next((p for p in in_roles(project, roles) if by.person in delegates(project, p, on)), None)


def need_approver(project: Project, by: Actor, gate: Gate, on: date) -> str:
    """Return whom an approver decides for. Raises Refusal, which names a delegation that has passed."""
    found = stands_for(project, by, gate.approvers, on)
    if found:
        return found
    gone = [d for d in project.delegations if d.to == by.person]
    if gone:
        raise Refusal("delegation_over", who=(gone[0].by,), since=gone[0].since, until=gone[0].until)
    raise Refusal("not_in_role", roles=gate.approvers, who=in_roles(project, gate.approvers))


def worked_on(record: ItemRecord) -> frozenset[str]:
    """Return whose work an item is: its owner's, whose who set it last, whose who described an equivalent."""
    described = record.equivalent.by if record.equivalent else ""
    signers = {record.signed_by, record.equivalent.signed_by if record.equivalent else ""}
    setter = "" if record.changed_by in signers else record.changed_by
    return frozenset({record.owner, setter, described} - {""})


def need_separate(
    project: Project, request: GateRequest, playbook: Playbook, by: Actor, principal: str
) -> None:
    """Refuse their approval to whoever asked for the gate, leads the project, or worked on an item kept apart.

    In a practice project one person plays everybody.
    """
    if project.practice:
        return
    if request.by in (by.person, principal):
        # A lead who has handed over may be the only approver: the one who leads now asks anew.
        lead = () if request.by == project.lead else (project.lead,)
        raise Refusal("own_request", gate=request.gate, who=lead)
    if project.lead in (by.person, principal):
        gate = playbook.phase(request.gate).gate
        raise Refusal("own_project", gate=request.gate, who=awaited(project, playbook, gate, request))
    for item in playbook.phase(request.gate).checklist:
        if item.separate and worked_on(project.item(item.id)) & {by.person, principal}:
            raise Refusal("own_item", item=item.id)


def seat(project: Project, request: GateRequest, gate: Gate, by: Actor, on: date) -> Vote:
    """Return the vote that a person can cast, without its conditions; in one group, and once.

    Somebody with a role in two groups takes the first seat that is free.
    """
    for vote in request.votes:
        if by.person in (vote.by, vote.stands_for):
            raise Refusal("voted_already", gate=gate.number)
    entitled = [
        (group, principal) for group in gate.sides if (principal := stands_for(project, by, group.roles, on))
    ]
    for group, principal in entitled:
        taken = {vote.counts_for for vote in request.votes}
        if principal in taken:
            raise Refusal("voted_already", gate=gate.number, who=(principal,))
        if lacks(project, request, group):
            return Vote(by.person, group.key, request.at, "" if principal == by.person else principal)
    raise Refusal("group_complete", gate=gate.number)


def needed(project: Project, group: Group) -> int:
    """Return how many approvals a group needs; in a practice project one person is a whole group."""
    if project.practice:
        return 1
    return group.quorum or max(1, len(in_roles(project, group.roles)))


def lacks(project: Project, request: GateRequest, group: Group) -> int:
    """Return how many approvals a group still needs; in a practice project one approval is everybody's."""
    if project.practice:
        return 0 if request.votes else 1
    cast = sum(vote.group == group.key for vote in request.votes)
    return max(0, needed(project, group) - cast)


def kept_apart(project: Project, playbook: Playbook, gate: Gate) -> frozenset[str]:
    """Return who does not approve a gate: who asks for it, who leads, and who worked on items kept apart."""
    if project.practice:
        return frozenset()
    asking = project.request.by if project.request else project.lead
    apart = (item for item in playbook.phase(gate.number).checklist if item.separate)
    return frozenset(
        {asking, project.lead}.union(*(worked_on(project.item(item.id)) for item in apart)) - {""}
    )


def fallen(project: Project, playbook: Playbook) -> dict[str, Falling]:
    """Return whose approvals of the request count no more, and why, now that somebody has other work or roles.

    Nobody judges their own work, confirms their own record, or holds a seat in a role that is another's. And a
    gate is passed by an approval alone: where fewer are needed than there were, so that none is missing any more,
    the last one is asked for again.
    """
    request = project.request
    if request is None or not request.votes or project.practice:
        return {}
    gate = playbook.phase(request.gate).gate
    apart = kept_apart(project, playbook, gate)
    found = {vote.by: why for vote in request.votes if (why := _falls(project, request, gate, vote, apart))}
    left = replace(request, votes=tuple(vote for vote in request.votes if vote.by not in found))
    if left.votes and not any(lacks(project, left, group) for group in gate.sides):
        found[left.votes[-1].by] = "quorum"
    return found


def _falls(
    project: Project, request: GateRequest, gate: Gate, vote: Vote, apart: frozenset[str]
) -> Falling | None:
    """Return why an approval counts no more. A delegate's does after their days: it was given within them."""
    recorder = request.meeting.by if request.meeting and vote.confirms == request.meeting.id else ""
    if {vote.by, vote.counts_for} & (apart | {recorder}):
        return "work"
    roles = [role for group in gate.sides if group.key == vote.group for role in group.roles]
    return None if vote.counts_for in in_roles(project, roles) else "role"


def need_people(project: Project, playbook: Playbook, gate: Gate) -> None:
    """Refuse to ask for a gate that nobody could pass: a group has fewer people than its quorum."""
    if project.practice:
        return
    apart = kept_apart(project, playbook, gate)
    for group in gate.sides:
        there = tuple(person for person in in_roles(project, group.roles) if person not in apart)
        if len(there) < needed(project, group):
            raise Refusal("group_too_small", roles=group.roles, needed=needed(project, group), who=there)


def awaited(project: Project, playbook: Playbook, gate: Gate, request: GateRequest | None) -> tuple[str, ...]:
    """Return who has a seat in a group that still lacks approvals, may approve, and has not."""
    voted = kept_apart(project, playbook, gate)
    voted |= {p for vote in (request.votes if request else ()) for p in (vote.by, vote.counts_for)}
    found: list[str] = []
    for group in gate.sides:
        if request is None or project.practice or lacks(project, request, group):
            found += [p for p in in_roles(project, group.roles) if p not in voted]
    return tuple(dict.fromkeys(found))


def standing_in(project: Project, people: Sequence[str], on: date | None = None) -> tuple[str, ...]:
    """Return who decides in place of some people on a day; without a day, also who will."""
    return tuple(dict.fromkeys(to for person in people for to in delegates(project, person, on)))


def deciders(project: Project, gate: Gate) -> tuple[str, ...]:
    """Return everybody who can decide or approve, their delegates included."""
    holders = in_roles(project, gate.approvers)
    return tuple(dict.fromkeys([*holders, *standing_in(project, holders)]))
