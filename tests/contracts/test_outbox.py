"""What every outbox promises: messages leave once and in order, and the newest state is what is drawn."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from bot.service.ports import Leased, Outgoing, Place
from storage.tx import SqlStore
from tests.contracts.stores import NOW, ONE, PLATFORM, PROJECT, SIDES, TWO, WORKSPACES, Side, post, refresh

SOON = NOW + timedelta(seconds=10)
LATER = NOW + timedelta(minutes=10)
DAY, SOON_AFTER = timedelta(days=1), timedelta(minutes=1)


@pytest.fixture(autouse=True)
async def _empty(store: SqlStore) -> None:
    """What the projects queued when they were opened has left."""
    while batch := await lease(store):
        for leased in batch:
            await sent(store, leased)


async def queue(store: SqlStore, *outgoing: Outgoing, side: Side = ONE) -> None:
    """Queue messages."""
    await store.write(lambda tx: tx.queue(side.workspace, outgoing, NOW))


async def lease(
    store: SqlStore, now: datetime = NOW, limit: int = 50, workspaces: Sequence[str] = WORKSPACES
) -> Sequence[Leased]:
    """Lease for a minute."""
    return await store.write(lambda tx: tx.lease(now, seconds=60, limit=limit, workspaces=workspaces))


async def sent(store: SqlStore, leased: Leased, message: str = "ts") -> None:
    """Say that a message was sent."""
    await store.write(lambda tx: tx.delivered(leased, leased.outgoing.place.conversation, message))


def keys(batch: Sequence[Leased]) -> list[str]:
    """Return which logical messages were leased."""
    return [leased.outgoing.key for leased in batch]


async def test_what_is_leased_is_what_was_queued(store: SqlStore) -> None:
    message = Outgoing(
        "k", Place(person="person-1"), b"notice", "dedupe", pin=True, project=PROJECT, due_at=NOW
    )
    await queue(store, message, side=TWO)
    (leased,) = await lease(store)
    assert leased.outgoing == message
    assert (leased.workspace, leased.attempts, leased.conversation, leased.message) == (
        "workspace-2",
        0,
        "",
        "",
    )


async def test_a_post_leaves_once_however_often_it_is_queued(store: SqlStore) -> None:
    await queue(store, post("a"), post("a"))
    await queue(store, post("a"))
    (leased,) = await lease(store)
    await queue(store, post("a"))
    await sent(store, leased)
    await queue(store, post("a"))
    assert await lease(store, LATER) == []
    assert await store.read(lambda tx: tx.next_send()) is None


async def test_a_bot_takes_the_messages_of_its_own_workspace_and_leaves_the_others(store: SqlStore) -> None:
    for side in SIDES:
        await queue(store, post("a"), refresh("live"), side=side)
    for side in SIDES:
        while batch := await lease(store, workspaces=[side.workspace]):
            assert {leased.workspace for leased in batch} == {side.workspace}
            assert {leased.attempts for leased in batch} == {0}
            for leased in batch:
                await sent(store, leased)
    assert await lease(store) == []


async def test_what_no_bot_takes_for_a_day_is_anybodys_but_once_a_day(store: SqlStore) -> None:
    queued = datetime.now(UTC)
    await queue(store, post("a"), side=TWO)
    at_noon = msgspec.structs.replace(post("b"), place=Place("slack", "C9"), due_at=queued + DAY)
    await queue(store, at_noon, side=TWO)
    ours = [ONE.workspace]
    assert await lease(store, queued + DAY - SOON_AFTER, workspaces=ours) == []
    (stray,) = await lease(store, queued + DAY + SOON_AFTER, workspaces=ours)
    assert stray.outgoing.key == "a"
    await store.write(lambda tx: tx.postpone(stray, queued + DAY + 2 * SOON_AFTER, "not_connected"))
    assert await lease(store, queued + 2 * DAY - SOON_AFTER, workspaces=ours) == []
    assert keys(await lease(store, queued + 2 * DAY - SOON_AFTER, workspaces=[TWO.workspace])) == ["b", "a"]


async def test_the_same_keys_in_two_workspaces_are_two_messages(store: SqlStore) -> None:
    for side in SIDES:
        await queue(store, post("a"), refresh("live"), side=side)
    first = await lease(store)
    assert sorted((leased.workspace, leased.outgoing.key) for leased in first) == [
        ("workspace-1", "a"),
        ("workspace-2", "a"),
    ]
    for leased in first:
        await sent(store, leased, message=f"ts of {leased.workspace}")
    for side in SIDES:
        at = await store.read(lambda tx, side=side: tx.message(side.workspace, "a"))  # type: ignore[misc]
        assert at == ("C1", f"ts of {side.workspace}")
    assert keys(await lease(store)) == ["live", "live"]


async def test_a_newer_refresh_replaces_a_waiting_one(store: SqlStore) -> None:
    await queue(store, refresh("live", b"1"), refresh("live", b"2"))
    await queue(store, refresh("live", b"3"))
    (leased,) = await lease(store)
    assert leased.outgoing.notice == b"3"
    await sent(store, leased)
    assert await lease(store) == []


@pytest.mark.parametrize("together", [True, False], ids=["together", "one after the other"])
@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("second", [True, False])
async def test_a_refresh_only_edits_if_all_that_it_replaced_did(
    store: SqlStore, first: bool, second: bool, together: bool
) -> None:
    messages = [msgspec.structs.replace(refresh("live"), edit_only=flag) for flag in (first, second)]
    for batch in [messages] if together else [[message] for message in messages]:
        await queue(store, *batch)
    (leased,) = await lease(store)
    assert leased.outgoing.edit_only is (first and second)


@pytest.mark.parametrize(
    "otherwise",
    [
        {"notice": b"2"},
        {"pin": True},
        {"project": ""},
        {"place": Place(PLATFORM, "C2")},
        {"place": Place("other", "C1")},
        {"place": Place(PLATFORM, person="person-1")},
        {"due_at": None},
    ],
    ids=lambda changed: " ".join(map(str, changed)),
)
async def test_whatever_a_newer_refresh_says_otherwise_is_what_leaves(
    store: SqlStore, otherwise: dict[str, Any]
) -> None:
    waiting = msgspec.structs.replace(refresh("live", b"1"), due_at=LATER)
    await queue(store, waiting)
    await queue(store, newer := msgspec.structs.replace(waiting, **otherwise))
    (leased,) = await lease(store, LATER)
    assert leased.outgoing == newer


async def test_a_newer_refresh_never_replaces_a_leased_one(store: SqlStore) -> None:
    await queue(store, refresh("live", b"1"))
    (first,) = await lease(store)
    await queue(store, refresh("live", b"2"))
    await queue(store, refresh("live", b"3"))
    assert await lease(store) == []
    await sent(store, first, message="ts1")
    (second,) = await lease(store)
    assert (second.outgoing.notice, second.conversation, second.message) == (b"3", "C1", "ts1")
    await sent(store, second, message="ts1")
    assert await store.read(lambda tx: tx.next_send()) is None


async def test_a_refresh_never_replaces_a_post_of_the_same_key(store: SqlStore) -> None:
    await queue(store, post("live"))
    await queue(store, refresh("live"))
    (first,) = await lease(store)
    assert not first.outgoing.refresh
    await sent(store, first)
    (second,) = await lease(store)
    assert second.outgoing.refresh


async def test_messages_leave_one_at_a_time_and_in_order_within_a_conversation(store: SqlStore) -> None:
    await queue(store, post("a1", "A"), post("b1", "B"), post("a2", "A"))
    await queue(store, post("a3", "A"))
    first = await lease(store)
    assert keys(first) == ["a1", "b1"]
    assert await lease(store) == []
    await sent(store, first[0])
    (second,) = await lease(store)
    await sent(store, second)
    (third,) = await lease(store)
    assert keys([second, third]) == ["a2", "a3"]


async def test_the_limit_is_kept_and_nothing_is_lost(store: SqlStore) -> None:
    await queue(store, *(post(f"{n}", f"C{n}") for n in range(7)))
    taken = [keys(await lease(store, limit=3)) for _ in range(4)]
    assert [len(batch) for batch in taken] == [3, 3, 1, 0]
    assert sorted(key for batch in taken for key in batch) == [f"{n}" for n in range(7)]


async def test_leases_at_the_same_time_never_share_a_conversation(store: SqlStore) -> None:
    await queue(store, *(post(f"{n}", f"C{n % 5}") for n in range(20)))
    batches = await asyncio.gather(*(lease(store, limit=2) for _ in range(8)))
    assert sorted(leased.outgoing.place.conversation for batch in batches for leased in batch) == [
        f"C{n}" for n in range(5)
    ]


async def test_an_ended_lease_is_taken_again_and_its_first_holder_changes_nothing(store: SqlStore) -> None:
    await queue(store, refresh("live"))
    (first,) = await lease(store)
    assert await store.read(lambda tx: tx.next_send()) == NOW + timedelta(seconds=60)
    (again,) = await lease(store, NOW + timedelta(seconds=60))
    assert (again.id, again.attempts) == (first.id, 1)
    await store.write(lambda tx: tx.give_up(first, "late", NOW))
    await store.write(lambda tx: tx.postpone(first, NOW, "late"))
    assert await lease(store, NOW + timedelta(seconds=61)) == []


async def test_a_postponed_message_still_goes_first(store: SqlStore) -> None:
    await queue(store, post("a1"), post("a2"))
    (first,) = await lease(store)
    await store.write(lambda tx: tx.postpone(first, SOON, "ratelimited"))
    assert await lease(store) == []
    assert await store.read(lambda tx: tx.next_send()) == SOON
    (again,) = await lease(store, SOON)
    assert (again.outgoing.key, again.attempts) == ("a1", 1)


async def test_a_postponed_refresh_takes_what_is_newer_and_keeps_its_time(store: SqlStore) -> None:
    await queue(store, refresh("live", b"1"))
    (first,) = await lease(store)
    await store.write(lambda tx: tx.postpone(first, SOON, "ratelimited"))
    await queue(store, refresh("live", b"2"))
    assert await lease(store) == []
    (again,) = await lease(store, SOON)
    assert again.outgoing.notice == b"2"


async def test_a_postponed_refresh_does_not_trip_over_a_newer_one(store: SqlStore) -> None:
    await queue(store, refresh("live", b"1"))
    (first,) = await lease(store)
    await queue(store, refresh("live", b"2"))
    await store.write(lambda tx: tx.postpone(first, SOON, "ratelimited"))
    assert await lease(store) == []
    (again,) = await lease(store, SOON)
    await sent(store, again)
    (last,) = await lease(store, SOON)
    assert last.outgoing.notice == b"2"


async def test_giving_up_releases_the_conversation(store: SqlStore) -> None:
    await queue(store, refresh("live"), post("a2"))
    (first,) = await lease(store)
    await store.write(lambda tx: tx.give_up(first, "channel_not_found", NOW))
    assert keys(await lease(store)) == ["a2"]
    await queue(store, refresh("live"))
    assert await lease(store) == []  # the other message of the conversation is still on its way


async def test_a_message_for_later_lets_others_pass(store: SqlStore) -> None:
    await queue(store, post("later", due_at=LATER), post("now"))
    (first,) = await lease(store)
    assert first.outgoing.key == "now"
    await sent(store, first)
    assert await store.read(lambda tx: tx.next_send()) == LATER
    assert await lease(store, SOON) == []
    assert keys(await lease(store, LATER)) == ["later"]


async def test_a_leased_message_blocks_what_became_due_before_it(store: SqlStore) -> None:
    await queue(store, post("later", due_at=SOON), post("now"))
    assert keys(await lease(store)) == ["now"]
    assert await lease(store, SOON) == []


async def test_a_message_to_a_person_waits_for_no_channel(store: SqlStore) -> None:
    person = Outgoing("p", Place(person="person-1"), b"", "p")
    other = Outgoing("t", Place("teams", "C1"), b"", "t")
    await queue(store, post("c"), person, other)
    assert sorted(keys(await lease(store))) == ["c", "p", "t"]
    assert PLATFORM != "teams"


async def test_the_place_of_a_message_follows_it(store: SqlStore) -> None:
    await queue(store, refresh("live"))
    (first,) = await lease(store)
    await sent(store, first, message="ts1")
    await queue(store, refresh("live"))
    (second,) = await lease(store)
    await sent(store, second, message="ts2")
    assert await store.read(lambda tx: tx.message(ONE.workspace, "live")) == ("C1", "ts2")
    assert await store.read(lambda tx: tx.message(TWO.workspace, "live")) is None
