"""What is drawn of a project whose free texts are gone."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from bot.project.retention import ERASED
from bot.project.state import ItemRecord
from bot.talk.card import Button, Buttons, Card, Field, Form, Link, Text
from bot.talk.details import details
from bot.talk.draw import draw
from bot.talk.erasures import worded
from bot.talk.notices import Notice
from bot.talk.plain import plain
from bot.talk.words import Words
from tests.talk.decisions import ended
from tests.talk.scenes import at, scene
from tests.talk.situations import PHASE_THREE


def test_an_address_that_was_erased_is_no_link() -> None:
    record = ItemRecord(owner="raj", done=True, values={"link": "https://plant.example/review"})
    there = replace(PHASE_THREE, items=PHASE_THREE.items | {"DEP-8": record})
    gone = replace(record, values={"link": ERASED})
    erased = replace(there, items=there.items | {"DEP-8": gone})
    assert any(isinstance(part, Link) for part in details(scene(there), "DEP-8").parts)
    shown = details(scene(erased), "DEP-8")
    assert not any(isinstance(part, Link) for part in shown.parts)
    assert ERASED in plain(shown)


@pytest.mark.parametrize(("language", "said"), [("en", "[erased]"), ("fr-CA", "[effacé]")])
def test_a_text_that_was_erased_is_said_so_in_the_reader_s_language(language: str, said: str) -> None:
    held = ended("held", status="held")
    held = replace(held, decisions=tuple(replace(each, reason=ERASED) for each in held.decisions))
    drawn = scene(held, now=at(13), words=Words(language, "America/Toronto"))
    shown = draw(Notice("gate_ended", "p1", gate=1, round=1), drawn)
    assert said in plain(shown)
    assert said == ERASED or ERASED not in plain(shown) + shown.summary


def test_what_a_button_carries_is_no_text() -> None:
    button = Button("Open", "item.details", {"p": ERASED})
    card = Card(f"Note: {ERASED}", (Text(ERASED, "quote"), Buttons((button,))))
    shown = worded(card, Words("fr-CA"))
    assert shown == Card("Note: [effacé]", (Text("[effacé]", "quote"), Buttons((button,))))
    assert worded(card, Words()) == card


def test_a_form_asks_for_an_erased_text_anew_and_does_not_offer_the_marker_as_an_answer() -> None:
    fields = (Field("note", "Note", "long", ERASED), Field("due_on", "Due", "date", date.min.isoformat()))
    shown = worded(Form("Update", "Save", "Cancel", "item.form", fields=fields), Words("fr-CA"))
    assert [field.value for field in shown.fields] == ["", date.min.isoformat()]
