"""What every store forgets in time, and what it never does."""

from __future__ import annotations

from datetime import timedelta

from storage.tx import SqlStore
from tests.contracts.stores import NOW, ONE, PROJECT, TWO, WORKSPACES, post


async def test_old_deliveries_and_sent_messages_are_forgotten_and_the_ledger_is_not(store: SqlStore) -> None:
    await store.write(ONE.click("d1", b"done"))
    before = len(await store.read(lambda tx: tx.events(ONE.workspace, PROJECT)))

    forgotten = await store.write(lambda tx: tx.prune(NOW + timedelta(days=1), 100))

    assert forgotten >= 1
    loaded = await store.read(lambda tx: ONE.load(tx, "d1"))
    assert loaded.outcome is None
    assert len(await store.read(lambda tx: tx.events(ONE.workspace, PROJECT))) == before


async def test_recent_deliveries_are_kept_in_both_workspaces(store: SqlStore) -> None:
    for side in (ONE, TWO):
        await store.write(side.click("d1", b"done"))
    await store.write(lambda tx: tx.prune(NOW - timedelta(days=1), 100))
    assert (await store.read(lambda tx: ONE.load(tx, "d1"))).outcome == b"done"
    assert (await store.read(lambda tx: TWO.load(tx, "d1"))).outcome == b"done"


async def test_a_message_that_waits_is_never_forgotten(store: SqlStore) -> None:
    await store.write(lambda tx: tx.queue(ONE.workspace, [post("k", "C9")], NOW))
    await store.write(lambda tx: tx.prune(NOW + timedelta(days=400 * 365), 100))
    leased = await store.write(lambda tx: tx.lease(NOW, seconds=60, limit=10, workspaces=WORKSPACES))
    assert any(entry.outgoing.key == "k" for entry in leased)
