"""What stands for an item: described by the team, signed by a reviewer outside of it (`framework.md`, section 1)."""

from __future__ import annotations

from bot.playbooks.model import Playbook
from bot.project.authority import need_role, need_running
from bot.project.commands import Actor, DescribeEquivalent, SignEquivalent
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
    if by.person in project.team and not project.practice:
        raise Refusal("outside_reviewer", outside=outside(project))
    current = project.item(item.id).equivalent
    if current is None:
        raise Refusal("no_equivalent_yet", item=item.id)
    if current.signed_by and (item.id, current.signed_by) not in signed_on_team(project, playbook):
        return []
    return [EquivalentSigned(item.id, corrects_of(project, playbook, item))]


def outside(project: Project) -> tuple[str, ...]:
    """Return the reviewers who may sign: those who are not on the team."""
    team = project.team
    return tuple(person for person in project.holders("exception_reviewer") if person not in team)


def signed_on_team(project: Project, playbook: Playbook) -> list[tuple[str, str]]:
    """Return each item ahead of its gate whose equivalent somebody signed who is on the team now, and who.

    What a passed gate rested on stays as it was signed.
    """
    if project.practice or project.status in ("live", "stopped"):
        return []
    signed = [
        (item.id, found.signed_by)
        for item in playbook.phase(project.phase).checklist
        if item.equivalent and (found := project.item(item.id).equivalent) and found.signed_by
    ]
    if not signed:
        return []
    team = project.team
    return [each for each in signed if each[1] in team]


def need_outside(project: Project, playbook: Playbook) -> None:
    """Refuse a gate that rests on the signature of somebody who is on the team."""
    if lost := signed_on_team(project, playbook):
        raise Refusal("signer_on_team", item=lost[0][0], signer=lost[0][1], who=outside(project))
