"""Everyday moments: who is told what, what one's own page shows, and what the bot answers to a word."""

from __future__ import annotations

from pathlib import Path

from adapters.sandbox.driver import DIRECT
from adapters.sandbox.people import acknowledged
from adapters.sandbox.visible import all_words
from tests.journeys.world import CHANNEL, world

LABELS = "At least 1,000 labelled examples"


async def test_everybody_who_gets_a_role_is_told_what_it_means(tmp_path: Path) -> None:
    async with world(tmp_path) as made:
        await made.begin()
        crew = made.crew
        await crew.mia.say(CHANNEL, "/gate roles")
        await crew.give_role(crew.mia, "security_reviewer", crew.eva)
        assert "your role: security reviewer" in await made.last(crew.eva, DIRECT)
        assert "you sign the security review" in await made.last(crew.eva, DIRECT)
        told = {conversation for method, _, conversation in made.sent if method == "chat.postMessage"}
        assert told == {
            made.driver.ids[CHANNEL],
            made.driver.direct[crew.ana.id],
            made.driver.direct[crew.eva.id],
        }


async def test_an_item_given_to_somebody_comes_with_its_next_step(tmp_path: Path) -> None:
    async with world(tmp_path) as made:
        await made.begin()
        mia, li = made.crew.mia, made.crew.li
        await mia.say(CHANNEL, "/gate assign")
        await mia.press("Assign", on=CHANNEL, beside=LABELS)
        assert f"{LABELS} open · Li" in " ".join((await acknowledged(mia.fill(owner="li"))).split())
        assert LABELS in await made.last(li, DIRECT)
        await li.press("Update", on=DIRECT, message=LABELS)
        await li.fill(task="classification", examples="999")
        checklist = next(m for m in await li.messages(CHANNEL) if m["pinned"])
        assert "999 examples, at least 1,000 needed" in all_words(checklist["blocks"])


async def test_ones_own_page_shows_items_and_approvals_and_acts(tmp_path: Path) -> None:
    async with world(tmp_path) as made:
        await made.begin()
        raj = made.crew.raj
        await made.crew.take(raj, LABELS)
        assert LABELS in all_words((await raj.home())["blocks"])
        await raj.press("Update", on="home", beside=LABELS)
        await raj.fill(task="classification", examples="1000")
        assert LABELS not in all_words((await raj.home())["blocks"])


async def test_a_hello_is_answered_and_help_is_one_word_away(tmp_path: Path) -> None:
    async with world(tmp_path) as made:
        sam = made.crew.sam
        await sam.say(DIRECT, "hi")
        assert "Sam" in await made.last(sam, DIRECT)
        await sam.say(CHANNEL, "@Tollgate hello?")
        assert "Sam" in await made.last(sam, CHANNEL)
        await sam.say(CHANNEL, "/gate help")
        assert "/gate new" in await made.last(sam, CHANNEL)
        await sam.say(CHANNEL, "/gate dance")
        assert "dance" in await made.last(sam, CHANNEL)


async def test_the_bot_asks_to_be_invited_where_it_is_not_a_member(tmp_path: Path) -> None:
    async with world(tmp_path) as made:
        raj = made.crew.raj
        await raj.say("#demand-forecast", "/gate new")
        assert "nvite" in await made.last(raj, "#demand-forecast")
        await raj.invite("#demand-forecast", "app")
        await raj.press("New project…", on="#demand-forecast")
        await raj.fill(name="Forecast", sponsor="ana")
        assert "Forecast" in await made.last(raj, "#demand-forecast")


async def test_a_stopped_project_answers_that_it_is_stopped(tmp_path: Path) -> None:
    async with world(tmp_path) as made:
        await made.begin()
        mia, raj = made.crew.mia, made.crew.raj
        place, take = await raj.find("Take it", on=CHANNEL, beside=LABELS)
        kept = made.demo.sandbox.workspace.messages[place["conversation"]][place["ts"]].blocks
        await mia.press("More…", on=CHANNEL)
        await mia.press("Stop the project…", on=CHANNEL)
        await mia.fill(reason="The line is sold")
        before = await made.events()
        made.demo.sandbox.workspace.messages[place["conversation"]][place["ts"]].blocks = kept
        await raj.use(place, take)
        assert "stopped" in await made.last(raj, CHANNEL)
        assert await made.events() == before
