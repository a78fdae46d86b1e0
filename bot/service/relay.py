"""Queued messages leave: in order within a conversation, paced, and again after a failure."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from msgspec.structs import replace

from bot.service.announced import undelivered
from bot.service.draw import card_of, decode
from bot.service.gathered import GATHERED, Gathering
from bot.service.pacing import Pacer, Timer
from bot.service.playbooks import Playbooks
from bot.service.ports import (
    Account,
    Chat,
    Clock,
    DeliveryFailed,
    Leased,
    Store,
    Tx,
    Unavailable,
)
from bot.service.quiet import may_rest
from bot.talk.card import Card

log = logging.getLogger("tollgate.relay")

#: (workspace, platform) -> the chat that reaches it
Chats = Mapping[tuple[str, str], Chat]
LEASE_SECONDS = 60.0
BATCH = 50
#: after this many attempts a message is kept as failed, and its conversation goes on
MOST_ATTEMPTS = 12
LONGEST_WAIT = 600.0
#: polling behind the wake-up: a message of another process leaves within this many seconds
POLL_SECONDS = 1.0


class Relay:
    """Sends what waits in the outbox."""

    def __init__(
        self,
        store: Store,
        chats: Chats,
        clock: Clock,
        timer: Timer,
        playbooks: Playbooks,
        *,
        language: str = "en",
    ) -> None:
        """Take the store, the chats by workspace and platform, both clocks, and the language of channels."""
        self._store, self._chats, self._clock, self._timer = store, chats, clock, timer
        self._playbooks, self._language = playbooks, language
        self._pacer = Pacer(timer)
        self._awake = asyncio.Event()

    def wake(self) -> None:
        """Say that something was queued."""
        self._awake.set()

    async def run(self) -> None:
        """Send for ever; a database that does not answer is asked again."""
        while True:
            self._awake.clear()
            try:
                sent = await self.send_due()
            except Unavailable:
                log.warning("the database does not answer; messages wait")
                sent = 0
            if not sent:
                await self._rest()

    async def drain(self) -> int:
        """Send until nothing is due; return how many messages left or failed."""
        total = 0
        while sent := await self.send_due():
            total += sent
        return total

    async def send_due(self) -> int:
        """Send one batch of what is due; return its size."""
        now = self._clock.now()
        batch = await self._store.write(lambda tx: tx.lease(now, seconds=LEASE_SECONDS, limit=BATCH))
        await asyncio.gather(*(self._send(leased) for leased in batch))
        return len(batch)

    async def _rest(self) -> None:
        try:
            await asyncio.wait_for(self._awake.wait(), POLL_SECONDS)
        except TimeoutError:
            return

    async def _send(self, leased: Leased) -> None:
        try:
            conversation, message = await self._deliver(leased)
        except DeliveryFailed as failed:
            await self._failed(leased, failed)
        else:
            await self._store.write(lambda tx: tx.delivered(leased, conversation, message))

    async def _deliver(self, leased: Leased) -> tuple[str, str]:
        if not leased.message and leased.outgoing.edit_only:
            return "", ""
        reader = await self._reader(leased)
        platform = reader.platform if reader else leased.outgoing.place.platform
        chat = self._chats.get((leased.workspace, platform))
        if chat is None:
            raise DeliveryFailed("not_connected")
        now = self._clock.now()
        if reader and await self._rests(leased, reader, now):
            return "", ""
        card = await self._store.read(lambda tx: self._card(tx, leased, now, reader))
        if card is None:
            raise DeliveryFailed("project_gone", permanent=True)
        conversation = leased.outgoing.place.conversation or await self._direct(chat, reader)
        return conversation, await self._put(chat, leased, conversation, card)

    async def _rests(self, leased: Leased, reader: Account, now: datetime) -> bool:
        return await self._store.read(lambda tx: may_rest(tx, leased, reader, now))

    def _card(self, tx: Tx, leased: Leased, now: datetime, reader: Account | None) -> Card | None:
        notice = decode(leased.outgoing.notice)
        if notice.kind not in GATHERED:
            return card_of(tx, leased, self._playbooks, now, reader, self._language)
        gathering = Gathering(tx, leased.workspace, self._playbooks, now, reader, self._language)
        return gathering.card(notice)

    async def _put(self, chat: Chat, leased: Leased, conversation: str, card: Card) -> str:
        """Edit the message when it is there, post it when it is not or was deleted."""
        outgoing = leased.outgoing
        if outgoing.refresh and leased.message:
            await self._pacer.turn(conversation, post=False)
            try:
                await chat.update(leased.conversation, leased.message, card)
            except DeliveryFailed as failed:
                if failed.code != "gone":
                    raise
                if leased.outgoing.edit_only:
                    return ""
            else:
                return leased.message
        await self._pacer.turn(conversation, post=True)
        message = await chat.post(conversation, card, key=f"{outgoing.key}:{leased.id}")
        if outgoing.pin:
            await self._pin(chat, conversation, message)
        return message

    async def _pin(self, chat: Chat, conversation: str, message: str) -> None:
        try:
            await chat.pin(conversation, message)
        except DeliveryFailed as failed:
            # A missing pin is no reason to post the message twice.
            log.info("a message could not be pinned: %s", failed.code)

    async def _reader(self, leased: Leased) -> Account | None:
        person = leased.outgoing.place.person
        if not person:
            return None
        found = await self._store.read(lambda tx: tx.people(leased.workspace, [person]))
        if person not in found:
            raise DeliveryFailed("unknown_person", permanent=True)
        if not found[person].active:
            raise DeliveryFailed("person_left", permanent=True)
        return found[person]

    async def _direct(self, chat: Chat, reader: Account | None) -> str:
        if reader is None:
            raise DeliveryFailed("no_conversation", permanent=True)
        if reader.direct:
            return reader.direct
        direct = await chat.direct(reader.user)
        known = replace(reader, direct=direct)
        await self._store.write(lambda tx: tx.put_account(known))
        return direct

    async def _failed(self, leased: Leased, failed: DeliveryFailed) -> None:
        if failed.permanent or leased.attempts + 1 >= MOST_ATTEMPTS:
            log.warning("message %s given up: %s", leased.id, failed.code)
            await self._store.write(lambda tx: _give_up(tx, leased, failed, self._clock))
            return
        wait = failed.retry_after or min(2.0**leased.attempts, LONGEST_WAIT)
        until = self._clock.now() + timedelta(seconds=wait)
        await self._store.write(lambda tx: tx.postpone(leased, until, failed.code))


def _give_up(tx: Tx, leased: Leased, failed: DeliveryFailed, clock: Clock) -> None:
    tx.give_up(leased, failed.code, clock.now())
    person = leased.outgoing.place.person
    notice = decode(leased.outgoing.notice)
    if notice.kind == "digest":
        # What did not arrive was not told: it stands in the next morning message as something new.
        chosen = tx.preferences(leased.workspace, [person])[person]
        tx.put_preferences(replace(chosen, last=()))
    about = notice.project or (notice.refs[0][0] if notice.refs else "")
    if not person or not failed.permanent or not about:
        return
    stored = tx.project(leased.workspace, about)
    if stored and stored.project.lead != person:
        # Told once for a project and a person, however many messages do not arrive.
        tx.queue(leased.workspace, [undelivered(stored.project, person)], clock.now())
