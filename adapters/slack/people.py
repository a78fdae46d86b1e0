"""What Slack says about a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.project.calendar import is_zone
from bot.service.ports import Profile


def profile_of(user: Mapping[str, Any]) -> Profile:
    """Read a Slack user object."""
    shown = user.get("profile")
    profile: Mapping[str, Any] = shown if isinstance(shown, dict) else {}
    # An approval is signed with the full name, not with a nickname.
    names = (profile.get("real_name"), user.get("real_name"), profile.get("display_name"), user.get("name"))
    return Profile(
        user=str(user.get("id", "")),
        name=next((str(name) for name in names if name), str(user.get("id", ""))),
        time_zone=zone if is_zone(zone := str(user.get("tz") or "")) else "",
        locale=str(user.get("locale") or ""),
        active=not user.get("deleted", False),
        bot=bool(user.get("is_bot", False)),
        email=_address(user, profile),
        admin=any(user.get(key) is True for key in ("is_admin", "is_owner", "is_primary_owner")),
    )


def _address(user: Mapping[str, Any], profile: Mapping[str, Any]) -> str:
    """Return the address that Slack has seen to be the person's; "" where it says that it has not."""
    if user.get("is_email_confirmed") is False:
        return ""
    return str(profile.get("email") or "").strip().lower()
