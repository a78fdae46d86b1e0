"""What the platforms are called, and how a command is typed on each."""

from __future__ import annotations

NAMES = {"slack": "Slack", "teams": "Microsoft Teams"}
#: where there is little room
SHORT = {"slack": "Slack", "teams": "Teams", "sandbox": "Slack"}
#: an answer to what is typed in a channel is read by everybody there
HEARD_BY_ALL = frozenset({"teams"})
#: nothing there tells who its admins are: whoever runs the bot names them
NAMED_BY_SETTING = frozenset({"teams"})
_TYPED = {"teams": "@Tollgate {text}"}


def platform_name(platform: str) -> str:
    """Return "Microsoft Teams"; the platform's own word for one that is not known."""
    return NAMES.get(platform, platform.title())


def typed(platform: str, text: str) -> str:
    """Return a command as it is typed on a platform: "/gate link", "@Tollgate link"."""
    return _TYPED.get(platform, "/gate {text}").format(text=text)
