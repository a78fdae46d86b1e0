"""The clock looks at what is due: once, however many look, and whatever one project does."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import TypeVar, cast

import pytest

from bot.service.days import Days, MovableClock
from bot.service.intents import Done
from bot.service.ports import DeliveryFailed, Store
from bot.service.rounds import Rounds
from bot.service.sweep import Sweep
from tests.fakes.stumbling import Fails, Stumbling
from tests.service.office import CHANNEL, WORKSPACE, Office

T = TypeVar("T")


def unreadable(broken: str) -> Fails:
    """Return what fails wherever one project is read."""

    def fails(call: str, *args: object) -> Exception | None:
        found = call == "project" and args[1:] == (broken,)
        return ValueError("a snapshot that cannot be read") if found else None

    return fails


async def due(office: Office) -> list[tuple[str, str]]:
    now = office.clock.now()
    return list(await office.store.read(lambda tx: tx.due_projects(now, 100)))


async def test_a_project_is_looked_at_when_its_day_turns(office: Office, line_3: str) -> None:
    assert await office.sweep.run() == 0
    office.clock.move_by(timedelta(days=1))
    assert await office.sweep.run() == 1
    assert await office.sweep.run() == 0
    await office.rounds.run()  # people and channels that were never planned are, now
    next_due = await office.rounds.next_due(office.clock.now())
    assert next_due
    assert next_due > office.clock.now()


async def test_the_day_turns_on_the_card_in_place(office: Office, line_3: str) -> None:
    await office.relay.drain()
    ((place, before),) = [(p, c) for p, c in office.chat.messages.items() if p[0] == CHANNEL]
    office.clock.move_by(timedelta(days=1))
    await office.sweep.run()
    await office.relay.drain()
    assert office.chat.messages[place] != before
    assert len(office.said(CHANNEL)) == 1


async def test_two_sweepers_at_once_do_no_harm(office: Office, line_3: str) -> None:
    await office.relay.drain()
    seq = (await office.project(line_3)).seq
    office.clock.move_by(timedelta(days=30))
    other = Sweep(office.store, office.clock, office.playbooks)
    await asyncio.gather(office.sweep.run(), other.run())
    halted = (await office.project(line_3)).seq
    await asyncio.gather(office.sweep.run(), other.run())
    assert (await office.project(line_3)).seq == halted
    assert halted - seq <= 2
    assert await due(office) == []


async def test_a_project_that_cannot_be_looked_at_keeps_time_from_no_other(
    office: Office, line_3: str, caplog: pytest.LogCaptureFixture
) -> None:
    other = await office.begin()
    office.clock.move_by(timedelta(days=1))
    broken = min(line_3, other)
    assert await Sweep(Stumbling(office.store, unreadable(broken)), office.clock, office.playbooks).run() == 2
    assert await due(office) == [(WORKSPACE, broken)]
    assert f"project {broken} could not be looked at" in caplog.text
    assert await office.sweep.run() == 1


async def test_what_is_kept_for_a_time_is_forgotten_after_it(office: Office, line_3: str) -> None:
    await office.relay.drain()
    assert await office.sweep.prune() == 0
    office.clock.move_by(timedelta(days=31))
    assert await office.sweep.prune() > 0
    assert await office.sweep.prune() == 0


async def test_the_next_day_steps_through_what_falls_due_on_the_way(office: Office, line_3: str) -> None:
    days = Days(office.store, office.clock, office.rounds, office.relay)
    morning = await days.next_day()
    assert morning.isoformat() == "2026-03-03T14:00:00+00:00"
    assert "day 2" in office.said(CHANNEL)[0]
    assert await due(office) == []
    assert await office.store.read(lambda tx: tx.next_send()) is None


async def test_a_day_ends_by_a_clock_that_runs_by_itself(office: Office, line_3: str) -> None:
    days = Days(office.store, Running(office.clock), office.rounds, office.relay)
    async with asyncio.timeout(20):
        morning = await days.next_day()
    assert morning.replace(microsecond=0).isoformat() == "2026-03-03T14:00:00+00:00"
    assert "day 2" in office.said(CHANNEL)[0]


async def test_the_clock_never_goes_back(office: Office, line_3: str) -> None:
    days = Days(office.store, office.clock, office.rounds, office.relay)
    now = await days.next_day()
    await days.move_to(now - timedelta(days=1))
    assert office.clock.now() == now


async def test_a_walk_through_the_days_is_left_at_once_and_nothing_that_is_due_is_lost(
    office: Office, line_3: str
) -> None:
    days = Days(office.store, office.clock, office.rounds, office.relay)
    began = office.clock.now()
    walk = asyncio.create_task(days.move_to(began + timedelta(days=80)))
    while office.clock.now() == began:  # noqa: ASYNC110  # the clock tells nobody
        await asyncio.sleep(0)
    await days.leave()
    await walk
    assert began < office.clock.now() < began + timedelta(days=80)
    assert await office.rounds.next_due(office.clock.now()) is not None


class Stepping:
    """The office's clock, and every instant that it was moved to."""

    def __init__(self, clock: MovableClock) -> None:
        self._clock, self.steps = clock, list[datetime]()

    @property
    def ahead(self) -> timedelta:
        return self._clock.ahead

    def now(self) -> datetime:
        return self._clock.now()

    def move_to(self, instant: datetime) -> None:
        self.steps.append(instant)
        self._clock.move_to(instant)


class Running(Stepping):
    """The office's clock as one that runs by itself: whoever asks twice hears two instants."""

    asked = 0

    def now(self) -> datetime:
        self.asked += 1
        return self._clock.now() + timedelta(microseconds=self.asked)


class Looking(Rounds):
    """What looks at what is due, and when it did."""

    def __init__(self, office: Office) -> None:
        super().__init__(office.store, office.clock, office.playbooks, wake=lambda: None)
        self._at, self.looked = office.clock, list[datetime]()

    async def run(self) -> int:
        self.looked.append(self._at.now())
        return await super().run()


async def test_a_walk_skips_nothing_that_falls_due_although_something_stays_overdue(
    office: Office, line_3: str
) -> None:
    await office.begin()
    clock = Stepping(office.clock)
    stumbling = Stumbling(office.store, unreadable(line_3))
    rounds = Rounds(cast(Store, stumbling), clock, office.playbooks, wake=lambda: None)
    days = Days(office.store, clock, rounds, office.relay)
    target = office.clock.now() + timedelta(days=3)
    await days.move_to(target)
    assert await due(office) == [(WORKSPACE, line_3)]
    turns = {(step.date(), step.hour) for step in clock.steps}
    assert {(target.date() - timedelta(days=ago), 11) for ago in range(3)} <= turns, "6:00 in Toronto"
    assert clock.steps == sorted(clock.steps)
    assert clock.steps[-1] == target


async def test_what_falls_due_while_a_message_waits_a_little_is_looked_at_then(
    office: Office, line_3: str
) -> None:
    clock = Stepping(office.clock)
    rounds = Looking(office)
    days = Days(office.store, clock, rounds, office.relay)
    await days.next_day()
    turn = await office.rounds.next_due(office.clock.now())
    assert turn
    office.clock.move_to(turn - timedelta(minutes=1))
    assert await office.press("URAJ", "item.take", p=line_3, i="DR-2") == Done()
    office.chat.failure = DeliveryFailed("busy", retry_after=180)
    clock.steps.clear()
    await days.move_to(turn + timedelta(hours=1))
    waited = turn + timedelta(minutes=2)
    assert clock.steps[0] == waited, "the message had to wait past the turn of the day"
    assert waited in rounds.looked
