"""How messages are queued: live ones under a key that stays, others once under a key of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from msgspec.structs import replace

from bot.project.state import Channel, Project
from bot.service.ports import Outgoing, Place
from bot.talk.notices import Kind, Notice

encode = msgspec.json.Encoder().encode


def live(
    project: Project, key: str, place: Place, notice: Notice, *, pin: bool = False, again: bool = False
) -> Outgoing:
    """Return a refresh of a live message; `again` posts it anew."""
    dedupe = f"{key}:{'again' if again else 'refresh'}:{project.seq}"
    return Outgoing(key, place, encode(notice), dedupe, refresh=not again, pin=pin, project=project.id)


def once(project: Project, kind: Kind, place: Place, **refers: object) -> Outgoing:
    """Return a message that is posted once; `refers` are the notice's other fields."""
    notice = msgspec.convert({"kind": kind, "project": project.id, **refers}, Notice)
    to = place.person or place.conversation
    what = ":".join(str(value) for value in refers.values())
    key = f"{kind}:{project.id}:{project.seq}:{what}:{to}"
    return Outgoing(key, place, encode(notice), key, project=project.id)


def channel(project: Project) -> Place:
    """Return the project's home channel."""
    return place_of(project.channel)


def place_of(one: Channel) -> Place:
    """Return a channel as a place for messages."""
    return Place(platform=one.platform, conversation=one.conversation)


def everywhere(project: Project, outgoing: Iterable[Outgoing]) -> Iterator[Outgoing]:
    """Yield messages, and after each one for the home channel the same for the second channel."""
    for message in outgoing:
        yield message
        if project.also and message.place == channel(project):
            yield copied(message, project.also)


def copied(message: Outgoing, also: Channel) -> Outgoing:
    """Return a message for the second channel: it is live under a key of its own, and leaves once by its own."""
    key, dedupe = (f"{text}@{also.platform}" for text in (message.key, message.dedupe))
    return replace(message, key=key, dedupe=dedupe, place=place_of(also))
