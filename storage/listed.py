"""Keys that a statement is asked about, any number of them in one statement that is compiled once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import CTE, String, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY

from storage.sql import Name


class Listed:
    """A list of keys as a source of rows: JSON on SQLite, one array for each column on PostgreSQL."""

    def __init__(self, *columns: str) -> None:
        """`columns` name the texts of a key."""
        self.columns = columns

    def source(self, name: Name) -> CTE:
        """Return what to join with; it is called `listed`."""
        if name == "sqlite":
            each = func.json_each(bindparam("listed")).table_valued("value", name="each")
            parts = [
                func.json_extract(each.c.value, f"$[{number}]", type_=String()).label(column)
                for number, column in enumerate(self.columns)
            ]
            return select(*parts).cte("listed")
        arrays = [bindparam(f"listed_{column}", type_=ARRAY(String())) for column in self.columns]
        each = func.unnest(*arrays).table_valued(*self.columns, name="each").render_derived()
        return select(*each.c).cte("listed")

    def values(self, name: Name, keys: Sequence[Sequence[str]]) -> dict[str, Any]:
        """Return the parameters for some keys; each counts once."""
        once = list(dict.fromkeys(map(tuple, keys)))
        if name == "sqlite":
            return {"listed": json.dumps(once)}
        return {f"listed_{column}": [key[n] for key in once] for n, column in enumerate(self.columns)}
