"""Files in conversations: uploaded, then shared with a comment, and looked for before they are shared again."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

import msgspec

from adapters.plain import plain_text
from bot.service.ports import DeliveryFailed
from bot.service.printing import File
from bot.talk.card import Card

from . import render
from .blocks import MOST_SECTION
from .client import UNCERTAIN, Client
from .text import Json, is_literal, plain

log = logging.getLogger(__name__)
#: Slack scans files before it shows them: the message comes a moment after the answer
_LOOKS = (0.0, 1.0, 2.0)
#: messages of a conversation, or of a thread, that are looked through
_LOOK_BACK, _OF_THREAD = 30, 200
#: how far back a message of before a restart is looked for, and how much clocks may differ, seconds
_RECENT, _SLACK_TIME = 900.0, 120.0
#: the message that the files belong below was deleted
_NO_THREAD = frozenset({"thread_not_found", "invalid_thread_ts"})


def _comment(card: Card) -> Json:
    """Give what is said above files, as it was typed.

    Slack reads a comment as mrkdwn, which has no escape for `*x*`, and looks at blocks only where there is none.
    """
    said = plain_text(card)
    if is_literal(said):
        return {"initial_comment": render.message(card)["text"]}
    return {"blocks": [{"type": "section", "text": plain(said, MOST_SECTION)}]}


class Sharing:
    """Shares files in a workspace.

    Slack gives such a message no metadata and does not say its ts. So it is known by its files: by their ids
    as long as this process lives, by their names and sizes after a restart.
    """

    def __init__(
        self,
        client: Client,
        now: Callable[[], float],
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        """`now` gives epoch seconds as Slack counts them; `sleep` waits for Slack."""
        self._client, self._now, self._sleep = client, now, sleep
        #: the ids of files that may have been shared, and when that was tried, by key
        self._uncertain: dict[str, tuple[list[str], float]] = {}
        self._shared_in: set[str] = set()

    async def share(
        self, conversation: str, files: Sequence[File], card: Card, *, key: str, reply_to: str
    ) -> str:
        """Share files; return the ts of the message, "" where it is not there yet. Raises DeliveryFailed."""
        if found := await self._shared_before(conversation, reply_to, files, key):
            return found
        ids = [await self._upload(file) for file in files]
        try:
            await self._complete(conversation, files, ids, card, reply_to)
        except DeliveryFailed as failure:
            if failure.code == UNCERTAIN:
                self._uncertain.setdefault(key, (ids, self._now()))
            if failure.code not in _NO_THREAD or not reply_to:
                raise
            return await self.share(conversation, files, card, key=key, reply_to="")
        self._uncertain.pop(key, None)
        self._shared_in.add(conversation)
        return await self._landed(conversation, reply_to, ids)

    async def _shared_before(self, conversation: str, reply_to: str, files: Sequence[File], key: str) -> str:
        if key not in self._uncertain and conversation in self._shared_in:
            return ""
        ids, tried = self._uncertain.get(key, ([], self._now() - _RECENT))
        look = _Look(frozenset(ids), sorted((file.name, len(file.content)) for file in files))
        try:
            found = await self._find(conversation, reply_to, look, tried - _SLACK_TIME)
        except DeliveryFailed as failure:
            if failure.code not in (*_NO_THREAD, "gone"):
                raise
            found = ""
        if found:
            self._uncertain.pop(key, None)
            self._shared_in.add(conversation)
        return found

    async def _upload(self, file: File) -> str:
        asked = {"filename": file.name, "length": len(file.content)}
        ticket = await self._client.read("files.getUploadURLExternal", **asked)
        await self._client.upload(str(ticket.get("upload_url")), file.content)
        return str(ticket.get("file_id"))

    async def _complete(
        self, conversation: str, files: Sequence[File], ids: Sequence[str], card: Card, reply_to: str
    ) -> None:
        named = [{"id": one, "title": file.name} for one, file in zip(ids, files, strict=True)]
        thread = {"thread_ts": reply_to} if reply_to else {}
        await self._client.write(
            "files.completeUploadExternal",
            files=named,
            channel_id=conversation,
            **_comment(card),
            **thread,
        )

    async def _landed(self, conversation: str, reply_to: str, ids: Sequence[str]) -> str:
        """Return the ts of what was shared; the files are on their way, whatever happens here."""
        look, since = _Look(frozenset(ids), []), self._now() - _RECENT
        try:
            for wait in _LOOKS:
                if wait:
                    await self._sleep(wait)
                if found := await self._find(conversation, reply_to, look, since):
                    return found
        except DeliveryFailed as failure:
            log.info("shared files could not be looked for: %s", failure.code)
        return ""

    async def _find(self, conversation: str, reply_to: str, look: _Look, since: float) -> str:
        oldest = f"{since:.6f}"
        if reply_to:
            page = await self._client.read(
                "conversations.replies",
                channel=conversation,
                ts=reply_to,
                limit=_OF_THREAD,
                oldest=oldest,
            )
        else:
            page = await self._client.read(
                "conversations.history", channel=conversation, limit=_LOOK_BACK, oldest=oldest
            )
        return next((str(one["ts"]) for one in page.get("messages", ()) if look.is_it(one)), "")


class _Look(msgspec.Struct, frozen=True):
    """What a message is known by."""

    ids: frozenset[str]
    #: names and sizes, where the ids are not known
    files: list[tuple[str, int]]

    def is_it(self, message: Json) -> bool:
        found = [one for one in message.get("files", ()) if isinstance(one, dict)]
        if self.ids:
            return any(str(one.get("id")) in self.ids for one in found)
        shown = sorted((str(one.get("name")), int(one.get("size") or 0)) for one in found)
        return bool(shown) and shown == self.files
