"""What people are answered: menus that fit where one is, words, their own page, and when nothing can be saved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

import pytest

from bot.project.refusals import Refusal
from bot.service.handle import Bot
from bot.service.intents import (
    Answer,
    Ask,
    BotJoined,
    BotRemoved,
    Done,
    HomeOpened,
    Intent,
    Pressed,
    ProfileChanged,
    Say,
    Spoken,
    Submitted,
    Typed,
    Unheard,
    Wrong,
)
from bot.service.ports import Conflict, DeliveryFailed, Tx, Unavailable
from bot.talk.card import Card
from tests.service.office import CHANNEL, Office, buttons, words

T = TypeVar("T")


class Broken:
    """A store whose every unit fails."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    async def write(self, work: Callable[[Tx], T]) -> T:
        raise self.error

    async def read(self, work: Callable[[Tx], T]) -> T:
        raise self.error

    async def close(self) -> None: ...


def card(answer: Answer) -> Card:
    assert isinstance(answer, Say), answer
    return answer.card


def actions(answer: Answer) -> list[str]:
    return [button.action for button in buttons(card(answer))]


# --- commands ---


async def test_the_menu_fits_where_one_is(office: Office) -> None:
    assert "No project" in words(await office.type("UMIA", ""))
    key = await office.begin()
    assert "Line 3 downtime" in words(await office.type("UMIA", ""))
    first, *_ = buttons(card(await office.type("UMIA", "", at="DUMIA")))
    assert first.args == {"p": key}
    await office.begin()
    assert "Which project" in words(await office.type("UMIA", "status"))


async def test_the_bot_asks_to_be_invited_where_it_is_not_a_member(office: Office, line_3: str) -> None:
    office.chat.channel("C2", "UMIA", with_bot=False)
    for typed in ("", "new", "practice", "status"):
        assert "nvite" in words(await office.type("UMIA", typed, at="C2"))
    assert "four phases" in words(await office.type("UMIA", "help", at="C2"))


async def test_every_sub_command_is_answered(office: Office, line_3: str) -> None:
    assert "Line 3 downtime" in words(await office.type("UMIA", "status"))
    assert "oles" in words(await office.type("UMIA", "roles"))
    assert isinstance(await office.type("UMIA", "assign"), Say)
    assert isinstance(await office.type("UMIA", "new"), Ask)
    assert isinstance(await office.type("UMIA", "practice"), Ask)
    assert isinstance(await office.type("UMIA", "home"), Say)
    assert await office.type("UMIA", "items") == Done()
    assert "DANCE" in words(await office.type("UMIA", "DANCE now"))


async def test_the_gate_is_not_requested_before_all_is_ready(office: Office, line_3: str) -> None:
    answer = await office.type("UMIA", "request")
    assert isinstance(answer, Say)
    assert (await office.project(line_3)).request is None


async def test_the_checklist_is_posted_again_when_asked_for(office: Office, line_3: str) -> None:
    await office.relay.drain()
    before = len(office.said(CHANNEL))
    await office.type("UMIA", "items")
    await office.type("UMIA", "items")
    await office.relay.drain()
    assert len(office.said(CHANNEL)) == before + 2


@pytest.mark.parametrize("action", ["item.details", "gate.evidence", "project.status", "project.history"])
async def test_a_word_to_the_presser_alone(office: Office, line_3: str, action: str) -> None:
    answer = await office.press("UMIA", action, p=line_3, i="DR-3", g="1")
    assert isinstance(answer, Say)
    assert office.said(CHANNEL) == []


# --- what happens around the bot ---


async def test_a_word_in_a_projects_channel_is_answered_with_its_menu(office: Office, line_3: str) -> None:
    answer = await office.bot.handle(Spoken("hi"), office.sender("URAJ"))
    assert "project.status" in actions(answer)
    elsewhere = await office.bot.handle(Spoken("hi"), office.sender("URAJ", at="DURAJ"))
    assert "Raj" in words(elsewhere)


async def test_a_greeting_that_is_typed_is_greeted_and_no_unknown_command(office: Office) -> None:
    for said in ("hi", "Hello Tollgate!", "bonjour", "Salut", "hey there"):
        assert words(await office.type("URAJ", said, at="DURAJ")).startswith("Hello Raj")
        office.clock.move_by(timedelta(hours=1))
    assert "not a command" in words(await office.type("URAJ", "hi dance", at="DURAJ"))


async def test_a_greeting_said_again_is_answered_with_what_can_be_done(office: Office, line_3: str) -> None:
    for say in (Spoken, Typed):
        answers = [
            words(await office.bot.handle(say("hello"), office.sender("UMIA", at="DUMIA"))) for _ in range(3)
        ]
        assert [text.startswith("Hello Mia") for text in answers] == [say is Spoken, False, False]
        assert answers[1].startswith("Your projects")


@pytest.mark.parametrize("said", ["help", "Hello can you help me?", "I need some help", "bonjour, help"])
async def test_help_is_given_however_it_is_asked_for(office: Office, said: str) -> None:
    for say in (Spoken, Typed):
        answer = await office.bot.handle(say(said), office.sender("URAJ", at="DURAJ"))
        assert words(answer).startswith("How it works")


@pytest.mark.parametrize(
    "said", ["status", "home", "new", "practice", "link", "away", "roles", "portfolio", "bla"]
)
async def test_a_plain_word_in_a_direct_message_does_what_the_command_does(
    office: Office, line_3: str, said: str
) -> None:
    typed = await office.type("UMIA", said, at="DUMIA")
    spoken = await office.bot.handle(Spoken(said), office.sender("UMIA", at="DUMIA"))
    assert type(spoken) is type(typed)
    if isinstance(spoken, Say):
        assert actions(spoken) == actions(typed)
        assert "Hello" not in words(spoken)


