"""Bad input gets a clear message to the person, and changes nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from adapters.sandbox.driver import NotTaken, Person
from adapters.sandbox.visible import all_words
from bot.talk.languages import PSEUDO
from tests.journeys.world import CHANNEL, World, world

QUALITY = "Data quality above 80 %"
LONG = "x" * 10_000


@pytest.fixture
async def made(tmp_path: Path) -> AsyncIterator[World]:
    """A workspace in which Mia may begin a project."""
    async with world(tmp_path) as found:
        yield found


async def _refused(who: Person, values: Mapping[str, str]) -> Mapping[str, str]:
    with pytest.raises(NotTaken) as no:
        await who.fill(**values)
    return no.value.errors


async def _new(made: World, **values: str) -> Mapping[str, str]:
    await made.crew.mia.say(CHANNEL, "/gate new")
    return await _refused(made.crew.mia, {"name": "Line 3", "sponsor": "ana"} | values)


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({"name": LONG}, "name", "80 characters"),
        ({"name": "a\x07b"}, "name", "characters that cannot be shown"),
        ({"sponsor": "mia"}, "name", "two people"),
        ({"time_zone": "Mars/Olympus"}, "time_zone", "America/Toronto"),
        ({"region": "QQ"}, "region", "CA-ON"),
        ({"starts_on": "2020-01-01"}, "starts_on", "Sat 31 Jan 2026"),
    ],
)
async def test_a_project_is_not_begun_from_bad_input(
    made: World, values: dict[str, str], field: str, said: str
) -> None:
    errors = await _new(made, **values)
    assert said in errors[field], errors
    assert await made.events() == 0


async def test_numbers_that_cannot_be_are_named_field_by_field(made: World) -> None:
    await made.begin()
    raj = made.crew.raj
    await made.crew.take(raj, QUALITY)
    before = await made.events()
    await raj.press("Update", on=CHANNEL, beside=QUALITY)
    bad = {"completeness": "many", "accuracy": "100.1", "consistency": "-1", "timeliness": "99"}
    errors = await _refused(raj, bad)
    assert set(errors) == {"completeness", "accuracy", "consistency"}
    assert '"many" is not a number' in errors["completeness"]
    assert "100 or less" in errors["accuracy"]
    assert await made.events() == before
    await raj.fill(completeness="100", accuracy="93 %", consistency="93", timeliness="1")
    (checklist,) = [m for m in await made.crew.mia.messages(CHANNEL) if m["pinned"]]
    assert "ready · 86 % = 100 % × 93 % × 93 %" in all_words(checklist["blocks"])
    assert await made.events() == before + 1


async def test_a_due_day_before_the_start_is_refused(made: World) -> None:
    await made.begin()
    mia = made.crew.mia
    await made.crew.take(mia, QUALITY)
    await mia.press("All items and evidence", on=CHANNEL)
    await mia.press("Due day…", on=CHANNEL, beside=QUALITY)
    before = await made.events()
    errors = await _refused(mia, {"due_on": "2026-02-27", "reason": "Sooner"})
    assert "2 Mar" in errors["due_on"]
    assert await made.events() == before


async def test_a_link_must_be_one_a_browser_may_open(made: World) -> None:
    await made.begin()
    raj = made.crew.raj
    await made.crew.take(raj, "Data access pipeline in place")
    await raj.press("Done…", on=CHANNEL, beside="Data access pipeline in place")
    errors = await _refused(raj, {"method": "api", "link": "javascript:alert(1)"})
    assert "https://" in errors["link"]


@pytest.mark.parametrize(
    "name", ["<!channel> now", "<https://evil.example|click>", "*Bold* & `code` :tada:", "@here"]
)
async def test_a_title_is_shown_as_it_was_typed(made: World, name: str) -> None:
    await made.begin(name)
    texts = [text for _, payload, _ in made.sent for text in _raw(payload)]
    assert not [text for text in texts if "<!channel>" in text or "<https://evil" in text]
    (checklist,) = [m for m in await made.crew.mia.messages(CHANNEL) if m["pinned"]]
    assert name.replace("*", "") in all_words(checklist["blocks"])
    marked = [
        text
        for text in _objects(checklist["blocks"])
        if text["type"] == "mrkdwn" and "lead Mia" in text["text"]
    ]
    assert all(text["verbatim"] for text in marked)


def _objects(value: object) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        here = [value] if value.get("type") in ("plain_text", "mrkdwn") else []
        return here + [text for one in value.values() for text in _objects(one)]
    return [text for one in value for text in _objects(one)] if isinstance(value, list) else []


def _raw(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for one in value.values() for text in _raw(one)]
    if isinstance(value, list):
        return [text for one in value for text in _raw(one)]
    return [value] if isinstance(value, str) else []


async def test_only_the_sponsor_decides(made: World) -> None:
    await made.begin()
    raj = made.crew.raj
    before = await made.events()
    await raj.press("Confirm", on=CHANNEL, beside="Sponsor confirmed")
    answer = await made.last(raj, CHANNEL)
    assert "Ana" in answer
    assert await made.events() == before


async def test_what_is_wrong_is_said_in_the_readers_language(tmp_path: Path) -> None:
    async with world(tmp_path, locale=PSEUDO) as made:
        errors = await _new(made, name="a\x07b", region="QQ")
        assert len(errors) == 2
        assert all(text.startswith("⟦") and text.endswith("⟧") for text in errors.values()), errors
