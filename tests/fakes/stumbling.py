"""A store in which some calls fail."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from bot.service.ports import Store, Tx

T = TypeVar("T")
#: takes a call's name and its arguments, and gives what it fails with
Fails = Callable[..., Exception | None]


class Stumbling:
    """Fails in the middle of a unit of work, as `fails` says; what is only read does not."""

    def __init__(self, store: Store, fails: Fails) -> None:
        self._store, self._fails = store, fails

    async def write(self, work: Callable[[Tx], T]) -> T:
        """Run a unit of work, in which calls may fail."""
        return await self._store.write(lambda tx: work(cast(Tx, _Calls(tx, self._fails))))

    async def read(self, work: Callable[[Tx], T]) -> T:
        """Look at the store."""
        return await self._store.read(work)

    async def close(self) -> None:
        """Leave the store to whoever opened it."""


class _Calls:
    def __init__(self, tx: Tx, fails: Fails) -> None:
        self._tx, self._fails = tx, fails

    def __getattr__(self, name: str) -> Any:
        def call(*args: Any, **named: Any) -> Any:
            if error := self._fails(name, *args):
                raise error
            return getattr(self._tx, name)(*args, **named)

        return call
