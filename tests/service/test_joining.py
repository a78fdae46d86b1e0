"""One person on two platforms: known by their address, or by a code that is made here, typed there and confirmed."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from bot.project.events import PeopleLinked
from bot.project.evolve import evolve
from bot.project.index import index
from bot.service.intents import Answer, Ask, HomeOpened, Pressed, Say, Sender, Typed, Wrong
from bot.service.joining import ALPHABET, CONTROLS, JOIN, MOST_TRIES, NOT_ME, hashed
from bot.service.ports import Account, Link, Tx
from bot.talk.plain import plain
from storage.verify import verify
from tests.fakes.chat import FakeChat
from tests.service.office import LINE_3, WORKSPACE, Office, buttons, words


@pytest.fixture
async def teams(office: Office) -> FakeChat:
    """A second chat of the same workspace, where Ana and Mia have accounts, too."""
    chat = FakeChat("29:bot", "teams", "AAD")
    for user, name in (("29:mia", "Mia Kurz"), ("29:ana", "Ana Ruiz"), ("29:tom", "Tom Berg")):
        chat.person(user, name, "America/Toronto")
    office.chats[WORKSPACE, "teams"] = chat
    await office.store.write(lambda tx: tx.install(WORKSPACE, "teams", "AAD", "Plant", "29:bot"))
    return chat


class Side:
    """Somebody's account on the second platform."""

    def __init__(self, office: Office, user: str) -> None:
        self.office, self.user = office, user
        self._count = 0

    @property
    def sender(self) -> Sender:
        """Their envelope, in the personal chat."""
        self._count += 1
        key = f"{self.user}-{self._count}"
        return Sender("teams", "AAD", self.user, key, f"D{self.user}", "m1", direct=True, trigger=key)

    async def type(self, text: str) -> Answer:
        """Type to the bot."""
        return await self.office.bot.handle(Typed(text), self.sender)

    async def press(self, action: str, **args: str) -> Answer:
        """Press a control."""
        return await self.office.bot.handle(Pressed(action, args), self.sender)

    async def join(self, code: str) -> Answer:
        """Type a code, and press Join."""
        return await self.press(JOIN, **offer_in(await self.type(f"link {code}")))

    async def known(self) -> Account:
        """Their account."""
        found = await self.office.store.read(lambda tx: tx.account("teams", "AAD", self.user))
        assert found is not None
        return found


def code_in(answer: Answer) -> str:
    """Return the code that was said."""
    found = re.fullmatch(r"Your code: (\w{8})", words(answer))
    assert found, words(answer)
    return found.group(1)


def offer_in(answer: Answer) -> dict[str, str]:
    """Return what the controls of a card carry that asks whether somebody is oneself."""
    assert isinstance(answer, Say)
    offered = buttons(answer.card)
    assert tuple(button.action for button in offered) == CONTROLS, words(answer)
    return offered[0].args


async def joined(office: Office, user: str, side: Side) -> Answer:
    """Join an account of the first platform with one of the second, whose person stays."""
    code = code_in(await side.type("link"))
    return await office.press(user, JOIN, **offer_in(await office.type(user, f"link {code}")))


async def events(office: Office, project: str) -> list[PeopleLinked]:
    """Return the links in a ledger."""
    found = await office.store.read(lambda tx: tx.history(WORKSPACE, project, 500))
    return [entry.event for entry in found if isinstance(entry.event, PeopleLinked)]


async def test_a_code_is_said_once_and_kept_only_as_a_hash(office: Office, teams: FakeChat) -> None:
    answer = await office.type("UMIA", "link")
    code = code_in(answer)
    assert set(code) <= set(ALPHABET)
    assert isinstance(answer, Say)
    assert f"@Tollgate link {code} on Microsoft Teams within 15 minutes" in plain(answer.card)
    mia = await office.person("UMIA")
    link = await office.store.read(lambda tx: tx.link(WORKSPACE, mia))
    assert link is not None
    assert link.code == hashed(code)
    dump = "\n".join(office.store.writer.connection.iterdump())
    assert code not in dump


