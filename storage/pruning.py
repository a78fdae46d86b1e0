"""What is kept for a time only: deliveries that were seen, messages that have left. The ledger is never touched."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Delete, bindparam, delete, select, tuple_

from storage.sql import Name, Statement
from storage.statements import Part, is_
from storage.tables import table

INBOX, OUTBOX = table("inbox"), table("outbox")


class Pruning(Part):
    """The pruning of one transaction."""

    def prune(self, before: datetime, limit: int) -> int:
        """Forget up to `limit` deliveries and up to `limit` sent messages from before an instant; return how many."""
        seen = self.change(_SEEN, before=before, limit=limit)
        return seen + self.change(_LEFT, first=_first_id(before), limit=limit)


def _first_id(at: datetime) -> str:
    """Return the lowest id that could have been minted at an instant: a UUID v7 begins with its milliseconds."""
    text = f"{int(at.timestamp() * 1000):012x}"
    return f"{text[:8]}-{text[8:]}-7000-8000-000000000000"


def _seen(_: Name) -> Delete:
    key = (INBOX.c.workspace, INBOX.c.platform, INBOX.c.tenant, INBOX.c.key)
    old = select(*key).where(INBOX.c.at < bindparam("before", type_=INBOX.c.at.type))
    return delete(INBOX).where(tuple_(*key).in_(old.limit(bindparam("limit"))))


def _left(_: Name) -> Delete:
    old = select(OUTBOX.c.id).where(is_(OUTBOX.c.state, "sent"), OUTBOX.c.id < bindparam("first"))
    return delete(OUTBOX).where(OUTBOX.c.id.in_(old.limit(bindparam("limit"))))


_SEEN, _LEFT = Statement(_seen), Statement(_left)
