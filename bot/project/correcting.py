"""Corrections: a change after a passed gate flags, and never reopens the gate."""

from __future__ import annotations

from bot.playbooks.model import Item, Playbook
from bot.project.state import Project


def corrects_of(project: Project, playbook: Playbook, item: Item) -> int:
    """Return the event that a change corrects, once the gate of the item's phase is passed; else 0."""
    passed = playbook.phase_of(item.id).number < project.phase or project.status == "live"
    return project.item(item.id).seq if passed else 0
