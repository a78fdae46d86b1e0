"""What every store promises to stand-ups: channels are met when it is their turn, with what happened there."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from msgspec.structs import replace

from bot.project.events import (
    ChannelLinked,
    ChannelUnlinked,
    Event,
    ItemDeclaredNotReady,
    ItemOwned,
    ProjectStopped,
)
from bot.project.working import Away
from bot.service.ports import ChannelSettings
from storage.tx import SqlStore
from tests.contracts.stores import CHANNEL, ITEM, NOW, ONE, PLATFORM, PROJECT, SIDES, TWO, Opened, Side
from tests.contracts.test_audit import audit

Sides = pytest.mark.parametrize(("here", "there"), [(ONE, TWO), (TWO, ONE)], ids=["one", "two"])
DAY = timedelta(days=1)


async def say(store: SqlStore, side: Side, *events: Event) -> None:
    """Let things happen to the project of a side."""
    await store.write(lambda tx: side.save(tx, side.found(tx), events, members=True))


async def settings(store: SqlStore, side: Side) -> ChannelSettings:
    """Return the settings of a side's channel."""
    found = await store.read(lambda tx: tx.channel(side.workspace, PLATFORM, CHANNEL))
    assert found is not None
    return found


@Sides
async def test_a_channel_is_there_with_its_first_project_and_keeps_what_was_chosen(
    store: SqlStore, here: Side, there: Side
) -> None:
    assert await settings(store, here) == ChannelSettings(here.workspace, PLATFORM, CHANNEL)
    wanted = ChannelSettings(
        here.workspace,
        PLATFORM,
        CHANNEL,
        language="fr",
        time_zone="America/Toronto",
        region="CA-ON",
        at=time(10),
        quiet=True,
        paused_until=date(2026, 3, 9),
        every_day=True,
        questions=True,
        closures=(Away(date(2026, 12, 24), date(2027, 1, 2)),),
        next_at=NOW,
        last_at=NOW - DAY,
        last_key="standup:slack:C1:2026-03-01",
    )
    await store.write(lambda tx: tx.put_channel(wanted))
    await store.write(lambda tx: here.open(tx, "p2"))
    assert await settings(store, here) == wanted
    assert await settings(store, there) == ChannelSettings(there.workspace, PLATFORM, CHANNEL)
    assert await store.read(lambda tx: tx.channel(here.workspace, PLATFORM, "C9")) is None


async def test_due_channels_come_with_their_projects_the_earliest_first(store: SqlStore) -> None:
    await store.write(lambda tx: ONE.open(tx, "p2"))
    await store.write(
        lambda tx: tx.put_channel(ChannelSettings(ONE.workspace, PLATFORM, CHANNEL, next_at=NOW))
    )
    due = await store.read(lambda tx: tx.due_channels(NOW, 10))
    assert [(found.workspace, found.next_at) for found, _ in due] == [
        (TWO.workspace, None),
        (ONE.workspace, NOW),
    ]
    (_, theirs), (_, ours) = due
    assert [(stored.workspace, stored.project.id) for stored in theirs] == [(TWO.workspace, PROJECT)]
    alone = [await store.read(ONE.found), await store.read(lambda tx: ONE.found(tx, "p2"))]
    # Nothing is appended to what was read among many: its last anchor is not read along.
    assert list(ours) == [replace(stored, not_before=None) for stored in alone]
    assert ours[-1].project.id == ours[1:][0].project.id == "p2"
    assert len(await store.read(lambda tx: tx.due_channels(NOW, 1))) == 1


