"""What all tables are made with: their names for migrations, their one schema, and instants."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, ClassVar

from sqlalchemy import DateTime, Dialect, MetaData, TypeDecorator
from sqlmodel import SQLModel

#: so that a migration can name what it drops, on both databases
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
#: how an instant in UTC ends; on SQLite it is left out
_UTC = "+00:00"
OF_PROJECT = {"columns": ["workspace", "project"], "refcolumns": ["project.workspace", "project.id"]}


class UtcTime(TypeDecorator[datetime]):
    """An instant in UTC. On SQLite a text of fixed width, so that it sorts; quicker there than the usual type."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], object]:
        """Return what turns an aware datetime into what the driver takes."""
        return _to_text if dialect.name == "sqlite" else _in_utc

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None]:
        """Return what turns what the driver gives into an aware datetime."""
        return _from_text if dialect.name == "sqlite" else _in_utc


def _in_utc(value: datetime | None) -> datetime | None:
    if value is not None and value.tzinfo is None:
        raise ValueError("a time without a zone")
    return None if value is None else value.astimezone(UTC)


@lru_cache(maxsize=256)  # the rows of one unit share their times
def _to_text(value: datetime | None) -> str | None:
    found = _in_utc(value)
    return None if found is None else found.isoformat(" ", "microseconds").removesuffix(_UTC)


def _from_text(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value + _UTC)


class Rows(SQLModel):
    """What all tables share: one schema, apart from any other SQLModel in the process."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMES)
