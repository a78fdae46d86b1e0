"""What holds of everybody who looks at the clock: several at once, after hours and after days without a look."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.project.events import ItemOwned
from bot.service.playbooks import Playbooks
from bot.service.ports import Account
from bot.service.rounds import Rounds
from storage.tx import SqlStore
from tests.contracts.stores import ITEM, ONE, PLATFORM, SIDES, introduce, opened_postgres, opened_sqlite

MORNING, STAND_UP = "digest:", "standup:"
#: two people with lines to read in each of two workspaces, and one channel in each
MORNINGS = {f"{side.workspace} {MORNING}{person}": 1 for side in SIDES for person in ("person-1", "owner")}
STAND_UPS = {f"{side.workspace} {STAND_UP}": 1 for side in SIDES}


class Wall:
    """A clock that is set."""

    def __init__(self) -> None:
        self.at = moment(2, 9, 30)

    def now(self) -> datetime:
        return self.at


class Office:
    """Sweepers that look at one database, and a clock."""

    def __init__(self, stores: list[SqlStore]) -> None:
        self.stores, self.clock, self.woken = stores, Wall(), 0
        self.rounds = [Rounds(s, self.clock, Playbooks(), wake=self.wake) for s in stores]

    def wake(self) -> None:
        self.woken += 1

    async def look(self, at: datetime, sweepers: int = 1) -> dict[str, int]:
        """Let so many look at the same instant; return how many messages were queued, by reader."""
        self.clock.at = at
        await asyncio.gather(*(one.run() for one in self.rounds[:sweepers]))
        keys = [key async for key in self._sent(at)]
        return Counter(key for key in keys if f" {MORNING}" in key or f" {STAND_UP}" in key)

    async def _sent(self, at: datetime) -> AsyncIterator[str]:
        """Send what is queued, in the order of each conversation."""
        store = self.stores[0]
        while leased := await store.write(lambda tx: tx.lease(at, seconds=60, limit=1000)):
            for found in leased:
                await store.write(lambda tx, found=found: tx.delivered(found, "C", "m"))  # type: ignore[misc]
                key = found.outgoing.key
                yield f"{found.workspace} {STAND_UP if key.startswith(STAND_UP) else key}"


def moment(day: int, hour: int, minute: int = 0) -> datetime:
    """Return an instant of March 2026; the second is a Monday."""
    return datetime(2026, 3, day, hour, minute, 1, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgres"])
async def office(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Office]:
    """Four sweepers: of one process on SQLite, each with connections of its own on PostgreSQL."""
    async with AsyncExitStack() as stack:
        if request.param == "sqlite":
            opened = await stack.enter_async_context(opened_sqlite(tmp_path))
            stores = [opened.store] * 4
        else:
            url = request.getfixturevalue("laid_out_postgres_url")
            stores = [(await stack.enter_async_context(opened_postgres(url))).store for _ in range(4)]
        await introduce(stores[0])
        for side in SIDES:
            owner = Account(side.workspace, "owner", PLATFORM, side.tenant, "U9", "Owner")
            await stores[0].write(lambda tx, owner=owner: tx.put_account(owner))  # type: ignore[misc]
            await stores[0].write(
                lambda tx, side=side: side.save(tx, side.found(tx), [ItemOwned(ITEM, "owner")], members=True)  # type: ignore[misc]
            )
        found = Office(stores)
        assert await found.look(moment(2, 9, 30)) == {}
        yield found


async def test_four_sweepers_at_once_queue_one_message_for_each_reminder_and_stand_up(office: Office) -> None:
    assert await office.look(moment(3, 9, 30), sweepers=4) == MORNINGS | STAND_UPS
    assert await office.look(moment(3, 9, 31), sweepers=4) == {}
    assert await office.look(moment(4, 9, 30), sweepers=4) == MORNINGS | STAND_UPS


@pytest.mark.parametrize(
    ("back", "expected"),
    [
        pytest.param(moment(3, 16, 59), MORNINGS | STAND_UPS, id="hours later, within working time"),
        pytest.param(moment(3, 17, 29), STAND_UPS, id="after work"),
        pytest.param(moment(3, 17, 31), {}, id="in the evening"),
        pytest.param(moment(4, 8, 59), {}, id="the next day, before it begins"),
        pytest.param(moment(6, 9, 0), MORNINGS, id="days later, before the stand-up"),
        pytest.param(moment(6, 11), MORNINGS | STAND_UPS, id="days later"),
        pytest.param(moment(7, 11), {}, id="at the weekend"),
    ],
)
async def test_after_a_time_without_a_look_each_is_sent_once_and_only_while_it_is_true(
    office: Office, back: datetime, expected: dict[str, int]
) -> None:
    assert await office.look(back) == expected
    assert await office.look(back, sweepers=4) == {}


async def test_a_restart_forgets_nothing_and_repeats_nothing(office: Office) -> None:
    assert await office.look(moment(3, 9, 5)) == MORNINGS
    office.rounds = [Rounds(s, office.clock, Playbooks(), wake=office.wake) for s in office.stores]
    assert await office.look(moment(3, 9, 35)) == STAND_UPS
    assert await office.look(moment(3, 9, 40), sweepers=4) == {}


async def test_a_settled_item_leaves_nothing_to_be_said_when_the_bot_is_back(office: Office) -> None:
    def waits(person: str) -> str:
        return f"{ONE.workspace} {MORNING}{person}"

    assert waits("owner") in await office.look(moment(3, 9, 5))
    await office.stores[0].write(
        lambda tx: ONE.save(tx, ONE.found(tx), [ItemOwned(ITEM, "person-1")], members=True)
    )
    found = await office.look(moment(5, 10))
    assert waits("owner") not in found
    assert found[waits("person-1")] == 1
