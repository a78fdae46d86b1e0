"""What Teams says about a person: in a roster, and in what they send."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from bot.project.calendar import is_zone
from bot.service.ports import Profile

from .text import Json

#: they are of another organisation, or nobody knows of which
_OUTSIDE = frozenset({"guest", "anonymous", "federated"})
#: a member of the organisation that the roster is of
_MEMBER = "user"


class Seen(msgspec.Struct, frozen=True):
    """What a person's last activities told; a roster says neither language nor time zone."""

    name: str = ""
    time_zone: str = ""
    locale: str = ""
    #: a conversation that they are in
    place: str = ""


def profile_of(
    user: str, found: Json, seen: Seen, tenant: str, admins: Collection[str] = frozenset()
) -> Profile:
    """Put together a member of a roster and what was seen of them.

    No roster says who administers the organisation: `admins` are addresses that their own directory vouches for,
    and ids of the directory, in lower case.
    """
    email = _email(found, tenant)
    ids = {str(found.get(key) or "").lower() for key in ("objectId", "aadObjectId")}
    return Profile(
        user=user,
        name=name_of(found) or seen.name or user,
        time_zone=seen.time_zone if is_zone(seen.time_zone) else "",
        locale=seen.locale,
        bot=is_bot(user),
        email=email,
        admin=not ({email, *ids} - {""}).isdisjoint(admins),
    )


def name_of(found: Json) -> str:
    """Give the name of a member of a roster; "" where it has none."""
    whole = " ".join(str(found.get(part) or "") for part in ("givenName", "surname")).strip()
    return str(found.get("name") or whole)


def is_bot(user: str) -> bool:
    """Say whether an id is an app's."""
    return user.startswith("28:")


def _email(found: Json, tenant: str) -> str:
    """Give the address that the person's own directory vouches for; nobody here vouches for a guest's."""
    role = str(found.get("userRole") or "").lower()
    home = str(found.get("tenantId") or "").lower()
    if role in _OUTSIDE or (home != tenant.lower() if home else role != _MEMBER):
        return ""
    address = str(found.get("email") or found.get("userPrincipalName") or "").strip().lower()
    return address if "@" in address and "#ext#" not in address else ""
