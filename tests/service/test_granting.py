"""Who has a role in the whole workspace: the first admin, giving, taking away, and what nobody can do."""

from __future__ import annotations

import pytest

from bot.service.intents import Ask, Say, Sender, Typed, Wrong
from bot.talk.plain import plain
from tests.fakes.chat import FakeChat
from tests.service.office import WORKSPACE, Office, words
from tests.service.roles_kit import give, grant, pressable, roles


@pytest.fixture
def platform_admin(office: Office) -> str:
    """Somebody whom the chat calls an admin."""
    office.chat.person("UADA", "Ada Admin", "America/Toronto", admin=True)
    return "UADA"


@pytest.fixture
async def ada(office: Office, platform_admin: str) -> str:
    """The first admin of the workspace."""
    await office.type(platform_admin, "admin")
    return platform_admin


async def test_the_platforms_admin_becomes_the_first_one_by_opening_it(
    office: Office, platform_admin: str
) -> None:
    await office.press(platform_admin, "menu.help")
    assert await roles(office, platform_admin) == (), "nobody is promoted unasked"
    answer = await office.type(platform_admin, "admin")
    assert isinstance(answer, Say)
    assert "You are now a workspace admin" in plain(answer.card)
    assert "workspace admin · Ada Admin" in plain(answer.card)
    assert await roles(office, platform_admin) == ("workspace_admin",)
    (kept,) = await office.store.read(lambda tx: tx.grants(WORKSPACE, 10))
    assert (kept.person, kept.granted_by) == (await office.person(platform_admin), "")
    again = await office.type(platform_admin, "admin")
    assert isinstance(again, Say)
    assert "You are now" not in plain(again.card)
    assert len(await office.store.read(lambda tx: tx.grants(WORKSPACE, 10))) == 1


async def test_where_there_is_an_admin_the_platforms_other_admins_ask_them(office: Office, ada: str) -> None:
    office.chat.person("UBOB", "Bob Boss", admin=True)
    assert words(await office.type("UBOB", "admin")) == (
        "Only workspace admins give and take these roles: Ada Admin. Ask one of them. Nothing was changed."
    )
    assert await roles(office, "UBOB") == ()


async def test_where_the_last_admin_has_left_the_platforms_admin_is_the_first_again(
    office: Office, ada: str
) -> None:
    await office.leave(ada)
    office.chat.person("UBOB", "Bob Boss", admin=True)
    await office.type("UBOB", "admin")
    assert await roles(office, "UBOB") == ("workspace_admin",)


async def test_who_is_no_admin_is_told_how_there_comes_to_be_one(office: Office) -> None:
    said = words(await office.type("URAJ", "admin"))
    assert said.startswith("Nobody is a workspace admin of Tollgate yet.")
    assert "/gate admin" in said
    assert words(await office.press("URAJ", "admin.give")) == said
    assert await roles(office, "URAJ") == ()


async def test_an_auditor_whom_the_platform_calls_an_admin_stays_an_auditor(
    office: Office, platform_admin: str
) -> None:
    await grant(office, platform_admin, "auditor")
    answer = await office.type(platform_admin, "admin")
    assert isinstance(answer, Say)
    assert await roles(office, platform_admin) == ("auditor",)
    assert pressable(answer) == []


async def test_a_role_is_given_and_its_holder_told_what_it_means(office: Office, ada: str) -> None:
    answer = await give(office, ada, "UZOE", "portfolio_admin")
    assert isinstance(answer, Say)
    assert "portfolio admin · Zoe · since Mon 2 Mar, given by Ada Admin" in plain(answer.card)
    assert await roles(office, "UZOE") == ("portfolio_admin",)
    await office.relay.drain()
    (told,) = [card for place, card in office.chat.messages.items() if place[0] == "DUZOE"]
    assert told.summary.startswith("You have a new role in this workspace: portfolio admin")
    assert "Ada Admin gave you this role." in plain(told)
    # Giving it once more changes nothing and tells nobody.
    await give(office, ada, "UZOE", "portfolio_admin")
    await office.relay.drain()
    assert len(office.said("DUZOE")) == 1


async def test_a_role_is_taken_away_and_its_holder_told(office: Office, ada: str) -> None:
    await give(office, ada, "UZOE", "portfolio_admin")
    shown = await office.type(ada, "admin")
    (take,) = [one for one in pressable(shown) if one.args.get("role") == "portfolio_admin"]
    answer = await office.press(ada, take.action, **take.args)
    assert isinstance(answer, Say)
    assert "Zoe was portfolio admin from Mon 2 Mar until Mon 2 Mar; taken away by Ada Admin" in plain(
        answer.card
    )
    assert await roles(office, "UZOE") == ()
    again = await office.press(ada, take.action, **take.args)
    assert isinstance(again, Say), "a second press does no harm"
    await office.relay.drain()
    assert [said.partition(".")[0] for said in office.said("DUZOE")] == [
        "You have a new role in this workspace: portfolio admin",
        "A role of yours in this workspace is over: portfolio admin",
    ]


