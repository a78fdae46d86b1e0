"""The parity table: whatever Tollgate can show or hear, it shows and hears on every platform."""

from __future__ import annotations

import re
from itertools import combinations
from typing import get_args, get_type_hints

import pytest
from msgspec.structs import replace

from bot.service.intents import (
    BotRemoved,
    HomeOpened,
    Intent,
    Look,
    Pressed,
    Spoken,
    Submitted,
    Typed,
)
from bot.talk.card import (
    Button,
    Buttons,
    Card,
    Confirm,
    FieldKind,
    Form,
    Heading,
    Home,
    ItemRow,
    Part,
    Text,
)
from bot.talk.checklist import checklist
from bot.talk.details import details
from bot.talk.forms import form_for
from bot.talk.notices import Kind
from tests.parity import table
from tests.parity.side import Side, Surface
from tests.parity.slack_side import SlackSide
from tests.parity.teams_side import TeamsSide
from tests.talk.gallery import CARDS, PHASE_THREE
from tests.talk.scenes import at, scene
from tests.talk.test_everywhere import FOUND

SIDES: tuple[Side, ...] = (SlackSide(), TeamsSide())
on_each_platform = pytest.mark.parametrize("side", SIDES, ids=lambda side: side.name)
SURE = Confirm("Approve gate 1?", "The decision is kept with your name.", "Approve", "Not yet")
#: what a platform has no occasion to hear, and why people miss nothing
WITHOUT: dict[tuple[str, type[Intent]], str] = {
    (
        "slack",
        Look,
    ): "a message is the same for everybody; what is somebody's alone is in their direct messages",
    ("slack", BotRemoved): "what cannot be delivered any more is told to the lead when it is due",
}


#: where a platform has one word for two: what is written to the bot is a command on Teams, and a greeting without one
ANSWERED_AS: dict[tuple[str, Intent], Intent] = {
    ("teams", Typed("")): Spoken(""),
    ("teams", Typed("home")): HomeOpened(),
    ("teams", Spoken("hello?")): Typed("hello?"),
}


def shown(side: Side, drawn: Card | Home | Form) -> Surface:
    """Show something."""
    match drawn:
        case Card():
            return side.message(drawn)
        case Home():
            return side.home(drawn)
        case Form():
            return side.forms(drawn)[0].surface


def pressed(surface: Surface) -> list[tuple[str, Intent | None]]:
    """Press every control; give what each is called and what arrives, in a fixed order."""
    return sorted(((one.label, one.press()) for one in surface.controls), key=str)


def meant(drawn: Card | Home | Form) -> list[tuple[str, Intent | None]]:
    """Give what every control should be called and mean."""
    found = ((one.label, Pressed(one.action, one.args)) for one in table.buttons_of(drawn))
    return sorted(found, key=str)


def words(side: Side, drawn: Card | Home | Form) -> set[str]:
    """Give all words and numbers that are read, in fields, too; its controls are compared with the card itself."""
    texts: list[str] = []
    if isinstance(drawn, Form):
        form = side.forms(drawn)[0]
        texts += [form.title, form.submit, *(text for field in form.fields.values() for text in field)]
    surface = shown(side, drawn)
    texts += surface.texts
    return set(re.findall(r"\w+", " ".join(texts)))


# --- the table is complete ---


def test_the_table_has_every_kind_of_message() -> None:
    assert set(table.SHOWN_AS) == set(table.KINDS)


def test_the_table_has_every_form() -> None:
    assert {form.action for form in table.forms().values()} >= set(table.OPENERS)


def test_the_table_has_every_intent() -> None:
    assert {*table.HAPPENINGS, *table.FROM_CARDS} == set(table.INTENTS)


def test_the_table_has_every_control_of_every_card() -> None:
    drawn = [draw(table.ENGLISH) for draw in CARDS.values()]
    assert {one.action for card in drawn for one in table.buttons_of(card)} <= set(table.CONTROLS)


