"""The messages of a project that are kept up to date: its checklists, and every copy of a gate review."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from bot.playbooks.model import Playbook
from bot.project.state import Project
from bot.project.voting import deciders
from bot.service.ports import Outgoing, Place
from bot.service.queued import channel, copied, is_pinned, live
from bot.talk.notices import Notice


def arriving(project: Project, playbook: Playbook) -> list[Outgoing]:
    """Return what is live now, posted anew in the second channel: the checklist, and an open review."""
    found = [checklist(project, project.phase, again=True)]
    if request := project.request:
        found += reviews(project, playbook, request.gate, request.round, again=True)
    home = channel(project)
    return [copied(one, also) for one in found if one.place == home and (also := project.also)]


def checklist(project: Project, phase: int, *, again: bool = False, edit_only: bool = False) -> Outgoing:
    """Return a refresh of a phase's checklist in the channel; `again` posts it anew at the bottom."""
    key, notice = f"checklist:{project.id}:{phase}", Notice("checklist", project.id, phase=phase)
    return live(
        project,
        key,
        channel(project),
        notice,
        pin=is_pinned(project, phase),
        again=again,
        edit_only=edit_only,
    )


def reviews(
    project: Project, playbook: Playbook, gate: int, number: int, *, again: bool = False
) -> Iterator[Outgoing]:
    """Return a refresh of every copy of a gate review: the channel's and each approver's.

    Who plays all roles decides in the channel: a copy of their own would be the same message twice.
    """
    notice = Notice("review", project.id, gate=gate, round=number)
    yield live(project, review_key(notice), channel(project), notice, again=again)
    for person in deciders(project, playbook.phase(gate).gate):
        if not plays_all(project, person):
            yield own_review(project, replace(notice, person=person))


def plays_all(project: Project, person: str) -> bool:
    """Tell whether a person plays all roles of a practice project, and so reads whatever its channel is told."""
    return project.practice and person == project.lead


def own_review(project: Project, notice: Notice) -> Outgoing:
    return live(project, f"{review_key(notice)}:{notice.person}", Place(person=notice.person), notice)


def review_key(notice: Notice) -> str:
    """Return the key of a review: that of the channel's copy."""
    return f"review:{notice.project}:{notice.gate}:{notice.round}"
