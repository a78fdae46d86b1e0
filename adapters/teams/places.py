"""The ids of conversations: channels, threads in them, and chats."""

from __future__ import annotations

from .text import Json

_CHANNELS = ("@thread.tacv2", "@thread.skype")
_THREAD = ";messageid="


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


def opened(answer: Json) -> str:
    """Give the message that opened a thread, from the answer to its creation; "" when it does not say."""
    return str(answer.get("id") or "").partition(_THREAD)[2] or str(answer.get("activityId") or "")
