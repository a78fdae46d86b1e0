"""Building blocks of statements that both databases understand, and what every part of a transaction shares."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Table, bindparam, literal_column
from sqlalchemy.dialects import postgresql, sqlite

from bot.project.events import Recorded
from bot.project.state import Project
from storage.sql import Conn, Inserts, Name, Row, Statement

Insert = postgresql.Insert | sqlite.Insert
Evolve = Callable[[Project | None, Recorded], Project]

#: rows in one statement: far from the 32,767 parameters that both databases take
MOST_ROWS = 500


def insert(name: Name, table: Table) -> Insert:
    """Return an insert of the dialect, which knows ON CONFLICT."""
    return sqlite.insert(table) if name == "sqlite" else postgresql.insert(table)


def value(table: Table, column: str, prefix: str = "") -> BindParameter[Any]:
    """Return a parameter named `prefix` + `column`, of the column's type."""
    return bindparam(prefix + column, type_=table.c[column].type)


def values(table: Table, columns: Sequence[str], prefix: str = "new_") -> dict[str, BindParameter[Any]]:
    """Return what to set columns to; the prefix keeps parameters apart from the columns' own names."""
    return {column: value(table, column, prefix) for column in columns}


def many(name: Name, table: Table, rows: int) -> Insert:
    """Return an insert of several rows with all columns, for `Inserts`."""
    columns = table.columns.keys()
    return insert(name, table).values([values(table, columns, f"r{number}_") for number in range(rows)])


def plain(table: Table) -> Inserts:
    """Return an insert that takes nothing back."""
    return Inserts(table, lambda name, rows: many(name, table, rows))


def is_(column: ColumnElement[Any], word: str) -> ColumnElement[bool]:
    """Compare with a word of our own, written out so that partial indexes match."""
    assert word.isidentifier()
    return column == literal_column(f"'{word}'")


class Part:
    """One part of what a transaction can do."""

    def __init__(self, conn: Conn, evolve: Evolve) -> None:
        """`evolve` rebuilds snapshots of another shape from the ledger."""
        self._conn = conn
        self._evolve = evolve

    def rows(self, statement: Statement, **values: Any) -> list[Row]:
        """Run a statement that returns rows."""
        sql = statement.on(self._conn.name)
        return self._conn.rows(sql, sql.bind(values))

    def row(self, statement: Statement, **values: Any) -> Row | None:
        """Run a statement that returns at most one row."""
        found = self.rows(statement, **values)
        return found[0] if found else None

    def change(self, statement: Statement, **values: Any) -> int:
        """Run a statement that returns nothing, and return how many rows it touched."""
        sql = statement.on(self._conn.name)
        return self._conn.change(sql, sql.bind(values))

    def insert(self, inserts: Inserts, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert rows, each of which has all columns, in as few statements as there can be."""
        for start in range(0, len(rows), MOST_ROWS):
            chunk = rows[start : start + MOST_ROWS]
            sql = inserts.on(self._conn.name, len(chunk))
            self._conn.change(sql, sql.convert(inserts.values(chunk)))
