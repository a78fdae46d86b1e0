"""Where a project lives has changed: said in the channels that it lives in now, and once more in the one it left."""

from __future__ import annotations

from collections.abc import Iterator

from bot.project.events import ChannelLinked, ChannelUnlinked, Event
from bot.project.state import Channel, Project
from bot.service.ports import Outgoing
from bot.service.queued import channel, once, place_of


def moved(after: Project, event: Event, by: str) -> Iterator[Outgoing]:
    """Yield what a changed channel tells the channels."""
    match event:
        case ChannelLinked():
            yield once(after, "channel_linked", channel(after), person=event.allowed_by or by)
        case ChannelUnlinked():
            about = {"platform": event.platform, "person": by}
            yield once(
                after, "channel_unlinked", place_of(Channel(event.platform, event.conversation)), **about
            )
            if after.also is None:
                yield once(after, "channel_unlinked", channel(after), **about)
        case _:
            return
