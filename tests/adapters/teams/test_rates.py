"""How messages and reads are spread over time."""

from __future__ import annotations

import asyncio

import pytest

from adapters.teams.rates import READS, WRITES, Rates, Windows
from bot.service.ports import DeliveryFailed
from tests.adapters.teams.connector_stub import Hurry


def most_within(times: list[float], seconds: float) -> int:
    """Count the calls of the fullest window."""
    return max(sum(begin <= at < begin + seconds for at in times) for begin in times)


@pytest.mark.parametrize(("kind", "windows"), [("write", WRITES), ("read", READS)])
async def test_no_window_is_overrun(kind: str, windows: Windows) -> None:
    timer = Hurry()
    rates = Rates(timer)
    left: list[float] = []
    for _ in range(200):
        await (rates.write("C1") if kind == "write" else rates.read("C1"))
        left.append(timer.now)
    for most, seconds in windows[:3]:
        assert most_within(left, seconds - 1e-6) <= most
    assert most_within(left, 30.0 - 1e-6) == windows[2][0]


async def test_an_hours_messages_are_counted_and_the_rest_goes_back_into_the_queue() -> None:
    timer = Hurry()
    rates = Rates(timer)
    for _ in range(1800):
        await rates.write("C1")
    with pytest.raises(DeliveryFailed) as failed:
        await rates.write("C1")
    assert failed.value.code == "ratelimited"
    assert failed.value.retry_after
    assert failed.value.retry_after > 60
    timer.now += failed.value.retry_after
    await rates.write("C1")


async def test_conversations_do_not_wait_for_each_other() -> None:
    timer = Hurry()
    rates = Rates(timer)
    for n in range(40):
        await rates.write(f"C{n}")
    assert timer.waits == []


async def test_all_of_them_together_keep_to_fifty_a_second() -> None:
    timer = Hurry()
    rates = Rates(timer)
    for n in range(51):
        await rates.write(f"C{n}")
    assert sum(timer.waits) == pytest.approx(1.0)


async def test_those_who_wait_together_leave_one_after_the_other() -> None:
    timer = Waiting()
    rates = Rates(timer)
    await asyncio.gather(*(rates.write("C1") for _ in range(10)))
    assert timer.waits == [pytest.approx(1.0), pytest.approx(2.0), pytest.approx(2.0)]


async def test_quiet_conversations_are_forgotten() -> None:
    timer = Hurry()
    rates = Rates(timer)
    for n in range(2500):
        timer.now += 10
        await rates.write(f"C{n}")
    assert len(rates._calls) < 2100


class Waiting(Hurry):
    """Time that stands while people wait."""

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
