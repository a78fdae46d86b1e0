"""Two projects of one name, or in one channel: said when the second one begins, and told apart in lists."""

from __future__ import annotations

from bot.service.intents import Ask, Done, Say
from bot.talk.plain import plain
from tests.service.office import LINE_3, Office


async def begin(office: Office, channel: str, name: str, at: str = "DUMIA") -> object:
    office.chat.channel(channel, "UMIA", "UANA")
    asked = await office.press("UMIA", "project.new", at=at)
    assert isinstance(asked, Ask)
    return await office.submit("UMIA", asked, **LINE_3 | {"channel": channel, "name": name})


async def test_a_form_says_which_projects_a_channel_has(office: Office) -> None:
    asked = await office.press("UMIA", "project.new")
    assert isinstance(asked, Ask)
    assert "Already in this channel" not in plain(asked.form)
    await office.begin()
    asked = await office.press("UMIA", "project.new")
    assert isinstance(asked, Ask)
    assert 'Already in this channel: "Line 3 downtime".' in plain(asked.form)


async def test_a_name_that_is_in_use_is_said_and_blocks_nothing(office: Office) -> None:
    await office.begin()
    answer = await begin(office, "C2", " line 3  DOWNTIME")
    assert isinstance(answer, Say)
    assert "Another project in this workspace is called" in answer.card.summary
    assert await begin(office, "C3", "Invoice matching") == Done()
    rows = await office.store.read(lambda tx: tx.portfolio("w1", "", 9))
    assert len(rows) == 3


async def test_ones_own_page_tells_equal_names_apart(office: Office) -> None:
    await office.begin()
    await begin(office, "C3", "Invoice matching")
    await office.press("UMIA", "menu.help", at="DUMIA")
    home = await office.type("UMIA", "home", at="DUMIA")
    assert isinstance(home, Say)
    assert "(lead Mia" not in plain(home.card)
    await begin(office, "C2", "Line 3 downtime")
    home = await office.type("UMIA", "home", at="DUMIA")
    assert isinstance(home, Say)
    assert "Line 3 downtime (lead Mia, day 1 Mon 2 Mar)" in plain(home.card)
    assert "Invoice matching (lead" not in plain(home.card)
