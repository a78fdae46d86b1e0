"""The conversations.* and pins.* methods."""

from collections.abc import Callable

from .calls import Call, Method, page_of
from .events import member_joined
from .failures import SlackFailure
from .posting import note
from .records import Json, Message
from .shapes import channel_object, message_object
from .users import kinds_asked

_MOST_PINS = 100


def open_direct(call: Call) -> Json:
    """Open the direct message with one person, or a group with several."""
    if call.text("channel"):
        channel = call.channel()
    else:
        users = [one.strip() for one in call.need("users", "users_list_not_supplied").split(",")]
        if any(user not in call.sandbox.workspace.people for user in users):
            raise SlackFailure("user_not_found")
        if any(call.sandbox.workspace.people[user].deleted for user in users):
            raise SlackFailure("user_disabled")
        call.need_scope("im:write" if len(users) == 1 else "mpim:write")
        if len(users) > 8:
            raise SlackFailure("too_many_users")
        channel = call.sandbox.workspace.conversation_of([call.bot, *users])
    full = call.flag("return_im")
    return {"channel": channel_object(call.sandbox, channel) if full else {"id": channel.id}}


def info(call: Call) -> Json:
    """Describe a conversation."""
    channel = call.channel()
    call.need_scope_for(channel.kind, "read")
    shape = channel_object(call.sandbox, channel)
    if not call.flag("include_num_members"):
        shape.pop("num_members", None)
    return {"channel": shape}


def members(call: Call) -> Json:
    """Give who is in a conversation."""
    channel = call.channel()
    call.need_scope_for(channel.kind, "read")
    ids: list[Json] = [{"id": member} for member in channel.members]
    page = page_of(call, ids, "members")
    return {**page, "members": [one["id"] for one in page["members"]]}


def listing(call: Call) -> Json:
    """Give the conversations the app can see."""
    kinds = kinds_asked(call)
    found = [
        channel_object(call.sandbox, channel)
        for channel in call.sandbox.workspace.channels.values()
        if channel.kind in kinds
        and (channel.kind == "channel" or call.bot in channel.members)
        and not (channel.archived and call.flag("exclude_archived"))
    ]
    return page_of(call, found, "channels")


def join(call: Call) -> Json:
    """Bring the app into a public channel."""
    channel = call.channel()
    if channel.kind != "channel":
        raise SlackFailure("method_not_supported_for_channel_type")
    if channel.archived:
        raise SlackFailure("is_archived")
    shape = {"channel": channel_object(call.sandbox, channel)}
    if call.bot in channel.members:
        return {**shape, "warning": "already_in_channel"}
    channel.members.append(call.bot)
    call.sandbox.workspace.save_channel(channel)
    note(call.sandbox, channel, call.bot, f"<@{call.bot}> has joined the channel", "channel_join")
    member_joined(call.sandbox, channel, call.bot, "")
    return {"channel": channel_object(call.sandbox, channel)}


def history(call: Call) -> Json:
    """Give the messages of a conversation, newest first, replies left out."""
    channel = call.joined_channel()
    call.need_scope_for(channel.kind, "history")
    within = _between(call)
    found = [m for m in call.sandbox.workspace.lasting(channel.id) if _on_top(m) and within(m)]
    page = page_of(call, _objects(call, found[::-1]), "messages")
    return {**page, "has_more": bool(page["response_metadata"]["next_cursor"]), "pin_count": 0}


def replies(call: Call) -> Json:
    """Give a thread: the parent and its replies, oldest first."""
    channel = call.joined_channel()
    call.need_scope_for(channel.kind, "history")
    parent = call.message(channel, "ts", "thread_not_found")
    within = _between(call)
    found = [m for m in call.sandbox.workspace.replies(channel.id, parent.ts) if within(m)]
    page = page_of(call, _objects(call, [parent, *found]), "messages", 1000)
    return {**page, "has_more": bool(page["response_metadata"]["next_cursor"])}


def _on_top(message: Message) -> bool:
    return message.broadcast or message.thread_ts in (None, message.ts)


def _between(call: Call) -> Callable[[Message], bool]:
    try:
        low, high = float(call.text("oldest") or 0), float(call.text("latest") or "inf")
    except ValueError as broken:
        raise SlackFailure("invalid_ts_oldest") from broken
    if call.flag("inclusive"):
        return lambda message: low <= float(message.ts) <= high
    return lambda message: low < float(message.ts) < high


def _objects(call: Call, messages: list[Message]) -> list[Json]:
    metadata = call.flag("include_all_metadata")
    return [message_object(call.sandbox, message, metadata=metadata) for message in messages]


def pin(call: Call) -> Json:
    """Pin a message."""
    channel = call.joined_channel()
    message = call.message(channel, "timestamp")
    if message.pinned_by:
        raise SlackFailure("already_pinned")
    if message.subtype:
        raise SlackFailure("not_pinnable")
    if sum(1 for one in call.sandbox.workspace.lasting(channel.id) if one.pinned_by) >= _MOST_PINS:
        raise SlackFailure("too_many_pins")
    message.pinned_by, message.pinned_at = call.bot, int(call.sandbox.now())
    return _save_pin(call, message, "pins.add")


def unpin(call: Call) -> Json:
    """Unpin a message."""
    message = call.message(call.joined_channel(), "timestamp")
    if not message.pinned_by:
        raise SlackFailure("no_pin")
    message.pinned_by, message.pinned_at = None, 0
    return _save_pin(call, message, "pins.remove")


def _save_pin(call: Call, message: Message, method: str) -> Json:
    call.sandbox.workspace.save_message(message)
    call.sandbox.tell_message(message)
    call.sandbox.report(method, {"ts": message.ts}, message.channel)
    return {}


def pins(call: Call) -> Json:
    """Give the pinned messages of a conversation."""
    channel = call.joined_channel()
    return {
        "items": [
            {
                "type": "message",
                "channel": channel.id,
                "created": message.pinned_at,
                "created_by": message.pinned_by,
                "message": message_object(call.sandbox, message),
            }
            for message in call.sandbox.workspace.lasting(channel.id)
            if message.pinned_by
        ]
    }


_READ = ("channels:read", "groups:read", "im:read", "mpim:read")
_HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")
METHODS = {
    "conversations.open": Method(open_direct, ("im:write", "mpim:write"), 3),
    "conversations.info": Method(info, _READ, 3),
    "conversations.members": Method(members, _READ, 4),
    "conversations.list": Method(listing, _READ, 2),
    "conversations.join": Method(join, ("channels:join",), 3),
    "conversations.history": Method(history, _HISTORY, 3),
    "conversations.replies": Method(replies, _HISTORY, 3),
    "pins.add": Method(pin, ("pins:write",), 2),
    "pins.remove": Method(unpin, ("pins:write",), 2),
    "pins.list": Method(pins, ("pins:read",), 2),
}
