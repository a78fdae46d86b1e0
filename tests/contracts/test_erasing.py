"""What every store promises of erasing: what must stay stays, what goes is gone, and the ledger still verifies."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from io import BytesIO

import pytest

from bot.project.commands import LiftLegalHold, PlaceLegalHold
from bot.project.events import (
    Event,
    GateSentBack,
    ItemDeclaredNotReady,
    ItemOwned,
    PersonErased,
    ProjectStopped,
    RoleGiven,
    TextsErased,
)
from bot.project.evolve import evolve
from bot.project.index import index
from bot.project.refusals import Refusal
from bot.service import erasing
from bot.service.erasing import Chosen, MustStay, Terms
from bot.service.playbooks import Playbooks
from bot.service.ports import Account, Answered, ChannelSettings, Link, Preferences, WorkspaceSettings
from storage.export import export
from storage.exported import check
from storage.tx import SqlStore
from storage.verify import verify
from tests.contracts.stores import CHANNEL, ITEM, NOW, ONE, PLATFORM, PROJECT, SIDES, TWO, Side

LATER = NOW + timedelta(days=30)
RAJ, SECRET = "person-9", "Raj was ill that week"
IN_TIME, AFTER = Terms(LATER, 7), Terms(NOW.replace(year=2033, month=4), 7)
SAID: list[Event] = [
    RoleGiven("data_science", RAJ),
    ItemOwned(ITEM, RAJ),
    ItemDeclaredNotReady(ITEM, SECRET),
]


@pytest.fixture
async def lived(store: SqlStore) -> SqlStore:
    """Two workspaces with the same person and words in the same project."""
    for side in SIDES:
        raj = Account(
            side.workspace, RAJ, PLATFORM, side.tenant, "U9", "Raj Patel", email="raj@plant.example"
        )
        await store.write(lambda tx, raj=raj: tx.put_account(raj))  # type: ignore[misc]
        await store.write(
            lambda tx, side=side: side.save(tx, side.found(tx), SAID, members=True)  # type: ignore[misc]
        )
        answered = Answered(RAJ, date(2026, 3, 2), done=SECRET)
        settings = ChannelSettings(side.workspace, PLATFORM, CHANNEL, answers=(answered,))
        await store.write(lambda tx, settings=settings: tx.put_channel(settings))  # type: ignore[misc]
        link = Link(side.workspace, RAJ, PLATFORM, "code", NOW, 0, NOW)
        await store.write(lambda tx, link=link: tx.put_link(link))  # type: ignore[misc]
        mine = Preferences(side.workspace, RAJ, region="CA-QC")
        await store.write(lambda tx, mine=mine: tx.put_preferences(mine))  # type: ignore[misc]
        kept = WorkspaceSettings(side.workspace, anchor_to=(RAJ, "p-2"))
        await store.write(lambda tx, kept=kept: tx.put_workspace_settings(kept))  # type: ignore[misc]
        key = side.delivery("told")
        await store.write(
            lambda tx, key=key: tx.remember(key, b'{"kind":"refused","text":"Only Raj Patel"}', NOW)  # type: ignore[misc]
        )
    return store


async def is_whole(store: SqlStore) -> bool:
    """Tell whether the database and an export of it verify."""
    report = await verify(store, evolve=evolve, index=index)
    file = BytesIO()
    await export(store, file.write, now=NOW)
    assert report.problems == []
    assert check(BytesIO(file.getvalue())).problems == []
    return True


async def exported(store: SqlStore) -> bytes:
    """Return an export."""
    file = BytesIO()
    await export(store, file.write, now=NOW)
    return file.getvalue()


async def texts(store: SqlStore, chosen: Chosen, at: Terms, side: Side = ONE) -> erasing.Edits:
    """Erase texts of the project."""
    where = side.workspace, PROJECT
    return await store.write(lambda tx: erasing.erase_texts(tx, Playbooks(), *where, chosen, at))


async def person(store: SqlStore, who: str, at: Terms, side: Side = ONE) -> erasing.Edits:
    """Erase somebody."""
    return await store.write(lambda tx: erasing.erase_person(tx, Playbooks(), side.workspace, who, at))


async def last(store: SqlStore, side: Side = ONE) -> list[Event]:
    """Return the last events of the project."""
    found = await store.read(lambda tx: tx.history(side.workspace, PROJECT, 3))
    return [entry.event for entry in found]


async def test_a_person_is_forgotten_in_their_workspace_alone(lived: SqlStore) -> None:
    before = await exported(lived)
    await person(lived, RAJ, IN_TIME)
    for side, there in ((ONE, False), (TWO, True)):
        where = side.workspace
        assert bool(await lived.read(lambda tx, w=where: tx.accounts(w, RAJ))) == there  # type: ignore[misc]
        assert bool(await lived.read(lambda tx, w=where: tx.link(w, RAJ))) == there  # type: ignore[misc]
        mine = await lived.read(lambda tx, w=where: tx.preferences(w, [RAJ]))  # type: ignore[misc]
        assert (mine[RAJ].region == "CA-QC") == there
        channel = await lived.read(lambda tx, w=where: tx.channel(w, PLATFORM, CHANNEL))  # type: ignore[misc]
        assert channel
        assert bool(channel.answers) == there
        kept = await lived.read(lambda tx, w=where: tx.workspace_settings(w))  # type: ignore[misc]
        assert kept.anchor_to == ((RAJ, "p-2") if there else ("p-2",))
        loaded = await lived.read(lambda tx, s=side: s.load(tx, "told"))  # type: ignore[misc]
        assert (loaded.outcome is not None) == there
    assert (await last(lived))[-1] == PersonErased(RAJ)
    assert (await last(lived, TWO))[-1] == SAID[-1]
    project = (await lived.read(ONE.found)).project
    assert RAJ not in project.team
    assert project.holders("data_science") == ()
    assert await is_whole(lived)
    assert check(BytesIO(before)).problems == []
    assert b"Raj Patel" not in await exported(lived)


async def test_free_texts_are_gone_from_ledger_and_state_of_one_project(lived: SqlStore) -> None:
    assert (await texts(lived, Chosen(), IN_TIME)).events == 1
    assert (await lived.read(ONE.found)).project.item(ITEM).not_ready == "[erased]"
    assert (await lived.read(TWO.found)).project.item(ITEM).not_ready == SECRET
    assert (await last(lived))[-1] == TextsErased(1)
    assert await is_whole(lived)
    assert (await texts(lived, Chosen(), IN_TIME)).events == 0


async def test_texts_are_chosen_by_day_and_item(lived: SqlStore) -> None:
    early = Chosen(before=NOW.date())
    assert (await texts(lived, early, IN_TIME)).events == 0
    assert (await texts(lived, Chosen(item="DR-8"), IN_TIME)).events == 0
    assert (await texts(lived, Chosen(item=ITEM, before=LATER.date()), IN_TIME)).events == 1
    assert (await last(lived))[-1] == TextsErased(1, LATER.date())


async def sent_back(store: SqlStore) -> None:
    """Let the sponsor decide."""
    said = GateSentBack(1, 1, "The numbers are old")
    for side in SIDES:
        await store.write(lambda tx, side=side: side.save(tx, side.found(tx), [said]))  # type: ignore[misc]


async def test_the_reason_of_a_decision_is_kept_in_its_time_and_goes_after_it(lived: SqlStore) -> None:
    await sent_back(lived)
    assert (await texts(lived, Chosen(), IN_TIME)).events == 1
    assert (await lived.read(ONE.found)).project.decisions[0].reason == "The numbers are old"
    assert (await texts(lived, Chosen(), AFTER)).events == 1
    assert (await lived.read(ONE.found)).project.decisions[0].reason == "[erased]"
    assert await is_whole(lived)


async def test_whoever_signed_is_kept_until_their_time_has_passed(lived: SqlStore) -> None:
    await sent_back(lived)
    stop: list[Event] = [ProjectStopped("Sold")]
    await lived.write(lambda tx: ONE.save(tx, ONE.found(tx), stop))
    plan = await lived.read(lambda tx: erasing.plan_person(tx, ONE.workspace, ONE.person, IN_TIME))
    ((name, signed),) = plan.signed
    assert (name, signed.kind, signed.gate) == ("Project of workspace-1", "GateSentBack", 1)
    assert signed.kept_until == datetime(2033, 3, 2, 9, 0, 0, 123456, tzinfo=NOW.tzinfo)
    with pytest.raises(MustStay):
        await person(lived, ONE.person, IN_TIME)
    before = await exported(lived)
    await person(lived, ONE.person, AFTER)
    assert b"Ann T1" in before
    assert check(BytesIO(before)).problems == []
    assert b"Ann T1" not in await exported(lived)
    assert await lived.read(lambda tx: tx.accounts(ONE.workspace, ONE.person)) == []
    assert await lived.read(lambda tx: tx.accounts(TWO.workspace, TWO.person)) != []
    assert await is_whole(lived)


async def test_who_leads_a_project_under_way_is_followed_first(lived: SqlStore) -> None:
    plan = await lived.read(lambda tx: erasing.plan_person(tx, ONE.workspace, ONE.person, IN_TIME))
    assert plan.needed == (("Project of workspace-1", ("lead",)),)
    with pytest.raises(MustStay):
        await person(lived, ONE.person, IN_TIME)


async def test_nothing_goes_under_a_legal_hold(lived: SqlStore) -> None:
    async def hold(command: PlaceLegalHold | LiftLegalHold) -> bool:
        where = ONE.workspace, PROJECT
        return await lived.write(lambda tx: erasing.hold(tx, Playbooks(), *where, command, LATER))

    assert await hold(PlaceLegalHold("A claim"))
    assert not await hold(PlaceLegalHold("Another claim"))
    with pytest.raises(Refusal, match="legal_hold"):
        await texts(lived, Chosen(), AFTER)
    with pytest.raises(MustStay):
        await person(lived, RAJ, AFTER)
    assert (await texts(lived, Chosen(), IN_TIME, TWO)).events == 1
    assert await hold(LiftLegalHold("Settled"))
    # Why the hold was placed and lifted is kept as other decisions are.
    assert (await texts(lived, Chosen(), IN_TIME)).events == 1
    await person(lived, RAJ, IN_TIME)
    assert await is_whole(lived)


async def test_somebody_joined_is_erased_under_all_their_ids(lived: SqlStore) -> None:
    other = Account(ONE.workspace, "person-10", "teams", "TT", "29:raj", "Raj Patel")
    await lived.write(lambda tx: tx.put_account(other))
    await lived.write(lambda tx: tx.put_link(Link(ONE.workspace, RAJ, PLATFORM, "c2", LATER, 0, NOW)))
    await lived.write(lambda tx: tx.join(ONE.workspace, "person-10", RAJ, "c2"))
    assert await lived.read(lambda tx: tx.ids_of(ONE.workspace, RAJ)) == ["person-10", RAJ]
    found = await lived.read(lambda tx: tx.accounts_like("person-10"))
    assert {row[:2] for row in found} == {(ONE.workspace, RAJ)}
    await person(lived, RAJ, IN_TIME)
    assert await lived.read(lambda tx: tx.accounts(ONE.workspace, "person-10")) == []


@pytest.mark.parametrize("who", [RAJ, "U9", "RAJ@plant.example"])
async def test_somebody_is_found_by_id_address_and_user_id(lived: SqlStore, who: str) -> None:
    found = await lived.read(lambda tx: tx.accounts_like(who))
    assert {row[:2] for row in found} == {(side.workspace, RAJ) for side in SIDES}


async def test_everybody_is_listed_in_pages(lived: SqlStore) -> None:
    found, after = list[tuple[str, str]](), ("", "")
    while page := await lived.read(lambda tx, after=after: tx.everybody(after, 1)):  # type: ignore[misc]
        found += [row[:2] for row in page]
        after = found[-1]
    assert found == [(side.workspace, one) for side in SIDES for one in ("person-1", RAJ)]


async def test_a_database_can_be_scrubbed(lived: SqlStore) -> None:
    await person(lived, RAJ, IN_TIME)
    await lived.scrub()
    assert await is_whole(lived)
