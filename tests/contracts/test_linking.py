"""What every store promises of people with accounts on two platforms: one person, found under either id."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from bot.project.events import Event, ItemOwned, PeopleLinked, RoleGiven
from bot.service.ports import Account, Conflict, Link, Tx
from storage.tx import SqlStore
from tests.contracts.stores import ITEM, NOW, ONE, PLATFORM, PROJECT, TWO, USER, Side
from tests.contracts.test_audit import audit

CODE = "5e" * 32
LATER = NOW + timedelta(minutes=15)


def on_teams(side: Side, person: str = "person-9", *, main: bool = True) -> Account:
    """An account on the other platform."""
    return Account(side.workspace, person, "teams", f"A{side.tenant}", "29:x", "Ann on Teams", main=main)


def offered(side: Side, code: str = CODE) -> Link:
    """A code of the person whom the workspace knows."""
    return Link(side.workspace, side.person, PLATFORM, code, LATER, 0, NOW)


def join(tx: Tx) -> None:
    """Join the Teams account's person into the other."""
    tx.join(ONE.workspace, "person-9", ONE.person, CODE)


@pytest.fixture
async def two(store: SqlStore) -> SqlStore:
    """In each workspace: a person with a code, and another one on Teams."""

    def both(tx: Tx) -> None:
        for side in (ONE, TWO):
            tx.put_account(on_teams(side))
            tx.put_link(offered(side))

    await store.write(both)
    return store


async def test_a_code_is_kept_for_its_workspace_and_replaced_by_the_next(two: SqlStore) -> None:
    assert await two.read(lambda tx: tx.link_by(ONE.workspace, CODE)) == offered(ONE)
    assert await two.read(lambda tx: tx.link(ONE.workspace, ONE.person)) == offered(ONE)
    await two.write(lambda tx: tx.put_link(replace(offered(ONE, "00" * 32), tries=3)))
    assert await two.read(lambda tx: tx.link_by(ONE.workspace, CODE)) is None
    assert await two.read(lambda tx: tx.link_by(TWO.workspace, CODE)) == offered(TWO)
    found = await two.read(lambda tx: tx.link(ONE.workspace, ONE.person))
    assert found is not None
    assert found.tries == 3


async def test_a_code_may_be_for_a_project_s_channel(two: SqlStore) -> None:
    wanted = replace(offered(ONE, "77" * 32), project=PROJECT)
    await two.write(lambda tx: tx.put_link(wanted))
    assert await two.read(lambda tx: tx.link_by(ONE.workspace, "77" * 32)) == wanted
    assert await two.read(lambda tx: tx.link_by(TWO.workspace, "77" * 32)) is None


async def test_no_code_is_nobody_s(two: SqlStore) -> None:
    await two.write(lambda tx: tx.put_link(offered(ONE, "")))
    assert await two.read(lambda tx: tx.link_by(ONE.workspace, "")) is None


async def test_whoever_was_joined_is_found_under_either_id(two: SqlStore) -> None:
    await two.write(join)
    found = await two.read(lambda tx: tx.people(ONE.workspace, [ONE.person, "person-9"]))
    assert {key: account.person for key, account in found.items()} == {
        ONE.person: ONE.person,
        "person-9": ONE.person,
    }
    assert {account.platform for account in found.values()} == {PLATFORM}
    there = await two.read(lambda tx: tx.people(ONE.workspace, [ONE.person], platform="teams"))
    assert there[ONE.person].user == "29:x"
    account = await two.read(lambda tx: tx.account("teams", "AT1", "29:x"))
    assert account is not None
    assert (account.person, account.main) == (ONE.person, False)
    other = await two.read(lambda tx: tx.account("teams", "AT2", "29:x"))
    assert other is not None
    assert other.person == "person-9"


async def test_joined_twice_leads_to_the_last(two: SqlStore) -> None:
    await two.write(join)

    def again(tx: Tx) -> None:
        tx.put_account(Account(ONE.workspace, "person-10", "mail", "M", "m", "Ann"))
        tx.put_link(Link(ONE.workspace, "person-10", "mail", "11" * 32, LATER, 0, NOW))
        tx.join(ONE.workspace, ONE.person, "person-10", "11" * 32)

    await two.write(again)
    found = await two.read(lambda tx: tx.people(ONE.workspace, ["person-9", ONE.person]))
    assert {account.person for account in found.values()} == {"person-10"}


