"""A project with a channel on each of two platforms: whatever happens in one is on all copies."""

from __future__ import annotations

import re
from datetime import time, timedelta

import pytest
from msgspec.structs import replace

from bot.service.intents import Answer, Ask, Pressed, Say, Sender, Submitted, Typed, Wrong
from bot.service.joining import MOST_TRIES
from bot.service.ports import Link, Tx
from bot.talk.card import Card
from bot.talk.plain import plain
from tests.fakes.chat import FakeChat
from tests.project.good import GOOD
from tests.service.office import CHANNEL, LINE_3, WORKSPACE, Office, buttons, words

THERE = "19:line3"


class Two:
    """The office, and a second chat with a channel of its own: Ana reads there, Tom is from the plant."""

    def __init__(self, office: Office, project: str) -> None:
        self.office, self.project = office, project
        self.chat = FakeChat("29:bot", "teams", "AAD")
        for user, name in (("29:ana", "Ana Ruiz"), ("29:tom", "Tom Berg"), ("29:zoe", "Zoe")):
            self.chat.person(user, name, "America/Toronto")
        self.chat.channel(THERE, "29:ana", "29:tom")
        office.chats[WORKSPACE, "teams"] = self.chat
        self._count = 0

    def sender(self, user: str, at: str = THERE) -> Sender:
        """Return an envelope from the second chat."""
        self._count += 1
        key = f"t{self._count}"
        return Sender("teams", "AAD", user, key, conversation=at, message="m1", direct=at.startswith("D"))

    async def type(self, user: str, text: str, at: str = THERE) -> Answer:
        """Type in the second chat."""
        return await self.office.bot.handle(Typed(text), self.sender(user, at))

    async def press(self, user: str, action: str, at: str = THERE, **args: str) -> Answer:
        """Press a control in the second chat."""
        return await self.office.bot.handle(Pressed(action, args), self.sender(user, at))

    async def code(self) -> str:
        """Let Mia get a code in the home channel."""
        answer = await self.office.press("UMIA", "project.connect", p=self.project)
        found = re.fullmatch(r"Code for Line 3 downtime: (\w{8})", words(answer))
        assert found, words(answer)
        return found[1]

    async def connect(self) -> None:
        """Let Tom type the code that Mia has shown him."""
        answer = await self.type("29:tom", f"connect {await self.code()}")
        assert words(answer).startswith("✔ This channel is connected"), words(answer)
        await self.office.relay.drain()

    async def linked(self) -> bool:
        """Tell whether the project lives in the second channel."""
        also = (await self.office.project(self.project)).also
        return also is not None and (also.platform, also.conversation) == ("teams", THERE)

    def here(self) -> list[Card]:
        """Return what stands in the home channel."""
        return [card for place, card in self.office.chat.messages.items() if place[0] == CHANNEL]

    def there(self, at: str = THERE) -> list[Card]:
        """Return what stands in the second one."""
        return [card for place, card in self.chat.messages.items() if place[0] == at]


@pytest.fixture
async def two(office: Office, line_3: str) -> Two:
    """A project in one channel, and a second chat."""
    await office.store.write(lambda tx: tx.install(WORKSPACE, "teams", "AAD", "Plant", "29:bot"))
    await office.relay.drain()
    return Two(office, line_3)


def checklists(cards: list[Card]) -> list[str]:
    """Return the checklists among cards, as text."""
    return [plain(card) for card in cards if '"kind":"checklist"' in card.notice]


def reviews(cards: list[Card]) -> list[str]:
    """Return the reviews among cards, as text."""
    return [plain(card) for card in cards if '"kind":"review"' in card.notice]


async def all_ready(two: Two) -> None:
    """Bring gate 1 before its approver."""
    office = two.office
    playbook = office.playbooks.default
    people = {"rae": "URAJ", "ian": "URAJ", "mia": "UMIA"}
    for item in playbook.phase(1).items:
        who = "UANA" if item.kind == "sign" else "UMIA"
        values = {key: people.get(text, text) for key, text in GOOD.get(item.id, {}).items()}
        if item.kind == "register":
            values["owner"] = "URAJ"
        action = "row.form" if item.kind == "register" else "item.form"
        asked = await office.press(who, action, p=two.project, i=item.id)
        assert isinstance(asked, Ask), asked
        sent = Submitted(asked.form.action, asked.form.args, values)
        done = await office.bot.handle(sent, office.sender(who, at=""))
        assert not isinstance(done, Wrong | Say), (item.id, words(done))
    await office.press("UMIA", "gate.request", p=two.project, g="1", r="1")


