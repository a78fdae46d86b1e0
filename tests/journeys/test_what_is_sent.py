"""Everything the tour sends can be drawn by the page, is known to Slack's own models, and is in the catalogue."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.models.blocks import Block

from adapters.sandbox.driver import DIRECT, HOME
from adapters.sandbox.tour import story
from adapters.sandbox.tour.crew import Crew
from adapters.sandbox.visible import all_words
from bot.talk.languages import PSEUDO
from bot.talk.settings_form import LANGUAGES
from tests.journeys.world import World, world

Json = dict[str, Any]
Sent = list[tuple[str, Json, str]]
Toured = tuple[Sent, set[str]]
DRAWABLE = json.loads((Path(__file__).parents[2] / "adapters/sandbox/page/drawable.json").read_text("utf-8"))

# One process plays the tour for all of these.
pytestmark = pytest.mark.xdist_group("what is sent")


@pytest.fixture(scope="module")
def toured(tmp_path_factory: pytest.TempPathFactory) -> Toured:
    """All messages and views of a tour in the pseudo-language, and the words that people typed themselves."""
    return asyncio.run(_tour(tmp_path_factory.mktemp("pseudo")))


async def _tour(folder: Path) -> Toured:
    async with world(folder, locale=PSEUDO, language=PSEUDO) as made:
        await story.play(made.driver, made.demo.days.move_to)
        await _reminded(made)
        return made.sent, _own_words(made)


async def _reminded(made: World) -> None:
    """Let a second project meet what the tour leaves out: settings, questions, and every answer in the morning."""
    there = Crew(made.driver, made.demo.days.move_to, "#invoice-matching")
    li, raj, ana = there.li, there.raj, there.ana
    await there.begin(li, "Invoices", sponsor="ana")
    mine = ("Data quality above 80 %", "At least 6 months of history", "Baseline without AI")
    for item in mine:
        await there.take(raj, item)
    await ana.press("Change…", on=HOME)
    await ana.fill(reminders="quiet", away_first="2026-07-01", away_last="2026-07-14")
    await there.on(date(2026, 6, 3))
    await li.press("Settings…", on=there.channel)
    await li.fill(questions="ask", post="every_day")
    await there.on(date(2026, 6, 15))
    await raj.press("Answer…", on=DIRECT, message="What is new")
    await raj.fill(done="The export", next="The gaps", blocked="No access to the archive")
    await raj.press("New date…", on=DIRECT, beside=mine[0])
    await raj.fill(due_on="2026-06-15", reason="The export takes a day longer")
    await raj.press("Waiting for…", on=DIRECT, beside=mine[1])
    await raj.fill(person="sam", text="the archive", until="2026-06-17")
    await raj.press("Not mine", on=DIRECT, beside=mine[2])
    await there.on(date(2026, 6, 19), time(18))


def _own_words(made: World) -> set[str]:
    people = (name for person in made.demo.sandbox.workspace.people.values() for name in person.name.split())
    return {word for text in (*made.driver.written, *people) for word in re.findall(r"[^\W\d_]+", text)}


def _blocks(sent: Sent) -> Iterator[Json]:
    for _, payload, _ in sent:
        yield from payload.get("blocks", ())
        yield from payload.get("view", {}).get("blocks", ())


def _typed_objects(value: Any) -> Iterator[Json]:
    if isinstance(value, list):
        for one in value:
            yield from _typed_objects(one)
    elif isinstance(value, dict):
        if "type" in value:
            yield value
        for one in value.values():
            yield from _typed_objects(one)


def test_the_page_can_draw_every_block_and_element(
    toured: Toured,
) -> None:
    known = {*DRAWABLE["blocks"], *DRAWABLE["elements"], *DRAWABLE["rich_text"], "plain_text", "mrkdwn"}
    found = {one["type"] for block in _blocks(toured[0]) for one in _typed_objects(block)}
    assert found <= known
    assert found >= {"header", "section", "actions", "input", "button", "overflow", "plain_text_input"}
    assert found >= {"timepicker", "datepicker", "checkboxes", "static_select"}


def test_slacks_own_models_find_nothing_wrong(toured: Toured) -> None:
    seen: set[str] = set()
    for block in _blocks(toured[0]):
        if (text := json.dumps(block, sort_keys=True)) in seen:
            continue
        seen.add(text)
        parsed = Block.parse(block)
        assert parsed is not None, block
        parsed.validate_json()
    assert len(seen) > 300


#: a sentence of the catalogue, with others inside it
WRAPPED = re.compile(r"⟦[^⟦⟧]*⟧")
#: the title of a dialog that is too long for one, which stands in full below it
CUT = re.compile(r"^⟦[^⟦⟧]{1,23}$")
#: what stands between sentences and is the same in every language; languages call themselves by their own names
COMMON = {"KPI", "http", "https", *re.findall(r"[^\W\d_]+", " ".join(LANGUAGES.values()))}


def test_a_sentence_outside_of_the_catalogue_stands_out() -> None:
    assert _outside("⟦Gate 1 · ⟦approved⟧⟧ by hand").split() == ["by", "hand"]


def test_every_sentence_is_in_the_catalogue(toured: Toured) -> None:
    sent, own = toured
    loose: set[str] = set()
    for _, payload, _ in sent:
        for text in _texts(payload):
            words = re.findall(r"[^\W\d_]{2,}", _outside(text))
            if set(words) - own - COMMON:
                loose.add(text)
    assert loose == set()


def _outside(text: str) -> str:
    text = CUT.sub("", text)
    while (rest := WRAPPED.sub(" ", text)) != text:
        text = rest
    return text


def _texts(payload: Json) -> Iterator[str]:
    """Give all that people see: notifications, and every text object of blocks, titles, buttons and hints."""
    yield payload.get("text", "")
    yield from _text_objects([payload.get("blocks", []), payload.get("view", {})])


def _text_objects(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from _text_objects(one)
    elif isinstance(value, dict):
        if value.get("type") in ("plain_text", "mrkdwn"):
            yield value["text"]
        for one in value.values():
            yield from _text_objects(one)


def test_the_notification_reads_well_without_the_blocks(
    toured: Toured,
) -> None:
    for method, payload, _ in toured[0]:
        if not method.startswith("chat.") or "blocks" not in payload:
            continue
        assert len(payload["text"].splitlines()[0]) <= 400, payload["text"]
        assert all_words(payload["blocks"]).splitlines()[0].split(" · ")[0] in re.sub(
            "[⟦⟧]", "", payload["text"]
        )
