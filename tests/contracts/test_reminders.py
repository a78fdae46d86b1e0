"""What every store promises to reminders: people and channels are met when it is their turn, and nothing mixes."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date, time, timedelta

import pytest
from msgspec.structs import replace

from bot.project.events import (
    Event,
    GateRequested,
    ItemOwned,
    ProjectStopped,
    RoleGiven,
)
from bot.project.working import Away
from bot.service.ports import Account, Outgoing, Place, Preferences, Tx
from storage.tx import SqlStore
from tests.contracts.stores import ITEM, NOW, ONE, PLATFORM, PROJECT, SIDES, TWO, WORKSPACES, Side

Sides = pytest.mark.parametrize(("here", "there"), [(ONE, TWO), (TWO, ONE)], ids=["one", "two"])
#: before anything may be reminded of, and when everything may
EARLY, LATE = date(2026, 3, 1), date(2026, 12, 31)
DAY = timedelta(days=1)
SPONSOR, COLLEAGUE = "person-2", "person-3"


async def say(store: SqlStore, side: Side, *events: Event) -> None:
    """Let things happen to the project of a side."""
    await store.write(lambda tx: side.save(tx, side.found(tx), events, members=True))


async def chosen(store: SqlStore, side: Side) -> Preferences:
    """Return the preferences of a side's person."""
    return (await store.read(lambda tx: tx.preferences(side.workspace, [side.person])))[side.person]


async def to_nag(store: SqlStore, side: Side, *persons: str, on: date = LATE) -> dict[str, list[str]]:
    """Return which projects the people of a side are reminded of."""
    keys = [(side.workspace, person) for person in persons]
    found = await store.read(lambda tx: tx.projects_to_nag(keys, on))
    return {person: list(projects) for person, projects in found.items()}


# --- preferences ---


@Sides
async def test_preferences_are_read_back_whole_and_only_in_their_workspace(
    store: SqlStore, here: Side, there: Side
) -> None:
    wanted = Preferences(
        here.workspace,
        here.person,
        language="fr",
        at=time(8, 30),
        quiet=True,
        digest_only=True,
        paused_until=date(2026, 3, 9),
        days=(0, 1, 2, 3),
        starts=time(7),
        ends=time(15, 30),
        region="CA-QC",
        away=(Away(date(2026, 7, 1), date(2026, 7, 14)),),
        next_at=NOW,
        last_on=date(2026, 3, 2),
        last=((PROJECT, ITEM), (PROJECT, "")),
    )
    await store.write(lambda tx: tx.put_preferences(wanted))
    assert await chosen(store, here) == wanted
    assert await chosen(store, there) == Preferences(there.workspace, there.person)


async def test_whoever_chose_nothing_has_the_defaults(store: SqlStore) -> None:
    found = await store.read(lambda tx: tx.preferences(ONE.workspace, ["stranger", ONE.person, "stranger"]))
    assert found == {person: Preferences(ONE.workspace, person) for person in ("stranger", ONE.person)}
    assert await store.read(lambda tx: tx.preferences(ONE.workspace, [])) == {}


async def test_a_new_person_is_due_before_anybody_who_was_planned(store: SqlStore) -> None:
    await store.write(lambda tx: tx.put_preferences(Preferences(ONE.workspace, ONE.person, next_at=NOW)))
    due = await store.read(lambda tx: tx.due_people(NOW, 10))
    assert [(found.workspace, found.next_at) for found in due] == [
        (TWO.workspace, None),
        (ONE.workspace, NOW),
    ]
    assert [found.workspace for found in await store.read(lambda tx: tx.due_people(NOW, 1))] == [
        TWO.workspace
    ]


async def test_a_person_is_due_from_the_planned_instant_on(store: SqlStore) -> None:
    for side in SIDES:
        at = NOW if side == ONE else NOW + DAY
        await store.write(lambda tx, side=side, at=at: tx.put_preferences(_planned(side, at)))  # type: ignore[misc]
    early = NOW - timedelta(microseconds=1)
    assert await store.read(lambda tx: tx.due_people(early, 10)) == []
    (found,) = await store.read(lambda tx: tx.due_people(NOW, 10))
    assert found == _planned(ONE, NOW)


def _planned(side: Side, at: object) -> Preferences:
    return replace(Preferences(side.workspace, side.person), next_at=at)


async def test_a_second_account_of_a_person_keeps_what_was_chosen(store: SqlStore) -> None:
    wanted = Preferences(ONE.workspace, ONE.person, quiet=True, next_at=NOW)
    await store.write(lambda tx: tx.put_preferences(wanted))
    other = Account(ONE.workspace, ONE.person, "teams", ONE.tenant, "29:1", "Ann")
    await store.write(lambda tx: tx.put_account(other))
    assert await chosen(store, ONE) == wanted


# --- whom a sweep asks about what ---


@Sides
async def test_an_owner_is_reminded_in_their_workspace_from_the_day_on(
    store: SqlStore, here: Side, there: Side
) -> None:
    await say(store, here, ItemOwned(ITEM, COLLEAGUE))
    assert await to_nag(store, here, COLLEAGUE) == {COLLEAGUE: [PROJECT]}
    assert await to_nag(store, here, COLLEAGUE, on=EARLY) == {}
    assert await to_nag(store, there, COLLEAGUE) == {}
    assert await to_nag(store, here, "stranger") == {}
    assert await to_nag(store, here) == {}


