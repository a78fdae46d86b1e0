"""The anchor of a workspace: on its day, once, to whom it names, and of nothing but its own ledger."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta

import pytest
from msgspec.structs import replace

from bot.project.commands import PlaceLegalHold
from bot.project.events import ItemOwned, ProjectOpened, Recorded
from bot.service.anchors import Anchors
from bot.service.draw import decode
from bot.service.erasing import hold
from bot.service.playbooks import Playbooks
from bot.service.ports import WorkspaceSettings
from bot.service.unit import record
from storage.anchor import differs, read_anchor
from storage.anchored import anchored
from storage.tx import SqlStore, SqlTx
from tests.contracts.stores import ITEM, NOW, ONE, PLAYBOOK, PROJECT, SIDES, TWO, WORKSPACES, Opened

#: of the ledger, which was written on a Monday morning
MONDAY = NOW.replace(hour=9, minute=30, second=1, microsecond=0)
WEEK = timedelta(days=7)


class Wall:
    """A clock that is set."""

    at = MONDAY

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Wall:
    """Monday, 09:30 UTC."""
    return Wall()


@pytest.fixture
async def named(store: SqlStore) -> SqlStore:
    """A store whose first workspace wants its anchor on Tuesdays at eight in Prague, the second names nobody."""
    chosen = WorkspaceSettings(
        ONE.workspace,
        anchor_to=("person-1", "p-2"),
        anchor_day=1,
        anchor_at=time(8),
        time_zone="Europe/Prague",
    )
    for side in SIDES:
        await store.write(side.click("d1", b"done"))
    await store.write(lambda tx: tx.put_workspace_settings(chosen))
    await store.write(lambda tx: tx.put_workspace_settings(WorkspaceSettings(TWO.workspace)))
    return store


async def sent(store: SqlStore, at: datetime) -> Mapping[tuple[str, str], str]:
    """Send what waits; return the lines of anchors by workspace and person."""
    found: dict[tuple[str, str], str] = {}
    while leased := await store.write(lambda tx: tx.lease(at, seconds=60, limit=1000, workspaces=WORKSPACES)):
        for one in leased:
            await store.write(lambda tx, one=one: tx.delivered(one, "C", "m"))  # type: ignore[misc]
            if one.outgoing.key.startswith("anchor:"):
                notice = decode(one.outgoing.notice)
                assert (one.workspace, notice.person) not in found
                found[one.workspace, notice.person] = notice.line
    return found


async def test_it_comes_on_its_day_once_however_many_look(named: SqlStore, clock: Wall) -> None:
    sweepers = [Anchors(named, clock) for _ in range(4)]
    assert await sweepers[0].run() == 2
    assert await sent(named, clock.at) == {}
    clock.at = datetime(2026, 3, 3, 6, 59, tzinfo=UTC)
    assert await sweepers[0].run() == 0
    clock.at = datetime(2026, 3, 3, 7, 0, 1, tzinfo=UTC)
    await asyncio.gather(*(one.run() for one in sweepers))
    found = await sent(named, clock.at)
    assert found.keys() == {(ONE.workspace, "person-1"), (ONE.workspace, "p-2")}
    await asyncio.gather(*(one.run() for one in sweepers))
    assert await sent(named, clock.at) == {}
    # The next week's, days late.
    clock.at += WEEK + timedelta(days=3)
    await asyncio.gather(*(one.run() for one in sweepers))
    assert (await sent(named, clock.at)).keys() == found.keys()
    settings = await named.read(lambda tx: tx.workspace_settings(ONE.workspace))
    assert settings.next_at == datetime(2026, 3, 17, 7, tzinfo=UTC)


async def test_it_says_what_its_own_ledger_amounted_to_and_nothing_of_others(
    opened: Opened, named: SqlStore
) -> None:
    at = NOW + timedelta(minutes=5)
    line = await named.read(lambda tx: tx.anchor(ONE.workspace, at))
    kept = read_anchor(f"> `{line}`")
    assert (kept.workspace, kept.projects, kept.events, kept.at) == (
        ONE.workspace,
        1,
        3,
        at.replace(microsecond=0),
    )
    assert differs(kept, await anchored(named, kept.at, kept.workspace)) == []
    later = ItemOwned(ITEM, "person-2")
    for side in SIDES:
        await named.write(lambda tx, side=side: side.save(tx, side.found(tx), [later], at=at + WEEK))  # type: ignore[misc]
    await opened.tamper(f"DELETE FROM event WHERE seq = 2 AND workspace = '{TWO.workspace}'")
    assert differs(kept, await anchored(named, kept.at, kept.workspace)) == []
    await opened.tamper(f"UPDATE event SET hash = 'ff' WHERE seq = 3 AND workspace = '{ONE.workspace}'")
    (problem,) = differs(kept, await anchored(named, kept.at, kept.workspace))
    assert f"of workspace {ONE.workspace}" in problem


async def test_the_one_statement_counts_as_the_events_one_by_one_do(named: SqlStore) -> None:
    await named.write(lambda tx: ONE.save(tx, ONE.found(tx), [ItemOwned(ITEM, "x")], at=NOW + WEEK))
    for at in (NOW - WEEK, NOW, NOW + timedelta(days=1), NOW + WEEK):
        line = await named.read(lambda tx, at=at: tx.anchor(ONE.workspace, at))  # type: ignore[misc]
        assert line == str(await anchored(named, at, ONE.workspace))


@pytest.mark.parametrize("behind", [timedelta(days=1), timedelta(minutes=2), timedelta(0)])
async def test_what_is_appended_with_a_clock_that_was_set_back_is_not_from_before_an_anchor(
    named: SqlStore, clock: Wall, behind: timedelta
) -> None:
    looks = Anchors(named, clock)
    await looks.run()
    clock.at += WEEK
    await looks.run()
    line = next(iter((await sent(named, clock.at)).values()))
    kept = read_anchor(line)
    before = clock.at - timedelta(minutes=1) - behind

    def appended(tx: SqlTx) -> None:
        assert hold(tx, Playbooks(), ONE.workspace, PROJECT, PlaceLegalHold("asked"), before)

    def opened(tx: SqlTx) -> None:
        first = tx.entries(ONE.workspace, PROJECT)[0].recorded.event
        assert isinstance(first, ProjectOpened)
        opening = Recorded(replace(first, project="p2"), before, "person-1")
        record(tx, ONE.workspace, None, [opening], PLAYBOOK, before)

    await named.write(appended)
    await named.write(opened)
    assert differs(kept, await anchored(named, kept.at, kept.workspace)) == []
    assert (await anchored(named, kept.at + WEEK, kept.workspace)).events == kept.events + 2
    # Within the project, the next one is not before this one either.
    rows = await named.read(lambda tx: tx.events(ONE.workspace, PROJECT))
    assert [row["at"] for row in rows] == sorted(row["at"] for row in rows)
    assert rows[-1]["at"] == kept.at + timedelta(microseconds=1)


async def test_more_events_with_an_earlier_time_are_told_from_changed_ones(named: SqlStore) -> None:
    kept = await anchored(named, NOW + WEEK, ONE.workspace)
    await named.write(lambda tx: ONE.save(tx, ONE.found(tx), [ItemOwned(ITEM, "x")], at=NOW))
    (problem,) = differs(kept, await anchored(named, kept.at, kept.workspace))
    assert "1 more events bear a time from before it. Either a clock was behind" in problem


async def test_settings_are_kept_and_nobody_is_named_until_somebody_is(store: SqlStore) -> None:
    assert (await store.read(lambda tx: tx.workspace_settings(ONE.workspace))).anchor_to == ()
    chosen = WorkspaceSettings(ONE.workspace, ("person-1",), 4, time(16, 30), "America/Toronto", NOW)
    await store.write(lambda tx: tx.put_workspace_settings(chosen))
    assert await store.read(lambda tx: tx.workspace_settings(ONE.workspace)) == chosen
    assert (await store.read(lambda tx: tx.workspace_settings(TWO.workspace))).anchor_to == ()


async def test_a_look_at_which_nothing_is_due_is_one_reading_statement(
    opened: Opened, named: SqlStore, clock: Wall
) -> None:
    looks = Anchors(named, clock)
    await looks.run()
    seen: list[str] = []
    opened.trace(seen)
    assert await looks.run() == 0
    assert len([one for one in seen if "workspace_settings" in one]) == 1
    assert not [one for one in seen if "event" in one]
