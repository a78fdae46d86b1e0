"""What happened is answered once, however often its platform tells of it."""

from __future__ import annotations

from datetime import datetime

import msgspec

from bot.service.intents import Sender
from bot.service.outcome import DONE, to_bytes
from bot.service.ports import Tx


class Once(msgspec.Struct, frozen=True):
    """Remembers a delivery like that of any click; tells whether it is the first of its kind.

    It is asked for when the answer is ready: of several that come at once the first to get here is answered, and
    one whose answer failed is answered when it comes again.
    """

    sender: Sender
    now: datetime

    def __call__(self, tx: Tx) -> bool:
        """Run in a transaction. Raises Conflict to be repeated."""
        s = self.sender
        if (
            tx.load(platform=s.platform, tenant=s.tenant, user=s.user, delivery=s.delivery).outcome
            is not None
        ):
            return False
        tx.remember((s.platform, s.tenant, s.delivery), to_bytes(DONE), self.now)
        return True