@Sides
async def test_a_second_channel_has_settings_and_stand_ups_of_its_own(
    store: SqlStore, here: Side, there: Side
) -> None:
    await store.write(lambda tx: here.open(tx, "p2"))
    await say(store, here, ChannelLinked("teams", "19:there"))
    due = await store.read(lambda tx: tx.due_channels(NOW, 10))
    ours = [found for found in due if found[0].workspace == here.workspace]
    assert [(found.platform, [one.project.id for one in projects]) for found, projects in ours] == [
        (PLATFORM, [PROJECT, "p2"]),
        ("teams", [PROJECT]),
    ]
    second = await store.read(lambda tx: tx.channel(here.workspace, "teams", "19:there"))
    assert second == ChannelSettings(here.workspace, "teams", "19:there")
    chosen = ChannelSettings(here.workspace, "teams", "19:there", language="fr-CA", quiet=True, next_at=NOW)
    await store.write(lambda tx: tx.put_channel(chosen))
    await say(store, here, ChannelUnlinked("teams", "19:there"))
    await say(store, here, ChannelLinked("teams", "19:there"))
    assert await store.read(lambda tx: tx.channel(here.workspace, "teams", "19:there")) == chosen
    assert await store.read(lambda tx: tx.channel(there.workspace, "teams", "19:there")) is None
    assert (await audit(store)).problems == []


async def test_the_channels_of_a_platform_are_found_in_their_workspace(store: SqlStore) -> None:
    await say(store, ONE, ChannelLinked("teams", "19:there"))
    found = await store.read(lambda tx: tx.channels_on(ONE.workspace, "teams"))
    assert [one.conversation for one in found] == ["19:there"]
    assert await store.read(lambda tx: tx.channels_on(TWO.workspace, "teams")) == []
    gone = ChannelSettings(ONE.workspace, "teams", "19:there", next_at=NOW, removed_at=NOW, lost=(PROJECT,))
    await store.write(lambda tx: tx.put_channel(gone))
    assert await store.read(lambda tx: tx.channels_on(ONE.workspace, "teams")) == [gone]


async def test_a_channel_is_due_from_the_planned_instant_on_and_leaves_out_what_has_ended(
    store: SqlStore,
) -> None:
    for side in SIDES:
        planned = ChannelSettings(side.workspace, PLATFORM, CHANNEL, next_at=NOW)
        await store.write(lambda tx, planned=planned: tx.put_channel(planned))  # type: ignore[misc]
    assert await store.read(lambda tx: tx.due_channels(NOW - timedelta(microseconds=1), 10)) == []
    await say(store, ONE, ProjectStopped("sold"))
    due = await store.read(lambda tx: tx.due_channels(NOW, 10))
    assert [(found.workspace, len(projects)) for found, projects in due] == [
        ("workspace-1", 0),
        ("workspace-2", 1),
    ]


async def test_projects_of_a_channel_outlive_the_transaction_whatever_shape_they_were_stored_in(
    opened: Opened,
) -> None:
    store = opened.store
    await store.write(ONE.click("d1", b"done"))
    await opened.tamper(
        "UPDATE project SET fingerprint = 'older', snapshot = ''".replace("''", _nothing(store))
    )
    due = await store.read(lambda tx: tx.due_channels(NOW, 10))
    assert [stored.project.item(ITEM).not_ready for _, found in due for stored in found] == [
        "because of done",
        "",
    ]


def _nothing(store: SqlStore) -> str:
    return "''::bytea" if type(store).__name__ == "PostgresStore" else "x''"


@Sides
async def test_events_since_an_instant_are_those_after_it_in_order(
    store: SqlStore, here: Side, there: Side
) -> None:
    await store.write(here.click("d1", b"done"))
    both = [(here.workspace, PROJECT), (here.workspace, "p9")]
    early = NOW - timedelta(microseconds=1)
    found = await store.read(lambda tx: tx.events_since(both, early))
    assert list(found) == [PROJECT]
    assert [entry.event for entry in found[PROJECT][1:]] == [
        ItemOwned(ITEM, here.person),
        ItemDeclaredNotReady(ITEM, "because of done"),
    ]
    assert found[PROJECT] == await store.read(lambda tx: tx.history(here.workspace, PROJECT, 9))
    assert await store.read(lambda tx: tx.events_since(both, NOW)) == {}
    assert await store.read(lambda tx: tx.events_since([], early)) == {}
    theirs = await store.read(lambda tx: tx.events_since([(there.workspace, PROJECT)], early))
    assert len(theirs[PROJECT]) == 1