async def test_who_adds_the_bot_for_themselves_is_greeted(office: Office) -> None:
    answer = await office.bot.handle(BotJoined(), office.sender("URAJ", at="DURAJ"))
    assert words(answer).startswith("Hello Raj")


async def test_an_invitation_is_answered_with_what_is_there(office: Office) -> None:
    assert "No project" in words(await office.bot.handle(BotJoined(), office.sender("UMIA")))
    await office.begin()
    assert "Line 3 downtime" in words(await office.bot.handle(BotJoined(), office.sender("UMIA")))


async def test_a_home_is_drawn_when_it_is_opened_and_after_each_act_on_it(
    office: Office, line_3: str
) -> None:
    assert await office.bot.handle(HomeOpened(), office.sender("UANA", at="")) == Done()
    before = office.chat.homes.pop("UANA")
    await office.press("UANA", "item.sign", at="", p=line_3, i="DR-8")
    assert office.chat.homes.pop("UANA") != before
    asked = await office.press("UMIA", "item.due", at="", p=line_3, i="DR-4")
    assert isinstance(asked, Ask)
    await office.submit("UMIA", asked, due_on="2026-03-10", reason="Later")
    assert "UMIA" in office.chat.homes


async def test_a_day_after_a_late_gate_is_saved_and_said_to_lie_after_it(office: Office, line_3: str) -> None:
    asked = await office.press("UMIA", "item.due", p=line_3, i="DR-4")
    assert isinstance(asked, Ask)
    assert await office.submit("UMIA", asked, due_on="2026-03-10", reason="Later") == Done()
    office.clock.move_by(timedelta(days=20))
    asked = await office.press("UMIA", "item.due", p=line_3, i="DR-4")
    assert isinstance(asked, Ask)
    said = words(await office.submit("UMIA", asked, due_on="2026-03-30", reason="Later still"))
    assert "new date Mon 30 Mar" in said
    assert "after the day that gate 1 is planned for, Mon 16 Mar" in said


async def test_a_home_that_cannot_be_drawn_again_spoils_no_answer(office: Office, line_3: str) -> None:
    office.chat.failure = DeliveryFailed("ratelimited", retry_after=3)
    assert await office.press("UANA", "item.sign", at="", p=line_3, i="DR-8") == Done()


async def test_a_new_name_is_kept_of_who_met_the_bot_only(office: Office, line_3: str) -> None:
    changed = ProfileChanged("Mia Sato", "Asia/Tokyo", "ja-JP", active=False)
    assert await office.bot.handle(changed, office.sender("UMIA", at="")) == Done()
    assert await office.bot.handle(changed, office.sender("UZOE", at="")) == Done()
    known = await office.known("UMIA")
    assert known
    assert (known.name, known.time_zone, known.locale, known.active) == (
        "Mia Sato",
        "Asia/Tokyo",
        "ja-JP",
        False,
    )
    assert await office.known("UZOE") is None


@pytest.mark.parametrize("zone", ["Mars/X", "utc", ""])
async def test_a_time_zone_that_nobody_knows_leaves_the_one_that_was_known(
    office: Office, line_3: str, zone: str
) -> None:
    changed = ProfileChanged("Mia Sato", zone)
    assert await office.bot.handle(changed, office.sender("UMIA", at="")) == Done()
    known = await office.known("UMIA")
    assert known
    assert (known.name, known.time_zone) == ("Mia Sato", "America/Toronto")


async def test_somebody_whom_the_workspace_does_not_know_is_told_so(office: Office, line_3: str) -> None:
    for intent in (Pressed("item.take", {"p": line_3, "i": "DR-4"}), Pressed("menu.help"), Typed("")):
        assert "workspace" in words(await office.bot.handle(intent, office.sender("UALIEN")))
    form = Submitted("project.hold", {"p": line_3}, {"reason": "x"})
    assert isinstance(await office.bot.handle(form, office.sender("UALIEN")), Wrong)
    assert await office.bot.handle(Spoken("hi"), office.sender("UALIEN")) == Done()


@pytest.mark.parametrize("error", [Unavailable("gone"), DeliveryFailed("unreachable"), Conflict("busy")])
async def test_who_asked_for_something_is_told_that_nothing_was_saved(
    office: Office, error: Exception
) -> None:
    bot = Bot(office.context(Broken(error)))
    sender = office.sender("UMIA")
    for intent in (Pressed("item.take", {"p": "p"}), Typed(""), Submitted("project.hold", {"p": "p"}, {})):
        assert "Nothing was saved" in words(await bot.handle(intent, sender))
    assert "Nothing was saved" in words(await bot.handle(Spoken("hi"), sender))


EVENTS = pytest.mark.parametrize(
    "event", [HomeOpened(), BotJoined(), BotRemoved(), ProfileChanged("Mia", "UTC", active=False)]
)


@EVENTS
@pytest.mark.parametrize("error", [Unavailable("gone"), DeliveryFailed("unreachable"), Conflict("busy")])
async def test_what_could_not_be_taken_in_is_to_be_told_again(
    office: Office, error: Exception, event: Intent
) -> None:
    bot = Bot(office.context(Broken(error)))
    with pytest.raises(Unheard):
        await bot.handle(event, office.sender("UMIA"))


@EVENTS
@pytest.mark.parametrize("error", [DeliveryFailed("gone", permanent=True), Refusal("playbook_changed")])
async def test_what_can_never_be_taken_in_is_not_asked_for_again(
    office: Office, error: Exception, event: Intent
) -> None:
    bot = Bot(office.context(Broken(error)))
    assert await bot.handle(event, office.sender("UMIA")) == Done()
