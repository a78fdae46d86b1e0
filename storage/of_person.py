"""What is stored of one person, and where they are named: common to joining two people and to erasing one."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Delete, LargeBinary, String, Table, and_, bindparam, cast, delete, func

from storage.sql import Name, Statement
from storage.tables import table

LINK, PREFERENCES = table("link"), table("preferences")


def theirs(of: Table) -> ColumnElement[bool]:
    """Say that a row is of the person `person`."""
    return and_(of.c.workspace == bindparam("workspace"), of.c.person == bindparam("person"))


def holds(name: Name, column: ColumnElement[Any]) -> ColumnElement[bool]:
    """Say that bytes hold the text `named`."""
    if name == "sqlite":
        return func.instr(column, cast(bindparam("named"), LargeBinary())) > 0
    wanted = func.convert_to(bindparam("named", type_=String()), "UTF8")
    return func.position(wanted.op("IN")(column)) > 0


def _no_link(_: Name) -> Delete:
    return delete(LINK).where(theirs(LINK))


def _no_preferences(_: Name) -> Delete:
    return delete(PREFERENCES).where(theirs(PREFERENCES))


NO_LINK, NO_PREFERENCES = Statement(_no_link), Statement(_no_preferences)
