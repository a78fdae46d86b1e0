"""What messages showed before they were drawn anew: somebody may still be looking at it, and press what is there."""

from collections import OrderedDict, deque
from collections.abc import Iterable

from .records import Json, Message

#: versions of a message, and messages, that are remembered
VERSIONS, MESSAGES = 20, 200


class Earlier:
    """Remember the latest versions of messages, for each person who saw one of their own, in memory only."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str, str], deque[list[Json]]] = OrderedDict()

    def note(self, message: Message, cards: list[Json], user: str = "") -> None:
        """Remember what a message shows to everybody, or to one person, before it is replaced."""
        if not cards:
            return
        key = (message.conversation, message.id, user)
        self._kept.setdefault(key, deque(maxlen=VERSIONS)).appendleft(cards)
        self._kept.move_to_end(key)
        while len(self._kept) > MESSAGES:
            self._kept.popitem(last=False)

    def of(self, message: Message, user: str) -> Iterable[list[Json]]:
        """Give what a message showed to somebody, the latest first."""
        place = (message.conversation, message.id)
        yield from self._kept.get((*place, user), ())
        yield from self._kept.get((*place, ""), ())
