"""SQLite: one process, answers after the commit alone, and nothing is claimed to be saved that is not."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from bot.project.evolve import evolve
from bot.project.refusals import Refusal
from bot.service.ports import Tx, Unavailable
from storage.engine import open_read_only, open_store
from storage.lock import InUse
from storage.sqlite import SqliteStore
from tests.contracts.stores import NOW, ONE, introduce, refresh


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the database is."""
    return tmp_path / "data" / "bot.db"


@pytest.fixture
async def store(path: Path) -> AsyncIterator[SqliteStore]:
    """A database with two projects."""
    found = await open_store(f"sqlite:///{path}", evolve=evolve)
    assert isinstance(found, SqliteStore)
    await introduce(found)
    yield found
    await found.close()


def seq(tx: Tx) -> int:
    """Return how many events the project has."""
    return ONE.found(tx).seq


async def test_a_second_process_is_told_what_to_do(store: SqliteStore, path: Path) -> None:
    program = (
        "import asyncio, sys\n"
        "from bot.project.evolve import evolve\n"
        "from storage.engine import open_store\n"
        "asyncio.run(open_store(sys.argv[1], evolve=evolve))\n"
    )
    command = [sys.executable, "-c", program, f"sqlite:///{path}"]
    done = await asyncio.to_thread(subprocess.run, command, capture_output=True, text=True)
    assert done.returncode != 0
    assert f"{path} is in use by another Tollgate process. Stop that one first" in done.stderr
    with pytest.raises(InUse, match="postgresql://"):
        await open_store(f"sqlite:///{path}", evolve=evolve)


async def test_a_closed_database_can_be_opened_again(path: Path) -> None:
    for _ in range(2):
        store = await open_store(f"sqlite:///{path}", evolve=evolve)
        await store.close()
        await store.close()
        with pytest.raises(Unavailable, match="closed"):
            await store.write(seq)
        with pytest.raises(Unavailable, match="closed"):
            await store.read(seq)


async def test_a_reader_beside_the_bot_sees_what_is_committed_and_writes_nothing(
    store: SqliteStore, path: Path
) -> None:
    reader = await open_read_only(f"sqlite:///{path}", evolve=evolve)
    assert await reader.read(seq) == 1
    await store.write(ONE.click("d1", b"done"))
    assert await reader.read(seq) == 3
    with pytest.raises(Unavailable, match="reading only"):
        await reader.write(seq)
    with pytest.raises(Unavailable, match="readonly"):
        await reader.read(ONE.click("d2", b"done"))
    await reader.close()


async def test_reading_a_database_that_is_not_there_creates_none(path: Path) -> None:
    with pytest.raises(Unavailable, match="does not exist"):
        await open_read_only(f"sqlite:///{path}", evolve=evolve)
    assert os.listdir(path.parent.parent) == []


async def test_reading_a_database_of_another_version_says_so(store: SqliteStore, path: Path) -> None:
    store.writer.connection.execute("UPDATE alembic_version SET version_num = '0000'")
    with pytest.raises(Unavailable, match="another schema"):
        await open_read_only(f"sqlite:///{path}", evolve=evolve)


async def test_a_refused_unit_rolls_back_alone(store: SqliteStore) -> None:
    def refused(tx: Tx) -> None:
        ONE.click("d0", b"lost")(tx)
        raise Refusal("not_yours")

    units = [
        store.write(ONE.click("d1", b"done")),
        store.write(refused),
        store.write(ONE.click("d2", b"done")),
    ]
    first, second, third = await asyncio.gather(*units, return_exceptions=True)
    assert (first, third) == (b"done", b"done")
    assert isinstance(second, Refusal)
    assert await store.read(seq) == 5


async def test_no_answer_leaves_before_the_commit_and_a_failed_one_fails_the_group(
    store: SqliteStore,
) -> None:
    # A deferred constraint is looked at when the transaction commits, and not before.
    store.writer.connection.execute(
        "CREATE TABLE late (id TEXT REFERENCES workspace(id) DEFERRABLE INITIALLY DEFERRED)"
    )

    def breaking(tx: Tx) -> None:
        store.writer.connection.execute("INSERT INTO late VALUES ('nobody')")

    def refused(tx: Tx) -> None:
        raise Refusal("not_yours")

    units = [store.write(ONE.click("d1", b"done")), store.write(breaking), store.write(refused)]
    for outcome in await asyncio.gather(*units, return_exceptions=True):
        assert isinstance(outcome, Unavailable)
    assert await store.read(seq) == 1
    assert await store.write(ONE.click("d1", b"done")) == b"done"