async def test_whoever_has_a_role_is_told_of_anybodys_items_but_a_viewer_is_not(store: SqlStore) -> None:
    roles = {"boss": "portfolio_admin", "security": "security_reviewer", "guest": "viewer"}
    await say(store, ONE, *(RoleGiven(role, person) for person, role in roles.items()))  # type: ignore[arg-type]
    found = await to_nag(store, ONE, ONE.person, SPONSOR, *roles)
    assert sorted(found) == sorted([ONE.person, SPONSOR, "boss", "security"])
    assert await to_nag(store, ONE, ONE.person, SPONSOR, *roles, on=EARLY) == {}
    assert await to_nag(store, TWO, *roles) == {}


async def test_a_waiting_gate_asks_its_approvers_on_any_day(store: SqlStore) -> None:
    await say(store, ONE, RoleGiven("delegate", COLLEAGUE), GateRequested(1, 1))
    found = await to_nag(store, ONE, SPONSOR, COLLEAGUE, "stranger", on=EARLY)
    assert found == {SPONSOR: [PROJECT], COLLEAGUE: [PROJECT]}
    assert await to_nag(store, TWO, SPONSOR, on=EARLY) == {}


async def test_an_item_of_a_stopped_project_reminds_nobody(store: SqlStore) -> None:
    await say(store, ONE, ItemOwned(ITEM, COLLEAGUE), ProjectStopped("sold"))
    assert await to_nag(store, ONE, COLLEAGUE, ONE.person, SPONSOR) == {}


@Sides
async def test_a_sponsor_has_a_week_of_what_is_real_and_has_not_ended(
    store: SqlStore, here: Side, there: Side
) -> None:
    async def sponsored(side: Side) -> dict[str, list[str]]:
        found = await store.read(lambda tx: tx.sponsored([(side.workspace, SPONSOR)]))
        return {person: list(projects) for person, projects in found.items()}

    await store.write(lambda tx: here.open(tx, "p7", practice=True))
    assert await sponsored(here) == {SPONSOR: [PROJECT]}
    await say(store, here, ProjectStopped("sold"))
    assert await sponsored(here) == {}
    assert await sponsored(there) == {SPONSOR: [PROJECT]}


async def test_one_answer_never_mixes_two_workspaces(store: SqlStore) -> None:
    persons = [(side.workspace, side.person) for side in SIDES]
    with pytest.raises(ValueError, match="two workspaces"):
        await store.read(lambda tx: tx.projects_to_nag(persons, LATE))
    projects = [(side.workspace, PROJECT) for side in SIDES]
    with pytest.raises(ValueError, match="two workspaces"):
        await store.read(lambda tx: tx.events_since(projects, NOW))


@Sides
async def test_projects_are_read_together_and_only_in_their_workspace(
    store: SqlStore, here: Side, there: Side
) -> None:
    await store.write(here.click("d1", b"done"))
    found = await store.read(lambda tx: tx.projects(here.workspace, [PROJECT, "p9", PROJECT]))
    # Nothing is appended to what was read among many: its last anchor is not read along.
    assert found == {PROJECT: replace(await store.read(here.found), not_before=None)}
    assert found[PROJECT].workspace == here.workspace
    assert await store.read(lambda tx: tx.projects("workspace-3", [PROJECT])) == {}
    assert await store.read(lambda tx: tx.projects(here.workspace, [])) == {}


# --- several sweepers ---


def _morning(tx: Tx, limit: int = 2) -> Sequence[str]:
    """Do what a sweeper does: plan each of a few people's next morning and queue their message."""
    due = tx.due_people(NOW, limit)
    for found in due:
        key = f"digest:{found.person}"
        tx.queue(found.workspace, [Outgoing(key, Place(person=found.person), b"", f"{key}:2026-03-02")], NOW)
        tx.put_preferences(replace(found, next_at=NOW + DAY))
    return [found.person for found in due]


async def test_four_sweepers_queue_one_message_for_each_person(store: SqlStore) -> None:
    def introduce(tx: Tx) -> None:
        for side in SIDES:
            for number in range(9):
                user = f"U1{number}"
                tx.put_account(
                    Account(side.workspace, f"person-1{number}", PLATFORM, side.tenant, user, user)
                )

    await store.write(introduce)

    async def sweeper() -> list[str]:
        met: list[str] = []
        while batch := await store.write(_morning):
            met += batch
        return met

    met = [person for batch in await asyncio.gather(*(sweeper() for _ in range(4))) for person in batch]
    assert len(met) == 20
    leased = await store.write(lambda tx: tx.lease(NOW, seconds=60, limit=100, workspaces=WORKSPACES))
    persons = [
        (found.workspace, found.outgoing.place.person) for found in leased if found.outgoing.place.person
    ]
    assert len(persons) == len(set(persons)) == 20


async def test_a_sweeper_that_met_somebody_again_queues_nothing_new(store: SqlStore) -> None:
    await store.write(_morning)
    for side in SIDES:
        await store.write(lambda tx, side=side: tx.put_preferences(_planned(side, NOW)))  # type: ignore[misc]
    await store.write(_morning)
    leased = await store.write(lambda tx: tx.lease(NOW, seconds=60, limit=100, workspaces=WORKSPACES))
    assert sum(bool(found.outgoing.place.person) for found in leased) == 2
