"""What every store promises: units that are whole, workspaces that stay apart, deliveries that count once."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from bot.project.events import ChannelLinked, ChannelUnlinked, ItemDeclaredNotReady, ItemOwned, ProjectHeld
from bot.project.evolve import evolve
from bot.service.ports import Account, Attempt, ChannelSettings, Conflict, Duty, Preferences, Tx
from storage.snapshot import encode
from storage.tx import SqlStore
from tests.contracts.stores import (
    CHANNEL,
    DIGEST,
    ITEM,
    NOW,
    ONE,
    PLATFORM,
    PLAYBOOK,
    PROJECT,
    SIDES,
    TWO,
    USER,
    Opened,
    Side,
)

Sides = pytest.mark.parametrize(("here", "there"), [(ONE, TWO), (TWO, ONE)], ids=["one", "two"])


@Sides
async def test_a_click_is_read_back_whole_and_only_in_its_workspace(
    store: SqlStore, here: Side, there: Side
) -> None:
    before = await store.read(lambda tx: there.load(tx, "d1"))
    assert await store.write(here.click("d1", b"done")) == b"done"

    loaded = await store.read(lambda tx: here.load(tx, "d1"))
    assert loaded.outcome == b"done"
    assert loaded.account is not None
    assert loaded.account.name == f"Ann {here.tenant}"
    assert loaded.stored is not None
    assert loaded.stored.project.item(ITEM).not_ready == "because of done"
    assert loaded.stored.seq == loaded.stored.project.seq == 3
    assert await store.read(lambda tx: there.load(tx, "d1")) == before


async def test_an_unknown_tenant_loads_nothing(store: SqlStore) -> None:
    stranger = Side("workspace-3", "T3")
    loaded = await store.read(lambda tx: stranger.load(tx, "d1"))
    assert (loaded.account, loaded.stored, loaded.outcome) == (None, None, None)


@Sides
async def test_a_repeated_delivery_answers_the_first_outcome(
    store: SqlStore, here: Side, there: Side
) -> None:
    first = await store.write(here.click("d1", b"first"))
    again = await store.write(here.click("d1", b"second"))
    other = await store.write(there.click("d1", b"other"))
    assert (first, again, other) == (b"first", b"first", b"other")
    assert (await store.read(here.found)).seq == 3


async def test_the_same_delivery_from_sixteen_tasks_has_one_outcome(store: SqlStore) -> None:
    clicks = [side.click("d1", f"{n}".encode()) for n in range(16) for side in SIDES]
    outcomes = await asyncio.gather(*(store.write(click) for click in clicks))
    assert len(set(outcomes[0::2])) == 1
    assert len(set(outcomes[1::2])) == 1
    for side in SIDES:
        assert (await store.read(side.found)).seq == 3


async def test_sixteen_writers_on_one_project_each_land_once(store: SqlStore) -> None:
    clicks = [side.click(f"d{n}", f"{n}".encode()) for n in range(16) for side in SIDES]
    await asyncio.gather(*(store.write(click) for click in clicks))
    for side in SIDES:
        history = await store.read(lambda tx, side=side: tx.history(side.workspace, PROJECT, 100))  # type: ignore[misc]
        reasons = [entry.event.reason for entry in history if isinstance(entry.event, ItemDeclaredNotReady)]
        assert sorted(reasons) == sorted(f"because of {n}" for n in range(16))
        assert (await store.read(side.found)).seq == 33


async def test_writing_on_what_was_read_before_is_a_conflict(store: SqlStore) -> None:
    stale = await store.read(ONE.found)
    await store.write(ONE.click("d1", b"done"))
    with pytest.raises(Conflict):
        await store.write(lambda tx: ONE.save(tx, stale, [ItemOwned(ITEM, "")]))
    assert (await store.read(TWO.found)).seq == 1


async def test_opening_a_project_twice_is_a_conflict(store: SqlStore) -> None:
    with pytest.raises(Conflict):
        await store.write(ONE.open)


async def test_a_unit_that_raises_leaves_nothing(store: SqlStore) -> None:
    def work(tx: Tx) -> None:
        ONE.click("d1", b"done")(tx)
        raise LookupError("no")

    with pytest.raises(LookupError, match="no"):
        await store.write(work)
    loaded = await store.read(lambda tx: ONE.load(tx, "d1"))
    assert loaded.outcome is None
    assert loaded.stored is not None
    assert loaded.stored.seq == 1


async def test_a_remembered_refusal_is_the_outcome_of_its_delivery_alone(store: SqlStore) -> None:
    await store.write(lambda tx: tx.remember(ONE.delivery("d1"), b"refused", NOW))
    assert (await store.read(lambda tx: ONE.load(tx, "d1"))).outcome == b"refused"
    assert (await store.read(lambda tx: ONE.load(tx, "d2"))).outcome is None
    assert (await store.read(lambda tx: TWO.load(tx, "d1"))).outcome is None
    with pytest.raises(Conflict):
        await store.write(lambda tx: tx.remember(ONE.delivery("d1"), b"done", NOW))


async def test_history_tells_the_last_events_with_their_texts(store: SqlStore) -> None:
    await store.write(ONE.click("d1", b"it"))
    last = await store.read(lambda tx: tx.history(ONE.workspace, PROJECT, 2))
    assert [entry.event for entry in last] == [
        ItemOwned(ITEM, ONE.person),
        ItemDeclaredNotReady(ITEM, "because of it"),
    ]
    assert (last[0].at, last[0].by, last[0].conversation, last[0].message) == (NOW, ONE.person, CHANNEL, "m1")
    assert len(await store.read(lambda tx: tx.history(TWO.workspace, PROJECT, 9))) == 1


async def test_a_snapshot_of_another_shape_is_rebuilt_from_the_ledger(opened: Opened) -> None:
    store = opened.store
    await store.write(ONE.click("d1", b"done"))
    before = await store.read(ONE.found)
    await opened.tamper("UPDATE project SET fingerprint = 'older', name = 'x'")
    assert await store.read(ONE.found) == before
    await store.write(ONE.click("d2", b"done"))
    assert (await store.read(ONE.found)).seq == 5


async def test_an_erased_text_is_gone_from_ledger_and_snapshot(store: SqlStore) -> None:
    for side in SIDES:
        await store.write(side.click("d1", b"done"))
    await store.write(lambda tx: tx.erase(ONE.workspace, PROJECT, 3))
    assert (await store.read(ONE.found)).project.item(ITEM).not_ready == "[erased]"
    assert (await store.read(TWO.found)).project.item(ITEM).not_ready == "because of done"


async def test_the_snapshot_is_what_the_events_lead_to(store: SqlStore) -> None:
    await store.write(ONE.click("d1", b"done"))
    stored = await store.read(ONE.found)
    project = None
    for entry in await store.read(lambda tx: tx.history(ONE.workspace, PROJECT, 100)):
        project = evolve(project, entry)
    assert project is not None
    assert encode(project) == encode(stored.project)


# --- directory ---


@Sides
async def test_an_account_that_is_there_keeps_its_person_and_conversation(
    store: SqlStore, here: Side, there: Side
) -> None:
    base = Account(
        here.workspace, "somebody-else", PLATFORM, here.tenant, USER, "Ann Lee", "Europe/Rome", "it"
    )
    known = await store.write(lambda tx: tx.put_account(msgspec.structs.replace(base, direct="D1")))
    again = await store.write(lambda tx: tx.put_account(msgspec.structs.replace(base, active=False)))
    assert known.person == again.person == here.person
    assert (again.name, again.time_zone, again.active, again.direct) == (
        "Ann Lee",
        "Europe/Rome",
        False,
        "D1",
    )
    other = await store.read(lambda tx: tx.account(PLATFORM, there.tenant, USER))
    assert other is not None
    assert other.name == f"Ann {there.tenant}"


async def test_installing_again_keeps_the_workspace(store: SqlStore) -> None:
    await store.write(lambda tx: tx.install("workspace-9", PLATFORM, ONE.tenant, "Renamed", "B2"))
    assert await store.read(lambda tx: tx.workspace_of(PLATFORM, ONE.tenant)) == ONE.workspace
    assert await store.read(lambda tx: tx.workspace_of(PLATFORM, TWO.tenant)) == TWO.workspace
    assert await store.read(lambda tx: tx.workspace_of("teams", ONE.tenant)) is None


@Sides
async def test_people_are_found_in_their_workspace_only(store: SqlStore, here: Side, there: Side) -> None:
    found = await store.read(lambda tx: tx.people(here.workspace, [here.person, "nobody", here.person]))
    assert {person: account.name for person, account in found.items()} == {here.person: f"Ann {here.tenant}"}
    assert await store.read(lambda tx: tx.people(here.workspace, [])) == {}


# --- lists ---


@Sides
async def test_lists_show_one_workspace(store: SqlStore, here: Side, there: Side) -> None:
    await store.write(here.click("d1", b"done"))
    for rows in (
        await store.read(lambda tx: tx.projects_in(here.workspace, PLATFORM, CHANNEL)),
        await store.read(lambda tx: tx.projects_of(here.workspace, here.person)),
        await store.read(lambda tx: tx.projects_of(here.workspace, "person-2")),
    ):
        assert [row.name for row in rows] == [f"Project of {here.workspace}"]
    assert await store.read(lambda tx: tx.projects_of(here.workspace, "nobody")) == []
    duties = await store.read(lambda tx: tx.duties(here.workspace, here.person))
    assert [(duty.item, duty.state) for duty in duties] == [(ITEM, "not_ready")]
    assert isinstance(duties[0], Duty)
    assert await store.read(lambda tx: tx.duties(there.workspace, there.person)) == []


@Sides
async def test_a_project_is_in_the_list_of_each_of_its_channels(
    store: SqlStore, here: Side, there: Side
) -> None:
    def link(tx: Tx) -> None:
        here.save(tx, here.open(tx, "p2"), [ChannelLinked("teams", "19:there")])

    def listed(tx: Tx, side: Side, platform: str, conversation: str) -> list[str]:
        return [row.project for row in tx.projects_in(side.workspace, platform, conversation)]

    await store.write(link)
    assert await store.read(lambda tx: listed(tx, here, PLATFORM, CHANNEL)) == [PROJECT, "p2"]
    assert await store.read(lambda tx: listed(tx, here, "teams", "19:there")) == ["p2"]
    assert await store.read(lambda tx: listed(tx, there, "teams", "19:there")) == []
    assert await store.read(lambda tx: listed(tx, here, "", "")) == []

    def unlink(tx: Tx) -> None:
        here.save(tx, here.found(tx, "p2"), [ChannelUnlinked("teams", "19:there")])

    await store.write(unlink)
    assert await store.read(lambda tx: listed(tx, here, "teams", "19:there")) == []
    assert await store.read(lambda tx: listed(tx, here, PLATFORM, CHANNEL)) == [PROJECT, "p2"]


async def test_due_projects_of_all_workspaces_come_when_they_are_due(store: SqlStore) -> None:
    both = [(side.workspace, PROJECT) for side in SIDES]
    assert sorted(await store.read(lambda tx: tx.due_projects(NOW, 10))) == both
    assert len(await store.read(lambda tx: tx.due_projects(NOW, 1))) == 1
    early = NOW.replace(microsecond=0)
    assert await store.read(lambda tx: tx.due_projects(early, 10)) == []


async def test_the_next_due_instant_is_that_of_whoever_was_never_planned_then_the_earliest(
    store: SqlStore,
) -> None:
    assert await store.read(lambda tx: tx.next_due()) == datetime(1970, 1, 1, tzinfo=UTC)
    later = NOW + timedelta(days=1)

    def plan(tx: Tx, person: datetime, channel: datetime) -> None:
        for side in SIDES:
            tx.put_preferences(Preferences(side.workspace, side.person, next_at=person))
            tx.put_channel(ChannelSettings(side.workspace, PLATFORM, CHANNEL, next_at=channel))

    for person, channel, first in [
        (later, later, NOW),
        (NOW - timedelta(hours=1), later, NOW - timedelta(hours=1)),
        (later, NOW - timedelta(hours=2), NOW - timedelta(hours=2)),
    ]:
        await store.write(lambda tx, person=person, channel=channel: plan(tx, person, channel))  # type: ignore[misc]
        assert await store.read(lambda tx: tx.next_due()) == first


async def test_a_playbook_is_stored_once_and_read_back(store: SqlStore) -> None:
    await store.write(lambda tx: tx.put_playbook(ONE.workspace, DIGEST, PLAYBOOK))
    assert await store.read(lambda tx: tx.playbook(ONE.workspace, DIGEST)) == PLAYBOOK
    assert await store.read(lambda tx: tx.playbook("workspace-3", DIGEST)) is None


async def test_attempts_and_messages_without_events_are_kept(store: SqlStore) -> None:
    attempt = Attempt(PROJECT, ONE.person, NOW, "ApproveGate", "not_yours")
    await store.write(lambda tx: tx.attempt(ONE.workspace, attempt))
    await store.write(lambda tx: tx.attempt(ONE.workspace, attempt))


async def test_a_change_without_events_moves_the_due_instant(store: SqlStore) -> None:
    def work(tx: Tx) -> None:
        stored = ONE.found(tx)
        tx.save(stored, [], stored.project, workspace=ONE.workspace, due_at=None)

    await store.write(work)
    assert await store.read(lambda tx: tx.due_projects(NOW, 10)) == [(TWO.workspace, PROJECT)]


# --- cost ---


async def test_a_click_costs_six_statements_and_a_commit(opened: Opened) -> None:
    await opened.store.write(ONE.click("d1", b"done"))
    seen: list[str] = []
    opened.trace(seen)
    await opened.store.write(ONE.click("d2", b"done"))
    # SQLite tells of a statement once more for each row that a trigger looks at.
    words = [statement.split(None, 1)[0].upper() for statement in dict.fromkeys(seen)]
    ours = [word for word in words if word not in ("BEGIN", "SAVEPOINT", "RELEASE", "COMMIT")]
    assert ours == ["SELECT", "UPDATE", "INSERT", "INSERT", "INSERT", "INSERT"]
    assert words.count("COMMIT") <= 1


async def test_the_project_row_says_what_lists_need(store: SqlStore) -> None:
    def hold(tx: Tx) -> None:
        ONE.save(tx, ONE.found(tx), [ProjectHeld(NOW.date(), "a pause")])

    await store.write(hold)
    (row,) = await store.read(lambda tx: tx.projects_in(ONE.workspace, PLATFORM, CHANNEL))
    assert (row.project, row.status, row.phase, row.practice) == (PROJECT, "held", 1, False)
