"""How cards, forms and homes look in Teams: exact, within its limits, nothing lost in silence."""

from __future__ import annotations

import re
from collections.abc import Callable

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from adapters.teams import render
from adapters.teams.controls import read
from adapters.teams.forms import CARRIED, is_form, values_of
from adapters.teams.needs import opens_dialog
from adapters.teams.text import escape
from bot.service.controls import DIRECT, FORMS
from bot.service.preferring import FORMS as FORMS_OF_NONE
from bot.talk.card import (
    Button,
    Buttons,
    Card,
    Confirm,
    Divider,
    Fact,
    Facts,
    Field,
    Form,
    Heading,
    ItemRow,
    Link,
    Part,
    Progress,
    Text,
    Vote,
    Votes,
)
from bot.talk.words import Words
from tests.adapters.slack.cards import CHECKLIST, FORM, REVIEW
from tests.adapters.teams.cards_kit import (
    CHANNELS,
    HOSTILE,
    PEOPLE,
    PROJECT,
    Json,
    actions,
    contents,
    drawn,
    everything,
    of_type,
    texts,
)
from tests.talk.gallery import CARDS

LIMIT = 28 * 1024
#: where markdown could begin, as the most eager of Teams' readers sees it
MARKUP = re.compile(r"[*_`\[\]<>\\]|~~|\{\{|^\s*(?:[-+]|\d+[.)]|#+)(?:\s|$)|&\w+;")
NOTICE = '{"kind":"review","project":"p1","gate":1,"round":1}'
APPROVE = Button("Approve", "gate.approve", {"p": PROJECT, "g": "1", "r": "1"}, "primary")


def card_of(*parts: Part, notice: str = "", more: str = "") -> Json:
    (message,) = render.messages(Card("Summary", parts, more, notice))
    return contents(message)


def size(value: object) -> int:
    return len(orjson.dumps(value))


@pytest.mark.parametrize("name", [name for name in CARDS if not name.startswith("form-")])
def test_every_card_is_one_message_below_what_teams_takes(name: str) -> None:
    found = CARDS[name](Words("fr", "America/Toronto"))
    assert not isinstance(found, Form)
    sent = render.messages(Card("x" * 300, _with_real_ids(found.parts), notice=NOTICE), viewer="29:ana")
    assert len(sent) == 1
    assert size(sent[0]) < LIMIT