async def test_a_code_joins_the_accounts_and_every_project_is_told(
    office: Office, teams: FakeChat, line_3: str
) -> None:
    mia, side = await office.person("UMIA"), Side(office, "29:mia")
    answer = await joined(office, "UMIA", side)
    assert words(answer) == "Your accounts on Microsoft Teams and Fake are joined"
    assert isinstance(answer, Say)
    assert "1 project now knows you as one person." in plain(answer.card)
    into = (await side.known()).person
    assert (await office.person("UMIA")) == into != mia
    project = await office.project(line_3)
    assert project.lead == into
    assert await events(office, line_3) == [PeopleLinked(mia, into)]
    report = await verify(office.store, evolve=evolve, index=index)
    assert (report.projects, report.problems) == (1, [])


async def test_whoever_is_in_no_project_is_joined_without_an_event(
    office: Office, teams: FakeChat, line_3: str
) -> None:
    code = code_in(await office.type("UMIA", "link"))
    side = Side(office, "29:mia")
    asked = await side.type(f"LINK {code[:4].lower()}-{code[4:].lower()}")
    assert "are joined" in words(await side.press(JOIN, **offer_in(asked)))
    assert (await side.known()).person == await office.person("UMIA")
    assert await events(office, line_3) == []


async def test_what_was_signed_with_the_one_account_is_undone_with_the_other(
    office: Office, teams: FakeChat, line_3: str
) -> None:
    await office.press("UMIA", "item.take", p=line_3, i="P1-1")
    side = Side(office, "29:mia")
    await joined(office, "UMIA", side)
    assert (await office.project(line_3)).item("P1-1").owner == (await side.known()).person
    await office.bot.handle(Pressed("item.decline", {"p": line_3, "i": "P1-1"}), side.sender)
    assert (await office.project(line_3)).item("P1-1").owner == ""


async def test_the_history_still_names_who_did_it(office: Office, teams: FakeChat, line_3: str) -> None:
    await joined(office, "UMIA", Side(office, "29:mia"))
    answer = await office.press("UANA", "project.history", p=line_3)
    assert isinstance(answer, Say)
    text = plain(answer.card)
    assert "Mia joined their accounts on two platforms" in text
    assert "Mia began the project" in text
    assert "somebody" not in text


async def test_messages_come_where_the_one_who_made_the_code_reads(
    office: Office, teams: FakeChat, line_3: str
) -> None:
    await office.relay.drain()
    await joined(office, "UANA", Side(office, "29:ana"))
    await office.press("UMIA", "project.role", p=line_3)
    await office.fill("UMIA", "project.role", {"role": "delegate", "person": "UANA"}, p=line_3)
    await office.relay.drain()
    assert any("delegate" in card.summary for card in teams.messages.values())


async def test_a_card_that_stands_on_the_one_platform_is_edited_there(
    office: Office, teams: FakeChat, line_3: str
) -> None:
    await office.relay.drain()
    before = dict(office.chat.messages)
    told = [place for place, card in before.items() if place[0].startswith("D")]
    assert told, "the sponsor was told of the role"
    code = code_in(await office.type("UANA", "link"))
    side = Side(office, "29:ana")
    await side.join(code)
    ana = (await side.known()).person
    await office.store.write(lambda tx: tx.read_at(WORKSPACE, ana, "teams"))
    await office.bot.handle(Pressed("item.sign", {"p": line_3, "i": "DR-8"}), side.sender)
    await office.relay.drain()
    stands = [
        place
        for place, card in office.chat.messages.items()
        if place[0] == "DUANA" and "are joined" not in card.summary
    ]
    assert stands == told
    assert office.chat.messages[told[0]] != before[told[0]]


async def test_a_code_is_typed_on_the_other_platform(office: Office, teams: FakeChat) -> None:
    code = code_in(await office.type("UMIA", "link"))
    for user in ("UMIA", "UANA"):
        assert words(await office.type(user, f"link {code}")).startswith("This code was made here, on Fake.")


async def test_a_code_is_over_after_a_quarter_of_an_hour(office: Office, teams: FakeChat) -> None:
    code = code_in(await office.type("UMIA", "link"))
    office.clock.move_by(timedelta(minutes=15))
    assert "valid for 15 minutes" in words(await Side(office, "29:mia").type(f"link {code}"))


async def test_the_newest_code_counts(office: Office, teams: FakeChat) -> None:
    old, new = code_in(await office.type("UMIA", "link")), code_in(await office.type("UMIA", "link"))
    side = Side(office, "29:mia")
    assert words(await side.type(f"link {old}")).startswith("This is not a code")
    assert "are joined" in words(await side.join(new))


