"""What a workspace is made of: people, conversations, messages and views."""

from typing import Any

import msgspec

Json = dict[str, Any]


class Person(msgspec.Struct, kw_only=True):
    """Somebody with an account in the workspace; the bot's user is one of them."""

    id: str
    name: str
    #: short lower-case name, as in @mia
    handle: str
    title: str = ""
    tz: str = "America/Toronto"
    locale: str = "en-US"
    color: str = "4a6fa5"
    email: str = ""
    #: whether the address was shown to be the person's own
    email_confirmed: bool = True
    bot: bool = False
    deleted: bool = False
    status_text: str = ""
    #: as ":palm_tree:"
    status_emoji: str = ""
    #: epoch seconds at which the status is cleared; 0 for never
    status_expiration: int = 0
    admin: bool = False


class Channel(msgspec.Struct, kw_only=True):
    """A channel, a direct message or a group of people talking."""

    id: str
    name: str
    #: channel, im or mpim
    kind: str = "channel"
    topic: str = ""
    creator: str = ""
    #: epoch seconds
    created: int = 0
    members: list[str] = []
    #: still there to be read, and closed for everything else
    archived: bool = False


class Message(msgspec.Struct, kw_only=True, omit_defaults=True):
    """One message as it stands now."""

    channel: str
    ts: str
    user: str
    text: str = ""
    #: its text is read as Slack's markup
    mrkdwn: bool = True
    blocks: list[Json] = []
    #: posted by the app rather than by a person
    bot: bool = False
    thread_ts: str | None = None
    broadcast: bool = False
    metadata: Json | None = None
    edited_ts: str | None = None
    #: the only person who sees it
    ephemeral_to: str | None = None
    pinned_by: str | None = None
    #: epoch seconds
    pinned_at: int = 0
    #: reaction name to the people who gave it
    reactions: dict[str, list[str]] = {}
    subtype: str | None = None
    #: ids of files
    files: list[str] = []


class File(msgspec.Struct, kw_only=True):
    """A file that was uploaded."""

    id: str
    name: str
    title: str
    size: int
    mimetype: str
    user: str
    #: epoch seconds
    created: int = 0
    content: bytes = b""
    #: conversations that it was shared in
    shared_in: list[str] = []


class View(msgspec.Struct, kw_only=True):
    """A modal or a Home tab of one person."""

    id: str
    kind: str
    user: str
    body: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    external_id: str = ""
    #: block id to action id to the value entered
    values: dict[str, Json] = {}


class Trigger(msgspec.Struct, kw_only=True):
    """The right to open one modal, for three seconds."""

    id: str
    user: str
    #: real time, epoch seconds
    minted_at: float
    #: the modal it was minted in, which a pushed view goes on top of
    view_id: str | None = None
    used: bool = False


class ResponseUrl(msgspec.Struct, kw_only=True):
    """The right to answer an interaction five times in thirty minutes."""

    id: str
    user: str
    channel: str
    #: real time, epoch seconds
    minted_at: float
    message_ts: str | None = None
    thread_ts: str | None = None
    uses: int = 0


class Command(msgspec.Struct, kw_only=True, frozen=True):
    """A slash command of the app."""

    command: str
    description: str = ""
    usage_hint: str = ""
    #: people and channels in the text arrive as <@U…|name> and <#C…|name>
    should_escape: bool = True
