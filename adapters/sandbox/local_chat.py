"""What the local chats have in common: clocks, whoever watches, and deliveries on their way."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime

from adapters.beside import Beside

from .changes import Change, Changes
from .earlier import Earlier
from .records import Json

#: method, payload, conversation (empty for what stands in none)
Observer = Callable[[str, Json, str], None]
Seconds = Callable[[], float]
NextDay = Callable[[], Awaitable[datetime]]


class LocalChat:
    """Hold what every local chat holds; who is there and what was said is held by each in its own way."""

    def __init__(self, *, now: Seconds, real: Seconds, base_url: str, next_day: NextDay | None) -> None:
        self.now, self.real = now, real
        self.base_url = base_url
        self.next_day = next_day
        self.changes = Changes()
        self.earlier = Earlier()
        self.deliveries = Beside()
        self._observers: list[Observer] = []

    def on_outgoing(self, observer: Observer) -> None:
        """Call `observer(method, payload, conversation)` for each thing of the app that is accepted."""
        self._observers.append(observer)

    def report(self, method: str, payload: Json, conversation: str) -> None:
        """Tell the observers what the app sent."""
        for observer in self._observers:
            observer(method, payload, conversation)

    def subscribe(self, person: str | None = None) -> AsyncIterator[Change]:
        """Give changes as they happen, those this person may see, or all."""
        return self.changes.watch(person)

    async def drain(self) -> None:
        """Wait until everything on its way was taken or given up."""
        await self.deliveries.drain()

    async def close(self) -> None:
        """Stop deliveries and end every stream."""
        self.changes.close()
        await self.deliveries.stop()
