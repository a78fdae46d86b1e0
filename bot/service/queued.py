"""How messages are queued: live ones under a key that stays, others once under a key of their own."""

from __future__ import annotations

import msgspec

from bot.project.state import Project
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
    return Place(platform=project.channel.platform, conversation=project.channel.conversation)
