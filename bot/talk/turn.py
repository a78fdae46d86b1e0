"""Whose turn it is with a line of the morning message: the reader's, or somebody else's of whom they are told."""

from __future__ import annotations

from bot.project.digest import Line
from bot.talk import look
from bot.talk.decide_buttons import may_approve
from bot.talk.meeting_words import wanted
from bot.talk.scene import Scene


def is_for(scene: Scene, line: Line, person: str) -> bool:
    """Tell whether a person can do something about a line; else it waits for others, and they only know of it."""
    project = scene.project
    if line.kind == "approval":
        request = project.request
        if request is None:
            return True
        return person in may_approve(scene, request) or bool(request.meeting and person in wanted(scene))
    if not line.escalated:
        return True
    item = scene.playbook.item(line.item)
    # A lead gives an item to somebody else or moves its day; nobody signs for another.
    signed = item.kind == "sign" and look.signers(scene, item.signed_by)
    return person in project.holders("lead") and not signed
