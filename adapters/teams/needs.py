"""What Tollgate needs from Teams, each with its reason: which controls open dialogs, and the app's permissions."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from bot.service.controls import DIRECT

Scope = Literal["personal", "team", "groupChat"]

#: controls that act at once although they belong to no project's commands
_ACTS: Final = frozenset({"project.items"})
#: shows an item in a dialog, with every control that it has
DETAILS: Final = "item.details"


def opens_dialog(action: str) -> bool:
    """Say whether a control is answered in a dialog: all that ask or show something to the one who pressed."""
    return action not in DIRECT and action not in _ACTS


#: where the bot can be talked to: alone, in a channel, in a group chat
SCOPES: Final[tuple[Scope, ...]] = ("personal", "team", "groupChat")


class Permission(msgspec.Struct, frozen=True):
    """A resource-specific permission and what it is for."""

    name: str
    why: str


PERMISSIONS: Final = (
    Permission("ChannelSettings.Read.Group", "know the channels of its team by name"),
    Permission("TeamMember.Read.Group", "know who is in a project's channel"),
    Permission("ChatMember.Read.Chat", "know who is in a project's group chat"),
)
