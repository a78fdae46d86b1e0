"""The chat.* methods, and reactions."""

from .calls import Call, Method
from .failures import SlackFailure
from .posting import edit, post, remove
from .records import Json
from .shapes import message_object


def _content(call: Call) -> Json:
    text = call.args.get("text")
    return {
        "text": None if text is None else str(text),
        "blocks": call.data("blocks", "invalid_blocks_format"),
        "metadata": call.data("metadata", "invalid_metadata_format"),
        "reply_broadcast": call.flag("reply_broadcast"),
        "mrkdwn": call.args.get("mrkdwn"),
    }


def _thread(call: Call, channel_id: str) -> str | None:
    ts = call.text("thread_ts") or None
    if ts and ts not in call.sandbox.workspace.messages[channel_id]:
        raise SlackFailure("thread_not_found")
    return ts


def post_message(call: Call) -> Json:
    """Post a message."""
    channel = call.open_channel()
    thread = _thread(call, channel.id)
    call.sandbox.rates.post(channel.id)
    message = post(call.sandbox, channel, _content(call), method="chat.postMessage", thread_ts=thread)
    return {
        "channel": channel.id,
        "ts": message.ts,
        "message": message_object(call.sandbox, message, metadata=True),
    }


def post_ephemeral(call: Call) -> Json:
    """Post a message that one person sees."""
    channel = call.open_channel()
    person = call.person()
    if person.id not in channel.members:
        raise SlackFailure("user_not_in_channel")
    thread = _thread(call, channel.id)
    message = post(
        call.sandbox,
        channel,
        _content(call) | {"metadata": None},
        method="chat.postEphemeral",
        thread_ts=thread,
        ephemeral_to=person.id,
    )
    return {"message_ts": message.ts}


def update(call: Call) -> Json:
    """Change a message of the app."""
    channel = call.channel()
    if channel.archived:
        raise SlackFailure("is_inactive")
    message = call.message(channel, "ts")
    if not message.bot:
        raise SlackFailure("cant_update_message")
    message = edit(call.sandbox, message, _content(call))
    shape = message_object(call.sandbox, message, metadata=True)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": shape}


def delete(call: Call) -> Json:
    """Delete a message of the app."""
    channel = call.channel()
    message = call.message(channel, "ts")
    if not message.bot:
        raise SlackFailure("cant_delete_message")
    remove(call.sandbox, message)
    call.sandbox.report("chat.delete", {"ts": message.ts}, channel.id)
    return {"channel": channel.id, "ts": message.ts}


def permalink(call: Call) -> Json:
    """Give the address of a message."""
    channel = call.channel()
    message = call.message(channel, "message_ts")
    anchor = f"{channel.id}/p{message.ts.replace('.', '')}"
    return {"channel": channel.id, "permalink": f"{call.sandbox.base_url}/archives/{anchor}"}


def add_reaction(call: Call) -> Json:
    """React to a message as the app."""
    message = call.message(call.open_channel(), "timestamp")
    name = call.need("name", "invalid_name").strip(":")
    people = message.reactions.setdefault(name, [])
    if call.bot in people:
        raise SlackFailure("already_reacted")
    people.append(call.bot)
    call.sandbox.workspace.save_message(message)
    call.sandbox.tell_message(message, "reaction")
    return {}


METHODS = {
    "chat.postMessage": Method(post_message, ("chat:write",), None),
    "chat.postEphemeral": Method(post_ephemeral, ("chat:write",), 4),
    "chat.update": Method(update, ("chat:write",), 3),
    "chat.delete": Method(delete, ("chat:write",), 3),
    "chat.getPermalink": Method(permalink, (), None),
    "reactions.add": Method(add_reaction, ("reactions:write",), 3),
}
