"""A time of day as a form's field, and sentences that belong to the reader's language."""

from __future__ import annotations

from adapters.slack.forms import input_block, values_of
from adapters.slack.render import home, message
from bot.talk.card import Card, Fact, Facts, Field, Heading, Home, ItemRow


def test_a_time_is_picked_and_read_back() -> None:
    block = input_block(Field("at", "Morning message at", "time", value="08:30"))
    element = block["element"]
    assert (element["type"], element["initial_time"]) == ("timepicker", "08:30")
    state = {"values": {"at": {element["action_id"]: {"type": "timepicker", "selected_time": "09:15"}}}}
    assert values_of(state) == {"at": "09:15"}


def test_a_wrong_time_is_not_offered() -> None:
    assert "initial_time" not in input_block(Field("at", "At", "time", value="25:00"))["element"]


def test_what_is_left_out_is_counted_in_the_words_of_the_card() -> None:
    rows = tuple(ItemRow("○", "ouvert", f"Élément {n}", "x" * 400) for n in range(200))
    more = "… et {n} de plus"
    told = str(message(Card("Liste", (Heading("Liste"), *rows), more))["blocks"])
    assert "… et " in told
    assert "de plus" in told
    assert "… et " in str(home(Home(rows, more))["blocks"])
    assert "… +" in str(message(Card("Liste", rows))["blocks"])


def test_long_facts_take_the_whole_width() -> None:
    short, long = Facts((Fact("Lead", "Mia"),)), Facts((Fact("Moved", "x " * 60), Fact("Today", "y")))
    (beside,), whole = (message(Card("x", (facts,)))["blocks"] for facts in (short, long))
    assert "fields" in beside
    assert [block["type"] for block in whole] == ["section", "section"]
    assert all("text" in block for block in whole)
