"""An export stands alone: whatever is changed in it shows, and so does a past that was written again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest

from bot.project.events import ItemOwned
from bot.project.evolve import evolve
from storage.anchor import Anchor, differs, read_anchor
from storage.anchored import anchored
from storage.engine import open_store
from storage.export import End, export
from storage.exported import check
from storage.tx import SqlStore
from tests.contracts.stores import ITEM, SIDES

AT = datetime(2026, 3, 20, 9, tzinfo=UTC)
NEXT_DAY = AT + timedelta(days=1)
LATER = ItemOwned(ITEM, "person-2")


@pytest.fixture
async def store(tmp_path: Path) -> SqlStore:
    """A store with two workspaces, each with three events."""
    store = await open_store(f"sqlite:///{tmp_path / 'bot.sqlite'}", evolve=evolve)
    for side in SIDES:
        await store.write(side.introduce)
        await store.write(side.open)
        await store.write(side.click("d1", b"done"))
    return store


async def exported(store: SqlStore) -> bytes:
    """Return the file."""
    file = BytesIO()
    await export(store, file.write, now=AT)
    return file.getvalue()


def lines(file: bytes) -> list[bytes]:
    """Return the lines as reading a file gives them."""
    return file.splitlines(keepends=True)


async def test_an_export_verifies_without_the_database(store: SqlStore) -> None:
    file = BytesIO()
    end = await export(store, file.write, now=AT)
    found = check(lines(file.getvalue()))
    assert (found.projects, found.events, found.problems) == (2, 6, [])
    assert isinstance(end, End)
    await store.close()


async def test_a_change_of_any_single_byte_of_an_export_is_detected(store: SqlStore) -> None:
    file = await exported(store)
    await store.close()
    for at in range(len(file)):
        changed = bytearray(file)
        changed[at] ^= 1
        assert check(lines(bytes(changed))).problems, f"byte {at} {file[at - 20 : at + 20]!r}"


async def test_an_event_that_was_changed_is_named_with_its_project(store: SqlStore) -> None:
    file = await exported(store)
    await store.close()
    changed = file.replace(b'"kind":"ItemOwned"', b'"kind":"ItemTaken"', 1)
    assert changed != file
    assert any("workspace-1/p1: event 2 was changed" in each for each in check(lines(changed)).problems)


@pytest.mark.parametrize("cut", [1, 2, -1, -2])
async def test_a_line_that_is_missing_is_detected(store: SqlStore, cut: int) -> None:
    found = lines(await exported(store))
    await store.close()
    del found[cut]
    assert check(found).problems


async def test_names_can_be_left_out(store: SqlStore) -> None:
    file = BytesIO()
    await export(store, file.write, now=AT, names=False)
    await store.close()
    assert b'"name":""' in file.getvalue()
    assert check(lines(file.getvalue())).problems == []


async def test_an_anchor_holds_while_the_ledger_grows_and_shows_a_past_that_was_written_again(
    store: SqlStore,
) -> None:
    kept = read_anchor(f"Weekly anchor of your workspace:\n{await anchored(store, AT)}\nKeep this message.")
    assert (kept.projects, kept.events) == (2, 6)
    await store.write(lambda tx: SIDES[0].save(tx, SIDES[0].found(tx), [LATER], at=NEXT_DAY))
    assert differs(kept, await anchored(store, kept.at)) == []
    # Whoever owns the database can take its triggers away, and with them an event.
    connection = store.writer.connection  # type: ignore[attr-defined]
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("DELETE FROM event WHERE seq = 3 AND workspace = ?", (SIDES[1].workspace,))
    (problem,) = differs(kept, await anchored(store, kept.at))
    assert "changed afterwards" in problem
    await store.close()


async def test_a_file_is_held_to_an_anchor(store: SqlStore) -> None:
    file = lines(await exported(store))
    kept = await anchored(store, AT)
    await store.close()
    assert check(file, kept).problems == []
    other = Anchor(kept.at, kept.projects, kept.events, "0" * 64)
    assert "changed afterwards" in check(file, other).problems[0]


def test_a_text_without_an_anchor_is_told() -> None:
    with pytest.raises(ValueError, match="no anchor"):
        read_anchor("Good morning")
