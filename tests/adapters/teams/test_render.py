"""How cards and homes look in Teams: exact, with controls that act, ask or show."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from adapters.teams import render
from adapters.teams.controls import read
from adapters.teams.needs import opens_dialog
from adapters.teams.text import escape
from bot.service.controls import DIRECT, FORMS
from bot.service.preferring import FORMS as FORMS_OF_NONE
from bot.talk.card import (
    Button,
    Buttons,
    Card,
    Confirm,
    Fact,
    Facts,
    Heading,
    ItemRow,
    Link,
    Part,
    Progress,
    Text,
    Vote,
    Votes,
)
from tests.adapters.slack.cards import CHECKLIST, REVIEW
from tests.adapters.teams.cards_kit import HOSTILE, PROJECT, Json, actions, contents, of_type, texts
from tests.search import searched

#: where markdown could begin, as the most eager of Teams' readers sees it
MARKUP = re.compile(r"[*_`\[\]<>\\]|~~|\{\{|^\s*(?:[-+]|\d+[.)]|#+)(?:\s|$)|&\w+;")
NOTICE = '{"kind":"review","project":"p1","gate":1,"round":1}'
APPROVE = Button("Approve", "gate.approve", {"p": PROJECT, "g": "1", "r": "1"}, "primary")


def card_of(*parts: Part, notice: str = "", more: str = "") -> Json:
    (message,) = render.messages(Card("Summary", parts, more, notice))
    return contents(message)


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
@searched(300)
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


def test_a_row_s_control_that_asks_first_stands_beneath_it_and_never_in_a_menu() -> None:
    asks = replace(APPROVE, confirm=Confirm("Sure?", "", "Yes", "No"))
    row, beneath = card_of(ItemRow("○", "open", "A", "", Button("Change…", "row.form"), (asks,)))["body"]
    assert [one["title"] for one in actions(row)] == ["Change…"]
    assert [one["type"] for one in beneath["actions"]] == ["Action.ShowCard"]


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
