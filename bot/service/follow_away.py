"""Who is told that they decide in somebody's place, in one message for all projects with the same days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from bot.project.events import DelegationEnded, DelegationGiven, Event
from bot.project.state import Delegation, Project
from bot.service.ports import Outgoing, Place
from bot.service.queued import encode
from bot.talk.notices import Notice


def stand_ins(before: Project | None, after: Project, events: Sequence[Event]) -> Iterator[Outgoing]:
    """Tell a delegate, and bring up to date what the one before was told."""
    if before is None or not any(isinstance(event, DelegationGiven | DelegationEnded) for event in events):
        return
    for each in before.delegations:
        if each not in after.delegations:
            yield replace(_told(after, each), edit_only=True)
    for each in after.delegations:
        if each not in before.delegations:
            yield _told(after, each)


def _told(project: Project, each: Delegation) -> Outgoing:
    """Return the message; projects share it, as it is called by who, for whom and when."""
    key = f"delegate:{each.by}:{each.to}:{each.since.isoformat()}:{each.until.isoformat()}"
    notice = Notice("delegate", "", person=each.to, by=each.by, first=each.since, on=each.until)
    dedupe = f"{key}:refresh:{project.id}:{project.seq}"
    return Outgoing(key, Place(person=each.to), encode(notice), dedupe, refresh=True)
