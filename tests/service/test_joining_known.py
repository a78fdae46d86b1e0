"""People known by their addresses, and chosen from the other platform."""

from __future__ import annotations

from bot.service.intents import Ask, HomeOpened, Wrong
from bot.service.ports import Account, Tx
from bot.talk.plain import plain
from tests.fakes.chat import FakeChat
from tests.service.joining_kit import Side, joined
from tests.service.office import LINE_3, Office, words


async def test_an_account_with_the_same_verified_address_is_the_same_person(
    office: Office, teams: FakeChat
) -> None:
    office.chat.person("UMIA", "Mia Kurz", "America/Toronto", email="mia@plant.example")
    teams.person("29:mia", "Mia Kurz", "America/Toronto", email="mia@plant.example")
    await office.bot.handle(HomeOpened(), office.sender("UMIA"))
    side = Side(office, "29:mia")
    await office.bot.handle(HomeOpened(), side.sender)
    found = await side.known()
    assert (found.person, found.main) == (await office.person("UMIA"), False)
    assert words(await side.type("link")).startswith("Your accounts on ")


async def test_nobody_is_guessed_from_an_address_of_two(office: Office, teams: FakeChat) -> None:
    for user in ("UMIA", "UANA"):
        office.chat.person(user, "Shared", email="line3@plant.example")
        await office.bot.handle(HomeOpened(), office.sender(user))
    teams.person("29:mia", "Shared", email="line3@plant.example")
    side = Side(office, "29:mia")
    await office.bot.handle(HomeOpened(), side.sender)
    assert (await side.known()).person not in {await office.person("UMIA"), await office.person("UANA")}


async def test_without_an_address_everybody_is_somebody_else(office: Office, teams: FakeChat) -> None:
    await office.bot.handle(HomeOpened(), office.sender("UMIA"))
    side = Side(office, "29:mia")
    await office.bot.handle(HomeOpened(), side.sender)
    assert (await side.known()).person != await office.person("UMIA")


async def test_who_has_two_accounts_chooses_where_messages_come(
    office: Office, teams: FakeChat, line_3: str
) -> None:
    side = Side(office, "29:ana")
    await joined(office, "UANA", side)
    asked = await office.press("UANA", "prefs.form")
    assert isinstance(asked, Ask)
    field = next(field for field in asked.form.fields if field.key == "main")
    assert [choice.label for choice in field.choices] == ["Fake", "Microsoft Teams"]
    assert field.value == "teams"
    await office.submit(
        "UANA", asked, **{each.key: each.value for each in asked.form.fields} | {"main": "fake"}
    )
    assert (await office.known("UANA")).main  # type: ignore[union-attr]
    assert "Messages to you come on Fake." in plain(office.chat.homes["UANA"])
    await office.relay.drain()
    told = [card.summary for place, card in teams.messages.items() if place[0].startswith("D")]
    assert [text for text in told if "are joined" not in text] == []


async def test_a_platform_without_an_account_is_refused(office: Office, teams: FakeChat, line_3: str) -> None:
    await joined(office, "UANA", Side(office, "29:ana"))
    asked = await office.press("UANA", "prefs.form")
    assert isinstance(asked, Ask)
    values = {each.key: each.value for each in asked.form.fields} | {"main": "mail"}
    answer = await office.submit("UANA", asked, **values)
    assert isinstance(answer, Wrong)
    assert answer.errors == {"main": "Choose one of the options."}


async def test_who_has_one_account_is_asked_nothing(office: Office, teams: FakeChat, line_3: str) -> None:
    asked = await office.press("UANA", "prefs.form")
    assert isinstance(asked, Ask)
    assert "main" not in {field.key for field in asked.form.fields}
    await office.bot.handle(HomeOpened(), office.sender("UANA"))
    assert "Messages to you" not in plain(office.chat.homes["UANA"])


async def asked_with(office: Office, action: str, **args: str) -> tuple[Ask, dict[str, str]]:
    """Open a form, and return it with who can be chosen on the other platform, by name."""
    asked = await office.press("UMIA", action, **args)
    assert isinstance(asked, Ask)
    found = [field for field in asked.form.fields if field.key.endswith("_elsewhere")]
    return asked, {choice.label: choice.key for field in found for choice in field.choices}


