"""Core statements compiled once to SQL text, run on the driver's own cursor with the types' own conversions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, Protocol

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
    """SQL text with what its parameters and rows go through; a conversion of None leaves a value as it is."""

    text: str
    parameters: tuple[tuple[str, Convert | None], ...]
    #: what is written in the statement itself, by name
    constants: Mapping[str, Any]
    columns: tuple[Convert | None, ...]
    plain: bool

    def bind(self, values: Mapping[str, Any]) -> tuple[Any, ...]:
        """Return the values in the order of the placeholders, as the driver takes them; KeyError if one lacks."""
        named = {**self.constants, **values} if self.constants else values
        return tuple([convert(named[key]) if convert else named[key] for key, convert in self.parameters])

    def read(self, row: Sequence[Any]) -> Row:
        """Return a row as Python values."""
        if self.plain:
            return tuple(row)
        return tuple(
            [convert(value) if convert else value for convert, value in zip(self.columns, row, strict=True)]
        )


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


class Conn(Protocol):
    """A transaction on one database."""

    name: Name

    def rows(self, sql: Sql, values: Mapping[str, Any]) -> list[Row]:
        """Run a statement that returns rows."""
        ...

    def change(self, sql: Sql, values: Mapping[str, Any]) -> int:
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
    names = done.positiontup or ()
    parameters = tuple((key, _into(done.binds[key].type, dialect)) for key in names)
    constants = {key: done.params[key] for key in names if not done.binds[key].required}
    columns = tuple(_out_of(column.type, dialect) for column in getattr(statement, "exported_columns", ()))
    return Sql(done.string, parameters, constants, columns, not any(columns))


def _into(kind: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _out_of(kind: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    return kind.dialect_impl(dialect).result_processor(dialect, None)