def test_the_table_has_every_part_of_a_card() -> None:
    assert {type(part) for part in table.PARTS.values()} == set(get_args(Part))
    styles = {part.style for part in table.PARTS.values() if isinstance(part, Text)}
    assert styles == set(get_args(get_type_hints(Text)["style"]))


# --- parts ---


@on_each_platform
@pytest.mark.parametrize("name", sorted(table.PARTS))
def test_every_part_is_read_as_it_was_written(side: Side, name: str) -> None:
    before, after = Text("Before."), Text("After.")
    parts = (before, table.PARTS[name], after)
    for surface in (
        side.message(Card("A card", parts)),
        side.home(Home(parts)),
        side.word(Card("A card", parts)),
    ):
        missing = [text for text in table.texts_of(Home(parts)) if text not in surface.said]
        assert missing == []
        assert pressed(surface) == meant(Home(parts))


# --- controls ---


@on_each_platform
@pytest.mark.parametrize("action", table.CONTROLS)
def test_a_control_comes_back_as_it_left_wherever_it_stands(side: Side, action: str) -> None:
    one = Button("Do it…", action, table.args_of(action))
    other = replace(one, label="Do the other")
    row = ItemRow("○", "open", "Data quality", "nobody yet")
    parts = (
        Heading("Where"),
        Buttons((one, replace(other, style="danger"))),
        replace(row, button=one),
        replace(row, title="A menu", more=(one, other)),
        replace(row, title="Both", button=replace(one, style="primary"), more=(other, one)),
    )
    for drawn in (Card("Where", parts), Home(parts)):
        assert pressed(shown(side, drawn)) == meant(drawn)


@on_each_platform
@pytest.mark.parametrize("action", table.CONTROLS)
def test_a_control_that_asks_first_comes_back_as_it_left(side: Side, action: str) -> None:
    button = Button("Approve", action, table.args_of(action), "primary", SURE)
    card = Card("Sure?", (Heading("Sure?"), Buttons((button,)), ItemRow("○", "open", "Row", button=button)))
    surface = side.message(card)
    assert pressed(surface) == meant(card)
    for control in surface.controls:
        assert {SURE.title, SURE.text, SURE.yes} <= set(control.asks)


@on_each_platform
@pytest.mark.parametrize("action", table.OPENERS)
def test_what_opens_a_form_is_a_control_that_can(side: Side, action: str) -> None:
    button = Button("Open…", action, table.args_of(action))
    (control,) = side.message(Card("Open", (Buttons((button,)),))).controls
    assert control.opens


# --- messages ---


@on_each_platform
@pytest.mark.parametrize("name", sorted(CARDS))
def test_everything_on_a_card_can_be_read_and_pressed(side: Side, name: str) -> None:
    drawn = CARDS[name](table.ENGLISH)
    for surface in (shown(side, drawn), *((side.word(drawn),) if isinstance(drawn, Card) else ())):
        missing = [text for text in table.texts_of(drawn) if text not in surface.said]
        assert missing == []
        reached = pressed(surface)
        within = [one for one in meant(drawn) if one not in reached and _details_of(one) in reached]
        assert sorted(reached + within, key=str) == meant(drawn)


def _details_of(control: tuple[str, Intent | None]) -> tuple[str, Intent | None]:
    """Give the control that shows an item with all that can be done with it: a long card may keep that alone."""
    intent = control[1]
    assert isinstance(intent, Pressed)
    return "Details", Pressed("item.details", {key: intent.args.get(key, "") for key in ("p", "i")})


@pytest.mark.parametrize("state", sorted(FOUND))
def test_an_items_details_hold_every_control_of_its_row(state: str) -> None:
    shown_now = scene(FOUND[state], now=at(24))
    for row in (part for part in checklist(shown_now).parts if isinstance(part, ItemRow)):
        for opens in (one for one in row.more if one.action == "item.details"):
            there = [(one.action, one.args) for one in table.buttons_of(details(shown_now, opens.args["i"]))]
            assert all((one.action, one.args) in there for one in row.more if one != opens)


