"""The migrations give the schema that the tables declare, on both databases."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, make_url, text

from storage import migrations
from storage.engine import migrate
from storage.postgres import engine_for
from storage.tables import metadata


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


PARTIAL = {"ix_project_next_at", "ix_outbox_due", "ix_outbox_order"}


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


async def test_a_postgres_address_may_leave_out_the_driver(fresh_postgres_url: str) -> None:
    await migrate(fresh_postgres_url.replace("postgresql+asyncpg://", "postgresql://"))