async def test_a_code_is_used_once(office: Office, teams: FakeChat) -> None:
    code = code_in(await office.type("UMIA", "link"))
    await Side(office, "29:mia").join(code)
    assert words(await Side(office, "29:tom").type(f"link {code}")).startswith("This is not a code")


async def test_who_is_joined_has_nothing_left_to_join(office: Office, teams: FakeChat) -> None:
    side = Side(office, "29:mia")
    await joined(office, "UMIA", side)
    for answer in (
        await side.type("link"),
        await office.type("UMIA", "link"),
        await side.type("link ABCDEFGH"),
    ):
        assert words(answer).startswith("Your accounts on ")
        assert words(answer).endswith("There is nothing to do.")


async def test_a_second_account_here_is_no_other_platform(office: Office, teams: FakeChat) -> None:
    side = Side(office, "29:mia")
    await joined(office, "UMIA", side)
    later = office.clock.now() + timedelta(minutes=5)
    person = (await side.known()).person
    link = Link(WORKSPACE, person, "slack", hashed("ABCDEFGH"), later, 0, office.clock.now())
    await office.store.write(lambda tx: tx.put_link(link))
    assert "already has another account" in words(await Side(office, "29:tom").type("link ABCDEFGH"))


async def test_five_wrong_codes_make_the_next_ones_wait(office: Office, teams: FakeChat) -> None:
    code = code_in(await office.type("UMIA", "link"))
    side = Side(office, "29:mia")
    for number in range(MOST_TRIES):
        assert words(await side.type(f"link AAAAAAA{number}")).startswith("This is not a code")
    assert words(await side.type(f"link {code}")) == "Too many wrong codes. Try again in 15 minutes."
    assert "Your code" in words(await side.type("link")), "a code of one's own can still be made"
    assert words(await side.type(f"link {code}")) == "Too many wrong codes. Try again in 15 minutes."
    office.clock.move_by(timedelta(minutes=15))
    fresh = code_in(await office.type("UMIA", "link"))
    assert "are joined" in words(await side.join(fresh))


async def test_where_there_is_one_platform_there_is_nothing_to_join(office: Office) -> None:
    assert words(await office.type("UMIA", "link")).startswith("Tollgate is not connected to another")


async def test_typing_a_code_joins_nobody_before_it_is_confirmed(
    office: Office, teams: FakeChat, line_3: str
) -> None:
    tom = Side(office, "29:tom")
    code = code_in(await tom.type("link"))
    answer = await office.type("UANA", f"link {code}")
    assert isinstance(answer, Say)
    assert words(answer).startswith("Tom Berg on Microsoft Teams will be one person with you")
    assert "Join only if the account is your own." in plain(answer.card)
    ana = await office.person("UANA")
    assert ana != (await tom.known()).person
    assert await events(office, line_3) == []
    refused = await office.press("UANA", NOT_ME, **offer_in(answer))
    assert words(refused).startswith("Nothing was joined, and the code is void.")
    assert words(await office.press("UANA", JOIN, **offer_in(answer))).startswith("This code is not waiting")
    assert (await office.person("UANA"), (await office.project(line_3)).sponsor) == (ana, ana)
    await office.relay.drain()
    assert not [card for card in teams.messages.values() if "are joined" in card.summary]


async def test_the_card_shows_the_verified_address(office: Office, teams: FakeChat) -> None:
    teams.person("29:tom", "Tom Berg", email="tom@plant.example")
    code = code_in(await Side(office, "29:tom").type("link"))
    answer = await office.type("UMIA", f"link {code}")
    assert isinstance(answer, Say)
    assert "tom@plant.example" in plain(answer.card)


async def test_a_code_that_runs_out_before_it_is_confirmed_joins_nobody(
    office: Office, teams: FakeChat
) -> None:
    code = code_in(await office.type("UMIA", "link"))
    side = Side(office, "29:mia")
    args = offer_in(await side.type(f"link {code}"))
    office.clock.move_by(timedelta(minutes=15))
    assert "valid for 15 minutes" in words(await side.press(JOIN, **args))
    assert (await side.known()).person != await office.person("UMIA")


