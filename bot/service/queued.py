"""How messages are queued: live ones under a key that stays, others once under a key of their own."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from msgspec.structs import replace

from bot.project.state import Channel, Project
from bot.service.ports import Outgoing, Place
from bot.talk.notices import Kind, Notice

encode = msgspec.json.Encoder().encode


def live(
    project: Project,
    key: str,
    place: Place,
    notice: Notice,
    *,
    pin: bool = False,
    again: bool = False,
    edit_only: bool = False,
) -> Outgoing:
    """Return a refresh of a live message; `again` posts it anew; `edit_only`: only where it stands already."""
    dedupe = f"{key}:{'again' if again else 'refresh'}:{project.seq}"
    return Outgoing(key, place, encode(notice), dedupe, not again, pin, edit_only, project.id)


def once(project: Project, kind: Kind, place: Place, **refers: object) -> Outgoing:
    """Return a message that is posted once; `refers` are the notice's other fields."""
    notice = msgspec.convert({"kind": kind, "project": project.id, **refers}, Notice)
    to = place.person or place.conversation
    what = ":".join(str(value) for value in refers.values())
    key = f"{kind}:{project.id}:{project.seq}:{what}:{to}"
    return Outgoing(key, place, encode(notice), key, project=project.id)


def is_pinned(project: Project, phase: int) -> bool:
    """Tell whether the checklist of a phase is one that people look for: that of the current phase."""
    return phase == project.phase and project.status != "live"


def channel(project: Project) -> Place:
    """Return the project's home channel."""
    return place_of(project.channel)


def place_of(one: Channel) -> Place:
    """Return a channel as a place for messages."""
    return Place(platform=one.platform, conversation=one.conversation)


def everywhere(project: Project, outgoing: Iterable[Outgoing]) -> list[Outgoing]:
    """Return messages, and after each one for the home channel the same for the second channel."""
    if project.also is None:
        return list(outgoing)
    found: list[Outgoing] = []
    for message in outgoing:
        found.append(message)
        if message.place == channel(project):
            found.append(copied(message, project.also))
    return found


def copied(message: Outgoing, also: Channel) -> Outgoing:
    """Return a message for the second channel: it is live under a key of its own, and leaves once by its own."""
    key, dedupe = (f"{text}@{also.platform}" for text in (message.key, message.dedupe))
    return replace(message, key=key, dedupe=dedupe, place=place_of(also))
