"""Live cards that ask a second person to verify what somebody else has set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from bot.playbooks.model import Item, Playbook
from bot.project.events import (
    DecisionTakenBack,
    Event,
    GateApproved,
    PeopleLinked,
    ProjectStopped,
    RoleGiven,
    RoleTaken,
    ThresholdSigned,
)
from bot.project.readiness import needs_second
from bot.project.state import Project
from bot.project.verifying import asked_to_verify
from bot.service.ports import Outgoing, Place
from bot.service.queued import live
from bot.talk.notices import Notice

#: after these another person may be asked, or nobody, without a change of the item
_ELSEWHERE: set[type[Event]] = {
    RoleGiven,
    RoleTaken,
    PeopleLinked,
    ProjectStopped,
    DecisionTakenBack,
    GateApproved,
    ThresholdSigned,
}


def seconds(
    before: Project | None, after: Project, events: Sequence[Event], playbook: Playbook, by: str
) -> Iterator[Outgoing]:
    """Ask whose turn it is, once, when an item begins to wait for them; afterwards keep that message true.

    Alone in a practice project one person has set it themself and sees the button in the checklist.
    """
    if before is None or after.practice:
        return
    named = {getattr(event, "item", "") for event in events} - {""}
    for item in _concerned(events, named, playbook):
        was, now = (_asked(project, playbook, item) for project in (before, after))
        if was == now and item.id not in named:
            continue
        for person in dict.fromkeys((*was, *now)):
            if person in was:
                yield replace(_verify(after, item, person), edit_only=True)
            elif person != by:
                yield _verify(after, item, person, again=True)


def _concerned(events: Sequence[Event], named: set[str], playbook: Playbook) -> list[Item]:
    """Return the items that may wait for a second person, or for another one, since these events."""
    if any(type(event) in _ELSEWHERE for event in events):
        return list(playbook.verified)
    concerned = named.union(*map(playbook.users_of, named))
    return [item for item in playbook.verified if item.id in concerned]


def _asked(project: Project, playbook: Playbook, item: Item) -> tuple[str, ...]:
    if project.status == "stopped" or not needs_second(project, playbook, item):
        return ()
    return asked_to_verify(project, item)


def _verify(after: Project, item: Item, person: str, *, again: bool = False) -> Outgoing:
    notice = Notice("verify", after.id, item=item.id, person=person)
    key = f"verify:{after.id}:{item.id}:{person}"
    return live(after, key, Place(person=person), notice, again=again)
