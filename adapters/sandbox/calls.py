"""One call of a Web API method, and what each method declares about itself."""

import base64
from collections.abc import Callable
from typing import Any

import msgspec

from .failures import SlackFailure
from .parsing import parse_json
from .records import Channel, Json, Message, Person
from .sandbox import Sandbox


class Call:
    """The arguments of a call, however they were encoded."""

    def __init__(self, sandbox: Sandbox, args: Json) -> None:
        self.sandbox = sandbox
        self.args = args

    def text(self, name: str, default: str = "") -> str:
        """Give a string argument."""
        value = self.args.get(name)
        return default if value is None else str(value)

    def need(self, name: str, error: str = "invalid_arguments") -> str:
        """Give a string argument that must be there."""
        value = self.text(name)
        if not value:
            message = f"[ERROR] missing required field: {name}"
            raise SlackFailure(error, response_metadata={"messages": [message]})
        return value

    def flag(self, name: str) -> bool:
        """Give a boolean argument, however it was written."""
        return self.text(name).lower() in ("1", "true")

    def number(self, name: str, default: int, most: int) -> int:
        """Give a whole number between 1 and `most`."""
        text = self.text(name, str(default))
        if not text.isdecimal() or not int(text[:9]) >= 1:
            raise SlackFailure("invalid_limit" if name == "limit" else "invalid_arguments")
        return min(int(text[:9]), most)

    def data(self, name: str, error: str) -> Any:
        """Give an argument that is JSON, or a string that holds JSON; None when absent."""
        value = self.args.get(name)
        if not isinstance(value, str):
            return value
        try:
            return parse_json(value) if value else None
        except ValueError as broken:
            raise SlackFailure(error) from broken

    def channel(self, name: str = "channel") -> Channel:
        """Give the conversation named by an argument; raises `channel_not_found`."""
        found = self.sandbox.channel(self.need(name, "channel_not_found"))
        if found is None or (found.kind != "channel" and not self.sandbox.is_in(found, self.bot)):
            raise SlackFailure("channel_not_found")
        return found

    def joined_channel(self) -> Channel:
        """Give a conversation the app is in; raises `not_in_channel`."""
        channel = self.channel()
        if not self.sandbox.is_in(channel, self.bot):
            raise SlackFailure("not_in_channel")
        return channel

    def open_channel(self) -> Channel:
        """Give a conversation the app is in and may write to; raises `is_archived`."""
        channel = self.joined_channel()
        if channel.archived:
            raise SlackFailure("is_archived")
        return channel

    def message(self, channel: Channel, name: str, error: str = "message_not_found") -> Message:
        """Give a lasting message; raises when it does not exist."""
        message = self.sandbox.workspace.messages[channel.id].get(self.need(name, error))
        if message is None or message.ephemeral_to:
            raise SlackFailure(error)
        return message

    def person(self, name: str = "user") -> Person:
        """Give the person named by an argument; raises `user_not_found`."""
        person = self.sandbox.workspace.people.get(self.need(name, "user_not_found"))
        if person is None:
            raise SlackFailure("user_not_found")
        return person

    def need_scope(self, *scopes: str) -> None:
        """Ask for at least one of these scopes; raises `missing_scope`."""
        granted = self.sandbox.identity.scopes
        if not granted.intersection(scopes):
            raise SlackFailure("missing_scope", needed=scopes[0], provided=",".join(sorted(granted)))

    def need_scope_for(self, channel_kind: str, right: str) -> None:
        """Ask for the scope of this kind of conversation, such as im:history."""
        prefix = {"channel": "channels", "private": "groups"}.get(channel_kind, channel_kind)
        self.need_scope(f"{prefix}:{right}")

    @property
    def bot(self) -> str:
        """The user id of the app."""
        return self.sandbox.identity.bot_user


class Method(msgspec.Struct, frozen=True):
    """A Web API method: what runs, the scopes of which one is needed, and its rate tier."""

    run: Callable[[Call], Json]
    scopes: tuple[str, ...] = ()
    #: None when the method counts by itself or not at all
    tier: int | None = 3
    #: bot, app (an xapp token) or none
    token: str = "bot"


def page_of(call: Call, items: list[Json], key: str, default: int = 100) -> Json:
    """Give one page of a list, with the cursor of the next."""
    start = _start(call.text("cursor"))
    limit = call.number("limit", default, 1000)
    following = _cursor(start + limit) if start + limit < len(items) else ""
    return {key: items[start : start + limit], "response_metadata": {"next_cursor": following}}


def _cursor(start: int) -> str:
    # As Slack's: opaque, and with an equals sign that a client must encode in an address.
    return base64.b64encode(f"next:{start:09}".encode()).decode()


def _start(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        mark, _, number = base64.b64decode(cursor, validate=True).decode("ascii").partition(":")
    except ValueError as broken:
        raise SlackFailure("invalid_cursor") from broken
    if mark != "next" or not number.isdecimal():
        raise SlackFailure("invalid_cursor")
    return int(number[:9])
