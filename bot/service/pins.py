"""Which live messages are pinned: the checklist of the current phase, and none that is over."""

from __future__ import annotations

import logging

from bot.service.ports import Chat, DeliveryFailed, Outgoing

log = logging.getLogger("tollgate.pins")
#: how many messages are remembered as unpinned; whoever is forgotten is unpinned once more, which is harmless
MOST = 10_000


class Pins:
    """Pins what is posted to be pinned, and unpins it once it no longer asks to be."""

    def __init__(self) -> None:
        """Begin with nothing known."""
        #: (conversation, message) of what was unpinned, so that its next edits ask for nothing
        self._unpinned: set[tuple[str, str]] = set()

    async def posted(self, chat: Chat, outgoing: Outgoing, conversation: str, message: str) -> None:
        """Pin a message that was posted, if it asks for it."""
        if outgoing.pin:
            await self._pin(chat, conversation, message)

    async def edited(self, chat: Chat, outgoing: Outgoing, conversation: str, message: str) -> None:
        """Unpin a checklist whose phase was passed; pin it again where the decision was taken back."""
        place = (conversation, message)
        if outgoing.pin and place in self._unpinned:
            await self._pin(chat, *place)
            self._unpinned.discard(place)
        elif not outgoing.pin and outgoing.key.startswith("checklist:") and place not in self._unpinned:
            await self.over(chat, *place)

    async def over(self, chat: Chat, conversation: str, message: str) -> None:
        """Unpin a message; what passes by itself raises, so that the whole edit is tried again."""
        try:
            await chat.unpin(conversation, message)
        except DeliveryFailed as failed:
            if not failed.permanent and failed.code != "missing_scope":
                raise
            log.info("a message could not be unpinned: %s", failed.code)
        if len(self._unpinned) >= MOST:
            self._unpinned.clear()
        self._unpinned.add((conversation, message))

    async def _pin(self, chat: Chat, conversation: str, message: str) -> None:
        try:
            await chat.pin(conversation, message)
        except DeliveryFailed as failed:
            # A missing pin is no reason to post the message twice.
            log.info("a message could not be pinned: %s", failed.code)