async def test_a_code_is_used_once(two: SqlStore) -> None:
    await two.write(join)
    assert await two.read(lambda tx: tx.link_by(ONE.workspace, CODE)) is None
    with pytest.raises(Conflict):
        await two.write(join)


async def test_who_is_joined_has_no_morning_of_their_own(two: SqlStore) -> None:
    await two.write(join)
    due = await two.write(lambda tx: tx.due_people(NOW, 9))
    assert sorted((one.workspace, one.person) for one in due) == [
        (ONE.workspace, ONE.person),
        (TWO.workspace, TWO.person),
        (TWO.workspace, "person-9"),
    ]


async def test_messages_go_to_the_account_that_was_chosen(two: SqlStore) -> None:
    await two.write(join)
    await two.write(lambda tx: tx.read_at(ONE.workspace, ONE.person, "teams"))
    accounts = await two.read(lambda tx: tx.accounts(ONE.workspace, ONE.person))
    assert [(one.platform, one.main) for one in accounts] == [("teams", True), (PLATFORM, False)]
    found = await two.read(lambda tx: tx.people(ONE.workspace, [ONE.person]))
    assert found[ONE.person].platform == "teams"


async def test_an_account_that_was_left_is_not_written_to(two: SqlStore) -> None:
    await two.write(join)

    def leave(tx: Tx) -> None:
        known = tx.account(PLATFORM, ONE.tenant, USER)
        assert known is not None
        tx.put_account(replace(known, active=False))

    await two.write(leave)
    found = await two.read(lambda tx: tx.people(ONE.workspace, [ONE.person]))
    assert found[ONE.person].platform == "teams"


async def test_an_address_is_kept_and_found_in_its_workspace(two: SqlStore) -> None:
    def learn(tx: Tx) -> None:
        for side in (ONE, TWO):
            tx.put_account(replace(on_teams(side), email="ann@example.com"))
            tx.put_account(on_teams(side))

    await two.write(learn)
    found = await two.read(lambda tx: tx.accounts_of(ONE.workspace, "ann@example.com"))
    assert [(one.workspace, one.person) for one in found] == [(ONE.workspace, "person-9")]
    assert await two.read(lambda tx: tx.accounts_of(ONE.workspace, "")) == []


async def test_who_is_elsewhere_has_no_account_here(two: SqlStore) -> None:
    here = await two.read(lambda tx: tx.elsewhere(ONE.workspace, PLATFORM, 9))
    assert [one.person for one in here] == ["person-9"]
    await two.write(join)
    assert await two.read(lambda tx: tx.elsewhere(ONE.workspace, PLATFORM, 9)) == []
    assert await two.read(lambda tx: tx.elsewhere(ONE.workspace, "teams", 9)) == []


async def test_projects_that_name_somebody_are_found_by_their_state(two: SqlStore) -> None:
    assert await two.read(lambda tx: tx.naming(ONE.workspace, "person-2")) == [PROJECT]
    assert await two.read(lambda tx: tx.naming(ONE.workspace, "person-9")) == []


async def test_the_ledger_holds_after_linking(two: SqlStore) -> None:
    def link(tx: Tx) -> None:
        given: list[Event] = [RoleGiven("delegate", "person-9"), ItemOwned(ITEM, "person-9")]
        before = ONE.save(tx, ONE.found(tx), given, members=True)
        join(tx)
        ONE.save(tx, before, [PeopleLinked("person-9", ONE.person)], members=True)

    await two.write(link)
    assert (await audit(two)).problems == []
    rows = await two.read(lambda tx: tx.projects_of(ONE.workspace, "person-9"))
    assert rows == []
    duties = await two.read(lambda tx: tx.duties(ONE.workspace, ONE.person))
    assert [duty.item for duty in duties] == [ITEM]


async def test_namesakes_are_those_whose_address_is_not_known(two: SqlStore) -> None:
    found = await two.read(lambda tx: tx.namesakes(ONE.workspace, "Ann on Teams", 9))
    assert [one.person for one in found] == ["person-9"]
    await two.write(lambda tx: tx.put_account(replace(on_teams(ONE), email="ann@example.com")))
    assert await two.read(lambda tx: tx.namesakes(ONE.workspace, "Ann on Teams", 9)) == []
