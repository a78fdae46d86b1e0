"""What messages showed before they were drawn anew: somebody may still be looking at it, and press what is there."""

from collections import OrderedDict, deque
from collections.abc import Iterable

from .records import Json

#: versions of a message, and messages, that are remembered
VERSIONS, MESSAGES = 20, 200


class Earlier:
    """Remember the latest versions of messages, in memory only.

    A message is named by its conversation and its id, and by a person where it showed them something of their own.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, ...], deque[list[Json]]] = OrderedDict()

    def note(self, shown: list[Json], *message: str) -> None:
        """Remember what a message shows, before it is replaced."""
        if not shown:
            return
        self._kept.setdefault(message, deque(maxlen=VERSIONS)).appendleft(shown)
        self._kept.move_to_end(message)
        while len(self._kept) > MESSAGES:
            self._kept.popitem(last=False)

    def of(self, *message: str) -> Iterable[list[Json]]:
        """Give what a message showed, the latest first."""
        return self._kept.get(message, ())
