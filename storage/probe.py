"""A change that is tried for its own sake, to learn whether the database takes any."""

from __future__ import annotations

from sqlalchemy import literal_column as word
from sqlalchemy import select

from storage.ids import new_id
from storage.projects import LONG_AGO
from storage.sql import Name, Statement
from storage.statements import Insert, Part, insert, value
from storage.tables import table

INBOX, WORKSPACE = table("inbox"), table("workspace")
#: more than fits on a page that is there already: a full disk has to find room for it
SIZE = 8192


class Probe(Part):
    """The probe of one transaction."""

    def probe(self) -> None:
        """Keep the outcome of a delivery that nobody made; it is among the first to be forgotten."""
        self.change(_PROBE, key=new_id(), outcome=bytes(SIZE), at=LONG_AGO)


def _probe(name: Name) -> Insert:
    made = [value(INBOX, column) for column in ("key", "outcome", "at")]
    row = (
        select(WORKSPACE.c.id, word("'tollgate'"), word("''"), *made)
        .order_by(WORKSPACE.c.id)
        .limit(word("1"))
    )
    return insert(name, INBOX).from_select(["workspace", "platform", "tenant", "key", "outcome", "at"], row)


_PROBE = Statement(_probe)
