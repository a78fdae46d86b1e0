"""Contracts of a store: people, lists, what is due, playbooks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from bot.project.events import ChannelLinked, ChannelUnlinked, ProjectHeld
from bot.service.ports import Attempt, ChannelSettings, Duty, Preferences, Tx
from storage.tx import SqlStore
from tests.contracts.store_kit import Sides
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


@Sides
async def test_who_is_there_and_who_has_left_are_told_apart(store: SqlStore, here: Side, there: Side) -> None:
    def leave(tx: Tx) -> None:
        account = tx.account(PLATFORM, here.tenant, USER)
        assert account
        tx.put_account(replace(account, active=False))

    name = f"Ann {here.tenant}"
    assert await store.read(lambda tx: tx.users_on(here.workspace, PLATFORM)) == [(USER, name)]
    assert await store.read(lambda tx: tx.left_on(here.workspace, PLATFORM)) == []
    await store.write(leave)
    assert await store.read(lambda tx: tx.users_on(here.workspace, PLATFORM)) == []
    assert await store.read(lambda tx: tx.left_on(here.workspace, PLATFORM)) == [USER]
    assert await store.read(lambda tx: tx.left_on(here.workspace, "teams")) == []
    assert await store.read(lambda tx: tx.left_on(there.workspace, PLATFORM)) == []


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


async def test_the_next_due_instant_is_the_earliest_after_the_one_that_is_named(store: SqlStore) -> None:
    never, early = datetime(1970, 1, 1, tzinfo=UTC), NOW - timedelta(days=1)
    before = never - timedelta(days=1)
    assert await store.read(lambda tx: tx.next_due(before)) == never, "whoever was never planned"
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
        assert await store.read(lambda tx: tx.next_due(early)) == first
        found = await store.read(lambda tx, first=first: tx.next_due(first))  # type: ignore[misc]
        assert found is not None
        assert found > first, "what is overdue holds back nothing that follows"


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