async def test_the_last_admin_cannot_be_taken_away(office: Office, ada: str) -> None:
    person = await office.person(ada)
    assert "This is the last workspace admin" in words(
        await office.press(ada, "admin.take", who=person, role="workspace_admin")
    )
    await give(office, ada, "UMIA", "workspace_admin")
    await office.press("UMIA", "admin.take", who=person, role="workspace_admin")
    assert await roles(office, ada) == ()
    mia = await office.person("UMIA")
    assert "last" in words(await office.press("UMIA", "admin.take", who=mia, role="workspace_admin"))
    assert await roles(office, "UMIA") == ("workspace_admin",)


async def test_an_admin_who_has_left_is_no_reason_to_take_the_other_away(office: Office, ada: str) -> None:
    await give(office, ada, "UMIA", "workspace_admin")
    await office.leave("UMIA")
    person = await office.person(ada)
    assert "last" in words(await office.press(ada, "admin.take", who=person, role="workspace_admin"))


async def test_only_a_workspace_admin_gives_or_takes_whatever_they_send(office: Office, ada: str) -> None:
    asked = await office.press(ada, "admin.give")
    assert isinstance(asked, Ask)
    await grant(office, "UZOE", "portfolio_admin")
    for user in ("UMIA", "UZOE"):
        sent = await office.submit(user, asked, role="workspace_admin", person=user)
        assert "Only workspace admins" in words(sent)
        who = await office.person(ada)
        took = await office.press(user, "admin.take", who=who, role="workspace_admin")
        assert "Only workspace admins" in words(took)
    assert await roles(office, "UMIA") == ()
    assert await roles(office, ada) == ("workspace_admin",)


async def test_what_is_not_filled_in_or_is_no_role_is_asked_again(office: Office, ada: str) -> None:
    asked = await office.press(ada, "admin.give")
    assert isinstance(asked, Ask)
    empty = await office.submit(ada, asked)
    assert isinstance(empty, Wrong)
    assert empty.errors.keys() == {"role", "person"}
    forged = await office.submit(ada, asked, role="owner", person="UZOE")
    assert isinstance(forged, Wrong)
    assert forged.errors.keys() == {"role"}
    bot = await office.submit(ada, asked, role="auditor", person="UBOT")
    assert isinstance(bot, Wrong)
    assert bot.errors.keys() == {"person"}


@pytest.mark.parametrize("user", ["UMIA", "UANA", "URAJ"])
async def test_nobody_audits_what_they_have_a_part_in(
    office: Office, ada: str, line_3: str, user: str
) -> None:
    await office.press("URAJ", "item.take", p=line_3, i="DR-3")
    assert 'in "Line 3 downtime"' in words(await give(office, ada, user, "auditor"))
    assert await roles(office, user) == ()


async def test_an_auditor_has_no_other_role_and_nobody_with_one_becomes_an_auditor(
    office: Office, ada: str
) -> None:
    await give(office, ada, "UZOE", "auditor")
    assert "no other role" in words(await give(office, ada, "UZOE", "portfolio_admin"))
    await give(office, ada, "URAJ", "portfolio_admin")
    assert "portfolio admin" in words(await give(office, ada, "URAJ", "auditor"))
    assert (await roles(office, "UZOE"), await roles(office, "URAJ")) == (("auditor",), ("portfolio_admin",))


async def test_practice_and_what_is_stopped_keep_nobody_from_auditing(
    office: Office, ada: str, line_3: str
) -> None:
    await office.fill("UMIA", "project.stop", {"reason": "The line is sold"}, p=line_3)
    await office.fill("UANA", "project.practice", {"name": "Practice run"}, at="DUANA")
    for user in ("UMIA", "UANA"):
        await give(office, ada, user, "auditor")
        assert await roles(office, user) == ("auditor",)


async def test_everybody_reads_it_in_a_channel_of_teams_so_a_button_opens_it(
    office: Office, teams: FakeChat
) -> None:

    teams.person("29:ada", "Ada on Teams", admin=True)
    for text, action in (("admin", "admin.show"), ("portfolio", "portfolio.show")):
        sender = Sender("teams", "AAD", "29:ada", f"d-{text}", "19:a", "m")
        answer = await office.bot.handle(Typed(text), sender)
        assert [one.action for one in pressable(answer)] == [action]
    known = await office.store.read(lambda tx: tx.account("teams", "AAD", "29:ada"))
    assert known is not None
    assert known.workspace_roles == ()


async def test_a_refusal_for_admins_alone_names_them(office: Office, ada: str) -> None:
    assert words(await office.type("URAJ", "anchor")) == (
        "Only a workspace admin can do this: ask Ada Admin. Nothing was changed."
    )
