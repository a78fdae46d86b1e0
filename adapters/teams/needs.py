"""What Tollgate asks of Teams: which controls open dialogs, where the bot lives, what can be typed.

The rosters come from the bot's own connector, so the app needs no permission of anybody.
"""

from __future__ import annotations

from typing import Final, Literal

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

#: what can be typed, as the app's manifest suggests it; Teams takes ten
COMMANDS: Final = {
    "new": "Begin a project in this channel",
    "practice": "Try everything alone",
    "status": "See where the project stands",
    "items": "Post the checklist again",
    "assign": "Give an item to somebody",
    "roles": "See who has which role",
    "request": "Ask for the gate",
    "away": "Name who decides while you are away",
    "home": "See what waits for you",
    "help": "Learn how it works",
}
