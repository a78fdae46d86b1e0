"""What every store promises: units that are whole, workspaces that stay apart, deliveries that count once."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import msgspec
import pytest

from bot.project.events import ItemDeclaredNotReady, ItemOwned, ItemUndone
from bot.project.evolve import evolve
from bot.service.intents import Sender
from bot.service.once import Once
from bot.service.ports import Account, Conflict, Tx
from storage.snapshot import encode
from storage.tx import SqlStore, SqlTx
from tests.contracts.store_kit import Sides
from tests.contracts.stores import (
    CHANNEL,
    ITEM,
    NOW,
    ONE,
    PLATFORM,
    PROJECT,
    SIDES,
    TWO,
    USER,
    Opened,
    Side,
)


@Sides
async def test_a_click_is_read_back_whole_and_only_in_its_workspace(
    store: SqlStore, here: Side, there: Side
) -> None:
    before = await store.read(lambda tx: there.load(tx, "d1"))
    assert await store.write(here.click("d1", b"done")) == b"done"

    loaded = await store.read(lambda tx: here.load(tx, "d1"))
    assert loaded.outcome == b"done"
    assert loaded.account is not None
    assert loaded.account.name == f"Ann {here.tenant}"
    assert loaded.stored is not None
    assert loaded.stored.project.item(ITEM).not_ready == "because of done"
    assert loaded.stored.seq == loaded.stored.project.seq == 3
    assert await store.read(lambda tx: there.load(tx, "d1")) == before


async def test_an_unknown_tenant_loads_nothing(store: SqlStore) -> None:
    stranger = Side("workspace-3", "T3")
    loaded = await store.read(lambda tx: stranger.load(tx, "d1"))
    assert (loaded.account, loaded.stored, loaded.outcome) == (None, None, None)


@Sides
async def test_an_event_that_is_told_again_counts_once_in_its_workspace(
    store: SqlStore, here: Side, there: Side
) -> None:
    def told(side: Side, event: str) -> Once:
        return Once(Sender(PLATFORM, side.tenant, USER, event), NOW)

    at_once = await asyncio.gather(*(store.write(told(here, "Ev1")) for _ in range(8)))
    assert sorted(at_once) == [False] * 7 + [True]
    assert not await store.write(told(here, "Ev1"))
    assert [await store.write(told(*one)) for one in ((here, "Ev2"), (there, "Ev1"))] == [True, True]


@Sides
async def test_a_repeated_delivery_answers_the_first_outcome(
    store: SqlStore, here: Side, there: Side
) -> None:
    first = await store.write(here.click("d1", b"first"))
    again = await store.write(here.click("d1", b"second"))
    other = await store.write(there.click("d1", b"other"))
    assert (first, again, other) == (b"first", b"first", b"other")
    assert (await store.read(here.found)).seq == 3


async def test_the_same_delivery_from_sixteen_tasks_has_one_outcome(store: SqlStore) -> None:
    clicks = [side.click("d1", f"{n}".encode()) for n in range(16) for side in SIDES]
    outcomes = await asyncio.gather(*(store.write(click) for click in clicks))
    assert len(set(outcomes[0::2])) == 1
    assert len(set(outcomes[1::2])) == 1
    for side in SIDES:
        assert (await store.read(side.found)).seq == 3


async def test_sixteen_writers_on_one_project_each_land_once(store: SqlStore) -> None:
    clicks = [side.click(f"d{n}", f"{n}".encode()) for n in range(16) for side in SIDES]
    await asyncio.gather(*(store.write(click) for click in clicks))
    for side in SIDES:
        history = await store.read(lambda tx, side=side: tx.history(side.workspace, PROJECT, 100))  # type: ignore[misc]
        reasons = [entry.event.reason for entry in history if isinstance(entry.event, ItemDeclaredNotReady)]
        assert sorted(reasons) == sorted(f"because of {n}" for n in range(16))
        assert (await store.read(side.found)).seq == 33


async def test_writing_on_what_was_read_before_is_a_conflict(store: SqlStore) -> None:
    stale = await store.read(ONE.found)
    await store.write(ONE.click("d1", b"done"))
    with pytest.raises(Conflict):
        await store.write(lambda tx: ONE.save(tx, stale, [ItemOwned(ITEM, "")]))
    assert (await store.read(TWO.found)).seq == 1


async def test_opening_a_project_twice_is_a_conflict(store: SqlStore) -> None:
    with pytest.raises(Conflict):
        await store.write(ONE.open)


async def test_a_unit_that_raises_leaves_nothing(store: SqlStore) -> None:
    def work(tx: Tx) -> None:
        ONE.click("d1", b"done")(tx)
        raise LookupError("no")

    with pytest.raises(LookupError, match="no"):
        await store.write(work)
    loaded = await store.read(lambda tx: ONE.load(tx, "d1"))
    assert loaded.outcome is None
    assert loaded.stored is not None
    assert loaded.stored.seq == 1


async def test_a_remembered_refusal_is_the_outcome_of_its_delivery_alone(store: SqlStore) -> None:
    await store.write(lambda tx: tx.remember(ONE.delivery("d1"), b"refused", NOW))
    assert (await store.read(lambda tx: ONE.load(tx, "d1"))).outcome == b"refused"
    assert (await store.read(lambda tx: ONE.load(tx, "d2"))).outcome is None
    assert (await store.read(lambda tx: TWO.load(tx, "d1"))).outcome is None
    with pytest.raises(Conflict):
        await store.write(lambda tx: tx.remember(ONE.delivery("d1"), b"done", NOW))


async def test_history_tells_the_last_events_with_their_texts(store: SqlStore) -> None:
    await store.write(ONE.click("d1", b"it"))
    last = await store.read(lambda tx: tx.history(ONE.workspace, PROJECT, 2))
    assert [entry.event for entry in last] == [
        ItemOwned(ITEM, ONE.person),
        ItemDeclaredNotReady(ITEM, "because of it"),
    ]
    assert (last[0].at, last[0].by, last[0].conversation, last[0].message) == (NOW, ONE.person, CHANNEL, "m1")
    assert len(await store.read(lambda tx: tx.history(TWO.workspace, PROJECT, 9))) == 1


async def test_the_way_back_from_a_change_is_kept_and_rebuilt(opened: Opened) -> None:
    store = opened.store
    await store.write(ONE.click("d1", b"first"))
    first = (await store.read(ONE.found)).project.item(ITEM)
    await store.write(ONE.click("d2", b"second"))
    await opened.tamper("UPDATE project SET fingerprint = 'older'")
    before = await store.read(ONE.found)
    last = before.project.item(ITEM).before
    assert last is not None
    assert (last.by, last.record.not_ready) == (ONE.person, "because of first")
    await store.write(lambda tx: ONE.save(tx, before, [ItemUndone(ITEM, last.seq)]))
    back = (await store.read(ONE.found)).project.item(ITEM)
    assert (back.not_ready, back.seq, back.changed_at) == (first.not_ready, first.seq, first.changed_at)
    assert (back.before, back.undone) == (None, last.seq)


async def test_a_snapshot_of_another_shape_is_rebuilt_from_the_ledger(opened: Opened) -> None:
    store = opened.store
    await store.write(ONE.click("d1", b"done"))
    before = await store.read(ONE.found)
    await opened.tamper("UPDATE project SET fingerprint = 'older', name = 'x'")
    assert await store.read(ONE.found) == before
    await store.write(ONE.click("d2", b"done"))
    assert (await store.read(ONE.found)).seq == 5


async def test_an_erased_text_is_gone_from_ledger_and_snapshot(store: SqlStore) -> None:
    for side in SIDES:
        await store.write(side.click("d1", b"done"))
    await store.write(lambda tx: tx.erase(ONE.workspace, PROJECT, 3))
    assert (await store.read(ONE.found)).project.item(ITEM).not_ready == "[erased]"
    assert (await store.read(TWO.found)).project.item(ITEM).not_ready == "because of done"


async def test_the_snapshot_is_what_the_events_lead_to(store: SqlStore) -> None:
    await store.write(ONE.click("d1", b"done"))
    stored = await store.read(ONE.found)
    project = None
    for entry in await store.read(lambda tx: tx.history(ONE.workspace, PROJECT, 100)):
        project = evolve(project, entry)
    assert project is not None
    assert encode(project) == encode(stored.project)


@pytest.mark.parametrize("zone", ["Mars/X", "utc", "", "America"])
async def test_an_account_whose_stored_zone_nobody_knows_is_read_with_utc(opened: Opened, zone: str) -> None:
    await opened.tamper(f"UPDATE account SET time_zone = '{zone}'")

    def accounts(tx: SqlTx) -> list[Account | None]:
        found = [tx.account(PLATFORM, ONE.tenant, USER), ONE.load(tx).account]
        found += tx.people(ONE.workspace, [ONE.person]).values()
        return [*found, *tx.accounts(ONE.workspace, ONE.person)]

    found = await opened.store.read(accounts)
    assert [account.time_zone for account in found if account] == ["UTC"] * 4


async def test_a_store_that_has_saved_a_change_tries_none_to_say_so(opened: Opened) -> None:
    seen: list[str] = []
    opened.trace(seen)
    assert await opened.store.writable()
    assert seen == []


async def test_a_change_that_is_tried_is_among_the_first_to_be_forgotten(store: SqlStore) -> None:
    before = NOW - timedelta(days=3650)
    await store.write(lambda tx: tx.probe())
    await store.write(lambda tx: tx.probe())
    assert await store.write(lambda tx: tx.prune(before, 10)) == 2
    assert await store.write(lambda tx: tx.prune(before, 10)) == 0


@Sides
async def test_an_account_that_is_there_keeps_its_person_and_conversation(
    store: SqlStore, here: Side, there: Side
) -> None:
    base = Account(
        here.workspace, "somebody-else", PLATFORM, here.tenant, USER, "Ann Lee", "Europe/Rome", "it"
    )
    known = await store.write(lambda tx: tx.put_account(msgspec.structs.replace(base, direct="D1")))
    again = await store.write(lambda tx: tx.put_account(msgspec.structs.replace(base, active=False)))
    assert known.person == again.person == here.person
    assert (again.name, again.time_zone, again.active, again.direct) == (
        "Ann Lee",
        "Europe/Rome",
        False,
        "D1",
    )
    other = await store.read(lambda tx: tx.account(PLATFORM, there.tenant, USER))
    assert other is not None
    assert other.name == f"Ann {there.tenant}"
