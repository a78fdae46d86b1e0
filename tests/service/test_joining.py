"""One person on two platforms: known by their address, or by a code that is made here, typed there and confirmed."""

from __future__ import annotations

from datetime import timedelta

from bot.project.events import PeopleLinked
from bot.project.evolve import evolve
from bot.project.index import index
from bot.service.intents import Pressed, Say
from bot.service.joining import ALPHABET, JOIN, MOST_TRIES, hashed
from bot.service.ports import Link
from bot.talk.plain import plain
from storage.verify import verify
from tests.fakes.chat import FakeChat
from tests.service.joining_kit import Side, code_in, events, joined, offer_in
from tests.service.office import WORKSPACE, Office, words


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
