"""What people read on an Adaptive Card, and what they enter: as the Teams client has it."""

from __future__ import annotations

import pytest

from adapters.sandbox.acting import pick
from adapters.sandbox.entering import NoSuchChoice
from adapters.sandbox.teams.entering import entry, shown, standing
from adapters.sandbox.teams.visible import all_words, complaints, controls, fields
from adapters.teams import render
from bot.talk.card import (
    Button,
    Buttons,
    Card,
    Choice,
    Confirm,
    Field,
    Form,
    Heading,
    ItemRow,
    Text,
)

PEOPLE = (("29:ana", "Ana Ruiz"), ("29:mia", "Mia Chen"))
IDS = {"ana": "29:ana", "mia": "29:mia", "#line-3": "19:line3"}


def button(label: str, action: str = "item.take", **args: str) -> Button:
    return Button(label, action, {"p": "p1", **args})


def card(*parts: Heading | Text | ItemRow | Buttons) -> dict[str, object]:
    (sent,) = render.messages(Card("A card", parts))
    content: dict[str, object] = sent["attachments"][0]["content"]
    return content


ROWS = (
    Heading("Phase 1"),
    ItemRow("○", "open", "Data governance reviewed", "nobody yet", button("Take it", i="DR-5")),
    ItemRow(
        "▲", "flagged", "Data governance", "Raj", button("Take it", i="P1-8"), (button("Drop", i="P1-8"),)
    ),
    Text("Next: Raj"),
    Buttons((button("Request gate 1", "gate.request"),)),
)


def test_a_rows_control_stands_beside_its_own_text() -> None:
    found = controls(card(*ROWS))
    assert [(one.label, one.beside.splitlines()[0]) for one in found] == [
        ("Take it", "○ Data governance reviewed"),
        ("Take it", "▲ Data governance"),
        ("Drop", "▲ Data governance"),
        ("Request gate 1", "Next: Raj"),
    ]


def test_a_row_is_told_from_one_whose_title_goes_on() -> None:
    found = pick(controls(card(*ROWS)), "Take it", "Data governance")
    assert found
    assert found.sent["data"]["a"]["i"] == "P1-8"


def test_a_control_behind_a_question_goes_by_what_leads_to_it() -> None:
    sure = Confirm("Approve?", "It is kept.", "Yes, approve", "Not yet")
    asking = Button("Approve", "gate.approve", {"p": "p1"}, "primary", sure)
    (found,) = controls(card(Heading("Gate 1"), Buttons((asking,))))
    assert (found.label, found.sent["title"]) == ("Approve", "Yes, approve")
    assert found.asks.splitlines() == ["Approve?", "It is kept.", "Yes, approve"]
    assert "Approve?" not in found.beside


def test_what_a_person_wrote_is_read_as_typed() -> None:
    said = "*x* [a](http://b.example) <at>Mia</at> - 1. {{DATE(1)}}"
    assert said in all_words(card(Text(said)))


FORM = Form(
    "Numbers",
    "Save",
    "Cancel",
    "item.form",
    {"p": "p1", "i": "DR-1"},
    intro=(Text("Three numbers."),),
    fields=(
        Field("today", "Today", "number", value="47"),
        Field("owner", "Owner", "person"),
        Field("laws", "Laws", "choices", choices=(Choice("pipeda", "PIPEDA"), Choice("law_25", "Law 25"))),
        Field("note", "Note", "long", optional=True),
    ),
)


def test_what_is_wrong_is_read_by_field() -> None:
    wrong = {"today": '"x" is not *a* number.\nGive one.', "": "The project is on hold."}
    value = render.task(FORM, people=PEOPLE, values={"today": "x"}, errors=wrong)["task"]["value"]
    shown_card = value["card"]["content"]
    assert complaints(shown_card) == wrong
    assert {key: field.label for key, field in fields(shown_card).items()} == {
        "today": "Today",
        "owner": "Owner",
        "laws": "Laws",
        "note": "Note",
    }
    assert standing(fields(shown_card)["today"]) == "x"


def test_people_and_choices_are_entered_by_their_names() -> None:
    asked = fields(render.task(FORM, people=PEOPLE)["task"]["value"]["card"]["content"])
    assert entry(asked["owner"], "ana", IDS) == entry(asked["owner"], "Ana Ruiz", IDS) == "29:ana"
    assert entry(asked["laws"], "PIPEDA,law_25", IDS) == "pipeda,law_25"
    assert entry(asked["laws"], "", IDS) == ""
    assert shown(asked["laws"], "law_25", {}) == "Law 25"
    assert shown(asked["owner"], "ana", {"ana": "Ana"}) == "Ana"
    with pytest.raises(NoSuchChoice):
        entry(asked["owner"], "tom", IDS)
