"""What Tollgate needs from a Slack workspace, each with its reason; the manifest and the check at start use it."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

COMMAND: Final = "/gate"

Method = Literal[
    "auth.test",
    "chat.postMessage",
    "chat.update",
    "chat.postEphemeral",
    "conversations.history",
    "conversations.info",
    "conversations.members",
    "conversations.open",
    "conversations.replies",
    "files.completeUploadExternal",
    "files.getUploadURLExternal",
    "pins.add",
    "pins.remove",
    "users.info",
    "views.open",
    "views.push",
    "views.update",
    "views.publish",
]


class Scope(msgspec.Struct, frozen=True):
    """A permission, what it is for, and what uses it: Web API methods, events or the command."""

    name: str
    why: str
    methods: frozenset[Method] = frozenset()
    events: frozenset[str] = frozenset()


def _methods(*names: Method) -> frozenset[Method]:
    return frozenset(names)


SCOPES: Final = (
    Scope("app_mentions:read", "answer when somebody mentions the bot", events=frozenset({"app_mention"})),
    Scope(
        "channels:history",
        "find out whether a post arrived whose answer was lost",
        _methods("conversations.history", "conversations.replies"),
    ),
    Scope(
        "channels:read",
        "know who is in a project's channel, and that the bot was added",
        _methods("conversations.info", "conversations.members"),
        frozenset({"member_joined_channel"}),
    ),
    Scope(
        "chat:write",
        "post and update messages",
        _methods("chat.postMessage", "chat.update", "chat.postEphemeral"),
    ),
    Scope("commands", f"offer {COMMAND}"),
    Scope(
        "files:write",
        "post the packet of each decision, as a PDF and as a page",
        _methods("files.getUploadURLExternal", "files.completeUploadExternal"),
    ),
    Scope(
        "groups:history",
        "the same in a private channel",
        _methods("conversations.history", "conversations.replies"),
    ),
    Scope(
        "groups:read",
        "the same in a private channel",
        _methods("conversations.info", "conversations.members"),
        frozenset({"member_joined_channel"}),
    ),
    Scope(
        "im:history",
        "read what people write to the bot directly",
        _methods("conversations.history", "conversations.replies"),
        frozenset({"message.im"}),
    ),
    Scope("im:write", "open the direct conversation with a person", _methods("conversations.open")),
    Scope("pins:write", "pin the checklist in its channel", _methods("pins.add", "pins.remove")),
    Scope(
        "users:read",
        "know names and time zones, so that messages keep the right hour",
        _methods("users.info"),
        frozenset({"user_change"}),
    ),
    Scope(
        "users:read.email",
        "know that an account on another platform is the same person's",
        _methods("users.info"),
    ),
)

#: methods that every app may call
FREE_METHODS: Final = _methods("auth.test", "views.open", "views.push", "views.update", "views.publish")
#: events that every app may have
FREE_EVENTS: Final = frozenset({"app_home_opened"})
EVENTS: Final = tuple(sorted(FREE_EVENTS.union(*(scope.events for scope in SCOPES))))
#: for Socket Mode, on the app-level token
APP_SCOPE: Final = "connections:write"
