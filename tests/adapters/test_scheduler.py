"""The scheduler triggers sweep and pruning at intervals, and never two of a kind at once."""

from __future__ import annotations

import asyncio
import logging

import pytest

from adapters.scheduler import Scheduler
from tests.waiting import until


class Work:
    """Counts its runs, and how many ran at once."""

    def __init__(self, seconds: float = 0.0, error: Exception | None = None) -> None:
        self.runs = self.ended = self.most_at_once = self._now = 0
        self._seconds, self._error = seconds, error

    async def run(self) -> None:
        self.runs += 1
        self._now += 1
        self.most_at_once = max(self.most_at_once, self._now)
        await asyncio.sleep(self._seconds)
        self._now -= 1
        self.ended += 1
        if self._error:
            raise self._error


async def test_the_sweep_runs_again_and_again_until_stopped() -> None:
    sweep, prune = Work(), Work()
    scheduler = Scheduler(sweep.run, prune.run, seconds=0.02)
    scheduler.start()
    await until(lambda: sweep.runs >= 3)
    await scheduler.stop()
    runs = sweep.runs
    await asyncio.sleep(0.1)
    assert sweep.runs == runs
    assert prune.runs == 0


async def test_a_slow_sweep_is_not_run_beside_itself() -> None:
    sweep = Work(seconds=0.1)
    scheduler = Scheduler(sweep.run, Work().run, seconds=0.02)
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    scheduler.start()
    await until(lambda: sweep.runs >= 2)
    await scheduler.stop()
    assert sweep.most_at_once == 1


async def test_a_sweep_that_fails_is_told_of_and_run_again(caplog: pytest.LogCaptureFixture) -> None:
    sweep = Work(error=ValueError("a mistake"))
    scheduler = Scheduler(sweep.run, Work().run, seconds=0.02)
    scheduler.start()
    await until(lambda: sweep.runs >= 2)
    await scheduler.stop()
    assert "a mistake" in caplog.text


async def test_a_sweep_under_way_is_waited_for(caplog: pytest.LogCaptureFixture) -> None:
    sweep = Work(seconds=0.2)
    scheduler = Scheduler(sweep.run, Work().run, seconds=0.02)
    scheduler.start()
    await until(lambda: sweep.runs == 1)
    await scheduler.stop()
    assert (sweep.runs, sweep.ended) == (1, 1)
    assert caplog.text == ""


async def test_a_sweep_that_does_not_end_is_left() -> None:
    sweep = Work(seconds=60)
    scheduler = Scheduler(sweep.run, Work().run, seconds=0.02)
    scheduler.start()
    await until(lambda: sweep.runs == 1)
    await asyncio.wait_for(scheduler.stop(within=0.1), 10)
    assert sweep.ended == 0
