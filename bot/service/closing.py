"""What was posted anew leaves its copy of before closed: one line without controls, so that only one is open."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from msgspec.structs import replace

from bot.service.draw import decode
from bot.service.intents import Sender
from bot.service.ports import Account, Leased, Outgoing, Place, Tx
from bot.service.queued import encode
from bot.talk.morning import MORNING
from bot.talk.notices import Kind, Notice

#: what is closed, by what was posted anew
CLOSED: dict[Kind, Kind] = {"digest": "digest_over", "checklist": "checklist_over"}
_KEY = "closed:"


def closing(leased: Leased) -> Outgoing | None:
    """Return what closes the copy of before of a message that has just been posted; None where none stays open."""
    place = leased.outgoing.place
    if leased.outgoing.refresh or not leased.message:
        return None
    if place.conversation and place.conversation != leased.conversation:
        return None  # in a channel that was the project's before, it stays as it was
    about = decode(leased.outgoing.notice)
    if about.kind not in CLOSED:
        return None
    over = Notice(CLOSED[about.kind], about.project, phase=about.phase, person=about.person, on=about.before)
    return closed(over, place, leased.conversation, leased.message)


def old_morning(tx: Tx, account: Account, sender: Sender, args: Mapping[str, str]) -> Outgoing | None:
    """Return what closes a morning message whose control was used, if another one followed it."""
    clicked = (sender.conversation, sender.message)
    if not from_morning(args) or not all(clicked):
        return None
    newest = tx.message(account.workspace, f"digest:{account.person}")
    if newest is None or newest == clicked:
        return None
    place = Place(person=account.person)
    return closed(Notice("digest_over", "", person=account.person), place, *clicked)


def from_morning(args: Mapping[str, str]) -> bool:
    """Tell whether a control stands on a morning message."""
    return MORNING.items() <= args.items()


def closed(over: Notice, place: Place, conversation: str, message: str) -> Outgoing:
    """Return the edit that closes a message; it is named by where it stands, since its key is another's now."""
    key = f"{_KEY}{conversation}:{message}"
    notice = encode(replace(over, conversation=conversation, message=message))
    return Outgoing(key, place, notice, key, refresh=True, edit_only=True, project=over.project)


def is_closing(leased: Leased) -> bool:
    """Tell whether a message is the edit that closes a copy."""
    return leased.outgoing.key.startswith(_KEY)


def standing(leased: Leased) -> Leased:
    """Return a message with the place where it stands: a copy that is closed has no key of its own."""
    if not is_closing(leased):
        return leased
    about = decode(leased.outgoing.notice)
    return replace(leased, conversation=about.conversation, message=about.message)


def later(found: Outgoing, now: datetime, seconds: float) -> Outgoing:
    """Return it with the time at which it leaves: what many people's mornings close must hold up nobody's click."""
    return replace(found, due_at=now + timedelta(seconds=seconds)) if seconds > 0 else found
