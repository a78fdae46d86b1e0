"""Conversations are kept within their rate, each on its own."""

from __future__ import annotations

from datetime import UTC, datetime

from adapters.clock import VirtualClock, VirtualTimer
from bot.service.pacing import Pacer


class Watch:
    """A virtual timer with the seconds since it was made."""

    def __init__(self) -> None:
        self.clock = VirtualClock(datetime(2026, 3, 2, tzinfo=UTC))
        self.timer = VirtualTimer(self.clock)
        self._begun = self.timer.seconds()

    @property
    def passed(self) -> float:
        return round(self.timer.seconds() - self._begun, 2)


async def test_a_short_burst_leaves_at_once_and_the_rest_one_a_second() -> None:
    watch = Watch()
    pacer = Pacer(watch.timer)
    times = []
    for _ in range(7):
        await pacer.turn("W", "C1", post=True)
        times.append(watch.passed)
    assert times == [0, 0, 0, 0, 1, 2, 3]


async def test_edits_may_follow_each_other_faster() -> None:
    watch = Watch()
    pacer = Pacer(watch.timer)
    for _ in range(17):
        await pacer.turn("W", "C1", post=False)
    assert watch.passed == 1


async def test_one_conversation_does_not_wait_for_another() -> None:
    watch = Watch()
    pacer = Pacer(watch.timer)
    for number in range(20_000):
        await pacer.turn("W", f"C{number}", post=True)
    assert watch.passed == 0


async def test_what_can_wait_leaves_room_for_what_cannot() -> None:
    """Of what closes a thousand people's mornings some twenty leave at once, then one every two seconds."""
    watch = Watch()
    pacer = Pacer(watch.timer)
    seconds = [pacer.spaced("W") for _ in range(1000)]
    assert seconds[:21] == [0] * 21
    assert [round(late) for late in seconds[21:24]] == [2, 4, 6]
    assert pacer.spaced("another") == 0
    await pacer.turn("W", "C1", post=False)
    assert watch.passed == 0, "an edit that cannot wait takes its turn at once"
