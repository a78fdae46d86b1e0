"""Put a message of the app into a conversation, change it, and tell everybody who watches."""

import copy
from collections.abc import Sequence
from typing import Any

from .events import message_posted
from .failures import SlackFailure
from .limits import MOST_EDITED_TEXT, check_message, check_metadata, fill_ids
from .records import Channel, File, Json, Message
from .sandbox import Sandbox


def checked_blocks(sandbox: Sandbox, text: Any, blocks: Any) -> list[Json]:
    """Give the blocks with ids filled in; raises when Slack would refuse them."""
    if blocks is not None and not isinstance(blocks, list):
        raise SlackFailure("invalid_blocks_format")
    check_message(text if isinstance(text, str) else "", blocks or [])
    return fill_ids(copy.deepcopy(blocks or []), lambda: sandbox.workspace.mint("b"))


def post(
    sandbox: Sandbox,
    channel: Channel,
    content: Json,
    *,
    method: str,
    thread_ts: str | None = None,
    ephemeral_to: str | None = None,
    files: Sequence[File] = (),
) -> Message:
    """Post what the app sent: text, blocks, metadata, reply_broadcast."""
    # A message of files needs no words.
    text = content.get("text") or ("–" if files else None)
    blocks = checked_blocks(sandbox, text, content.get("blocks"))
    metadata = content.get("metadata")
    if metadata is not None:
        check_metadata(metadata)
    message = Message(
        channel=channel.id,
        ts=sandbox.workspace.stamps.mint(),
        user=sandbox.identity.bot_user,
        text=str(content.get("text") or ""),
        mrkdwn=content.get("mrkdwn") not in (False, "false", "0"),
        blocks=blocks,
        bot=True,
        thread_ts=thread_ts,
        broadcast=bool(content.get("reply_broadcast")),
        metadata=metadata,
        ephemeral_to=ephemeral_to,
        files=[file.id for file in files],
    )
    _publish(sandbox, message, method)
    if ephemeral_to is None:
        message_posted(sandbox, message, channel)
    return message


def edit(sandbox: Sandbox, message: Message, content: Json) -> Message:
    """Change a message as chat.update does: what is left out stays, an empty list or object takes it away."""
    if content.get("text") is None and content.get("blocks") is None:
        raise SlackFailure("no_text")
    if len(content.get("text") or "") > MOST_EDITED_TEXT:
        raise SlackFailure("msg_too_long")
    kept = message.blocks if content.get("blocks") is None else content["blocks"]
    return rewrite(sandbox, message, {**content, "blocks": kept}, method="chat.update")


def rewrite(sandbox: Sandbox, message: Message, content: Json, *, method: str) -> Message:
    """Replace text and blocks of a message; metadata only when it is given."""
    text, given, metadata = content.get("text"), content.get("blocks"), content.get("metadata")
    if text is None and given is None:
        raise SlackFailure("no_text")
    blocks = checked_blocks(sandbox, text, given)
    if metadata:
        check_metadata(metadata)
    if metadata is not None:
        message.metadata = metadata or None
    sandbox.earlier.note(message.blocks, message.channel, message.ts)
    message.text = str(text or "")
    message.blocks = blocks
    message.edited_ts = sandbox.workspace.stamps.mint()
    return _publish(sandbox, message, method)


def _publish(sandbox: Sandbox, message: Message, method: str) -> Message:
    sandbox.workspace.save_message(message)
    sandbox.tell_message(message)
    payload: Json = {"ts": message.ts, "text": message.text, "blocks": message.blocks}
    extra = {"thread_ts": message.thread_ts, "metadata": message.metadata, "user": message.ephemeral_to}
    payload |= {key: value for key, value in extra.items() if value is not None}
    if message.files:
        payload["files"] = [sandbox.workspace.files[one].name for one in message.files]
    sandbox.report(method, payload, message.channel)
    return message


def remove(sandbox: Sandbox, message: Message) -> None:
    """Delete a message."""
    sandbox.workspace.drop_message(message)
    sandbox.tell_message(message, "deleted")


def say(sandbox: Sandbox, channel: Channel, user: str, text: str, thread_ts: str | None = None) -> Message:
    """Post what a person wrote, and tell the app when it may read it."""
    message = Message(
        channel=channel.id, ts=sandbox.workspace.stamps.mint(), user=user, text=text, thread_ts=thread_ts
    )
    sandbox.workspace.save_message(message)
    sandbox.workspace.mark_read(user, channel.id)
    sandbox.tell_message(message)
    message_posted(sandbox, message, channel)
    return message


def note(sandbox: Sandbox, channel: Channel, user: str, text: str, subtype: str) -> Message:
    """Post a line such as "joined", which notifies nobody."""
    message = Message(
        channel=channel.id, ts=sandbox.workspace.stamps.mint(), user=user, text=text, subtype=subtype
    )
    sandbox.workspace.save_message(message)
    sandbox.tell_message(message)
    return message
