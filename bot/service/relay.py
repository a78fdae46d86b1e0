"""Queued messages leave: in order within a conversation, paced, and again after a failure."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from bot.service.closing import closing, is_closing, later, standing
from bot.service.drawn import drawn
from bot.service.giving_up import give_up
from bot.service.occasion import Occasion
from bot.service.pacing import Pacer, Timer
from bot.service.parcels import Parcel, Parcels, post_parcel
from bot.service.pins import Pins
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
from bot.service.removal import is_away
from bot.talk.card import Card

log = logging.getLogger("tollgate.relay")

#: (workspace, platform) -> the chat that reaches it
Chats = Mapping[tuple[str, str], Chat]
#: longer than any message waits for its turn
LEASE_SECONDS = 120.0
#: messages on their way at once, of as many conversations
MOST_FLYING = 50
LONGEST_WAIT = 600.0
#: doubling up to the longest wait, these attempts last about a day; then the message is kept as failed, and its
#: conversation goes on. A chat that says how long to wait is waited for without end.
MOST_ATTEMPTS = 150
#: on a platform that is not connected a message waits for two hours: those behind it wait, too; in a workspace that
#: no bot is connected to, for as many days
MOST_UNCONNECTED = 20
#: a message that fails for a reason of our own is given up sooner: waiting mends no mistake
MOST_SURPRISES = 5
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
        parcels: Parcels,
        *,
        language: str = "en",
    ) -> None:
        """Take the store, the chats by workspace and platform, both clocks, what prints, the channels' language."""
        self._store, self._chats, self._clock, self._timer = store, chats, clock, timer
        self._playbooks, self._parcels, self._language = playbooks, parcels, language
        self._pacer, self._pins = Pacer(timer), Pins()
        self._awake = asyncio.Event()
        self._stopping = False
        #: what is on its way, by id
        self._flying: dict[str, asyncio.Task[None]] = {}
        #: (conversation, message) of what was sent but could not be noted in the database, by id
        self._unnoted: dict[str, tuple[str, str]] = {}

    def wake(self) -> None:
        """Say that something was queued."""
        self._awake.set()

    async def run(self) -> None:
        """Send until told to stop; a database that does not answer is asked again."""
        while not self._stopping:
            self._awake.clear()
            try:
                sent = len(await self._begin(MOST_FLYING - len(self._flying)))
            except Unavailable:
                log.warning("the database does not answer; messages wait")
                sent = 0
            except Exception:
                # Nobody waits for this task: without a word here, messages would silently stop for ever.
                log.exception("sending failed; it is tried again")
                sent = 0
            if not sent:
                await self._rest()
        await asyncio.gather(*self._flying.values(), return_exceptions=True)

    def stop(self) -> None:
        """End `run` once what is on its way has left."""
        self._stopping = True
        self.wake()

    async def drain(self) -> int:
        """Send until nothing is due; return how many messages left or failed."""
        total = 0
        while sent := await self.send_due():
            total += sent
        return total

    async def send_due(self) -> int:
        """Send what is due, wait for all that is on its way, and return how many were due."""
        begun = await self._begin(MOST_FLYING)
        # Each one ends before any failure is told: none is left sending on its own.
        ends = await asyncio.gather(*{*begun, *self._flying.values()}, return_exceptions=True)
        for end in ends:
            if isinstance(end, BaseException):
                raise end
        return len(begun)

    async def _begin(self, most: int) -> list[asyncio.Task[None]]:
        """Lease what is due and begin to send it; one slow conversation holds up no other."""
        if most <= 0:
            return []
        now = self._clock.now()
        # Another workspace in the same database has a bot of its own, which reaches it.
        ours = sorted({workspace for workspace, _ in self._chats})
        batch = await self._store.write(
            lambda tx: tx.lease(now, seconds=LEASE_SECONDS, limit=most, workspaces=ours)
        )
        # A virtual clock may jump past a lease: what is on its way already is not sent again.
        return [self._flight(leased) for leased in batch if leased.id not in self._flying]

    def _flight(self, leased: Leased) -> asyncio.Task[None]:
        task = asyncio.create_task(self._send(leased))
        self._flying[leased.id] = task
        task.add_done_callback(lambda done: self._landed(leased, done))
        return task

    def _landed(self, leased: Leased, task: asyncio.Task[None]) -> None:
        del self._flying[leased.id]
        if not task.cancelled() and isinstance(task.exception(), Unavailable):
            log.warning("the database does not answer; message %s waits for its lease to end", leased.id)
        self.wake()

    async def _rest(self) -> None:
        try:
            await asyncio.wait_for(self._awake.wait(), POLL_SECONDS)
        except TimeoutError:
            return

    async def _send(self, leased: Leased) -> None:
        try:
            if leased.id not in self._unnoted:
                self._unnoted[leased.id] = await self._deliver(leased)
        except DeliveryFailed as failed:
            most = MOST_UNCONNECTED if failed.code == "not_connected" else MOST_ATTEMPTS
            await self._failed(leased, failed, most)
        except Unavailable:
            raise
        except Exception as error:
            # A mistake of ours in one message must not hold up all the others.
            log.exception("message %s could not be drawn or sent", leased.id)
            await self._failed(leased, DeliveryFailed(type(error).__name__), MOST_SURPRISES)
        else:
            await self._note(leased, *self._unnoted[leased.id])
            del self._unnoted[leased.id]

    async def _note(self, leased: Leased, conversation: str, message: str) -> None:
        """Note where a message stands; what it took the place of is closed afterwards."""
        before = closing(leased) if message else None
        now = self._clock.now()

        def note(tx: Tx) -> None:
            tx.delivered(leased, conversation, message)
            if before:
                tx.queue(leased.workspace, [before], now)

        if before:
            before = later(before, now, self._pacer.spaced(leased.workspace))
        await self._store.write(note)

    async def _deliver(self, leased: Leased) -> tuple[str, str]:
        place, leased = leased.outgoing.place, standing(leased)
        if place.conversation and leased.conversation != place.conversation:
            # It stands in a channel that was the project's before: that one stays as it was.
            leased = replace(leased, conversation="", message="")
        if not leased.message and leased.outgoing.edit_only:
            return "", ""
        editing = leased.outgoing.refresh and bool(leased.message)
        # Its turn comes first: what is drawn afterwards is as fresh as can be.
        await self._pacer.turn(leased.workspace, place.conversation or place.person, post=not editing)
        reader = await self._reader(leased)
        platform = reader.platform if reader else leased.outgoing.place.platform
        chat = self._chats.get((leased.workspace, platform))
        if chat is None:
            raise DeliveryFailed("not_connected")
        now = self._clock.now()
        if reader and await self._rests(leased, reader, now):
            return "", ""
        parcel = await self._parcels.parcel(leased, reader, chat, now)
        card = parcel.card if parcel else None
        card = card or await self._store.read(lambda tx: self._card(tx, leased, now, reader))
        if card is None:
            raise DeliveryFailed("project_gone", permanent=True)
        conversation = leased.outgoing.place.conversation or await self._direct(chat, reader)
        message = await self._put(chat, leased, conversation, card, parcel)
        # What is closed has given its key away.
        return ("", "") if is_closing(leased) else (conversation, message)

    async def _rests(self, leased: Leased, reader: Account, now: datetime) -> bool:
        return await self._store.read(lambda tx: may_rest(tx, leased, reader, now))

    def _card(self, tx: Tx, leased: Leased, now: datetime, reader: Account | None) -> Card | None:
        if is_away(tx, leased.workspace, leased.outgoing.place):
            raise DeliveryFailed("removed", permanent=True)
        on = Occasion(tx, leased.workspace, self._playbooks, now, reader, self._language)
        return drawn(on, leased.outgoing.notice, leased.outgoing.place)

    async def _put(
        self, chat: Chat, leased: Leased, conversation: str, card: Card, parcel: Parcel | None
    ) -> str:
        """Edit the message when it is there, post it when it is not or was deleted."""
        outgoing = leased.outgoing
        if outgoing.refresh and leased.message:
            try:
                await self._edit(chat, leased, card)
            except DeliveryFailed as failed:
                if failed.code != "gone":
                    raise
                if leased.outgoing.edit_only:
                    return ""
                await self._pacer.turn(leased.workspace, conversation, post=True)
            else:
                return leased.message
        key = f"{outgoing.key}:{leased.id}"
        if parcel:
            return await post_parcel(chat, conversation, parcel, key)
        message = await chat.post(conversation, card, key=key)
        await self._pins.posted(chat, outgoing, conversation, message)
        return message

    async def _edit(self, chat: Chat, leased: Leased, card: Card) -> None:
        at = (leased.conversation, leased.message)
        await chat.update(*at, card)
        if is_closing(leased) and leased.outgoing.place.conversation:
            await self._pins.over(chat, *at)
        else:
            await self._pins.edited(chat, leased.outgoing, *at)

    async def _reader(self, leased: Leased) -> Account | None:
        person = leased.outgoing.place.person
        if not person:
            return None
        accounts = await self._store.read(lambda tx: tx.accounts(leased.workspace, person))
        if not accounts:
            raise DeliveryFailed("unknown_person", permanent=True)
        # What stands on one of a person's platforms is edited there, wherever they read now.
        stands = [
            a
            for a in accounts
            if leased.message and leased.outgoing.refresh and a.direct == leased.conversation
        ]
        reader = next(iter(stands), None) or self._reached(leased, accounts)
        if not reader.active:
            raise DeliveryFailed("person_left", permanent=True)
        return reader

    def _reached(self, leased: Leased, accounts: Sequence[Account]) -> Account:
        """Return where a person is written to: where the message asks for, else where they read, else anywhere."""
        wanted = leased.outgoing.place.platform
        known = [one for one in accounts if one.active and (leased.workspace, one.platform) in self._chats]
        return next((one for one in known if one.platform == wanted), None) or next(iter(known), accounts[0])

    async def _direct(self, chat: Chat, reader: Account | None) -> str:
        if reader is None:
            raise DeliveryFailed("no_conversation", permanent=True)
        if reader.direct:
            return reader.direct
        direct = await chat.direct(reader.user)
        known = replace(reader, direct=direct)
        await self._store.write(lambda tx: tx.put_account(known))
        return direct

    async def _failed(self, leased: Leased, failed: DeliveryFailed, most: int) -> None:
        tired = failed.retry_after is None and leased.attempts + 1 >= most
        if failed.permanent or tired:
            log.warning("message %s given up: %s", leased.id, failed.code)
            await self._store.write(
                lambda tx: give_up(tx, leased, failed, self._clock.now(), self._playbooks)
            )
            return
        wait = failed.retry_after or min(2.0 ** min(leased.attempts, 10), LONGEST_WAIT)
        until = self._clock.now() + timedelta(seconds=wait)
        await self._store.write(lambda tx: tx.postpone(leased, until, failed.code))
