"""Reminders and stand-ups as people meet them: a press settles a line everywhere, and what they choose counts."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from adapters.sandbox.driver import DIRECT, HOME, NotTaken, Person, SlackPerson
from adapters.sandbox.examples.answers import READY, kpi
from adapters.sandbox.people import acknowledged
from adapters.sandbox.visible import all_words
from tests.journeys.world import CHANNEL, World, world

HISTORY = "At least 6 months of history"
PERSON = "IT or DevOps person for phases 3 and 4"
CONFIRM = "Sponsor confirmed"


async def on(made: World, day: int, hour: int = 10, minute: int = 0) -> None:
    """Let time pass until a day of March."""
    await made.crew.on(date(2026, 3, day), time(hour, minute))


async def posted(made: World, who: Person, where: str, begins: str) -> list[str]:
    """Return the messages there that begin so, oldest first."""
    return [
        f"{message['text']}\n{all_words(message['blocks'])}"
        for message in await who.messages(where)
        if message["text"].startswith(begins)
    ]


async def checklist(made: World) -> str:
    """Return the pinned checklist."""
    pinned = [m for m in await made.crew.mia.messages(CHANNEL) if m["pinned"]]
    return all_words(pinned[-1]["blocks"])


async def take(made: World, items: dict[str, str]) -> None:
    """Let people take items, by item."""
    for item, handle in items.items():
        await made.crew.take(made.person(handle), item)


async def test_an_answer_in_the_morning_message_settles_it_everywhere(tmp_path: Path) -> None:
    async with world(tmp_path) as made:
        await made.begin()
        crew = made.crew
        await take(made, {HISTORY: "raj"})
        await on(made, 5)
        await crew.raj.press("Update", on=DIRECT, beside=HISTORY)
        await crew.raj.fill(**READY[HISTORY])
        said = await made.last(crew.raj, DIRECT)
        assert "All of this is settled." in said
        assert f"✔ {HISTORY} · Line 3 downtime · 14 months" in said
        assert "14 months" in await checklist(made)
        assert not await crew.raj.sees("Update", on=DIRECT, beside=HISTORY)


async def test_a_new_date_is_told_to_the_lead_with_its_reason(tmp_path: Path) -> None:
    async with world(tmp_path) as made:
        await made.begin()
        crew = made.crew
        await take(made, {HISTORY: "raj"})
        await on(made, 5)
        for wrong in ("2026-03-04", "2026-03-20"):
            await crew.raj.press("New date…", on=DIRECT, beside=HISTORY)
            with pytest.raises(NotTaken) as no:
                await crew.raj.fill(due_on=wrong, reason="The export takes a week")
            assert set(no.value.errors) == {"due_on"}
            await crew.raj.dismiss()
        await crew.raj.press("New date…", on=DIRECT, beside=HISTORY)
        await crew.raj.fill(due_on="2026-03-13", reason="The export takes a week")
        assert "new date Fri 13 Mar" in await made.last(crew.raj, DIRECT)
        told = await posted(made, crew.mia, DIRECT, "Line 3 downtime · a new date")
        assert len(told) == 1
        assert "Raj moved it to Fri 13 Mar." in told[0]
        assert "The export takes a week" in told[0]
        assert "due Fri 13 Mar" in await checklist(made)


async def test_a_new_date_after_a_late_gate_is_read_as_one_in_the_lead_s_morning(tmp_path: Path) -> None:
    async with world(tmp_path) as made:
        await made.begin()
        crew = made.crew
        await take(made, {HISTORY: "raj"})
        await on(made, 18)
        await crew.mia.press("New date…", on=DIRECT, beside=HISTORY)
        assert isinstance(crew.mia, SlackPerson)
        assert "The gate was planned for Mon 16 Mar, and is still to come." in str(await crew.mia.form())
        with pytest.raises(NotTaken, match="after the day that gate 1 is planned for") as saved:
            await crew.mia.fill(due_on="2026-03-24", reason="The export comes late")
        assert "lies after the day" in str(saved.value)
        said = await made.last(crew.mia, DIRECT)
        assert f"{HISTORY} · Line 3 downtime · new date Tue 24 Mar" in said
        assert "has it now" not in said


async def test_waiting_for_a_colleague_asks_them_and_shows_in_the_stand_up(tmp_path: Path) -> None:
    async with world(tmp_path) as made:
        await made.begin()
        crew = made.crew
        await take(made, {HISTORY: "raj"})
        await on(made, 5)
        await crew.raj.press("Waiting for…", on=DIRECT, beside=HISTORY)
        await crew.raj.fill(person="sam", text="the plant's export", until="2026-03-11")
        assert "waits for Sam until Wed" in await made.last(crew.raj, DIRECT)
        assert "Raj waits for you" in await made.last(crew.sam, DIRECT)
        before = len(await crew.raj.messages(DIRECT))
        await on(made, 10)
        assert "the plant's export, asked of Sam" in await made.last(crew.mia, CHANNEL)
        assert len(await crew.raj.messages(DIRECT)) == before
        await on(made, 12)
        assert "The wait for Sam ended" in await made.last(crew.raj, DIRECT)


async def test_what_is_not_theirs_goes_back_to_the_lead(tmp_path: Path) -> None:
    async with world(tmp_path) as made:
        await made.begin()
        crew = made.crew
        await take(made, {HISTORY: "raj"})
        await on(made, 5)
        await crew.raj.press("Not mine", on=DIRECT, beside=HISTORY)
        assert "given back, Mia knows" in await made.last(crew.raj, DIRECT)
        (told,) = await posted(made, crew.mia, DIRECT, "Line 3 downtime · given back")
        assert "Raj said that it is not theirs" in told
        await crew.mia.press("Assign…", on=DIRECT, message="given back")
        await crew.mia.fill(owner="sam")
        await on(made, 6)
        assert HISTORY in await made.last(crew.sam, DIRECT)


@pytest.mark.parametrize("chosen", [{"reminders": "quiet"}, {"paused_until": "2026-04-30"}])
async def test_nothing_silences_a_request_for_an_approval(tmp_path: Path, chosen: dict[str, str]) -> None:
    async with world(tmp_path) as made:
        await made.begin()
        crew = made.crew
        await crew.ana.press("Confirm", on=DIRECT, message="Line 3")
        await crew.ana.press("Change…", on=HOME)
        await crew.ana.fill(**chosen)
        await _ready(made)
        await on(made, 13)
        assert await posted(made, crew.ana, DIRECT, "Good morning") == []
        await crew.take_and_record(crew.mia, PERSON, person="sam")
        await crew.request(crew.mia, 1)
        assert "Gate 1" in await made.last(crew.ana, DIRECT)
        await on(made, 17)
        mornings = await posted(made, crew.ana, DIRECT, "Good morning")
        assert mornings
        assert all("your decision" in text and "1" in text for text in mornings)
        assert not any("nobody has" in text for text in mornings)


async def test_a_question_of_the_sponsor_pauses_the_ladder_until_it_is_answered(tmp_path: Path) -> None:
    async with world(tmp_path) as made:
        await made.begin()
        crew = made.crew
        await crew.mia.say(CHANNEL, "/gate roles")
        await crew.give_role(crew.mia, "delegate", crew.tom)
        await crew.ana.press("Confirm", on=DIRECT, message="Line 3")
        await _ready(made)
        await crew.take_and_record(crew.mia, PERSON, person="sam")
        await crew.request(crew.mia, 1)
        await crew.ana.press("Ask a question…", on=DIRECT, message="Gate 1")
        await crew.ana.fill(text="Who keeps the log?")
        await on(made, 12)
        assert await posted(made, crew.tom, DIRECT, "Good morning") == []
        assert not any(
            "your decision" in text for text in await posted(made, crew.ana, DIRECT, "Good morning")
        )
        await crew.mia.press("Answer…", on=DIRECT, message="Gate 1")
        await crew.mia.fill(text="Noor's shift leads.")
        await on(made, 16)
        assert len(await posted(made, crew.tom, DIRECT, "Good morning")) == 1
        assert "your decision" in (await posted(made, crew.ana, DIRECT, "Good morning"))[-1]


async def test_answers_before_the_stand_up_appear_in_it_and_a_channel_can_be_quiet(tmp_path: Path) -> None:
    async with world(tmp_path) as made:
        await made.begin()
        crew = made.crew
        await on(made, 3)
        await crew.mia.press("Settings…", on=CHANNEL)
        await crew.mia.fill(at="10:30", questions="ask", post="every_day")
        await on(made, 4, 9, 45)
        assert "What is new on Line 3 downtime?" in await made.last(crew.mia, DIRECT)
        await crew.mia.press("Answer…", on=DIRECT, message="What is new")
        await crew.mia.fill(done="Met the shift leads", blocked="No badge for the plant")
        await on(made, 4, 11)
        said = (await posted(made, crew.mia, CHANNEL, "Stand-up"))[-1]
        assert "Met the shift leads" in said
        assert "No badge for the plant" in said
        await crew.mia.press("Settings…", on=CHANNEL)
        await crew.mia.fill(post="quiet", questions="")
        before = len(await crew.mia.messages(CHANNEL))
        await on(made, 11)
        assert len(await crew.mia.messages(CHANNEL)) == before


async def test_whoever_wants_the_morning_message_only_is_spared_the_rest(tmp_path: Path) -> None:
    async with world(tmp_path) as made:
        await made.begin()
        crew = made.crew
        await crew.raj.press("Change…", on=HOME)
        await crew.raj.fill(reminders="digest_only", at="09:30")
        await crew.mia.say(CHANNEL, "/gate assign")
        await crew.mia.press("Assign", on=CHANNEL, beside=HISTORY)
        await acknowledged(crew.mia.fill(owner="raj"))
        assert await crew.raj.messages(DIRECT) == []
        await on(made, 5)
        (said,) = await posted(made, crew.raj, DIRECT, "Good morning")
        assert HISTORY in said


async def test_times_and_regions_that_are_none_are_refused_with_the_nearest(tmp_path: Path) -> None:
    async with world(tmp_path) as made:
        raj = made.crew.raj
        await raj.press("Change…", on=HOME)
        with pytest.raises(NotTaken) as no:
            await raj.fill(region="CA-OM", starts="17:00", ends="09:00")
        assert set(no.value.errors) == {"region", "ends"}
        assert "CA-ON" in no.value.errors["region"]


async def test_each_reads_their_own_language_and_a_channel_its_own(tmp_path: Path) -> None:
    async with world(tmp_path) as made:
        await made.begin()
        crew = made.crew
        await take(made, {HISTORY: "raj"})
        await crew.raj.press("Change…", on=HOME)
        await crew.raj.fill(language="fr-CA")
        await on(made, 3)
        await crew.mia.press("Settings…", on=CHANNEL)
        await crew.mia.fill(language="fr-CA")
        await on(made, 5)
        said = await made.last(crew.raj, DIRECT)
        assert said.startswith("Bonjour Raj.")
        assert "Good" not in said
        (stand_up,) = await posted(made, crew.mia, CHANNEL, "Point quotidien")
        assert "mars" in stand_up
        assert (await posted(made, crew.mia, DIRECT, "Good morning"))[-1]


@pytest.mark.parametrize("known", [True, False], ids=["the chat said so", "nobody said so"])
async def test_somebody_who_left_is_told_of_once_and_nothing_is_lost(tmp_path: Path, known: bool) -> None:
    async with world(tmp_path) as made:
        await made.begin()
        crew = made.crew
        await take(made, {HISTORY: "raj"})
        await _leave(made, crew.raj, known=known, left=True)
        await on(made, 9)
        told = await posted(made, crew.mia, DIRECT, "Raj Patel has left the workspace · Line 3 downtime")
        assert len(told) == 1
        assert HISTORY in told[0]
        assert await crew.raj.messages(DIRECT) == []
        await _leave(made, crew.raj, known=known, left=False)
        if not known:
            await made.demo.running.core.rosters.run()  # the day's look, which finds it out
        await on(made, 10)
        assert HISTORY in await made.last(crew.raj, DIRECT)


async def _leave(made: World, who: Person, *, known: bool, left: bool) -> None:
    """Let somebody leave the company or come back; `known`: the chat tells the bot of it."""
    if known:
        await made.driver.post("person", **{"as": who.id}, user=who.id, deleted=left)
    else:
        made.demo.sandbox.workspace.people[who.id].deleted = left


async def _ready(made: World) -> None:
    """Make everything for gate 1 ready but the person for phases 3 and 4, which Mia still names."""
    crew = made.crew
    own = {
        "Business problem with a measurable KPI": kpi("Downtime", "h", "lower", "47", "10", "12", "30", "10"),
        "Baseline without AI": {"baseline": "47"},
    }
    for item, values in (own | {key: READY[key] for key in READY if key != PERSON}).items():
        if await crew.raj.sees("Take it", on=CHANNEL, beside=item):
            await crew.take(crew.raj, item)
        await crew.record(crew.raj, item, **values)
