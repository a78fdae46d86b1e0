"""A notice as the card that leaves, whatever it is about; and as somebody sees it who looks at it later."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from bot.service.draw import card_of, decode, seen_by
from bot.service.gathered import GATHERED, Gathering
from bot.service.occasion import Occasion
from bot.service.ports import Account, Place, Tx
from bot.service.queued import encode
from bot.service.reading import sees
from bot.talk.card import Card
from bot.talk.notices import PRINTED, Notice


def drawn(on: Occasion, encoded: bytes, place: Place, viewer: Account | None = None) -> Card | None:
    """Return the card of an encoded notice; None when there is nothing to show.

    `viewer` is who looks at a channel's card, and sees the controls that are theirs.
    """
    notice = decode(encoded)
    if notice.kind in PRINTED:
        return None
    card = Gathering(on).card(notice) if notice.kind in GATHERED else card_of(on, notice, place)
    if card is None:
        return None
    platform = viewer.platform if viewer else place.platform
    return replace(seen_by(on.tx, on.workspace, platform, card, on.reader or viewer), notice=encoded.decode())


def looked_at(on: Occasion, encoded: str, place: Place, viewer: Account) -> Card | None:
    """Return a card as somebody sees it who looks at it; None for what is not theirs to see or is no card."""
    tx = on.tx
    try:
        notice = decode(encoded)
    except msgspec.MsgspecError:
        return None
    if notice.person and notice.kind in PERSONAL and not _is(tx, notice.person, viewer):
        return None
    seen = _to_be_seen(tx, notice, place, viewer)
    if seen is None:
        return None
    if _is_old_morning(tx, seen, viewer):
        seen = Notice("digest_over", "", person=notice.person, on=notice.on)
    return drawn(on, encode(seen), place, viewer)


def _is_old_morning(tx: Tx, notice: Notice, viewer: Account) -> bool:
    """Tell whether a morning message was followed by another: an old one offers nothing any more."""
    if notice.kind != "digest" or notice.on is None:
        return False
    last_on = tx.preferences(viewer.workspace, [viewer.person])[viewer.person].last_on
    return last_on is not None and notice.on < last_on


def _to_be_seen(tx: Tx, notice: Notice, place: Place, viewer: Account) -> Notice | None:
    """Return a notice with what its viewer is shown of it: anybody can send the name of another project."""
    if notice.kind in ("standup", "weekly"):
        return (
            notice if (notice.platform, notice.conversation) == (place.platform, place.conversation) else None
        )
    if notice.kind == "questions":
        rows = tx.projects_in(viewer.workspace, notice.platform, notice.conversation)
        return notice if _seen(tx, [row.project for row in rows], place, viewer) else None
    named = [*dict.fromkeys(project for project, _ in notice.refs)]
    refs = _seen(tx, named, place, viewer) if named else set[str]()
    if notice.project and not _seen(tx, [notice.project], place, viewer):
        return None
    if not refs and (named or notice.kind == "acts_as"):
        return None
    return replace(notice, refs=tuple(ref for ref in notice.refs if ref[0] in refs))


def _seen(tx: Tx, projects: Sequence[str], place: Place, viewer: Account) -> set[str]:
    """Return those of some projects that are shown to somebody who looks from a place."""
    found = tx.projects(viewer.workspace, projects)
    return {
        key for key, one in found.items() if sees(one.project, viewer, place.platform, place.conversation)
    }


def _is(tx: Tx, person: str, viewer: Account) -> bool:
    """Tell whether a person is the viewer, perhaps by the id from before their accounts were joined."""
    if person == viewer.person:
        return True
    found = tx.people(viewer.workspace, [person])
    return person in found and found[person].person == viewer.person


#: kinds whose `person` is the one who alone reads them
PERSONAL = (
    "review",
    "recorded",
    "vote_fell",
    "role",
    "rows",
    "digest",
    "digest_over",
    "sponsor_digest",
    "questions",
    "choose",
    "threshold",
    "import",
    "equivalent",
    "verify",
    "accounts_joined",
    "anchor",
    "absence",
    "delegate",
    "workspace_role",
    "workspace_role_over",
)
