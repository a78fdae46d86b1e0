"""Whom a message leaves in peace: some things can wait, a request for a decision never does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.project.calendar import local_day
from bot.project.digest import Line
from bot.service.draw import decode
from bot.service.ports import Account, Leased, Preferences, Tx
from bot.talk.notices import Kind

#: what a person who wants the morning message only is spared; the same stands on their Home tab
SPARED: tuple[Kind, ...] = ("item", "verify", "new_date", "declined", "sponsor_digest", "questions")


def may_rest(tx: Tx, leased: Leased, reader: Account, now: datetime) -> bool:
    """Tell whether a queued message is dropped because its reader chose so."""
    if decode(leased.outgoing.notice).kind not in SPARED:
        return False
    chosen = tx.preferences(leased.workspace, [reader.person])[reader.person]
    return chosen.digest_only or is_quiet(chosen, reader, now)


def is_quiet(chosen: Preferences, reader: Account, now: datetime) -> bool:
    """Tell whether a person wants no reminders, for good or for a while."""
    paused = chosen.paused_until
    return chosen.quiet or (paused is not None and local_day(now, reader.time_zone) <= paused)


def heard(found: Iterable[Line], chosen: Preferences, reader: Account, now: datetime) -> Sequence[Line]:
    """Return the lines that a person hears of: nothing silences a request for an approval."""
    quiet = is_quiet(chosen, reader, now)
    return [line for line in found if line.kind == "approval" or not quiet]