async def test_a_sponsor_can_be_somebody_on_the_other_platform(office: Office, teams: FakeChat) -> None:
    tom = Side(office, "29:tom")
    await tom.type("help")
    asked, others = await asked_with(office, "project.new")
    labels = [field.label for field in asked.form.fields]
    assert labels[labels.index("Sponsor") + 1] == "… or somebody on Microsoft Teams"
    person = (await tom.known()).person
    assert others == {"Tom Berg": person}
    nobody = LINE_3 | {"sponsor": ""}
    assert (await office.submit("UMIA", asked, **nobody)) == Wrong({"sponsor": "This is needed."})
    both = LINE_3 | {"sponsor_elsewhere": person}
    refused = await office.submit("UMIA", asked, **both)
    assert refused == Wrong({"sponsor_elsewhere": "Fill in one of the two fields, not both."})
    await office.submit("UMIA", asked, **nobody | {"sponsor_elsewhere": person})
    project = await office.project(asked.form.args["new"])
    assert project.sponsor == person
    await office.relay.drain()
    assert [place[0] for place in teams.messages] == ["D29:tom"]


async def test_any_role_can_be_given_to_somebody_on_the_other_platform(
    office: Office, teams: FakeChat, line_3: str
) -> None:
    tom = Side(office, "29:tom")
    await tom.type("help")
    asked, others = await asked_with(office, "project.role", p=line_3)
    values = {"role": "delegate", "person": "", "person_elsewhere": others["Tom Berg"]}
    await office.submit("UMIA", asked, **values)
    assert (await office.project(line_3)).holders("delegate") == ((await tom.known()).person,)


async def test_somebody_of_another_workspace_is_nobody(office: Office, teams: FakeChat, line_3: str) -> None:
    def elsewhere(tx: Tx) -> None:
        tx.install("w2", "teams", "OTHER", "Rival", "29:bot")
        tx.put_account(Account("w2", "spy", "teams", "OTHER", "29:spy", "Spy"))

    await office.store.write(elsewhere)
    asked, others = await asked_with(office, "project.role", p=line_3)
    assert others == {}
    answer = await office.submit("UMIA", asked, role="delegate", person="", person_elsewhere="spy")
    assert answer == Wrong({"person_elsewhere": "Choose a person of this workspace."})


async def test_who_has_an_account_here_is_chosen_here(office: Office, teams: FakeChat, line_3: str) -> None:
    await joined(office, "UANA", Side(office, "29:ana"))
    _, others = await asked_with(office, "project.role", p=line_3)
    assert others == {}


async def test_what_waited_for_the_one_reaches_the_other(
    office: Office, teams: FakeChat, line_3: str
) -> None:
    await joined(office, "UANA", Side(office, "29:ana"))
    await office.relay.drain()
    told = [card.summary for place, card in teams.messages.items() if place[0] == "D29:ana"]
    assert any("sponsor" in text for text in told)
    assert [text for text in office.said("DUANA") if "are joined" not in text] == []


async def test_an_account_from_before_addresses_were_kept_is_asked_for_its_own(
    office: Office, teams: FakeChat, line_3: str
) -> None:
    mia = await office.person("UMIA")
    office.chat.person("UMIA", "Mia Kurz", "America/Toronto", email="mia@plant.example")
    teams.person("29:mia", "Mia Kurz", "America/Toronto", email="mia@plant.example")
    side = Side(office, "29:mia")
    await side.type("help")
    assert (await side.known()).person == mia


async def test_a_namesake_with_another_address_is_somebody_else(
    office: Office, teams: FakeChat, line_3: str
) -> None:
    office.chat.person("UMIA", "Mia Kurz", email="mia@plant.example")
    teams.person("29:mia", "Mia Kurz", email="mia.kurz@plant.example")
    side = Side(office, "29:mia")
    await side.type("help")
    assert (await side.known()).person != await office.person("UMIA")
