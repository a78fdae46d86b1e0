"""A channel is connected with a code that nobody else can use."""

from __future__ import annotations

from datetime import timedelta

from bot.service.intents import Say, Typed
from bot.service.joining import MOST_TRIES
from bot.service.ports import Link, Tx
from tests.service.office import LINE_3, WORKSPACE, buttons, words
from tests.service.two_channels_kit import Two


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
