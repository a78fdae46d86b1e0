"""People as the chat of Teams knows them: their own pages, profiles and whereabouts."""

from __future__ import annotations

import time

import pytest

from adapters.clock import SystemTimer
from adapters.teams.people import Seen
from bot.service.ports import DeliveryFailed
from bot.talk.card import Heading, Home, Text
from tests.adapters.teams.chat_kit import CARD
from tests.adapters.teams.connector_stub import (
    ELSEWHERE,
    GROUP,
    MIA,
    TEAM,
    refusal,
    teams_desk,
)

HOME = Home(parts=(Heading("Mia's day"), Text("Nothing waits.")))


async def test_a_home_is_posted_when_asked_for_and_drawn_anew_after_that() -> None:
    async with teams_desk() as desk:
        await desk.chat.show_home(MIA, HOME)
        assert desk.teams.calls == []
        desk.chat.expect_home(MIA)
        await desk.chat.show_home(MIA, HOME)
        assert desk.teams.texts(f"a:{MIA}") == ["Mia's day"]
        await desk.chat.show_home(MIA, Home((Heading("Mia's evening"),)))
        assert desk.teams.texts(f"a:{MIA}") == ["Mia's evening"]
        desk.chat.expect_home(MIA)
        await desk.chat.show_home(MIA, HOME)
        assert desk.teams.texts(f"a:{MIA}") == ["Mia's evening", "Mia's day"]


async def test_a_home_that_was_deleted_stays_away_until_asked_for() -> None:
    async with teams_desk() as desk:
        desk.chat.expect_home(MIA)
        await desk.chat.show_home(MIA, HOME)
        desk.teams.conversations[f"a:{MIA}"].clear()
        await desk.chat.show_home(MIA, HOME)
        await desk.chat.show_home(MIA, HOME)
        assert desk.teams.texts(f"a:{MIA}") == []


async def test_a_profile_joins_what_the_roster_says_and_what_was_seen() -> None:
    async with teams_desk() as desk:
        desk.chat.saw(MIA, Seen("Mia", "America/Toronto", "fr-CA", place=f"{TEAM};messageid=1"))
        desk.chat.saw(MIA, Seen())
        profile = await desk.chat.profile(MIA)
        assert (profile.name, profile.time_zone, profile.locale) == ("Mia Chen", "America/Toronto", "fr-CA")
        assert profile.email == "mia@maple-works.example"
        assert desk.teams.calls == [f"GET conversations/{TEAM}/members/{MIA}"]


@pytest.mark.parametrize(
    ("user", "name", "email"),
    [
        ("29:raj", "Raj Patel", "raj@maple.example"),
        ("29:guest", "Gus", ""),
        ("29:other", "Otto", ""),
    ],
)
async def test_an_address_is_told_only_where_the_own_directory_vouches_for_it(
    user: str, name: str, email: str
) -> None:
    async with teams_desk() as desk:
        profile = await desk.chat.profile(user)
    assert (profile.name, profile.email, profile.time_zone) == (name, email, "")


async def test_a_time_zone_that_nobody_knows_is_left_aside() -> None:
    async with teams_desk() as desk:
        desk.chat.saw(MIA, Seen(time_zone="../../etc/passwd"))
        assert (await desk.chat.profile(MIA)).time_zone == ""


async def test_somebody_without_the_app_is_found_in_a_channel() -> None:
    async with teams_desk() as desk:
        desk.teams.without_app = {MIA}
        assert (await desk.chat.profile(MIA)).name == "Mia Chen"
        with pytest.raises(DeliveryFailed) as failed:
            await desk.chat.tell(MIA, CARD)
        assert failed.value.permanent


async def test_a_stranger_is_refused_for_good() -> None:
    async with teams_desk() as desk:
        with pytest.raises(DeliveryFailed) as failed:
            await desk.chat.profile("29:nobody")
    assert (failed.value.code, failed.value.permanent) == ("user_not_found", True)


async def test_nobody_goes_by_their_address() -> None:
    async with teams_desk() as desk:
        with pytest.raises(DeliveryFailed) as failed:
            await desk.chat.profile("Mia@Maple-Works.example")
    assert (failed.value.code, failed.value.permanent) == ("user_not_found", True)


async def test_an_app_is_told_apart_from_people() -> None:
    async with teams_desk() as desk:
        assert (await desk.chat.profile("28:another")).bot
        assert desk.teams.calls == []


async def test_members_are_read_to_the_last_page_without_the_bot() -> None:
    async with teams_desk() as desk:
        assert await desk.chat.members(TEAM) == [MIA, "29:raj", "29:guest", "29:other"]
        with pytest.raises(DeliveryFailed) as failed:
            await desk.chat.members(ELSEWHERE)
    assert (failed.value.code, failed.value.permanent) == ("not_in_channel", True)


async def test_the_chat_knows_where_the_bot_is() -> None:
    async with teams_desk() as desk:
        assert await desk.chat.is_member(TEAM)
        assert await desk.chat.is_member(f"{TEAM};messageid=1")
        assert await desk.chat.is_member(await desk.chat.direct(MIA))
        assert not await desk.chat.is_member(ELSEWHERE)
        assert not await desk.chat.is_member("C0NOWHERE")
        desk.teams.answers = [refusal(500)]
        with pytest.raises(DeliveryFailed):
            await desk.chat.is_member(TEAM)


async def test_a_service_url_of_nobodys_is_left_aside() -> None:
    async with teams_desk() as desk:
        before = desk.connector.service_url
        desk.chat.saw(MIA, Seen(), service_url="https://evil.example/")
        assert desk.connector.service_url == before


async def test_messages_of_one_conversation_keep_to_the_rates() -> None:
    async with teams_desk(SystemTimer()) as desk:
        begun = time.monotonic()
        for n in range(8):
            await desk.chat.post(GROUP, CARD, key=str(n))
        assert 1.0 <= time.monotonic() - begun < 3.0
