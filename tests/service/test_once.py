"""What a platform tells again is not answered again."""

from __future__ import annotations

import asyncio

import pytest

from bot.service.handle import Bot
from bot.service.intents import BotJoined, Done, Intent, Say, Spoken
from tests.service.office import Office

EVENTS = pytest.mark.parametrize("event", [Spoken("hi"), Spoken("status"), BotJoined()])


@EVENTS
async def test_an_event_that_is_told_again_is_answered_once(office: Office, event: Intent) -> None:
    sender = office.sender("URAJ", delivery="Ev1")
    assert isinstance(await office.bot.handle(event, sender), Say)
    assert await office.bot.handle(event, sender) == Done()
    assert isinstance(await office.bot.handle(event, office.sender("URAJ", delivery="Ev2")), Say)


@EVENTS
async def test_an_event_that_is_told_again_after_a_restart_is_answered_once(
    office: Office, event: Intent
) -> None:
    sender = office.sender("URAJ", delivery="Ev1")
    assert isinstance(await office.bot.handle(event, sender), Say)
    started = Bot(office.context(office.store))
    assert await started.handle(event, sender) == Done()


async def test_of_several_at_once_one_is_answered(office: Office) -> None:
    sender = office.sender("URAJ", delivery="Ev1")
    answers = await asyncio.gather(*(office.bot.handle(Spoken("hi"), sender) for _ in range(5)))
    assert sorted(type(answer).__name__ for answer in answers) == ["Done"] * 4 + ["Say"]