def _with_real_ids(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Put ids as long as real ones into every control: the gallery's are short."""

    def longer(button: Button) -> Button:
        return replace(button, args={k: PROJECT if k == "p" else v for k, v in button.args.items()})

    def one(part: Part) -> Part:
        match part:
            case ItemRow(button=button, more=more):
                first = longer(button) if button else None
                return replace(part, button=first, more=tuple(map(longer, more)))
            case Buttons(buttons=buttons):
                return replace(part, buttons=tuple(map(longer, buttons)))
            case _:
                return part

    return tuple(map(one, parts))


@pytest.mark.parametrize("name", [name for name in CARDS if name.startswith("form-")])
def test_every_form_is_below_what_teams_takes(name: str) -> None:
    assert all(size(card) < LIMIT for card in drawn(name, "fr"))


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_a_person_typed_is_shown_as_typed(typed: str) -> None:
    parts: tuple[Part, ...] = (
        Heading(typed),
        *(Text(typed, style) for style in ("plain", "strong", "muted", "quote")),
        Facts((Fact(typed, typed),)),
        ItemRow("○", "open", typed, typed),
        Progress(1, 2, typed),
        Votes((Vote("✔", "approved", typed),)),
        Link(typed, "https://example.org/"),
    )
    card = card_of(*parts)
    facts = [text for one in of_type(card, "FactSet") for fact in one["facts"] for text in fact.values()]
    assert len([text for text in texts(card) + facts if typed in text]) == 12
    for text in [*facts, *(block["text"] for block in of_type(card, "TextBlock"))]:
        assert not MARKUP.search(text)


@given(st.text(max_size=40))
@settings(max_examples=300, deadline=None)
def test_any_text_is_shown_as_typed_or_markdown_has_no_say(typed: str) -> None:
    card = card_of(Text(typed))
    assert [one for text in texts(card) for one in text.split()] == typed.split()
    for block in of_type(card, "TextBlock"):
        assert not MARKUP.search(block["text"])


def test_a_date_function_is_broken_up_for_readers_that_know_no_markdown_but_dates() -> None:
    runs = of_type(card_of(Text("{{DATE(2026-03-13T14:02:00Z)}}")), "TextRun")
    assert all("{{" not in run["text"] for run in runs)


def test_where_only_markdown_is_known_every_sign_of_it_is_escaped() -> None:
    assert escape("*a* _b_ [c](d) <at>e</at> \\") == "\\*a\\* \\_b\\_ \\[c\\](d) \\<at\\>e\\</at\\> \\\\"
    assert escape("- one\n1. two\n# three") == "\\- one\n1\\. two\n\\# three"
    assert escape("76 % = 95 % × 90 %, 1.5 h - all of Mia's") == "76 % = 95 % × 90 %, 1.5 h - all of Mia's"


def test_a_row_says_its_state_in_a_sign_and_a_word_and_never_in_colour_alone() -> None:
    for row in (part for part in CHECKLIST.parts if isinstance(part, ItemRow)):
        (columns,) = card_of(row)["body"]
        sign, text = texts(columns["columns"][0]), texts(columns["columns"][1])
        assert sign == [row.sign]
        assert text == [row.title, f"{row.word} · {row.detail}"]


def test_a_row_has_its_next_step_at_the_right_and_the_rest_in_an_overflow_menu() -> None:
    row = next(part for part in CHECKLIST.parts if isinstance(part, ItemRow) and part.button)
    (columns,) = card_of(row)["body"]
    assert [column["width"] for column in columns["columns"]] == ["20px", "stretch", "auto"]
    (controls,) = columns["columns"][-1]["items"]
    assert [one.get("mode", "primary") for one in controls["actions"]] == ["primary"] + ["secondary"] * 4


def test_a_control_that_acts_is_executed_and_old_clients_submit_the_same() -> None:
    (pressed,) = of_type(card_of(Buttons((APPROVE,)), notice=NOTICE), "Action.Execute")
    assert pressed["style"] == "positive"
    executed = read({"action": pressed, "trigger": "manual"})
    submitted = read(pressed["fallback"]["data"])
    assert executed
    assert submitted
    assert executed[:3] == ("gate.approve", APPROVE.args, NOTICE)
    assert (submitted[:2], submitted[3]) == (executed[:2], executed[3])


def test_a_control_that_asks_or_shows_opens_a_dialog() -> None:
    (pressed,) = actions(card_of(Buttons((Button("Update", "item.form", {"i": "DR-3"}),))))
    assert pressed["data"]["msteams"] == {"type": "task/fetch"}
    assert read({"data": pressed["data"], "context": {"theme": "dark"}}) == (
        "item.form",
        {"i": "DR-3"},
        "",
        "",
    )


def test_every_form_opens_in_a_dialog_and_every_act_is_done_at_once() -> None:
    assert all(map(opens_dialog, [*FORMS, *FORMS_OF_NONE, "project.new", "project.practice", "item.details"]))
    assert not any(map(opens_dialog, DIRECT))


@pytest.mark.parametrize(
    "value",
    [{}, {"action": 5}, {"verb": 5}, {"verb": ""}, {"verb": "x", "a": {"p": 5}}, {"action": {"verb": []}}],
)
def test_what_is_no_control_of_this_bot_is_not_read(value: Json) -> None:
    assert read(value) is None


def test_a_control_that_asks_first_shows_the_question_and_acts_only_then() -> None:
    asks = replace(APPROVE, confirm=Confirm("Approve gate 1?", "Phase 2 starts.", "Yes, approve", "Not yet"))
    (outer,) = of_type(card_of(Buttons((asks,))), "ActionSet")[0]["actions"]
    assert outer["type"] == "Action.ShowCard"
    assert texts(outer["card"]) == ["Approve gate 1?", "Phase 2 starts."]
    (sure,) = outer["card"]["actions"]
    assert (sure["title"], sure["verb"]) == ("Yes, approve", "gate.approve")


def test_a_changed_card_has_another_version_and_the_same_card_the_same() -> None:
    def version(*parts: Part) -> str:
        found = read({"action": of_type(card_of(*parts, Buttons((APPROVE,))), "Action.Execute")[0]})
        return found[3] if found else ""

    assert version(Text("a")) == version(Text("a")) != version(Text("b"))


def test_others_controls_are_left_out_and_their_clients_ask_for_their_own_view() -> None:
    own = Buttons((APPROVE,), only=("ana", "bo"))
    card = Card("Gate 1", (Heading("Gate 1"), own), notice=NOTICE, users={"ana": "29:ana", "bo": "29:bo"})
    for_all = render.content(card)
    assert not actions({"body": for_all["body"]})
    assert for_all["refresh"]["userIds"] == ["29:ana", "29:bo"]
    assert read(for_all["refresh"]) == ("refresh", {}, NOTICE, "")
    assert not actions({"body": render.content(card, viewer="29:raj")["body"]})
    assert [one["verb"] for one in actions({"body": render.content(card, viewer="29:bo")["body"]})] == [
        "gate.approve"
    ]
    assert actions(render.content(replace(card, users={}), viewer="29:ana"))


def test_no_more_than_sixty_people_are_named_for_a_view_of_their_own() -> None:
    people = tuple(f"p{at}" for at in range(90))
    card = Card(
        "x", (Buttons((APPROVE,), only=people),), notice=NOTICE, users={one: f"29:{one}" for one in people}
    )
    assert len(render.content(card)["refresh"]["userIds"]) == 60


def test_a_huge_card_goes_on_in_further_messages_and_nothing_is_lost() -> None:
    rows = tuple(
        ItemRow("○", "open", f"Item {at}", "word " * 20, Button("Take it", "item.take", {"i": str(at)}))
        for at in range(150)
    )
    sent = render.messages(Card("Portfolio", (Heading("Portfolio"), *rows, Buttons((APPROVE,)))))
    assert len(sent) > 1
    assert all(size(one) < LIMIT for one in sent)
    assert [one["summary"] for one in sent[:2]] == ["Portfolio", f"Portfolio (2/{len(sent)})"]
    shown = [text for one in sent for text in texts(contents(one))]
    assert [text for text in shown if text.startswith("Item")] == [row.title for row in rows]
    pressed = [one["data"]["a"] for card in sent for one in actions(contents(card))]
    assert pressed == [{"i": str(at)} for at in range(150)] + [APPROVE.args]


LONG = ("word " * 4000, "x" * 30_000, "é🎉" * 5000, "line\n" * 3000, "i\u2028" * 1900)
BIG: dict[str, Callable[[str], Part]] = {
    "heading": Heading,
    "text": Text,
    "quote": lambda text: Text(text, "quote"),
    "facts": lambda text: Facts((Fact("a", text), Fact(text, "b"))),
    "row": lambda text: ItemRow("○", "open", text, text, APPROVE),
    "progress": lambda text: Progress(1, 3, text),
    "buttons": lambda _: Buttons((APPROVE,) * 90),
    "divider": lambda _: Divider(),
}


@given(st.lists(st.tuples(st.sampled_from(sorted(BIG)), st.integers(0, 4)), min_size=1, max_size=4))
@settings(max_examples=40, deadline=None)
def test_no_part_is_too_large_to_be_sent_and_no_letter_of_it_is_lost(kinds: list[tuple[str, int]]) -> None:
    parts = tuple(BIG[kind](LONG[which]) for kind, which in kinds)
    sent = render.messages(Card("Big", parts))
    assert all(size(one) < LIMIT for one in sent)
    assert size(render.content(Card("Big", parts))) < LIMIT
    shown = "".join(said(one) for one in sent)
    for letter in "dxéi":
        written = sum(written_in(part).count(letter) for part in parts)
        assert shown.count(letter) == written


def said(message: Json) -> str:
    facts = (fact for one in of_type(contents(message), "FactSet") for fact in one["facts"])
    return "".join([*texts(contents(message)), *(text for fact in facts for text in fact.values())])


def written_in(part: Part) -> str:
    match part:
        case Heading(text=text) | Text(text=text) | Progress(label=text):
            return text
        case Facts(facts=facts):
            return "".join(fact.label + fact.value for fact in facts)
        case ItemRow():
            return part.title + part.detail
        case _:
            return ""


def test_where_there_is_one_card_only_what_does_not_fit_is_counted() -> None:
    rows = tuple(ItemRow("✔", "ready", f"Item {at}", "word " * 60) for at in range(200))
    card = Card("All", (Heading("All"), *rows, Buttons((APPROVE,))), "… and {n} more")
    content = render.content(card)
    assert size(content) < LIMIT
    left = len([text for text in texts(content) if text.startswith("Item")])
    assert f"… and {200 - left} more" in texts(content)
    assert [one["verb"] for one in actions(content)] == ["gate.approve"]


def test_where_a_row_has_room_for_fewer_controls_its_details_stay() -> None:
    more = tuple(
        Button(f"Do {at} …", action, {"p": PROJECT, "i": "x" * 60})
        for at, action in enumerate(("item.not_ready", "item.details", "item.assign", "item.due"))
    )
    rows = tuple(ItemRow("○", "open", f"Item {at}", "", None, more) for at in range(35))
    content = render.content(Card("x", rows))
    assert len([text for text in texts(content) if text.startswith("Item")]) == 35
    verbs = [one["data"]["verb"] for one in actions(content)]
    assert verbs.count("item.details") == 35


def test_progress_is_a_chart_and_a_bar_where_charts_are_unknown_with_words_beside() -> None:
    chart, label = card_of(Progress(5, 9, "5 of 9 ready"))["body"]
    assert chart["type"].startswith("Chart.")
    assert [one["value"] for one in chart["data"][0]["data"]] == [5, 4]
    assert texts(chart["fallback"]) == ["▰▰▰▰▰▱▱▱▱"]
    assert label["text"] == "5 of 9 ready"


def test_a_link_opens_web_addresses_alone() -> None:
    (good,) = of_type(card_of(Link("Report", "https://example.org/a_b?c=1")), "TextRun")
    assert good["selectAction"] == {"type": "Action.OpenUrl", "url": "https://example.org/a_b?c=1"}
    bad = card_of(Link("Report", "javascript:alert(1)"))
    assert texts(bad) == ["Report: javascript:alert(1)"]
    assert not of_type(bad, "Action.OpenUrl")


def test_the_text_of_a_notification_is_the_summary_and_a_reader_of_plain_text_has_it_all() -> None:
    (message,) = render.messages(REVIEW)
    assert message["summary"] == REVIEW.summary
    assert "text" not in message
    assert contents(message)["fallbackText"].startswith(REVIEW.summary)
    assert "○ Noor Haddad · awaited" in contents(message)["fallbackText"]


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
