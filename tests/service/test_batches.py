"""What is due is looked at together; one that fails is looked at alone, and keeps time from no other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar, cast

import pytest

from bot.service.batches import Batches
from bot.service.ports import Tx, Unavailable

T = TypeVar("T")


class Desk:
    """A store with names that are due, and units that are taken back when they raise."""

    def __init__(self, names: str, broken: str = "") -> None:
        self.due, self.broken = list(names), broken
        #: what each unit that was committed looked at
        self.units: list[str] = []
        self._now = ""

    async def write(self, work: Callable[[Tx], T]) -> T:
        before, self._now = list(self.due), ""
        try:
            found = work(cast(Tx, self))
        except BaseException:
            self.due = before
            raise
        self.units.append(self._now)
        return found

    async def read(self, work: Callable[[Tx], T]) -> T:
        return work(cast(Tx, self))

    async def close(self) -> None: ...

    def look(self, names: Sequence[str]) -> None:
        for name in names:
            if name in self.broken:
                raise ValueError(name)
            self.due.remove(name)
            self._now += name


def batches(desk: Desk, size: int = 3, error: Exception | None = None) -> Batches[str]:
    def due(_: Tx, most: int) -> Sequence[str]:
        if error:
            raise error
        return desk.due[:most]

    return Batches(
        desk, size, due=due, look=lambda _, names: desk.look(names), name=lambda name: f"name {name}"
    )


async def test_while_nothing_fails_a_batch_is_one_unit() -> None:
    desk = Desk("abcdefg")
    assert await batches(desk).run() == 7
    assert desk.units == ["abc", "def", "g", ""]


@pytest.mark.parametrize("broken", ["a", "c", "d", "g", "ab", "cd", "ag", "abc", "abcdefg"])
async def test_what_fails_stays_due_and_all_others_are_looked_at_once(
    broken: str, caplog: pytest.LogCaptureFixture
) -> None:
    desk = Desk("abcdefg", broken)
    assert await batches(desk).run() == 7
    assert "".join(desk.due) == broken
    assert sorted("".join(desk.units)) == [name for name in "abcdefg" if name not in broken]
    assert [name for name in "abcdefg" if f"name {name} could not be looked at" in caplog.text] == list(
        broken
    )


async def test_only_a_batch_that_failed_is_taken_apart() -> None:
    desk = Desk("abcdefghi", "b")
    await batches(desk).run()
    assert desk.units == ["a", "c", "def", "ghi", ""]


async def test_what_failed_is_tried_again_the_next_time() -> None:
    desk = Desk("ab", "a")
    await batches(desk).run()
    desk.broken = ""
    assert await batches(desk).run() == 1
    assert desk.due == []


@pytest.mark.parametrize("error", [Unavailable("gone"), ValueError("no row can be read")])
async def test_where_not_even_what_is_due_is_known_the_run_ends(error: Exception) -> None:
    with pytest.raises(type(error)):
        await batches(Desk("abc"), error=error).run()
