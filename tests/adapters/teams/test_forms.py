"""Forms as dialogs and in the place of a card, and what comes back from them."""

from __future__ import annotations

from msgspec.structs import replace

from adapters.teams import render
from adapters.teams.controls import read
from adapters.teams.forms import CARRIED, is_form, values_of
from bot.talk.card import Field, Form
from bot.talk.words import Words
from tests.adapters.slack.cards import CHECKLIST, FORM
from tests.adapters.teams.cards_kit import CHANNELS, PEOPLE, Json, actions, everything, of_type, texts
from tests.talk.gallery import CARDS

NOTICE = '{"kind":"review","project":"p1","gate":1,"round":1}'


def inputs(card: Json) -> dict[str, Json]:
    return {one["id"]: one for one in everything(card) if str(one.get("type", "")).startswith("Input.")}


def test_a_form_is_a_dialog_with_an_input_for_each_field() -> None:
    form = replace(FORM, fields=(*FORM.fields, Field("at", "At", "time", "08:30")))
    task = render.task(form, people=[*PEOPLE, ("U0MIA", "Mia")], channels=[*CHANNELS, ("C0LINE3", "line-3")])
    value = task["task"]["value"]
    assert task["task"]["type"] == "continue"
    assert value["title"] == form.title
    asked = inputs(value["card"]["content"])
    assert list(asked) == [field.key for field in form.fields]
    assert {key: one["value"] for key, one in asked.items() if "value" in one} == {
        "completeness": "95",
        "reason": "Because & <so>",
        "region": "eu",
        "risks": "a,c",
        "owner": "U0MIA",
        "due": "2026-03-16",
        "where": "C0LINE3",
        "at": "08:30",
    }
    assert asked["completeness"]["type"] == "Input.Text"
    assert (asked["completeness"]["label"], asked["report"]["label"]) == ("Completeness *", "Report")


def test_what_a_form_brings_is_read_back_with_an_empty_field_as_nothing() -> None:
    task = render.task(FORM, people=PEOPLE, channels=CHANNELS)
    (send,) = task["task"]["value"]["card"]["content"]["actions"]
    data = send["data"] | {"completeness": "94,5", "risks": "a,b", "due": "2026-03-17", "owner": "29:ana"}
    assert is_form(data)
    assert read({"data": data})[:2] == (FORM.action, FORM.args)  # type: ignore[index]
    assert values_of(data) == {field.key: "" for field in FORM.fields} | {
        "completeness": "94,5",
        "risks": "a,b",
        "due": "2026-03-17",
        "owner": "29:ana",
    }


def test_values_come_as_text_whatever_a_client_sends() -> None:
    sent = {
        "verb": "x",
        "n": 5,
        "t": True,
        "f": False,
        "whole": 8,
        "part": 8.5,
        "many": ["a", "b"],
        "no": None,
    }
    assert values_of(sent) == {
        "t": "true",
        "f": "false",
        "whole": "8",
        "part": "8.5",
        "many": "a,b",
        "no": "",
    }


def test_a_field_may_have_the_name_of_what_a_form_carries() -> None:
    fields = tuple(Field(key, key, "text") for key in ("form", "title"))
    task = render.task(Form("T", "Save", "No", "row.form", {"p": "1"}, fields=fields))
    (send,) = task["task"]["value"]["card"]["content"]["actions"]
    data = send["data"] | {"form": "database", "title": ""}
    assert is_form(data)
    assert values_of(data) == {"form": "database", "title": ""}


def test_no_field_of_any_form_takes_the_place_of_what_says_where_it_belongs() -> None:
    forms = [found for draw in CARDS.values() if isinstance(found := draw(Words("en", "UTC")), Form)]
    keys = {field.key for form in forms for field in form.fields}
    assert keys & CARRIED <= {"form"}


def test_a_refused_form_keeps_what_was_entered_and_says_what_is_wrong_above_the_field() -> None:
    errors = {"completeness": '"abc" is not a number.', "": "Nothing was saved."}
    task = render.task(FORM, people=PEOPLE, channels=CHANNELS, values={"completeness": "abc"}, errors=errors)
    body = task["task"]["value"]["card"]["content"]["body"]
    assert texts({"body": body[:1]}) == ["✖ Nothing was saved."]
    at = next(at for at, one in enumerate(body) if one.get("id") == "completeness")
    assert body[at]["value"] == "abc"
    assert texts({"body": [body[at - 1]]}) == ['✖ "abc" is not a number.']


def test_in_a_dialog_every_control_is_a_submission_of_that_dialog() -> None:
    content = render.task_card(CHECKLIST)["task"]["value"]["card"]["content"]
    assert not of_type(content, "Action.Execute")
    assert all("msteams" not in one["data"] for one in actions(content))
    assert not any(is_form(one["data"]) for one in actions(content))


def test_a_form_in_the_place_of_a_card_acts_at_once_and_can_be_left() -> None:
    content = render.inline_form(FORM, people=PEOPLE, channels=CHANNELS, notice=NOTICE)
    send, leave = content["actions"]
    assert read({"action": send})[:3] == (FORM.action, FORM.args, NOTICE)  # type: ignore[index]
    assert is_form(send["data"])
    assert is_form(send["fallback"]["data"])
    assert read({"action": leave})[:3] == ("refresh", {}, NOTICE)  # type: ignore[index]
    assert leave["title"] == FORM.cancel
