"""Clocks and timers keep one contract, whether their time is real or virtual."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.clock import SystemClock, SystemTimer, VirtualClock, VirtualTimer
from bot.service.pacing import Timer
from bot.service.ports import Clock

START = datetime(2026, 3, 2, 14, tzinfo=UTC)
CLOCKS: dict[str, Callable[[], Clock]] = {
    "system": SystemClock,
    "virtual, standing": lambda: VirtualClock(START),
    "virtual, running": lambda: VirtualClock(START, runs=True),
}
TIMERS: dict[str, Callable[[], Timer]] = {
    "system": SystemTimer,
    "virtual": lambda: VirtualTimer(VirtualClock(START)),
    "virtual, on a running clock": lambda: VirtualTimer(VirtualClock(START, runs=True)),
}


@pytest.mark.parametrize("name", CLOCKS)
def test_a_clock_tells_utc_and_never_goes_back(name: str) -> None:
    clock = CLOCKS[name]()
    times = [clock.now() for _ in range(100)]
    assert {moment.tzinfo for moment in times} == {UTC}
    assert times == sorted(times)


@pytest.mark.parametrize("name", TIMERS)
async def test_a_timers_seconds_grow_by_what_was_slept(name: str) -> None:
    timer = TIMERS[name]()
    before = timer.seconds()
    await timer.sleep(0.02)
    assert timer.seconds() - before == pytest.approx(0.02, rel=0.05, abs=0.2)
    assert timer.seconds() - before >= 0.019


@pytest.mark.parametrize("name", TIMERS)
async def test_nothing_is_slept_when_nothing_is_to_wait_for(name: str) -> None:
    timer = TIMERS[name]()
    before = timer.seconds()
    await timer.sleep(0)
    assert 0 <= timer.seconds() - before < 0.5


async def test_a_virtual_hour_takes_no_time() -> None:
    clock = VirtualClock(START)
    begun = time.monotonic()
    await VirtualTimer(clock).sleep(3600)
    assert clock.now() == START + timedelta(hours=1)
    assert time.monotonic() - begun < 1


def test_a_virtual_clock_stands_until_it_is_moved() -> None:
    clock = VirtualClock(START)
    assert clock.now() == clock.now() == START
    clock.move_to(START + timedelta(days=1))
    clock.move_by(timedelta(minutes=5))
    assert clock.now() == START + timedelta(days=1, minutes=5)


def test_a_virtual_clock_is_not_moved_back() -> None:
    clock = VirtualClock(START)
    clock.move_to(START - timedelta(days=1))
    clock.move_by(timedelta(seconds=-1))
    assert clock.now() == START


def test_a_restart_goes_on_from_where_the_clock_was(tmp_path: Path) -> None:
    kept = tmp_path / "clock"
    clock = VirtualClock(runs=True, kept_in=kept)
    clock.move_by(timedelta(days=3))
    again = VirtualClock(runs=True, kept_in=kept)
    assert abs(again.now() - clock.now()) < timedelta(seconds=5)
    assert again.now() - datetime.now(UTC) > timedelta(days=2, hours=23)
