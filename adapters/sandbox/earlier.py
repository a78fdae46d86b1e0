"""What messages showed before they were updated: somebody may still be looking at it, and press what is there."""

from collections import OrderedDict, deque
from collections.abc import Iterable

from .records import Json, Message

#: versions of a message, and messages, that are remembered
VERSIONS, MESSAGES = 20, 200


class Earlier:
    """Remember the latest versions of updated messages, in memory only."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str], deque[list[Json]]] = OrderedDict()

    def note(self, message: Message) -> None:
        """Remember what a message shows, before it is replaced."""
        key = (message.channel, message.ts)
        self._kept.setdefault(key, deque(maxlen=VERSIONS)).appendleft(message.blocks)
        self._kept.move_to_end(key)
        while len(self._kept) > MESSAGES:
            self._kept.popitem(last=False)

    def of(self, message: Message) -> Iterable[list[Json]]:
        """Give what a message showed, the latest first."""
        return self._kept.get((message.channel, message.ts), ())
