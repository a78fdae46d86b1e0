"""What Slack sends, as an intent and who sent it. Everything is taken from the verified envelope."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from msgspec.structs import replace

from bot.service.intents import (
    BotJoined,
    HomeOpened,
    Intent,
    Pressed,
    ProfileChanged,
    Sender,
    Spoken,
    Submitted,
    Typed,
)

from .absence import away_until
from .controls import decode, value_of
from .forms import values_of
from .people import profile_of
from .text import unescape

Body = Mapping[str, Any]
Translated = tuple[Intent, Sender]


def at(body: object, *path: str) -> str:
    """Give the string at a path of an object, "" where there is none."""
    for name in path:
        body = body.get(name) if isinstance(body, Mapping) else None
    return body if isinstance(body, str) else ""


def pressed(body: Body) -> Translated | None:
    """Read a press of a button or a choice from a menu; None for a control that is not ours."""
    carried = decode(value_of(body["actions"][0]))
    if carried is None:
        return None
    action, args = carried
    return Pressed(action=action, args=args), _interacting(body)


def submitted(body: Body) -> Translated | None:
    """Read a submitted form; None for a view that is not ours."""
    carried = decode(at(body, "view", "private_metadata"))
    if carried is None:
        return None
    action, args = carried
    return Submitted(action=action, args=args, values=values_of(body["view"].get("state", {}))), _interacting(
        body
    )


def _interacting(body: Body) -> Sender:
    conversation = at(body, "channel", "id") or at(body, "container", "channel_id")
    trigger = at(body, "trigger_id")
    return Sender(
        platform="slack",
        tenant=at(body, "team", "id") or at(body, "user", "team_id"),
        user=at(body, "user", "id"),
        # Slack does not repeat interactions; a second click is a second trigger
        delivery=trigger,
        conversation=conversation,
        message=at(body, "container", "message_ts"),
        direct=conversation.startswith("D"),
        trigger=trigger,
    )


def typed(body: Body) -> Translated:
    """Read a slash command."""
    conversation = at(body, "channel_id")
    sender = Sender(
        platform="slack",
        tenant=at(body, "team_id"),
        user=at(body, "user_id"),
        delivery=at(body, "trigger_id"),
        conversation=conversation,
        direct=conversation.startswith("D"),
        trigger=at(body, "trigger_id"),
    )
    return Typed(text=unescape(at(body, "text")).strip()), sender


def happened(body: Body, bot_user: str) -> Translated | None:
    """Read an event; None for one that asks nothing of the bot."""
    event = body["event"]
    read = READERS.get(at(event, "type"))
    found = read(event, bot_user) if read else None
    if found is None:
        return None
    intent, user = found
    conversation = at(event, "channel")
    sender = Sender(
        platform="slack",
        tenant=at(body, "team_id"),
        user=user,
        delivery=at(body, "event_id"),
        conversation=conversation,
        message=at(event, "ts"),
        direct=conversation.startswith("D"),
    )
    return intent, sender


Read = Callable[[Body, str], tuple[Intent, str] | None]


def _spoken(event: Body, bot_user: str) -> tuple[Intent, str] | None:
    user = at(event, "user")
    by_program = at(event, "bot_id") or user in ("", bot_user)
    # an edited or deleted message, a file, a join: not a word to the bot
    changed = at(event, "subtype") or event.get("edited") or event.get("hidden")
    if by_program or changed:
        return None
    mention = re.compile(rf"<@{re.escape(bot_user)}(?:\|[^>]*)?>")
    return Spoken(text=unescape(mention.sub(" ", at(event, "text"))).strip()), user


def _message(event: Body, bot_user: str) -> tuple[Intent, str] | None:
    return _spoken(event, bot_user) if at(event, "channel_type") == "im" else None


def _home(event: Body, _: str) -> tuple[Intent, str] | None:
    return (HomeOpened(), at(event, "user")) if at(event, "tab") == "home" else None


def _joined(event: Body, bot_user: str) -> tuple[Intent, str] | None:
    return (BotJoined(), at(event, "inviter")) if at(event, "user") == bot_user else None


def _profile(event: Body, _: str) -> tuple[Intent, str] | None:
    user = event.get("user")
    if not isinstance(user, Mapping) or user.get("is_bot"):
        return None
    profile = profile_of(user)
    until = away_until(shown if isinstance(shown := user.get("profile"), Mapping) else {})
    return replace(ProfileChanged.to(profile), tells_status=True, away_until=until), profile.user


#: by event type; `message` events come from the subscription message.im alone
READERS: dict[str, Read] = {
    "app_home_opened": _home,
    "app_mention": _spoken,
    "member_joined_channel": _joined,
    "message": _message,
    "user_change": _profile,
}
