"""What forms offer is asked for seldom, of few places, and never waited for long."""

from __future__ import annotations

import asyncio

import orjson

from adapters.teams.answers import Answers
from adapters.teams.listings import MOST_PLACES, Listings, Offered
from adapters.teams.translate import Heard
from bot.service.intents import Answer, Ask, Done, Intent, Pressed, Sender
from bot.service.ports import DeliveryFailed
from bot.talk.card import Card, Field, Form
from tests.adapters.teams.cards_kit import Json, everything
from tests.adapters.teams.connector_stub import MIA, TEAM
from tests.adapters.teams.test_fitting import LIMIT, size

ORG = 3000
MANY = [(f"29:{at:04}{'x' * 90}", f"Person {at:04} {'é' * 40}") for at in range(ORG)]
FIELDS = tuple(Field(f"f{at}", f"Who {at}", "person") for at in range(4))


class Places:
    """Count what is asked for, and how much of it at once."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.now = 0.0
        self.at_once = self.most = 0
        self.silent = False

    async def read(self, place: str) -> Offered:
        self.asked.append(place)
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        await asyncio.sleep(0.001)
        self.at_once -= 1
        if self.silent:
            raise DeliveryFailed("uncertain")
        return [(f"{place}:1", f"Name of {place}")]

    def seconds(self) -> float:
        return self.now


async def test_lists_are_read_together_each_once_and_only_of_so_many_places() -> None:
    places = Places()
    listings = Listings(places.read, places.seconds)
    wanted = [f"19:{at}" for at in range(MOST_PLACES * 3)]
    found, again = await asyncio.gather(listings(wanted), listings(wanted))
    assert found == again
    assert len(found) == len(places.asked) == MOST_PLACES
    assert 1 < places.most <= 4


async def test_a_place_that_does_not_answer_is_left_alone_for_a_minute_and_keeps_its_list() -> None:
    places = Places()
    listings = Listings(places.read, places.seconds)
    found = await listings([TEAM])
    places.now, places.silent = 301.0, True
    for _ in range(3):
        assert await listings([TEAM]) == found
    assert len(places.asked) == 2
    places.now = 362.0
    assert await listings([TEAM, "19:new"]) == found
    assert places.asked == [TEAM, TEAM, TEAM, "19:new"]


class Crowd:
    """An organisation in which the bot knows very many."""

    def __init__(self) -> None:
        self.slow = asyncio.Event()
        self.slow.set()

    async def people(self) -> Offered:
        await self.slow.wait()
        return MANY

    async def channels(self) -> Offered:
        await self.slow.wait()
        return [(f"19:{at:04}{'x' * 60}@thread.tacv2", f"Channel {at}") for at in range(900)]

    async def around(self, conversation: str) -> Offered:
        return [*MANY[::-1], (MIA, "Mia")]

    async def handle(self, intent: Intent, sender: Sender) -> Answer:
        return Done()

    async def post(self, conversation: str, card: Card, *, key: str) -> str:
        return key

    def told(self, conversation: str, message: str) -> None:
        return None


async def offered(crowd: Crowd, form: Form, values: dict[str, str] | None = None) -> list[Json]:
    """Give the lists of a form, whose dialog and whose card in a message both fit."""
    answers = Answers(crowd, crowd, crowd.handle, crowd.around, patience=0.05)
    sender = Sender("teams", "t", MIA, "d", TEAM)
    shown = [await answers._dialog(form, sender, values)]
    if values is None:
        shown.append(await answers._to_action(heard_from(sender), Ask(form)))
    await answers.drain()
    assert all(len(one.body) < LIMIT for one in shown)
    card = orjson.loads(shown[-1].body)
    return [one for one in everything(card) if one.get("type") == "Input.ChoiceSet"]


def heard_from(sender: Sender) -> Heard:
    return Heard(Pressed("x"), sender, "action")


async def test_a_form_with_a_whole_organisation_fits_and_keeps_who_asks_and_who_is_chosen() -> None:
    chosen = MANY[2500][0]
    fields = (Field("owner", "Owner", "person", chosen), *FIELDS, Field("where", "Where", "channel"))
    lists = await offered(Crowd(), Form("Who?", "Save", "Cancel", "x", {}, (), fields))
    for one in lists[:-1]:
        keys = [choice["value"] for choice in one["choices"]]
        assert {MIA, chosen} <= set(keys)
        assert 5 < len(keys) <= 150
        titles = [choice["title"].casefold() for choice in one["choices"]]
        assert titles == sorted(titles)
    assert lists[0]["value"] == chosen
    assert len(lists[-1]["choices"]) > 5


async def test_what_was_entered_is_kept_before_who_is_offered() -> None:
    fields = (*FIELDS, Field("why", "Why", "long"), Field("how", "How", "long"))
    values = {"why": "🧨" * 2500, "how": "é" * 2500, "f0": MANY[9][0]}
    form = Form("Who?", "Save", "Cancel", "x", {}, (), fields)
    crowd = Crowd()
    answers = Answers(crowd, crowd, crowd.handle, crowd.around)
    body = orjson.loads((await answers._dialog(form, Sender("teams", "t", MIA, "d", TEAM), values)).body)
    assert size(body) < LIMIT
    inputs = {one["id"]: one.get("value") for one in everything(body) if "id" in one}
    assert {key: inputs[key] for key in values} == values


async def test_a_form_opens_without_a_list_that_does_not_come_and_still_holds_what_is_chosen() -> None:
    crowd = Crowd()
    crowd.slow.clear()
    fields = (Field("owner", "Owner", "person", "29:someone"), Field("where", "Where", "channel", TEAM))
    owner, where = await asyncio.wait_for(
        offered(crowd, Form("Who?", "Save", "Cancel", "x", {}, (), fields)), 2
    )
    assert (owner["value"], where["value"]) == ("29:someone", TEAM)
    assert len(owner["choices"]) > 100
