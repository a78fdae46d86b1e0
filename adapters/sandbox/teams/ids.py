"""Ids that look like those of Teams, and come out the same in every run."""

import base64
import hashlib
import uuid
from collections.abc import Callable

_THREAD = ";messageid="


def person_id(seed: str) -> str:
    """Give somebody's MRI."""
    return f"29:1{_letters(seed)}"


def personal_id(seed: str) -> str:
    """Give the id of somebody's chat with the app."""
    return f"a:1{_letters(seed)}"


def channel_id(seed: str) -> str:
    """Give a channel's id."""
    return f"19:{hashlib.sha256(seed.encode()).hexdigest()[:32]}@thread.tacv2"


def object_id(seed: str) -> str:
    """Give an id of the directory."""
    return str(uuid.UUID(bytes=hashlib.sha256(seed.encode()).digest()[:16], version=4))


def _letters(seed: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha384(seed.encode()).digest()).decode()


def parted(conversation: str) -> tuple[str, str | None]:
    """Give a conversation and, when the id names one of its threads, the post that opened it."""
    whole, mark, message = conversation.partition(_THREAD)
    return whole, message if mark else None


def threaded(conversation: str, message: str) -> str:
    """Give the id under which a channel's thread is addressed."""
    return f"{conversation}{_THREAD}{message}"


class Stamps:
    """Mint ids of messages: the clock's milliseconds, made unique and ever increasing."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._last = 0

    def seen(self, message: str) -> None:
        """Never mint anything at or before this id."""
        self._last = max(self._last, int(message))

    def mint(self) -> str:
        """Give the next id, such as 1773136800000."""
        self._last = max(int(self._now() * 1000), self._last + 1)
        return str(self._last)
