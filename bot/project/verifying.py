"""A second person confirms what was set: neither who set it, nor who owns it."""

from __future__ import annotations

from bot.playbooks.model import Item, Playbook
from bot.project.authority import need_running
from bot.project.commands import Actor, VerifyItem
from bot.project.events import Event, ItemVerified
from bot.project.items import find
from bot.project.readiness import needs_second
from bot.project.refusals import Refusal
from bot.project.state import Project


def verify(project: Project, command: VerifyItem, by: Actor, playbook: Playbook) -> list[Event]:
    """Confirm what somebody else has set. In a practice project one person plays everybody."""
    need_running(project)
    item = find(playbook, command.item)
    record = project.item(item.id)
    if not item.verified:
        raise Refusal("no_second_needed", item=item.id)
    if by.person not in project.team and by.person not in project.holders("exception_reviewer"):
        raise Refusal("not_on_project", who=(project.lead,))
    if not project.practice and by.person in (record.changed_by, record.owner):
        raise Refusal("own_work", item=item.id, who=verifiers(project, item)[:3])
    if needs_second(project, playbook, item):
        if command.seq not in (0, record.seq):
            raise Refusal("set_anew", item=item.id, who=(record.changed_by,), at=record.changed_at)
        return [ItemVerified(item.id)]
    if record.verified_by:
        return []
    raise Refusal("nothing_to_verify", item=item.id)


def verifiers(project: Project, item: Item) -> tuple[str, ...]:
    """Return who can verify an item as it stands: reviewers outside the team first, then the team."""
    if project.practice:
        return (project.lead,)
    record = project.item(item.id)
    rest = dict.fromkeys(p for role, people in project.roles.items() for p in people if role != "sponsor")
    known = dict.fromkeys((*project.holders("exception_reviewer"), *rest, *project.holders("sponsor")))
    able = project.team | frozenset(project.holders("exception_reviewer"))
    owners = sorted(project.team - known.keys())
    return tuple(p for p in (*known, *owners) if p in able and p not in (record.changed_by, record.owner))


def asked_to_verify(project: Project, item: Item) -> tuple[str, ...]:
    """Return whose turn it is: the reviewers', else the lead's, else whoever comes first."""
    able = verifiers(project, item)
    reviewers = tuple(person for person in able if person in project.holders("exception_reviewer"))
    lead = tuple(person for person in able if person in project.holders("lead"))
    return reviewers or lead or able[:1]
