"""Accounts are joined once that is confirmed, and everybody concerned is told."""

from __future__ import annotations

from datetime import timedelta

from bot.service.intents import Say, Sender, Typed
from bot.service.joining import JOIN, MOST_TRIES, NOT_ME, hashed
from bot.talk.plain import plain
from tests.fakes.chat import FakeChat
from tests.service.joining_kit import Side, code_in, events, joined, offer_in
from tests.service.office import LINE_3, WORKSPACE, Office, words


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