async def test_a_code_connects_the_channel_in_which_it_is_typed(two: Two) -> None:
    await two.connect()
    assert await two.linked()
    assert any("Line 3 downtime lives on Fake and on Microsoft Teams" in card.summary for card in two.there())
    assert any("Line 3 downtime lives on Fake and on Microsoft Teams" in card.summary for card in two.here())


async def test_the_checklist_is_there_at_once_once_and_pinned(two: Two) -> None:
    await two.connect()
    assert checklists(two.there()) == checklists(two.here())
    assert len(checklists(two.there())) == 1
    (place,) = [at for at, card in two.chat.messages.items() if '"kind":"checklist"' in card.notice]
    assert place in two.chat.pins


async def test_a_decision_on_one_is_on_all_copies(two: Two) -> None:
    await two.connect()
    await two.office.press("URAJ", "item.take", p=two.project, i="DR-3")
    await two.office.relay.drain()
    assert checklists(two.there()) == checklists(two.here())
    assert "Raj" in checklists(two.there())[0]
    await two.press("29:tom", "item.take", p=two.project, i="DR-4")
    await two.office.relay.drain()
    assert checklists(two.there()) == checklists(two.here())
    assert "Tom" in checklists(two.here())[0]


async def test_what_is_told_is_told_in_both_once(two: Two) -> None:
    await two.connect()
    await two.office.fill("UMIA", "project.hold", {"reason": "The line is rebuilt"}, p=two.project)
    await two.office.relay.drain()
    for cards in (two.here(), two.there()):
        assert sum("is on hold" in card.summary and '"held"' in card.notice for card in cards) == 1


async def test_a_day_turns_on_both(two: Two) -> None:
    await two.connect()
    two.office.clock.move_by(timedelta(days=1))
    await two.office.sweep.run()
    await two.office.relay.drain()
    assert checklists(two.there()) == checklists(two.here())


async def test_each_channel_has_one_stand_up_in_its_own_language_and_time(two: Two) -> None:
    await two.connect()
    office = two.office

    def choose(tx: Tx) -> None:
        chosen = tx.channel(WORKSPACE, "teams", THERE)
        assert chosen
        tx.put_channel(replace(chosen, language="fr-CA", at=time(11), every_day=True))

    await office.store.write(choose)
    seen: list[tuple[int, int]] = []
    for _ in range(25):
        office.clock.move_by(timedelta(hours=1))
        await office.rounds.run()
        await office.relay.drain()
        seen.append((_stand_ups(two.here()), _stand_ups(two.there())))
    assert seen[-1] == (1, 1)
    assert (0, 1) in seen
    (theirs,) = [card for card in two.there() if '"standup"' in card.notice]
    assert "jour" in plain(theirs)
    settings = [button for button in buttons(theirs) if button.action == "channel.form"]
    assert settings[0].args == {"conversation": THERE}


def _stand_ups(cards: list[Card]) -> int:
    return sum('"standup"' in card.notice for card in cards)


async def test_whoever_is_in_either_channel_is_present(two: Two) -> None:
    await two.connect()
    taken = await two.press("29:tom", "item.take", at="D29:tom", p=two.project, i="DR-4")
    assert not isinstance(taken, Say), words(taken)
    refused = await two.press("29:zoe", "item.take", at="D29:zoe", p=two.project, i="DR-5")
    assert "DR-5" not in (await two.office.project(two.project)).items, refused


async def test_the_menu_and_the_lists_of_the_second_channel_know_the_project(two: Two) -> None:
    await two.connect()
    answer = await two.type("29:tom", "status")
    assert words(answer).startswith("Line 3 downtime")
    status = await two.office.type("UMIA", "status")
    assert isinstance(status, Say)
    assert "Channels on: Fake and Microsoft Teams" in plain(status.card)


async def test_a_disconnected_channel_has_a_last_word_and_stays_as_it_was(two: Two) -> None:
    await two.connect()
    asked = await two.office.type("UMIA", "disconnect")
    assert isinstance(asked, Say)
    (button,) = buttons(asked.card)
    await two.office.press("UMIA", button.action, **button.args)
    await two.office.relay.drain()
    assert not await two.linked()
    assert "is disconnected" in two.there()[-1].summary
    before = [plain(card) for card in two.there()]
    await two.office.press("URAJ", "item.take", p=two.project, i="DR-3")
    await two.office.relay.drain()
    assert [plain(card) for card in two.there()] == before
    assert "Raj" in checklists(two.here())[0]


