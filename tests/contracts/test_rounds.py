"""What holds of everybody who looks at the clock: several at once, after hours and after days without a look."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest

from bot.project.events import ItemOwned
from bot.service.playbooks import Playbooks
from bot.service.ports import Account, Unavailable, WorkspaceSettings
from bot.service.rounds import Rounds
from storage.tx import SqlStore
from tests.contracts.stores import (
    ITEM,
    ONE,
    PLATFORM,
    SIDES,
    WORKSPACES,
    introduce,
    opened_postgres,
    opened_sqlite,
)
from tests.fakes.stumbling import Fails, Stumbling

MORNING, STAND_UP = "digest:", "standup:"
#: two people with lines to read in each of two workspaces, and one channel in each
MORNINGS = {f"{side.workspace} {MORNING}{person}": 1 for side in SIDES for person in ("person-1", "owner")}
STAND_UPS = {f"{side.workspace} {STAND_UP}": 1 for side in SIDES}

T = TypeVar("T")


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
        self.recover()

    def wake(self) -> None:
        self.woken += 1

    def stumble(self, fails: Fails) -> None:
        """Let some calls of the sweepers fail from now on."""
        self.rounds = [
            Rounds(Stumbling(s, fails), self.clock, Playbooks(), wake=self.wake) for s in self.stores
        ]

    def recover(self) -> None:
        """Let nothing fail any more."""
        self.rounds = [Rounds(s, self.clock, Playbooks(), wake=self.wake) for s in self.stores]

    async def look(self, at: datetime, sweepers: int = 1) -> dict[str, int]:
        """Let so many look at the same instant; return how many messages were queued, by reader."""
        self.clock.at = at
        await asyncio.gather(*(one.run() for one in self.rounds[:sweepers]))
        keys = [key async for key in self._sent(at)]
        return Counter(key for key in keys if f" {MORNING}" in key or f" {STAND_UP}" in key)

    async def _sent(self, at: datetime) -> AsyncIterator[str]:
        """Send what is queued, in the order of each conversation."""
        store = self.stores[0]
        while leased := await store.write(
            lambda tx: tx.lease(at, seconds=60, limit=1000, workspaces=WORKSPACES)
        ):
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
    office.recover()
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


async def test_a_person_for_whom_it_fails_keeps_time_from_nobody_else(office: Office) -> None:
    office.stumble(
        lambda call, of=None, *_: (
            ValueError("no such zone")
            if call == "put_preferences" and (of.workspace, of.person) == (ONE.workspace, "owner")
            else None
        )
    )
    theirs = {f"{ONE.workspace} {MORNING}owner": 1}
    others = {key: n for key, n in (MORNINGS | STAND_UPS).items() if key not in theirs}
    assert await office.look(moment(3, 9, 30)) == others
    assert await office.look(moment(3, 9, 31), sweepers=4) == {}
    office.recover()
    assert await office.look(moment(3, 9, 40), sweepers=4) == theirs


async def test_a_channel_for_which_it_fails_keeps_time_from_no_other(office: Office) -> None:
    office.stumble(
        lambda call, of=None, *_: (
            ValueError("no such zone") if call == "put_channel" and of.workspace == ONE.workspace else None
        )
    )
    theirs = {f"{ONE.workspace} {STAND_UP}": 1}
    others = {key: n for key, n in (MORNINGS | STAND_UPS).items() if key not in theirs}
    assert await office.look(moment(3, 9, 30)) == others
    office.recover()
    assert await office.look(moment(3, 9, 40), sweepers=4) == theirs


async def test_a_workspace_for_which_it_fails_keeps_its_anchor_from_no_other(office: Office) -> None:
    store = office.stores[0]
    for side in SIDES:
        chosen = WorkspaceSettings(side.workspace)
        await store.write(lambda tx, chosen=chosen: tx.put_workspace_settings(chosen))  # type: ignore[misc]
    office.stumble(
        lambda call, of=None, *_: (
            ValueError("no such zone")
            if call == "put_workspace_settings" and of.workspace == ONE.workspace
            else None
        )
    )
    await office.look(moment(3, 9, 30))
    left = await store.read(lambda tx: tx.due_workspaces(moment(3, 9, 30), 10))
    assert [each.workspace for each in left] == [ONE.workspace]


@pytest.mark.parametrize("error", [ValueError("a row that cannot be read"), Unavailable("gone")])
async def test_a_part_that_fails_keeps_no_other_from_its_turn_and_messages_leave(
    office: Office, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("WARNING")
    office.stumble(lambda call, *_: error if call == "due_people" else None)
    woken = office.woken
    assert await office.look(moment(3, 9, 30)) == STAND_UPS
    assert office.woken == woken + 1
    assert "Mornings could not be looked at" in caplog.text
    office.recover()
    assert await office.look(moment(3, 9, 40)) == MORNINGS
