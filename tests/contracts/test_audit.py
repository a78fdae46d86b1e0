"""What every ledger promises: it only grows, and whatever else is done to it shows."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import msgspec
import pytest
from msgspec.structs import replace
from sqlalchemy.exc import DBAPIError

from bot.playbooks.load import digest
from bot.project.due import next_due
from bot.project.events import ItemDeclaredNotReady, TextsErased
from bot.project.evolve import evolve
from bot.project.index import index
from bot.project.refusals import Refusal
from bot.service.playbooks import Playbooks
from storage.export import export
from storage.exported import Checked, check
from storage.history import EVENT_COLUMNS
from storage.postgres import PostgresStore
from storage.sqlite import SqliteStore
from storage.tx import SqlStore, SqlTx
from storage.verify import Report, verify
from tests.contracts.stores import DIGEST, ITEM, NOW, ONE, PLAYBOOK, PROJECT, SIDES, TWO, Opened

#: a statement for each column, that changes the third event of one workspace
FLIPS = {
    "workspace": "'workspace-2x'",
    "project": "'p1x'",
    "seq": "7",
    "version": "2",
    "at": "'2026-03-02 09:00:00.123457'",
    "by": "'person-2'",
    "platform": "'teams'",
    "conversation": "'C2'",
    "message": "'m2'",
    "kind": "'ItemCleared'",
    "texts": "replace(texts, 'because', 'Because')",
    "prev_hash": "upper(prev_hash)",
    "hash": "upper(hash)",
}
OTHERS = {
    "snapshot of another name": ("UPDATE project SET snapshot = {body}", "snapshot"),
    "head": ("UPDATE project SET head = 'x'", "its row ends with"),
    "seq": ("UPDATE project SET seq = 9", "its row ends with"),
    "status": ("UPDATE project SET status = 'live'", "status of its row"),
    "item": (f"UPDATE item SET owner = 'x' WHERE item = '{ITEM}'", f"item row {ITEM}"),
    "no item": (f"DELETE FROM item WHERE item = '{ITEM}'", f"item row {ITEM}"),
    "member": ("UPDATE member SET role = 'viewer' WHERE role = 'lead'", "viewer should not be there"),
    "no playbook": ("DELETE FROM playbook", f"playbook {DIGEST}"),
    "last event": ("DELETE FROM event WHERE seq = 3", "its row ends with"),
    "event between": ("DELETE FROM event WHERE seq = 2", "event 2 is missing"),
    "all events": ("DELETE FROM event", "it has no events"),
    "project": ("DELETE FROM project", "no row of its own"),
}


async def audit(store: SqlStore) -> Report:
    """Verify with the rules that the bot runs by."""
    return await verify(store, evolve=evolve, index=index)


async def exported(store: SqlStore) -> Checked:
    """Check an export."""
    file = BytesIO()
    await export(store, file.write, now=NOW)
    return check(BytesIO(file.getvalue()))


@pytest.fixture
async def clicked(opened: Opened) -> Opened:
    """A store with three events in each project."""
    for side in SIDES:
        await opened.store.write(side.click("d1", b"done"))
    return opened


async def test_what_was_only_written_through_the_store_verifies(clicked: Opened) -> None:
    report = await audit(clicked.store)
    assert report == Report(projects=2, events=6, problems=[])


async def test_an_erased_text_leaves_the_chain_whole(clicked: Opened) -> None:
    def erase(tx: SqlTx) -> None:
        ONE.save(tx, ONE.found(tx), [TextsErased(1)])
        tx.erase(ONE.workspace, PROJECT, 3)

    await clicked.store.write(erase)
    assert (await audit(clicked.store)).problems == []
    assert (await exported(clicked.store)).problems == []


#: ways to make a text disappear with the snapshot that held it, none of which is an erasure
VANISHED = ("NULL", "'{}'")


@pytest.mark.parametrize("texts", VANISHED)
async def test_a_text_that_vanished_without_an_erasure_is_named(clicked: Opened, texts: str) -> None:
    await clicked.tamper(f"UPDATE event SET texts = {texts} WHERE workspace = 'workspace-1' AND seq = 3")
    await clicked.tamper("UPDATE project SET fingerprint = 'x'")
    gone = "event 3: the text of reason is gone, and no erasure that came later counts it"
    assert (await audit(clicked.store)).problems == [f"workspace-1/p1: {gone}"]
    assert [gone in problem for problem in (await exported(clicked.store)).problems] == [True]


async def test_an_erasure_accounts_for_no_text_of_after_it_and_for_no_other_beside_it(
    clicked: Opened,
) -> None:
    def go_on(tx: SqlTx) -> None:
        ONE.save(tx, ONE.found(tx), [TextsErased(1), ItemDeclaredNotReady(ITEM, "later")])

    await clicked.store.write(go_on)
    for seq in (3, 5):
        await clicked.tamper(f"UPDATE event SET texts = NULL WHERE workspace = 'workspace-1' AND seq = {seq}")
    await clicked.tamper("UPDATE project SET fingerprint = 'x'")
    (problem,) = (await audit(clicked.store)).problems
    assert problem.startswith("workspace-1/p1: event 5: the text of reason is gone")


@pytest.mark.parametrize("at", ["NULL", "'2099-01-01 00:00:00.000000'"])
async def test_a_project_that_the_clock_would_pass_by_is_named(clicked: Opened, at: str) -> None:
    at = at.replace(".000000'", ".000000+00'") if isinstance(clicked.store, PostgresStore) else at
    await clicked.tamper(f"UPDATE project SET next_at = {at} WHERE workspace = 'workspace-1'")
    (problem,) = (await audit(clicked.store)).problems
    assert problem.startswith("workspace-1/p1: next_at of its row is")


async def test_a_project_that_waits_for_its_next_instant_is_in_order_then_and_later(clicked: Opened) -> None:
    project = (await clicked.store.read(ONE.found)).project
    for days in (0, 20, 400):
        seen = NOW + timedelta(days=days)
        due = next_due(project, PLAYBOOK, seen)
        assert due
        await clicked.tamper(f"UPDATE project SET next_at = '{due:%Y-%m-%d %H:%M:%S.%f}'")
        for now in (seen, due - timedelta(seconds=1), due, due + timedelta(days=40)):
            found = await verify(clicked.store, evolve=evolve, index=index, now=now)
            assert found.problems == [], now


async def test_a_playbook_that_was_changed_after_it_was_stored_is_named(clicked: Opened) -> None:
    easier = msgspec.json.encode(PLAYBOOK).replace(b'"value":"80"', b'"value":"10"')
    for body, words in ((easier, "was changed after it was stored"), (b"{", "cannot be read")):
        await clicked.tamper(
            f"UPDATE playbook SET body = {_bytes(clicked.store, body)} WHERE workspace = 'workspace-1'"
        )
        (problem,) = (await audit(clicked.store)).problems
        assert problem.startswith(f"workspace-1/p1: its playbook {DIGEST} {words}")


async def test_nothing_is_decided_by_a_playbook_that_was_changed(clicked: Opened) -> None:
    other = replace(PLAYBOOK, version=0)
    for side in SIDES:
        await clicked.store.write(lambda tx, at=side.workspace: tx.put_playbook(at, digest(other), other))  # type: ignore[misc]
    easier = msgspec.json.encode(other).replace(b'"value":"80"', b'"value":"10"')
    for body in (easier, b"{"):
        changed = f"UPDATE playbook SET body = {_bytes(clicked.store, body)}"
        await clicked.tamper(f"{changed} WHERE workspace = 'workspace-1' AND digest = '{digest(other)}'")
        with pytest.raises(Refusal) as refused:
            await clicked.store.read(lambda tx: Playbooks().get(tx, ONE.workspace, digest(other)))
        assert refused.value.code == "playbook_changed"
    kept = await clicked.store.read(lambda tx: Playbooks().get(tx, TWO.workspace, digest(other)))
    assert kept == other


async def test_no_column_of_an_event_is_left_out_here() -> None:
    assert {*FLIPS, "body"} == set(EVENT_COLUMNS)


@pytest.mark.parametrize("column", EVENT_COLUMNS)
async def test_a_changed_column_of_an_event_is_named(clicked: Opened, column: str) -> None:
    flip = FLIPS.get(column) or _bytes(
        clicked.store, b'{"type":"ItemDeclaredNotReady","item":"x","reason":""}'
    )
    await clicked.tamper(
        f"UPDATE event SET \"{column}\" = {flip} WHERE workspace = 'workspace-1' AND seq = 3"
    )
    problems = (await audit(clicked.store)).problems
    assert problems
    assert all(
        problem.startswith(("workspace-1/p1: ", "workspace-1/p1x: ", "workspace-2x/p1: "))
        for problem in problems
    )
    assert any("event 3" in problem or "ends with event 3" in problem for problem in problems)


@pytest.mark.parametrize("what", OTHERS)
async def test_rows_that_do_not_follow_from_the_events_are_named(clicked: Opened, what: str) -> None:
    statement, words = OTHERS[what]
    stored = await clicked.store.read(ONE.found)
    body = b'{"name":"other"' + _encoded(stored.project.name, await _snapshot(clicked.store))
    await clicked.tamper(statement.format(body=_bytes(clicked.store, body)))
    problems = (await audit(clicked.store)).problems
    assert any(words in problem and problem.startswith("workspace-1/p1: ") for problem in problems), problems


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET at = at",
        "UPDATE event SET body = body",
        "UPDATE event SET hash = ''",
        "DELETE FROM event",
        "UPDATE event SET workspace = 'x', texts = NULL",
    ],
)
async def test_the_ledger_refuses_everything_but_erasing_texts(opened: Opened, statement: str) -> None:
    with pytest.raises(Exception, match="append-only"):
        await _run(opened.store, statement)
    await _run(opened.store, "UPDATE event SET texts = NULL")


async def test_replacing_an_event_is_refused(opened: Opened) -> None:
    if isinstance(opened.store, PostgresStore):
        with pytest.raises(DBAPIError, match="append-only"):
            await _run(opened.store, "TRUNCATE event")
    else:
        with pytest.raises(Exception, match="append-only"):
            await _run(opened.store, "INSERT OR REPLACE INTO event SELECT * FROM event")


async def _run(store: SqlStore, statement: str) -> None:
    if isinstance(store, PostgresStore):
        async with store.engine.begin() as connection:
            await connection.exec_driver_sql(statement)
    else:
        assert isinstance(store, SqliteStore)
        store.writer.connection.execute(statement)


def _bytes(store: SqlStore, content: bytes) -> str:
    return f"'\\x{content.hex()}'::bytea" if isinstance(store, PostgresStore) else f"x'{content.hex()}'"


async def _snapshot(store: SqlStore) -> bytes:
    row = await store.read(lambda tx: tx.project_columns(ONE.workspace, PROJECT))
    assert row is not None
    found: bytes = row["snapshot"]
    return found


def _encoded(name: str, snapshot: bytes) -> bytes:
    """The snapshot without its opening brace and its name."""
    return snapshot.replace(f'"name":"{name}",'.encode(), b"").replace(b"{", b",", 1)
