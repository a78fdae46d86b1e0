"""A project whose first gate waits for groups, and those who approve it."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from bot.playbooks.model import Group, Playbook
from bot.project.commands import (
    ApproveGate,
    GiveDelegation,
    GiveRole,
)
from tests.project.story import LEAD, NINETY, Story

IT, SECURITY, SECOND = "it", "security", "second-security"
GROUPS = (
    Group("sponsor", "Sponsor", ("sponsor",)),
    Group("technical", "IT and security", ("it_devops", "security_reviewer"), 2),
)


def with_groups(*groups: Group, separate: str = "") -> Playbook:
    """Return the playbook with groups at its first gate."""
    phase = NINETY.phases[0]
    roles = tuple(dict.fromkeys(role for group in groups for role in group.roles))
    decisions = ("go", "conditional", "hold", "send_back", "stop")
    gate = replace(phase.gate, groups=groups, approvers=roles, decisions=decisions)
    checklist = tuple(replace(i, separate=i.id == separate) for i in phase.checklist)
    return replace(NINETY, phases=(replace(phase, gate=gate, checklist=checklist), *NINETY.phases[1:]))


def asked(*groups: Group, separate: str = "") -> Story:
    """Return a project whose first gate waits for groups."""
    story = Story(playbook=with_groups(*(groups or GROUPS), separate=separate))
    story.do(LEAD, GiveRole("it_devops", IT), GiveRole("security_reviewer", SECURITY))
    story.do(LEAD, GiveRole("security_reviewer", SECOND))
    story.all_ready()
    story.ask()
    assert story.project.status == "waiting"
    return story


def approve(story: Story, person: str) -> list[type]:
    """Return what an approval makes happen."""
    return [type(event) for event in story.do(person, ApproveGate(1, story.round))]


def away(story: Story, person: str, to: str, days: tuple[int, int] = (0, 5)) -> None:
    """Let somebody be away."""
    since, until = ((story.now + timedelta(days=n)).date().isoformat() for n in days)
    story.do(person, GiveDelegation(to, since, until))
