"""What follows from a message that cannot be delivered: whoever must know is told, once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from bot.project.departing import is_gone
from bot.service.announced import undelivered
from bot.service.departing import UNKNOWN, noted
from bot.service.draw import decode
from bot.service.playbooks import Playbooks
from bot.service.ports import Account, DeliveryFailed, Leased, Tx
from bot.service.removal import GONE, removed, untold
from bot.talk.notices import Notice


def give_up(tx: Tx, leased: Leased, failed: DeliveryFailed, now: datetime, playbooks: Playbooks) -> None:
    """Keep a message as failed, and tell those who wait for it that it does not arrive."""
    place, notice = leased.outgoing.place, decode(leased.outgoing.notice)
    _keep(tx, leased, failed, now)
    if notice.kind == "bot_removed":
        untold(tx, leased.workspace, notice)
        return
    # Their accounts may have been joined with somebody's since it was queued.
    found = tx.accounts(leased.workspace, place.person) if place.person else ()
    person = found[0].person if found else place.person
    if found and failed.permanent and (failed.code in UNKNOWN or failed.code == "person_left"):
        _has_left(tx, found, failed, playbooks, now)
    if notice.kind == "digest":
        # What did not arrive was not told: it stands in the next morning message as something new.
        chosen = tx.preferences(leased.workspace, [person])[person]
        tx.put_preferences(replace(chosen, last=()))
    # Of whoever was erased from the directory nothing is left that a lead could do something about.
    if person and failed.permanent and not (place.person and not found):
        _tell_lead(tx, leased.workspace, notice, person, now)


def _keep(tx: Tx, leased: Leased, failed: DeliveryFailed, now: datetime) -> None:
    """Keep a message as failed, and a channel as one where the bot is no more."""
    place = leased.outgoing.place
    gone = bool(place.conversation) and failed.code in (*GONE, "removed")
    if gone and leased.outgoing.refresh:
        # It is drawn anew when the bot is back: what nobody could read is not kept.
        tx.delivered(leased, "", "")
    else:
        tx.give_up(leased, failed.code, now)
    if gone:
        removed(tx, leased.workspace, place.platform, place.conversation, now)


def _has_left(
    tx: Tx, accounts: Sequence[Account], failed: DeliveryFailed, playbooks: Playbooks, now: datetime
) -> None:
    """Note that somebody has left whom their chat does not know any more; of two accounts, which one is not told."""
    active = [account for account in accounts if account.active]
    if failed.code in UNKNOWN and len(active) == 1:
        tx.put_account(replace(active[0], active=False))
    noted(tx, accounts[0].workspace, accounts[0].person, playbooks, now)


def _tell_lead(tx: Tx, workspace: str, notice: Notice, person: str, now: datetime) -> None:
    """Tell the lead of the project that a message was about, once however many messages do not arrive."""
    about = notice.project or (notice.refs[0][0] if notice.refs else "")
    stored = tx.project(workspace, about) if about else None
    # Of whoever has left the lead is told more than that nothing arrives.
    if stored and stored.project.lead != person and not is_gone(stored.project, person):
        tx.queue(workspace, [undelivered(stored.project, person)], now)
