"""What stands for an item: described by the team, signed by a reviewer outside of it (`framework.md`, section 1)."""

from __future__ import annotations

from bot.playbooks.model import Playbook
from bot.project.authority import need_role, need_running
from bot.project.commands import Actor, DescribeEquivalent, SignEquivalent
from bot.project.commands.of_items import UNSEEN
from bot.project.correcting import corrects_of
from bot.project.events import EquivalentDescribed, EquivalentSigned, Event
from bot.project.items import find, settable
from bot.project.refusals import Refusal
from bot.project.state import Project
from bot.project.values import LONGEST_TEXT, check_text


def describe(project: Project, command: DescribeEquivalent, by: Actor, playbook: Playbook) -> list[Event]:
    """Describe what stands for an item, where the playbook accepts it (DR-2 and DR-6 only)."""
    item = settable(project, command.item, by, playbook, "")
    if not item.equivalent:
        raise Refusal("no_equivalent", item=item.id)
    text = check_text("text", command.text, longest=LONGEST_TEXT, lines=True)
    current = project.item(item.id).equivalent
    if current and current.text == text:
        return []
    return [EquivalentDescribed(item.id, text, corrects_of(project, playbook, item))]


def sign(project: Project, command: SignEquivalent, by: Actor, playbook: Playbook) -> list[Event]:
    """Sign an equivalent, as a reviewer who is not on the project's team."""
    need_running(project)
    item = find(playbook, command.item)
    need_role(project, by, "exception_reviewer")
    record = project.item(item.id)
    current = record.equivalent
    if not project.practice:
        if by.person in inside(project):
            raise Refusal("outside_reviewer", outside=outside(project, item.id))
        if current and by.person == current.by:
            raise Refusal("own_equivalent", item=item.id, outside=outside(project, item.id))
    if current is None:
        raise Refusal("no_equivalent_yet", item=item.id)
    if current.signed_by and (item.id, current.signed_by) not in signed_inside(project, playbook):
        return []
    if command.seq == UNSEEN:
        raise Refusal("equivalent_unseen", item=item.id)
    if command.seq not in (0, record.seq):
        raise Refusal("described_anew", item=item.id, who=(record.changed_by,), at=record.changed_at)
    return [EquivalentSigned(item.id, corrects_of(project, playbook, item))]


def inside(project: Project) -> frozenset[str]:
    """Return who has a part in the work: the team, who answers for a row or a condition, who decides for another."""
    rows = {row.owner for record in project.items.values() for row in record.rows}
    conditions = {each.owner for each in project.conditions}
    return project.team | rows | conditions | {each.to for each in project.delegations}


def outside(project: Project, item: str) -> tuple[str, ...]:
    """Return the reviewers who may sign for an item: those with no part in the work, its description included."""
    found = project.item(item).equivalent
    judged = inside(project) | {found.by if found else ""}
    return tuple(person for person in project.holders("exception_reviewer") if person not in judged)


def signed_inside(project: Project, playbook: Playbook) -> list[tuple[str, str]]:
    """Return each item ahead of its gate whose equivalent somebody signed who has a part in the work, and who.

    What a passed gate rested on stays as it was signed.
    """
    if project.practice or project.status in ("live", "stopped"):
        return []
    signed = [
        (item.id, found)
        for item in playbook.phase(project.phase).checklist
        if item.equivalent and (found := project.item(item.id).equivalent) and found.signed_by
    ]
    if not signed:
        return []
    part = inside(project)
    return [(key, found.signed_by) for key, found in signed if found.signed_by in part | {found.by}]


def need_outside(project: Project, playbook: Playbook) -> None:
    """Refuse a gate that rests on the signature of somebody who has a part in the work."""
    if lost := signed_inside(project, playbook):
        item, signer = lost[0]
        raise Refusal("signer_on_team", item=item, signer=signer, who=outside(project, item))