async def test_a_channel_connected_again_has_the_checklist_anew(two: Two) -> None:
    await two.connect()
    await two.office.press("UMIA", "project.unlink", p=two.project)
    await two.connect()
    await two.office.press("URAJ", "item.take", p=two.project, i="DR-3")
    await two.office.relay.drain()
    assert checklists(two.there())[-1] == checklists(two.here())[0]


async def test_another_channel_takes_the_place_of_the_one_before(two: Two) -> None:
    await two.connect()
    two.chat.channel("19:other", "29:tom")
    await two.type("29:tom", f"connect {await two.code()}", at="19:other")
    await two.office.relay.drain()
    before = [plain(card) for card in two.there()]
    await two.office.press("URAJ", "item.take", p=two.project, i="DR-3")
    await two.office.relay.drain()
    assert [plain(card) for card in two.there()] == before
    assert checklists(two.there("19:other")) == checklists(two.here())


async def test_an_open_review_is_brought_to_the_new_channel(two: Two) -> None:
    await all_ready(two)
    assert (await two.office.project(two.project)).status == "waiting"
    await two.connect()
    assert len(reviews(two.there())) == 1
    await two.office.press("UANA", "gate.approve", p=two.project, g="1", r="1")
    await two.office.relay.drain()
    assert reviews(two.there()) == reviews(two.here())
    assert "approved" in reviews(two.there())[0]
    assert checklists(two.there())[-1] == checklists(two.here())[-1]


# --- who may, and how ---


async def test_only_lead_or_sponsor_gets_a_code(two: Two) -> None:
    answer = await two.office.press("URAJ", "project.connect", p=two.project)
    assert "Code for" not in words(answer)


async def test_typing_connect_in_the_home_channel_gives_the_lead_the_code(two: Two) -> None:
    assert words(await two.office.type("UMIA", "connect")).startswith("Code for Line 3 downtime")


async def test_a_code_is_used_once(two: Two) -> None:
    code = await two.code()
    await two.type("29:tom", f"connect {code}")
    two.chat.channel("19:other", "29:tom")
    answer = await two.type("29:tom", f"connect {code}", at="19:other")
    assert "not a code that is waiting" in words(answer)
    assert await two.linked()


async def test_a_code_is_valid_for_a_quarter_of_an_hour(two: Two) -> None:
    code = await two.code()
    two.office.clock.move_by(timedelta(minutes=16))
    assert "This code is over" in words(await two.type("29:tom", f"connect {code}"))
    assert not await two.linked()


async def test_codes_cannot_be_guessed_for_long(two: Two) -> None:
    for _ in range(MOST_TRIES):
        assert "not a code" in words(await two.type("29:tom", "connect AAAAAAAA"))
    assert "Too many wrong codes" in words(await two.type("29:tom", f"connect {await two.code()}"))
    assert not await two.linked()


async def test_a_code_for_a_channel_joins_no_accounts(two: Two) -> None:
    code = await two.code()
    assert "not a code" in words(await two.type("29:tom", f"link {code}", at="D29:tom"))


async def test_a_code_is_typed_in_a_channel_that_the_bot_is_in(two: Two) -> None:
    code = await two.code()
    assert "Here is no channel" in words(await two.type("29:tom", f"connect {code}", at="D29:tom"))
    two.chat.channel("19:without", "29:tom", with_bot=False)
    assert "I am not in this channel" in words(await two.type("29:tom", f"connect {code}", at="19:without"))


async def test_the_home_platform_needs_no_second_channel(two: Two) -> None:
    code = await two.code()
    two.office.chat.channel("C2", "UMIA")
    assert "on another platform" in words(await two.office.type("UMIA", f"connect {code}", at="C2"))


async def test_who_leads_a_project_connects_it_by_its_name(two: Two) -> None:
    tom = await two.office.bot.handle(Typed("help"), two.sender("29:tom"))
    assert isinstance(tom, Say)
    account = await two.office.store.read(lambda tx: tx.account("teams", "AAD", "29:tom"))
    assert account is not None
    lead = await two.office.person("UMIA")

    def join(tx: Tx) -> None:
        tx.put_link(Link(WORKSPACE, lead, "fake", "x", two.office.clock.now(), 0, two.office.clock.now()))
        tx.join(WORKSPACE, account.person, lead, "x")

    await two.office.store.write(join)
    assert "neither a code" in words(await two.type("29:tom", "connect Line 4"))
    offered = await two.type("29:tom", "connect")
    assert isinstance(offered, Say)
    assert [button.label for button in buttons(offered.card)] == [LINE_3["name"]]
    assert words(await two.type("29:tom", "connect line 3 downtime")).startswith("✔")
    assert await two.linked()
