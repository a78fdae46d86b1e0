"""The migrations give the schema that the tables declare, on both databases."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, make_url, text

from bot.project.evolve import evolve
from storage import migrations
from storage.engine import migrate, open_store
from storage.postgres import engine_for
from storage.tables import metadata
from storage.tx import SqlTx
from tests.contracts.stores import NOW


def differences(connection: Connection) -> list[Any]:
    """Return what a new migration would have to do."""
    context = MigrationContext.configure(
        connection, opts={"compare_type": True, "compare_server_default": True}
    )
    return list(compare_metadata(context, metadata))


def index_conditions(connection: Connection) -> set[str]:
    """Return the partial indexes, which the comparison does not look at on SQLite."""
    if connection.dialect.name == "sqlite":
        found = connection.execute(
            text("SELECT name FROM sqlite_master WHERE type = 'index' AND sql LIKE '%WHERE%'")
        )
    else:
        found = connection.execute(text("SELECT indexname FROM pg_indexes WHERE indexdef LIKE '%WHERE%'"))
    return {str(row[0]) for row in found}


ALSO = "ix_project_also_platform_also_conversation_workspace"
PARTIAL = {"ix_project_next_at", "ix_project_asks", ALSO, "ix_item_nag", "ix_outbox_due", "ix_outbox_order"}


async def test_on_sqlite(tmp_path: Path) -> None:
    path = tmp_path / "new" / "bot.db"
    await migrate(f"sqlite:///{path}")
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        assert differences(connection) == []
        assert index_conditions(connection) == PARTIAL
    engine.dispose()


async def test_on_postgres(fresh_postgres_url: str) -> None:
    await migrate(fresh_postgres_url)
    engine = engine_for(make_url(fresh_postgres_url))
    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []
        assert await connection.run_sync(index_conditions) == PARTIAL
    await engine.dispose()


async def test_twice_and_from_anywhere_is_harmless(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for _ in range(2):
        await migrate("sqlite:///bot.db")
    assert sorted(os.listdir()) == ["bot.db", "bot.db.lock"]


def test_the_newest_script_is_the_version_that_the_code_asks_for(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'bot.db'}")
    with engine.connect() as connection:
        scripts = ScriptDirectory.from_config(migrations.config(connection))
        assert scripts.get_heads() == [migrations.HEAD]
    engine.dispose()


OLD = """
INSERT INTO workspace VALUES ('w');
INSERT INTO person VALUES ('w', 'ann');
INSERT INTO project (workspace, id, seq, head, fingerprint, snapshot, status, phase, name, practice,
    platform, conversation)
  VALUES ('w', 'p1', 1, 'x', 'x', {snapshot}, 'waiting', 1, 'Pumps', FALSE, 'slack', 'C1');
INSERT INTO project (workspace, id, seq, head, fingerprint, snapshot, status, phase, name, practice,
    platform, conversation)
  VALUES ('w', 'p2', 1, 'x', 'x', {snapshot}, 'running', 1, 'Fans', FALSE, 'slack', 'C1');
INSERT INTO item VALUES ('w', 'p1', 'DR-1', 'ann', 'open', '2026-03-09');
INSERT INTO item VALUES ('w', 'p1', 'DR-2', 'ann', 'ready', '2026-03-09')
"""
SNAPSHOT = '{"time_zone":"America/Toronto","region":"CA-ON","new_threshold":null}'


def fill_old(connection: Connection) -> None:
    """Bring an empty database to the first version, with a project in it."""
    command.upgrade(migrations.config(connection), "0001")
    sqlite = connection.dialect.name == "sqlite"
    snapshot = f"CAST('{SNAPSHOT}' AS BLOB)" if sqlite else f"convert_to('{SNAPSHOT}', 'UTF8')"
    for statement in OLD.format(snapshot=snapshot).split(";"):
        connection.exec_driver_sql(statement)


def meets_everybody(tx: SqlTx) -> None:
    """Check what sweeps find after the upgrade."""
    assert [found.person for found in tx.due_people(NOW, 9)] == ["ann"]
    settings = tx.channel("w", "slack", "C1")
    assert settings is not None
    assert (settings.time_zone, settings.region, settings.next_at) == ("America/Toronto", "CA-ON", None)
    assert tx.projects_to_nag([("w", "ann")], NOW.date()) == {"ann": ["p1"]}
    asked = {key: (tx.project_columns("w", key) or {})["asks"] for key in ("p1", "p2")}
    assert asked == {"p1": True, "p2": False}


async def test_sweeps_meet_what_an_older_version_stored_on_sqlite(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'bot.db'}")
    with engine.begin() as connection:
        fill_old(connection)
    engine.dispose()
    await _upgraded(f"sqlite:///{tmp_path / 'bot.db'}")


async def test_sweeps_meet_what_an_older_version_stored_on_postgres(fresh_postgres_url: str) -> None:
    engine = engine_for(make_url(fresh_postgres_url))
    async with engine.begin() as connection:
        await connection.run_sync(fill_old)
    await engine.dispose()
    await _upgraded(fresh_postgres_url)


async def _upgraded(url: str) -> None:
    store = await open_store(url, evolve=evolve)
    await store.read(meets_everybody)
    await store.close()


async def test_a_postgres_address_may_leave_out_the_driver(fresh_postgres_url: str) -> None:
    await migrate(fresh_postgres_url.replace("postgresql+asyncpg://", "postgresql://"))
