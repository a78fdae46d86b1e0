"""Core statements compiled once to SQL text, run on the driver's own cursor with the types' own conversions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, Protocol

from sqlalchemy import Boolean, Table
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg as PostgresDialect
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite as SqliteDialect
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import ClauseElement
from sqlalchemy.types import TypeEngine

Name = Literal["sqlite", "postgresql"]
Row = tuple[Any, ...]
Convert = Callable[[Any], Any]

DIALECTS: Mapping[Name, Dialect] = {
    "sqlite": SqliteDialect(paramstyle="qmark"),
    "postgresql": PostgresDialect(),  # type: ignore[no-untyped-call]
}


@dataclass(frozen=True, slots=True)
class Sql:
    """SQL text with what some of its parameters and columns go through."""

    text: str
    #: of the parameters, in the order of the placeholders
    names: tuple[str, ...]
    #: what is written in the statement itself, by name
    constants: Mapping[str, Any]
    #: position -> conversion, of parameters and of columns
    into: tuple[tuple[int, Convert], ...]
    out_of: tuple[tuple[int, Convert], ...]

    def bind(self, values: Mapping[str, Any]) -> list[Any]:
        """Return the values in the order of the placeholders, as the driver takes them; KeyError if one lacks."""
        named = {**self.constants, **values} if self.constants else values
        return self.convert([named[name] for name in self.names])

    def convert(self, found: list[Any]) -> list[Any]:
        """Convert values that are in order, in place."""
        for position, conversion in self.into:
            found[position] = conversion(found[position])
        return found

    def read(self, row: Sequence[Any]) -> Row:
        """Return a row as Python values."""
        if not self.out_of:
            return tuple(row)
        found = list(row)
        for position, conversion in self.out_of:
            found[position] = conversion(found[position])
        return tuple(found)


class Statement:
    """A statement that is written once and compiled once for each database."""

    def __init__(self, build: Callable[[Name], ClauseElement]) -> None:
        """`build` is called once for each database that is used."""
        self._build = build
        self._compiled: dict[Name, Sql] = {}

    def on(self, name: Name) -> Sql:
        """Return the SQL for a database."""
        found = self._compiled.get(name)
        if found is None:
            found = self._compiled[name] = compiled(self._build(name), name)
        return found


class Batch:
    """A statement over several rows at once, compiled once for each number of rows."""

    def __init__(self, build: Callable[[Name, int], ClauseElement]) -> None:
        """`build` is called once for each database and number of rows."""
        self._build = build
        self._compiled = lru_cache(maxsize=1024)(self._compile)

    def on(self, name: Name, rows: int) -> Sql:
        """Return the SQL for a number of rows."""
        return self._compiled(name, rows)

    def _compile(self, name: Name, rows: int) -> Sql:
        return compiled(self._build(name, rows), name)


class Inserts:
    """An insert of several whole rows, whose values are put together without a name for each."""

    def __init__(self, table: Table, build: Callable[[Name, int], ClauseElement]) -> None:
        """`build` is called once for each database and number of rows."""
        self.columns: tuple[str, ...] = tuple(table.columns.keys())
        self._batch = Batch(build)

    def on(self, name: Name, rows: int) -> Sql:
        """Return the SQL for a number of rows."""
        return self._batch.on(name, rows)

    def values(self, rows: Sequence[Mapping[str, Any]]) -> list[Any]:
        """Return the values of all rows, in the order of the placeholders."""
        columns = self.columns
        return [row[column] for row in rows for column in columns]


class Conn(Protocol):
    """A transaction on one database."""

    name: Name

    def rows(self, sql: Sql, bound: Sequence[Any]) -> list[Row]:
        """Run a statement that returns rows."""
        ...

    def change(self, sql: Sql, bound: Sequence[Any]) -> int:
        """Run a statement that returns none, and return how many rows it touched."""
        ...

    def queue_for(self, what: str) -> None:
        """Wait for others who want the same thing, if this unit lost against one of them before."""
        ...

    def in_line(self, what: str) -> None:
        """Let nobody else in until this transaction ends."""
        ...


def compiled(statement: ClauseElement, name: Name) -> Sql:
    """Return a statement as text with its conversions."""
    dialect = DIALECTS[name]
    done = statement.compile(dialect=dialect)
    assert isinstance(done, SQLCompiler)
    names = tuple(done.positiontup or ())
    constants = {key: done.params[key] for key in names if not done.binds[key].required}
    into = [_into(done.binds[key].type, dialect) for key in names]
    out_of = [_out_of(column.type, dialect) for column in getattr(statement, "exported_columns", ())]
    return Sql(done.string, names, constants, _needed(into), _needed(out_of))


def _needed(conversions: Sequence[Convert | None]) -> tuple[tuple[int, Convert], ...]:
    return tuple((position, found) for position, found in enumerate(conversions) if found)


def _into(kind: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    if isinstance(kind, Boolean) and dialect.name == "sqlite":
        return None  # the driver takes them as they are, while the type looks at each
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _out_of(kind: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    return kind.dialect_impl(dialect).result_processor(dialect, None)
