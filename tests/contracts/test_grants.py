"""What every store promises of roles in a whole workspace: kept for good, and copied to each account."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from bot.project.commands import WorkspaceRole
from bot.service.ports import Account, Attempt, Grant, Link, Tx
from storage.tx import SqlStore
from tests.contracts.stores import NOW, ONE, PLATFORM, PROJECT, SIDES, TWO, USER, Side

LATER = NOW + timedelta(hours=1)
CODE = "5e" * 32


def granted(role: WorkspaceRole = "workspace_admin", person: str = ONE.person, number: int = 1) -> Grant:
    """A role that the platform gave."""
    return Grant(f"grant-{number}-{role}", person, role, "", NOW)


def on_teams(side: Side, person: str) -> Account:
    """An account on the other platform."""
    return Account(side.workspace, person, "teams", f"A{side.tenant}", "29:x", "Ann on Teams", main=False)


def may(side: Side, tx: Tx) -> tuple[str, ...]:
    """What a click of the user finds."""
    account = side.load(tx).account
    assert account is not None
    return account.workspace_roles


async def test_a_role_is_found_by_the_next_click_in_its_own_workspace_alone(store: SqlStore) -> None:
    assert await store.write(lambda tx: tx.grant(ONE.workspace, granted()))
    assert await store.read(lambda tx: may(ONE, tx)) == ("workspace_admin",)
    assert await store.read(lambda tx: may(TWO, tx)) == ()
    assert await store.read(lambda tx: tx.granted(ONE.workspace)) == [granted()]
    assert await store.read(lambda tx: tx.granted(TWO.workspace)) == []
    assert await store.read(lambda tx: tx.grants(TWO.workspace, 10)) == []


async def test_a_role_that_somebody_has_is_not_given_twice(store: SqlStore) -> None:
    await store.write(lambda tx: tx.grant(ONE.workspace, granted()))
    assert not await store.write(lambda tx: tx.grant(ONE.workspace, granted(number=2)))
    assert len(await store.read(lambda tx: tx.grants(ONE.workspace, 10))) == 1


async def test_a_role_that_ended_is_kept_with_who_ended_it(store: SqlStore) -> None:
    def both(tx: Tx) -> None:
        for side in SIDES:
            tx.grant(side.workspace, replace(granted(), id=f"grant-{side.workspace}"))
            tx.grant(
                side.workspace, Grant(f"p-{side.workspace}", side.person, "portfolio_admin", "person-2", NOW)
            )

    await store.write(both)

    def end(tx: Tx) -> bool:
        return tx.end_grant(ONE.workspace, ONE.person, "workspace_admin", "person-2", LATER)

    assert await store.write(end)
    assert not await store.write(end)
    assert await store.read(lambda tx: may(ONE, tx)) == ("portfolio_admin",)
    assert await store.read(lambda tx: may(TWO, tx)) == ("portfolio_admin", "workspace_admin")
    kept = {grant.role: grant for grant in await store.read(lambda tx: tx.grants(ONE.workspace, 10))}
    assert (kept["workspace_admin"].ended_by, kept["workspace_admin"].ended_at) == ("person-2", LATER)
    assert kept["portfolio_admin"].ended_at is None
    again = Grant("grant-again", ONE.person, "workspace_admin", "person-2", LATER)
    assert await store.write(lambda tx: tx.grant(ONE.workspace, again))
    assert len(await store.read(lambda tx: tx.grants(ONE.workspace, 10))) == 3
    assert [grant.id for grant in await store.read(lambda tx: tx.grants(ONE.workspace, 1))] == ["grant-again"]


async def test_a_new_account_of_somebody_may_do_what_they_may(store: SqlStore) -> None:
    def work(tx: Tx) -> Account:
        tx.grant(ONE.workspace, granted())
        return tx.put_account(on_teams(ONE, ONE.person))

    assert (await store.write(work)).workspace_roles == ("workspace_admin",)
    known = await store.read(lambda tx: tx.account("teams", f"A{ONE.tenant}", "29:x"))
    assert known is not None
    assert known.granted == "workspace_admin"


async def test_a_profile_that_changed_changes_no_role(store: SqlStore) -> None:
    await store.write(lambda tx: tx.grant(ONE.workspace, granted()))
    ann = Account(ONE.workspace, ONE.person, PLATFORM, ONE.tenant, USER, "Ann Renamed")
    assert (await store.write(lambda tx: tx.put_account(ann))).granted == "workspace_admin"


@pytest.mark.parametrize("also", [True, False])
async def test_two_who_are_joined_have_the_roles_of_both(store: SqlStore, *, also: bool) -> None:
    def work(tx: Tx) -> None:
        tx.put_account(on_teams(ONE, "person-9"))
        tx.put_link(Link(ONE.workspace, ONE.person, PLATFORM, CODE, LATER, 0, NOW))
        tx.grant(ONE.workspace, granted("portfolio_admin", "person-9"))
        tx.grant(ONE.workspace, replace(granted(), granted_at=LATER))
        if also:
            tx.grant(ONE.workspace, granted("workspace_admin", "person-9", 2))
        tx.join(ONE.workspace, "person-9", ONE.person, CODE)

    await store.write(work)
    accounts = await store.read(lambda tx: tx.accounts(ONE.workspace, ONE.person))
    assert {account.granted for account in accounts} == {"portfolio_admin workspace_admin"}
    assert len(accounts) == 2
    now = await store.read(lambda tx: tx.granted(ONE.workspace))
    assert sorted((grant.person, grant.role) for grant in now) == [
        (ONE.person, "portfolio_admin"),
        (ONE.person, "workspace_admin"),
    ]
    # What either had is taken with one word, under the id that is left.
    await store.write(lambda tx: tx.end_grant(ONE.workspace, ONE.person, "workspace_admin", "x", LATER))
    accounts = await store.read(lambda tx: tx.accounts(ONE.workspace, ONE.person))
    assert {account.granted for account in accounts} == {"portfolio_admin"}


async def test_the_portfolio_is_of_one_workspace_and_comes_in_pages(store: SqlStore) -> None:
    def more(tx: Tx) -> None:
        for side in SIDES:
            side.open(tx, "p2")
            side.open(tx, "p3")

    await store.write(more)

    async def page(after: str) -> list[tuple[str, str]]:
        found = await store.read(lambda tx: tx.portfolio(ONE.workspace, after, 2))
        return [(row.project, row.name) for row in found]

    pages = [await page(after) for after in ("", "p2", "p3")]
    name = f"Project of {ONE.workspace}"
    assert pages == [[(PROJECT, name), ("p2", name)], [("p3", name)], []]


async def test_attempts_are_read_last_first_and_by_project(store: SqlStore) -> None:
    def work(tx: Tx) -> None:
        for side in SIDES:
            for minutes, code in ((0, "own_request"), (5, "auditor")):
                at = NOW + timedelta(minutes=minutes)
                tx.attempt(side.workspace, Attempt(PROJECT, side.person, at, "ApproveGate", code))
        tx.attempt(ONE.workspace, Attempt("p2", ONE.person, NOW, "ApproveGate", "other"))

    await store.write(work)
    found = await store.read(lambda tx: tx.attempts(ONE.workspace, PROJECT, 10))
    assert [attempt.code for attempt in found] == ["auditor", "own_request"]
    assert len(await store.read(lambda tx: tx.attempts(ONE.workspace, PROJECT, 1))) == 1
