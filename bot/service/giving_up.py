"""What follows from a message that cannot be delivered: whoever must know is told, once."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from bot.service.announced import undelivered
from bot.service.draw import decode
from bot.service.ports import DeliveryFailed, Leased, Tx
from bot.service.removal import GONE, removed, untold


def give_up(tx: Tx, leased: Leased, failed: DeliveryFailed, now: datetime) -> None:
    """Keep a message as failed, and tell those who wait for it that it does not arrive."""
    place, notice = leased.outgoing.place, decode(leased.outgoing.notice)
    gone = bool(place.conversation) and failed.code in (*GONE, "removed")
    if gone and leased.outgoing.refresh:
        # It is drawn anew when the bot is back: what nobody could read is not kept.
        tx.delivered(leased, "", "")
    else:
        tx.give_up(leased, failed.code, now)
    if gone:
        removed(tx, leased.workspace, place.platform, place.conversation, now)
    if notice.kind == "bot_removed":
        untold(tx, leased.workspace, notice)
        return
    # Their accounts may have been joined with somebody's since it was queued.
    found = tx.accounts(leased.workspace, place.person) if place.person else ()
    person = found[0].person if found else place.person
    if notice.kind == "digest":
        # What did not arrive was not told: it stands in the next morning message as something new.
        chosen = tx.preferences(leased.workspace, [person])[person]
        tx.put_preferences(replace(chosen, last=()))
    about = notice.project or (notice.refs[0][0] if notice.refs else "")
    if not person or not failed.permanent or not about:
        return
    stored = tx.project(leased.workspace, about)
    if stored and stored.project.lead != person:
        # Told once for a project and a person, however many messages do not arrive.
        tx.queue(leased.workspace, [undelivered(stored.project, person)], now)
