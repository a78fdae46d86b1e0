"""Who is told that somebody has left, and whose list is ticked off as others have what was theirs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from bot.playbooks.model import Playbook
from bot.project.departing import is_gone, left_over
from bot.project.events import Event, PersonCameBack, PersonLeft
from bot.project.state import Gone, Project
from bot.service.ports import Outgoing, Place
from bot.service.queued import live
from bot.talk.notices import Notice


def departures(
    before: Project | None, after: Project, events: Sequence[Event], playbook: Playbook
) -> Iterator[Outgoing]:
    """Yield what is told of people who have left; on most projects nobody has."""
    if before is None or not (before.gone or after.gone):
        return
    for event in events:
        match event:
            case PersonLeft():
                yield from (_told(after, event.person, reader, again=True) for reader in event.told)
            case PersonCameBack():
                was = next(gone for gone in before.gone if gone.person == event.person)
                for reader in _readers(after, was):
                    yield replace(_told(after, event.person, reader), edit_only=True)
            case _:
                continue
    for was in before.gone:
        now = next((gone for gone in after.gone if gone.person == was.person), None)
        if now and left_over(before, playbook, was) != (rest := left_over(after, playbook, now)):
            for reader in _readers(after, now):
                yield replace(_told(after, now.person, reader), edit_only=not rest.any)


def _readers(project: Project, gone: Gone) -> list[str]:
    """Return whose list it is: who was told, and whoever leads the project now."""
    people = dict.fromkeys((*gone.told, project.lead))
    return [person for person in people if not is_gone(project, person)]


def _told(project: Project, person: str, reader: str, *, again: bool = False) -> Outgoing:
    key = f"left:{project.id}:{person}:{reader}"
    return live(project, key, Place(person=reader), Notice("left", project.id, person=person), again=again)
