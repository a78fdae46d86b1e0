"""Cards stay within what Teams takes, and nothing is lost in silence."""

from __future__ import annotations

from collections.abc import Callable

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from adapters.teams import render
from bot.talk.card import (
    Button,
    Buttons,
    Card,
    Divider,
    Fact,
    Facts,
    Form,
    Heading,
    ItemRow,
    Part,
    Progress,
    Text,
    Vote,
    Votes,
)
from bot.talk.words import Words
from tests.adapters.teams.cards_kit import PROJECT, Json, actions, contents, drawn, of_type, texts
from tests.search import searched
from tests.talk.gallery import CARDS

LIMIT = 28 * 1024
NOTICE = '{"kind":"review","project":"p1","gate":1,"round":1}'
APPROVE = Button("Approve", "gate.approve", {"p": PROJECT, "g": "1", "r": "1"}, "primary")


def size(value: object) -> int:
    return len(orjson.dumps(value))


@pytest.mark.parametrize("name", [name for name in CARDS if "form" not in name.split("-")])
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


@pytest.mark.parametrize("name", [name for name in CARDS if "form" in name.split("-")])
def test_every_form_is_below_what_teams_takes(name: str) -> None:
    assert all(size(card) < LIMIT for card in drawn(name, "fr"))


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
    "votes": lambda text: Votes((Vote("✔", text, text),)),
    "buttons": lambda _: Buttons((APPROVE,) * 90),
    "divider": lambda _: Divider(),
}


@given(st.lists(st.tuples(st.sampled_from(sorted(BIG)), st.integers(0, 4)), min_size=1, max_size=4))
@searched(40)
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
        case Votes(votes=votes):
            return "".join(vote.who + vote.word for vote in votes)
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


HOSTILE = ("{", "{{DATE(", "{{", "${", "*", '"', "\\", "\x01", "*\n", "🧨", "<", "{{DATE(🧨\x01")


@pytest.mark.parametrize("typed", HOSTILE)
@pytest.mark.parametrize("kind", sorted(BIG))
def test_three_thousand_hostile_letters_arrive_all_of_them(kind: str, typed: str) -> None:
    reason = (typed * 3000)[:3000]
    part = BIG[kind](reason)
    card = Card(reason, (part, Buttons((APPROVE,))))
    sent = render.messages(card)
    assert all(size(one) < LIMIT for one in sent)
    assert size(render.content(card)) < LIMIT
    shown = "".join(said(one) for one in sent)
    for letter in set(reason) - {"\n"}:
        assert shown.count(letter) == written_in(part).count(letter)
    pressed = [one["data"]["a"] for one in sent for one in actions(contents(one))]
    assert APPROVE.args in pressed


def test_three_thousand_braces_take_no_more_than_they_weigh() -> None:
    (sent,) = render.messages(Card("x", (Text("{" * 3000, "quote"),)))
    assert size(sent) < 8_000