@pytest.mark.parametrize("name", sorted(CARDS))
def test_a_card_says_the_same_words_on_every_platform(name: str) -> None:
    drawn = CARDS[name](table.ENGLISH)
    for one, other in combinations(SIDES, 2):
        assert words(one, drawn) == words(other, drawn)


@on_each_platform
@pytest.mark.parametrize("kind", table.KINDS)
def test_every_kind_of_message_is_shown(side: Side, kind: Kind) -> None:
    for name in table.SHOWN_AS[kind]:
        drawn = CARDS[name](table.ENGLISH)
        assert isinstance(drawn, Card)
        surface = side.message(drawn)
        assert all(text in surface.said for text in table.texts_of(drawn))
        assert len(surface.controls) == len(list(table.buttons_of(drawn)))


# --- forms ---


@on_each_platform
@pytest.mark.parametrize("name", sorted(table.forms()))
def test_a_form_asks_everything_and_comes_back_filled(side: Side, name: str) -> None:
    _round_trip(side, table.forms()[name])


@on_each_platform
@pytest.mark.parametrize("item", table.items())
def test_the_form_of_every_item_comes_back_filled(side: Side, item: str) -> None:
    form = form_for(scene(PHASE_THREE), "item.form", {"p": "p1", "i": item})
    assert form
    _round_trip(side, form)


def _round_trip(side: Side, form: Form) -> None:
    values = {field.key: table.sample(field, side.person, side.channel) for field in form.fields}
    empty = dict.fromkeys(values, "")
    for opened in side.forms(form):
        assert (opened.title, opened.submit) == (form.title, form.submit)
        assert list(opened.fields) == [field.key for field in form.fields]
        for field in form.fields:
            said = " ".join(opened.fields[field.key])
            choices = [choice.label for choice in field.choices]
            asked = [text for text in (field.label, field.hint, *choices) if text.strip() not in said]
            assert asked == []
        assert opened.send(values) == Submitted(form.action, form.args, values)
        assert opened.send({}) in (
            Submitted(form.action, form.args),
            Submitted(form.action, form.args, empty),
        )


@on_each_platform
@pytest.mark.parametrize("kind", table.FIELD_KINDS)
def test_a_field_keeps_what_stands_in_it_and_takes_another_value_or_none(side: Side, kind: FieldKind) -> None:
    field = table.field_of(kind)
    value = table.sample(field, side.person, side.channel)
    form = Form("A form", "Save", "Cancel", "item.form", {"p": "p1", "i": "DR-1"}, fields=(field,))
    filled = replace(form, fields=(replace(field, value=value),))
    for empty, again in zip(side.forms(form), side.forms(filled), strict=True):
        assert empty.send({"answer": value}) == Submitted("item.form", form.args, {"answer": value})
        assert (empty.initial, again.initial) == ({"answer": ""}, {"answer": value})
        if kind in ("text", "long", "number", "link", "moment", "choices"):
            assert again.send({"answer": ""}) == Submitted("item.form", form.args, {"answer": ""})


# --- what is typed, and what happens ---


@on_each_platform
@pytest.mark.parametrize("command", table.commands())
def test_every_command_is_heard(side: Side, command: str) -> None:
    heard = side.happens(Typed(command))
    assert heard == ANSWERED_AS.get((side.name, Typed(command)), Typed(command))


@on_each_platform
@pytest.mark.parametrize("kind", sorted(table.HAPPENINGS, key=str), ids=lambda kind: kind.__name__)
def test_every_intent_is_heard(side: Side, kind: type[Intent]) -> None:
    heard = side.happens(table.HAPPENINGS[kind])
    if (side.name, kind) in WITHOUT:
        assert heard is None
        return
    example = table.HAPPENINGS[kind]
    assert heard == ANSWERED_AS.get((side.name, example), example)
