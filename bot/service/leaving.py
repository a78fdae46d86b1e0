"""Being away in all projects at once: one command for each project whose gates a person approves."""

from __future__ import annotations

from collections.abc import Sequence

from bot.project.state import Project
from bot.service.reading import Reading


def elsewhere(reading: Reading, project: str) -> Sequence[Project]:
    """Return the other going projects in which the person approves a gate in their own name."""
    rows = reading.tx.projects_of(reading.account.workspace, reading.account.person)
    scenes = [reading.scene(row.project) for row in rows if row.status not in ("stopped", "live")]
    person = reading.account.person
    found = []
    for scene in scenes:
        roles = {role for phase in scene.playbook.phases for role in phase.gate.approvers}
        if scene.project.id != project and any(person in scene.project.holders(role) for role in roles):
            found.append(scene.project)
    return found