async def test_a_full_disk_saves_nothing_and_is_survived(store: SqliteStore) -> None:
    connection = store.writer.connection
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}")
    clicks = [store.write(ONE.click(f"d{number}", b"done")) for number in range(200)]
    outcomes = await asyncio.gather(*clicks, return_exceptions=True)
    assert any(isinstance(outcome, Unavailable) and "full" in str(outcome) for outcome in outcomes)
    saved = outcomes.count(b"done")
    assert await store.read(seq) == 1 + 2 * saved
    connection.execute("PRAGMA max_page_count = 1000000")
    await store.write(ONE.click("more", b"done"))
    assert await store.read(seq) == 3 + 2 * saved


async def test_a_database_that_cannot_be_written_is_unavailable(store: SqliteStore) -> None:
    store.writer.connection.execute("PRAGMA query_only = ON")
    with pytest.raises(Unavailable, match="readonly"):
        await store.write(ONE.click("d1", b"done"))
    store.writer.connection.execute("PRAGMA query_only = OFF")
    assert await store.write(ONE.click("d1", b"done")) == b"done"


async def test_nothing_is_acknowledged_into_a_deleted_file(store: SqliteStore, path: Path) -> None:
    shutil.rmtree(path.parent)
    with pytest.raises(Unavailable, match=r"bot\.db"):
        await store.write(ONE.click("d1", b"done"))


@pytest.mark.parametrize("replaced", [False, True], ids=["deleted", "replaced"])
async def test_nothing_is_acknowledged_into_a_deleted_log_and_what_was_before_it_is_written_back(
    store: SqliteStore, path: Path, replaced: bool
) -> None:
    assert await store.write(ONE.click("d1", b"done")) == b"done"
    log = path.with_name("bot.db-wal")
    log.unlink()
    if replaced:
        log.touch()
    for delivery in ("d2", "d3"):
        with pytest.raises(
            Unavailable, match=r"bot\.db-wal was deleted or replaced while it was open\. Stop"
        ):
            await store.write(ONE.click(delivery, b"lost"))
    await store.close()
    again = await open_store(f"sqlite:///{path}", evolve=evolve)
    assert await again.read(seq) == 3
    assert await again.write(ONE.click("d2", b"done")) == b"done"
    await again.close()


async def test_a_log_that_is_written_back_and_cut_is_still_the_log(store: SqliteStore) -> None:
    await store.write(ONE.click("d1", b"done"))
    await store.scrub()
    assert await store.write(ONE.click("d2", b"done")) == b"done"


async def test_through_a_symbolic_link_it_is_in_use_all_the_same(
    store: SqliteStore, path: Path, tmp_path: Path
) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(path)
    with pytest.raises(InUse, match=r"link\.db is in use"):
        await open_store(f"sqlite:///{link}", evolve=evolve)
    await store.close()
    linked = await open_store(f"sqlite:///{link}", evolve=evolve)
    with pytest.raises(InUse):
        await open_store(f"sqlite:///{path}", evolve=evolve)
    assert await linked.write(ONE.click("d1", b"done")) == b"done"
    path.with_name("bot.db-wal").unlink()
    with pytest.raises(Unavailable, match=r"bot\.db-wal"):
        await linked.write(ONE.click("d2", b"lost"))
    await linked.close()


@pytest.fixture
def no_database(path: Path) -> Path:
    """A file with something else in it."""
    path.parent.mkdir()
    path.write_bytes(b"something else entirely" * 100)
    return path


async def test_a_file_that_is_no_database_is_unavailable_and_lets_go_of_its_lock(no_database: Path) -> None:
    for _ in range(2):
        with pytest.raises(Unavailable, match="not a database"):
            await open_store(f"sqlite:///{no_database}", evolve=evolve)


async def test_a_folder_that_cannot_be_made_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Unavailable, match="cannot be written"):
        await open_store(f"sqlite:///{tmp_path}/file/bot.db", evolve=evolve)


async def test_an_address_without_a_file_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a file"):
        await open_store("sqlite://", evolve=evolve)


async def test_a_task_that_gave_up_waiting_harms_nobody(store: SqliteStore) -> None:
    waiting = [asyncio.create_task(store.write(ONE.click(f"d{number}", b"done"))) for number in range(20)]
    await asyncio.sleep(0)
    for task in waiting[::2]:
        task.cancel()
    outcomes = await asyncio.gather(*waiting, return_exceptions=True)
    assert outcomes[1::2] == [b"done"] * 10
    assert await store.write(ONE.click("more", b"done")) == b"done"


async def test_a_refresh_that_a_waiting_one_answers_for_writes_nothing(store: SqliteStore) -> None:
    again = [replace(refresh("live", b"1"), dedupe=f"refresh:{seq}") for seq in (1, 2)]
    await store.write(lambda tx: tx.queue(ONE.workspace, again[:1], NOW))
    written = store.writer.connection.total_changes
    await store.write(lambda tx: tx.queue(ONE.workspace, again[1:], NOW))
    assert store.writer.connection.total_changes == written
