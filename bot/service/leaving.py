"""Being away in all projects at once: one command for each project whose gates a person approves."""

from __future__ import annotations

from collections.abc import Sequence

from bot.project.state import Project
from bot.project.voting import approves
from bot.service.playbooks import Playbooks
from bot.service.ports import Account, Tx
from bot.service.reading import Reading


def elsewhere(reading: Reading, project: str) -> Sequence[Project]:
    """Return the other going projects in which the person approves a gate in their own name."""
    rows = reading.tx.projects_of(reading.account.workspace, reading.account.person)
    scenes = [reading.scene(row.project) for row in rows if row.status not in ("stopped", "live")]
    person = reading.account.person
    return [
        scene.project
        for scene in scenes
        if scene.project.id != project and approves(scene.project, scene.playbook, person)
    ]


def approved_by(tx: Tx, account: Account, playbooks: Playbooks) -> list[Project]:
    """Return the projects under way in which a person approves gates in their own name, practice left out."""
    rows = tx.projects_of(account.workspace, account.person)
    going = [row.project for row in rows if row.status not in ("stopped", "live") and not row.practice]
    found = []
    for stored in tx.projects(account.workspace, going).values():
        project = stored.project
        playbook = playbooks.get(tx, account.workspace, project.playbook)
        if approves(project, playbook, account.person):
            found.append(project)
    return sorted(found, key=lambda project: (project.name, project.id))