async def test_join_pressed_twice_says_that_it_is_done(office: Office, teams: FakeChat) -> None:
    code = code_in(await office.type("UMIA", "link"))
    side = Side(office, "29:mia")
    args = offer_in(await side.type(f"link {code}"))
    assert "are joined" in words(await side.press(JOIN, **args))
    assert words(await side.press(JOIN, **args)).endswith("There is nothing to do.")


async def test_a_control_with_a_made_up_code_counts_as_a_wrong_one(office: Office, teams: FakeChat) -> None:
    side = Side(office, "29:mia")
    for number in range(MOST_TRIES):
        made_up = await side.press(JOIN, code=hashed(f"AAAAAAA{number}"))
        assert words(made_up).startswith("This code is not waiting any more.")
    assert words(await side.press(JOIN)) == "Too many wrong codes. Try again in 15 minutes."


async def test_a_code_for_a_channel_is_not_made_void(office: Office, teams: FakeChat, line_3: str) -> None:
    answer = words(await office.press("UMIA", "project.connect", p=line_3))
    code = hashed(answer.rpartition(" ")[2])
    assert words(await Side(office, "29:tom").press(NOT_ME, code=code)).startswith("Nothing was joined")
    assert await office.store.read(lambda tx: tx.link_by(WORKSPACE, code))


async def test_both_accounts_are_told_and_each_lead_once(
    office: Office, teams: FakeChat, line_3: str
) -> None:
    await joined(office, "UANA", Side(office, "29:tom"))
    await office.relay.drain()
    on_teams = [plain(card) for place, card in teams.messages.items() if place[0] == "D29:tom"]
    at_home = [plain(card) for place, card in office.chat.messages.items() if place[0] == "DUANA"]
    for told in (on_teams, at_home):
        (text,) = [one for one in told if "are joined" in one]
        assert "Ana Ruiz on Fake pressed Join, Mon 2 Mar 09:00." in text
        assert "Tom Berg on Microsoft Teams is the same person" in text
        assert "Was this not you" in text
    (lead,) = [card for card in office.chat.messages.values() if "acts as" in card.summary]
    assert lead.summary.startswith("Ana Ruiz now also acts as Tom Berg on Microsoft Teams")
    assert LINE_3["name"] in plain(lead)
    assert [text for text in office.said("DUMIA") if "acts as" in text] == [lead.summary]


async def test_the_lead_is_told_whichever_account_made_the_code(
    office: Office, teams: FakeChat, line_3: str
) -> None:
    code = code_in(await office.type("UANA", "link"))
    await Side(office, "29:tom").join(code)
    await office.relay.drain()
    told = [text for text in office.said("DUMIA") if "acts as" in text]
    assert len(told) == 1
    assert told[0].startswith("Ana Ruiz now also acts as Tom Berg on Microsoft Teams")


async def test_a_lead_is_not_told_of_themselves(office: Office, teams: FakeChat, line_3: str) -> None:
    await joined(office, "UMIA", Side(office, "29:mia"))
    await office.relay.drain()
    assert not [card for card in office.chat.messages.values() if "acts as" in card.summary]


async def test_accounts_with_different_addresses_are_not_joined(office: Office, teams: FakeChat) -> None:
    office.chat.person("UANA", "Ana Ruiz", email="ana@plant.example")
    teams.person("29:tom", "Tom Berg", email="tom@plant.example")
    tom = Side(office, "29:tom")
    code = code_in(await tom.type("link"))
    for answer in (
        await office.type("UANA", f"link {code}"),
        await office.press("UANA", JOIN, code=hashed(code)),
    ):
        assert words(answer).startswith("The two accounts have different e-mail addresses")
        assert "ask an administrator" in words(answer)
    assert (await tom.known()).person != await office.person("UANA")


async def test_a_code_is_not_typed_where_everybody_reads_whose_it_is(office: Office, teams: FakeChat) -> None:
    code = code_in(await office.type("UMIA", "link"))
    sender = Sender("teams", "AAD", "29:mia", "x1", "19:team@thread.tacv2", "m1")
    answer = await office.bot.handle(Typed(f"link {code}"), sender)
    assert words(answer).startswith("A code is for you alone.")


async def test_a_code_is_not_said_where_everybody_reads_it(office: Office, teams: FakeChat) -> None:
    sender = Sender("teams", "AAD", "29:mia", "x1", "19:team@thread.tacv2", "m1")
    assert words(await office.bot.handle(Typed("link"), sender)).startswith("A code is for you alone.")


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
