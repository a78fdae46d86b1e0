"""The ids of conversations: channels, threads in them, and chats."""

from __future__ import annotations

from .text import Json

_CHANNELS = ("@thread.tacv2", "@thread.skype")
_THREAD = ";messageid="
#: between the message that opened a thread and a reply in it; Teams' own ids are numbers
_REPLY = "/"


def is_channel(conversation: str) -> bool:
    """Say whether a post there opens a thread."""
    return conversation.endswith(_CHANNELS)


def is_personal(conversation: str) -> bool:
    """Say whether it is the chat of one person with the bot."""
    return conversation.startswith("a:")


def whole(conversation: str) -> str:
    """Give the conversation that a thread is in."""
    return conversation.partition(_THREAD)[0]


def holding(conversation: str, message: str) -> str:
    """Give the conversation that holds a message: in a channel, the thread that it opened."""
    return f"{conversation}{_THREAD}{message}" if is_channel(conversation) else conversation


def in_thread(conversation: str, message: str) -> str:
    """Give the thread of a message, which may be several activities; elsewhere the conversation itself."""
    first = message.partition("+")[0].partition(_REPLY)[0]
    return holding(conversation, first) if message else conversation


def reply_id(thread: str, message: str) -> str:
    """Give the id by which a message in the thread of another one is found again."""
    return f"{thread.partition('+')[0].partition(_REPLY)[0]}{_REPLY}{message}"


def stands(conversation: str, message: str) -> tuple[str, str]:
    """Give the conversation that a message stands in, and its own id there."""
    thread, reply, own = message.partition(_REPLY)
    return (holding(conversation, thread), own) if reply else (conversation, message)


def opened(answer: Json) -> str:
    """Give the message that opened a thread, from the answer to its creation; "" when it does not say."""
    return str(answer.get("id") or "").partition(_THREAD)[2] or str(answer.get("activityId") or "")
