"""Messages leave in order, paced, once, and again after a failure."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import TypeVar

import msgspec
import pytest

from bot.service.ports import DeliveryFailed, Leased, Outgoing, Place, Tx, Unavailable
from bot.service.relay import LEASE_SECONDS, MOST_ATTEMPTS, MOST_SURPRISES, Relay
from bot.talk.card import Card
from bot.talk.notices import Notice
from tests.fakes.chat import FakeChat
from tests.service.office import CHANNEL, WORKSPACE, Office
from tests.waiting import until

T = TypeVar("T")


class Failing:
    """A store that fails for one unit when it is told to."""

    def __init__(self, office: Office) -> None:
        self._store = office.store
        self.fail_next_of = ""

    async def write(self, work: Callable[[Tx], T]) -> T:
        if self.fail_next_of and self.fail_next_of in work.__code__.co_names:
            self.fail_next_of = ""
            raise Unavailable("gone for a moment")
        return await self._store.write(work)

    async def read(self, work: Callable[[Tx], T]) -> T:
        return await self._store.read(work)

    async def close(self) -> None: ...


def message(office_project: str, name: str, *, kind: str = "held", place: Place | None = None) -> Outgoing:
    notice = msgspec.convert({"kind": kind, "project": office_project, "phase": 1, "item": "DR-4"}, Notice)
    where = place or Place("fake", CHANNEL)
    return Outgoing(name, where, msgspec.json.encode(notice), name, project=office_project)


async def queue(office: Office, *messages: Outgoing) -> None:
    await office.store.write(lambda tx: tx.queue(WORKSPACE, messages, office.clock.now()))


@contextlib.asynccontextmanager
async def running(relay: Relay) -> AsyncIterator[asyncio.Task[None]]:
    task = asyncio.create_task(relay.run())
    try:
        yield task
    finally:
        relay.stop()
        await asyncio.wait_for(task, 5)


@pytest.fixture
async def quiet(office: Office, line_3: str) -> str:
    """A project whose first messages have left."""
    await office.relay.drain()
    return line_3


async def test_the_first_messages_of_a_project_leave(office: Office, line_3: str) -> None:
    await office.relay.drain()
    (checklist,) = office.said(CHANNEL)
    assert "Line 3 downtime" in checklist
    assert len(office.chat.pins) == 1
    assert "your role: sponsor" in office.said("DUANA")[0]
    assert office.said("DUMIA") == []


async def test_messages_of_a_conversation_leave_in_order(office: Office, quiet: str) -> None:
    await queue(
        office, *(message(quiet, f"m{n}", kind=kind) for n, kind in enumerate(("held", "resumed") * 3))
    )
    await office.relay.drain()
    heads = office.said(CHANNEL)[1:]
    assert len(heads) == 6
    assert [head == heads[0] for head in heads] == [True, False] * 3


async def test_a_live_message_is_edited_in_place(office: Office, quiet: str) -> None:
    await office.press("URAJ", "item.take", p=quiet, i="DR-4")
    await office.relay.drain()
    assert len(office.said(CHANNEL)) == 1


async def test_a_deleted_live_message_is_posted_and_pinned_again(office: Office, quiet: str) -> None:
    (place,) = [place for place in office.chat.messages if place[0] == CHANNEL]
    office.chat.delete(*place)
    await office.press("URAJ", "item.take", p=quiet, i="DR-4")
    await office.relay.drain()
    (again,) = [place for place in office.chat.messages if place[0] == CHANNEL]
    assert again != place
    assert again in office.chat.pins


async def test_a_message_waits_as_long_as_the_chat_asks(office: Office, quiet: str) -> None:
    await queue(office, message(quiet, "a"), message(quiet, "b"))
    office.chat.failure = DeliveryFailed("ratelimited", retry_after=30)
    await office.relay.drain()
    assert len(office.said(CHANNEL)) == 1
    office.clock.move_by(timedelta(seconds=29))
    assert await office.relay.drain() == 0
    office.clock.move_by(timedelta(seconds=2))
    assert await office.relay.drain() == 2
    assert len(office.said(CHANNEL)) == 3


async def test_a_chat_that_asks_to_wait_is_waited_for_without_end(office: Office, quiet: str) -> None:
    await queue(office, message(quiet, "a"))
    for _ in range(MOST_ATTEMPTS + 1):
        office.chat.failure = DeliveryFailed("ratelimited", retry_after=1)
        await office.relay.drain()
        office.clock.move_by(timedelta(seconds=2))
    await office.relay.drain()
    assert len(office.said(CHANNEL)) == 2


async def test_a_post_whose_answer_was_lost_stands_once(office: Office, quiet: str) -> None:
    office.chat.lose_answer = True
    await queue(office, message(quiet, "a"))
    await office.relay.drain()
    office.clock.move_by(timedelta(minutes=1))
    await office.relay.drain()
    assert len(office.said(CHANNEL)) == 2


async def test_a_permanent_failure_releases_its_conversation(
    office: Office, quiet: str, caplog: pytest.LogCaptureFixture
) -> None:
    await queue(office, message(quiet, "a"), message(quiet, "b"))
    office.chat.failure = DeliveryFailed("msg_too_long", permanent=True)
    await office.relay.drain()
    assert len(office.said(CHANNEL)) == 2
    assert "msg_too_long" in caplog.text


async def test_a_message_to_nobody_we_know_is_given_up(office: Office, quiet: str) -> None:
    await queue(office, message(quiet, "a", place=Place(person="nobody")), message(quiet, "b"))
    await office.relay.drain()
    assert len(office.said(CHANNEL)) == 2
    assert await office.store.read(lambda tx: tx.next_send()) is None


async def test_a_message_that_cannot_be_drawn_holds_up_no_other(
    office: Office, quiet: str, caplog: pytest.LogCaptureFixture
) -> None:
    broken = message(quiet, "a", kind="item")
    broken = msgspec.structs.replace(broken, notice=broken.notice.replace(b"DR-4", b"DR-99"))
    await queue(office, broken, message(quiet, "b", place=Place(person=await office.person("UANA"))))
    await office.relay.drain()
    assert "on hold" in office.said("DUANA")[-1]
    assert "could not be drawn or sent" in caplog.text
    await queue(office, message(quiet, "c"))
    for _ in range(MOST_SURPRISES):
        office.clock.move_by(timedelta(minutes=1))
        await office.relay.drain()
    assert len(office.said(CHANNEL)) == 2
    assert "given up: KeyError" in caplog.text


async def test_a_message_that_could_not_be_noted_is_not_sent_twice(office: Office, quiet: str) -> None:
    store = Failing(office)
    relay = Relay(store, office.chats, office.clock, NoWait(), office.playbooks, office.parcels)
    await queue(office, message(quiet, "a"))
    store.fail_next_of = "delivered"
    with pytest.raises(Unavailable):
        await relay.drain()
    office.chat.keys.clear()  # the chat would not know it again
    office.clock.move_by(timedelta(seconds=LEASE_SECONDS + 1))
    assert await relay.drain() == 1
    assert len(office.said(CHANNEL)) == 2


async def test_a_bot_leaves_alone_what_another_bot_on_the_same_database_sends(
    office: Office, quiet: str
) -> None:
    """One bot for each workspace, all on one database."""
    there = {("another workspace", "fake"): office.chat}
    other = Relay(office.store, there, office.clock, NoWait(), office.playbooks, office.parcels)
    await queue(office, message(quiet, "a"))
    assert await other.drain() == 0
    assert await office.relay.drain() == 1
    assert len(office.said(CHANNEL)) == 2


async def test_a_lease_that_ends_is_taken_over(office: Office, quiet: str) -> None:
    def lease(tx: Tx) -> list[Leased]:
        return list(tx.lease(office.clock.now(), seconds=LEASE_SECONDS, limit=1, workspaces=[WORKSPACE]))

    await queue(office, message(quiet, "a"))
    assert await office.store.write(lease)
    assert await office.relay.drain() == 0
    office.clock.move_by(timedelta(seconds=LEASE_SECONDS + 1))
    assert await office.relay.drain() == 1


async def test_a_clock_that_jumps_while_a_message_leaves_sends_it_once(office: Office, quiet: str) -> None:
    slow = SlowChat(office)
    relay = slow.relay(office)
    await queue(office, message(quiet, "a"))
    first = asyncio.create_task(relay.drain())
    await slow.begun.wait()
    office.clock.move_by(timedelta(days=1))
    second = asyncio.create_task(relay.drain())
    await asyncio.sleep(0.05)
    slow.go.set()
    assert (await first, await second) == (1, 0)
    assert slow.posts == 1


async def test_it_runs_on_when_the_database_does_not_answer(
    office: Office, quiet: str, caplog: pytest.LogCaptureFixture
) -> None:
    store = Failing(office)
    relay = Relay(store, office.chats, office.clock, NoWait(), office.playbooks, office.parcels)
    store.fail_next_of = "lease"
    async with running(relay):
        await until(lambda: "does not answer" in caplog.text)
        await queue(office, message(quiet, "a"))
        relay.wake()
        await until(lambda: len(office.said(CHANNEL)) == 2)


async def test_it_ends_when_told_once_the_message_under_way_has_left(office: Office, quiet: str) -> None:
    slow = SlowChat(office)
    relay = slow.relay(office)
    await queue(office, message(quiet, "a"), message(quiet, "b"))
    task = asyncio.create_task(relay.run())
    await slow.begun.wait()
    relay.stop()
    slow.go.set()
    await asyncio.wait_for(task, 5)
    assert slow.posts == 1
    assert await office.relay.drain() == 1


async def test_a_message_cut_off_at_the_end_is_found_again(office: Office, quiet: str) -> None:
    slow = SlowChat(office)
    relay = slow.relay(office)
    await queue(office, message(quiet, "a"))
    task = asyncio.create_task(relay.run())
    await slow.begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    office.clock.move_by(timedelta(seconds=LEASE_SECONDS + 1))
    await office.relay.drain()
    assert len(office.said(CHANNEL)) == 2


class NoWait:
    """A timer on which nothing has to be waited for."""

    def seconds(self) -> float:
        return 0.0

    async def sleep(self, seconds: float) -> None:
        return


class SlowChat(FakeChat):
    """The office's chat, whose posts arrive at once and are answered when allowed."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        vars(self).update(vars(office.chat))
        self.begun, self.go = asyncio.Event(), asyncio.Event()
        self.posts = 0

    def relay(self, office: Office) -> Relay:
        """Return a relay of the office that sends to this chat."""
        chats = {(WORKSPACE, "fake"): self}
        return Relay(office.store, chats, office.clock, NoWait(), office.playbooks, office.parcels)

    async def post(self, conversation: str, card: Card, *, key: str) -> str:
        self.posts += 1
        posted = await super().post(conversation, card, key=key)
        self.begun.set()
        await self.go.wait()
        return posted
