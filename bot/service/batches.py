"""Looks at what is due in batches; where one of a batch fails, each of it is looked at in a unit of its own."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from bot.service.ports import Store, Tx, Unavailable

T = TypeVar("T")
log = logging.getLogger("tollgate.sweep")


class Batches(Generic[T]):
    """One run over everything that is due; what fails stays due, and is left for the next run."""

    def __init__(
        self,
        store: Store,
        size: int,
        *,
        due: Callable[[Tx, int], Sequence[T]],
        look: Callable[[Tx, Sequence[T]], None],
        name: Callable[[T], str],
    ) -> None:
        """`due` gives at most so many, the earliest first; `look` leaves none due; `name` tells them apart."""
        self._store, self._size = store, size
        self._due, self._look, self._name = due, look, name
        self._stuck = set[str]()

    async def run(self) -> int:
        """Look at all of them; return how many there were. Raises Unavailable."""
        total = 0
        while count := await self._some():
            total += count
        return total

    async def _some(self) -> int:
        try:
            return await self._store.write(self._together)
        except Unavailable:
            raise
        except Exception as error:  # noqa: BLE001 - whose it is, is logged when it is met alone
            log.warning("%d at once could not be looked at, and are one by one: %r", self._size, error)
        met = 0
        while met < self._size and await self._one():
            met += 1
        return met

    def _together(self, tx: Tx) -> int:
        found = self._fresh(tx, self._size)
        if found:
            self._look(tx, found)
        return len(found)

    async def _one(self) -> bool:
        """Look at the earliest one; tell whether there was one."""
        met: list[str] = []

        def alone(tx: Tx) -> None:
            met.clear()
            for each in self._fresh(tx, 1):
                met.append(self._name(each))
                self._look(tx, [each])

        try:
            await self._store.write(alone)
        except Unavailable:
            raise
        except Exception:
            if not met:
                raise  # what is due cannot be told
            # One that cannot be looked at must not keep time from all the others.
            log.exception("%s could not be looked at", met[0])
            self._stuck.update(met)
        return bool(met)

    def _fresh(self, tx: Tx, most: int) -> Sequence[T]:
        found = self._due(tx, most + len(self._stuck))
        return [each for each in found if self._name(each) not in self._stuck][:most]
