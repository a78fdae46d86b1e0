"""What the lines of a morning message say, in which order, and what they count as."""

from __future__ import annotations

import re
from datetime import date

import pytest
from msgspec.structs import replace

from bot.project.digest import Line, lines
from bot.project.state import ItemRecord
from bot.talk import look
from bot.talk.card import Text
from bot.talk.morning import morning
from bot.talk.plain import plain
from bot.talk.reminders import summary
from bot.talk.words import Words
from tests.talk.morning_kit import WORDS
from tests.talk.mornings import MONDAY, Chosen
from tests.talk.scenes import PLAYBOOK, ZONE, at, half_way, project, scene, waiting

TUESDAY, FRIDAY = date(2026, 3, 17), date(2026, 3, 20)


def _free(person: str, *told: date | None, words: Words = WORDS, beside: tuple[Line, ...] = ()) -> str:
    """Return a morning with items that nobody has: of each when Ana was told; None: on Friday."""
    shown = scene(project())
    items = PLAYBOOK.phase(1).checklist[1 : 1 + len(told)]
    lines = [
        Line("p1", "overdue", item.id, MONDAY, MONDAY, known=(("ana", day),))
        if day
        else Line("p1", "overdue", item.id, MONDAY, MONDAY, next=("ana",), next_on=FRIDAY)
        for item, day in zip(items, told, strict=True)
    ]
    entries = [(shown, line) for line in (*lines, *beside)]
    return plain(morning(words, person, "Mia", entries, today=date(2026, 3, 18)))


def test_what_was_told_is_said_with_its_day_and_only_the_rest_is_announced() -> None:
    said = _free("mia", MONDAY, MONDAY, None, None, None)
    assert "I told Ana about 2 of these items on Mon 16 Mar." in said
    assert "Without news I will tell Ana about 3 of these items on Friday." in said
    french = _free("mia", MONDAY, MONDAY, None, None, None, words=Words("fr-CA", ZONE))
    assert "J’ai avisé Ana de 2 de ces éléments le lun. 16 mars." in french
    assert "j’aviserai Ana de 3 de ces éléments vendredi." in french


def test_an_announced_day_does_not_move_on_when_it_has_come() -> None:
    said = _free("mia", MONDAY, MONDAY, MONDAY)
    assert "I told Ana about them on Mon 16 Mar." in said
    assert "I will tell" not in said
    assert "Today I tell Ana about them." in _free("mia", *[date(2026, 3, 18)] * 3)


def test_items_told_on_several_days_name_the_first_of_them() -> None:
    assert "I told Ana about them, the earliest on Mon 16 Mar." in _free("mia", MONDAY, TUESDAY, TUESDAY)


@pytest.mark.parametrize("language", ["en", "fr-CA"])
def test_who_is_told_stands_with_what_it_is_about(language: str) -> None:
    shown = scene(project(items=half_way()), words=Words(language, ZONE))
    pipeline, quality = (
        Line("p1", "overdue", item, MONDAY, MONDAY, known=((who, MONDAY),), next=("ana",), next_on=FRIDAY)
        for item, who in (("DR-4", "li"), ("DR-3", "mia"))
    )
    entries = [(shown, pipeline), (shown, replace(quality, next=(), next_on=None))]
    card = morning(shown.words, "raj", "Raj", entries, today=TUESDAY)
    kinds = [
        (part.text.split("·")[0].strip() if part.style == "strong" else part.style)
        if isinstance(part, Text)
        else type(part).__name__
        for part in card.parts[1:]
    ]
    titles = [shown.words.t(PLAYBOOK.item(key).title) for key in ("DR-4", "DR-3")]
    assert [kind for kind in kinds if kind != "plain"] == [
        f"1. {titles[0]}", "Buttons", "muted", f"2. {titles[1]}", "Buttons", "muted",
    ]  # fmt: skip
    first, second = (part.text for part in card.parts if isinstance(part, Text) and part.style == "muted")
    if language == "en":
        assert first == "I told Li about it on Mon 16 Mar. Without news I will tell Ana about it on Friday."
        assert second == "I told Mia about it on Mon 16 Mar."
    assert "Ana" in first
    assert "Ana" not in second


def test_no_line_of_a_message_is_named_by_its_place() -> None:
    decision = Line("p1", "choose", known=(("li", TUESDAY),))
    said = _free("mia", MONDAY, None, None, beside=(decision,))
    assert "I told Ana about 1 of these items on Mon 16 Mar." in said
    assert "Without news I will tell Ana about 2 of these items on Friday." in said
    assert "I told Li about it on Tue 17 Mar." in said
    assert not re.search(r"the (first|second|third)", said)


def test_many_items_that_nobody_has_are_one_line() -> None:
    shown = scene(project())
    entries = [(shown, Line("p1", "overdue", i.id, MONDAY, MONDAY)) for i in PLAYBOOK.phase(1).checklist[1:7]]
    card = morning(WORDS, "mia", "Mia", entries, today=MONDAY)
    assert card.summary == "Good morning, Mia. One thing waits for you."
    every = len(look.free(shown))
    assert f"\n1. Line 3 downtime · 6 of the {every} items that nobody has yet · the oldest due" in plain(
        card
    )


def test_that_nobody_has_them_is_said_again_in_fewer_words() -> None:
    shown = scene(project())
    lines = [
        Line("p1", "overdue", i.id, MONDAY, MONDAY, can_wait=True) for i in PLAYBOOK.phase(1).checklist[1:7]
    ]
    card = morning(WORDS, "mia", "Mia", [(shown, line) for line in lines], today=MONDAY)
    every = len(look.free(shown))
    assert f"\n1. Line 3 downtime · still 6 of the {every} items that nobody has\n" in plain(card)
    news = [replace(lines[0], can_wait=False), *lines[1:]]
    card = morning(WORDS, "mia", "Mia", [(shown, line) for line in news], today=MONDAY)
    assert f"\n1. Line 3 downtime · 6 of the {every} items that nobody has yet · the oldest due" in plain(
        card
    )


@pytest.mark.parametrize("language", ["en", "fr-CA"])
def test_no_line_runs_its_own_number_into_another(language: str) -> None:
    shown = scene(replace(project(), name="5S pilot"), words=Words(language, ZONE))
    entries = [(shown, Line("p1", "overdue", i.id, MONDAY, MONDAY)) for i in PLAYBOOK.phase(1).checklist[1:7]]
    told = plain(
        morning(shown.words, "mia", "Mia", [*entries, (shown, Line("p1", "phase_over"))], today=MONDAY)
    )
    assert "\n1. 5S pilot · 6 " in told
    assert not re.search(r"^\d+\s+\d", told, re.MULTILINE)


def test_things_are_counted_in_words_as_far_as_there_are_lines() -> None:
    items = [item.id for phase in PLAYBOOK.phases for item in phase.items if item.kind != "sign"]
    shown = scene(project(items={key: ItemRecord(owner="raj") for key in items}))

    def head(count: int) -> str:
        entries = [(shown, Line("p1", "due", key, MONDAY, MONDAY)) for key in items[:count]]
        return morning(WORDS, "raj", "Raj", entries, today=MONDAY).summary

    counts = ("Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "11")
    for count, said in enumerate(counts, 2):
        assert head(count) == f"Good morning, Raj. {said} things wait for you."


def test_what_waits_for_others_comes_last_and_does_not_count_as_for_the_reader() -> None:
    shown = scene(waiting(), reader="mia")
    entries = [(shown, Line("p1", "approval", escalated=True)), (shown, Line("p1", "phase_over"))]
    told = plain(morning(WORDS, "mia", "Mia", entries, today=MONDAY))
    assert told.startswith("Good morning, Mia. One thing waits for you.\n1. Line 3 downtime · phase 1")
    assert "Also, waiting for others:\n2. Gate 1 · Line 3 downtime · waits for Ana since" in told
    alone = plain(morning(WORDS, "mia", "Mia", entries[:1], today=MONDAY))
    assert alone.startswith("Good morning, Mia. Nothing waits for you, but this waits for others.\n1. Gate 1")
    assert "Also" not in alone
    theirs = plain(morning(WORDS, "ana", "Ana", entries[:1], today=MONDAY))
    assert theirs.startswith("Good morning, Ana. One thing waits for you.\n1. Gate 1")


def test_an_item_that_came_up_waits_for_the_lead_who_can_give_it_and_not_for_the_sponsor() -> None:
    shown = scene(project(items=half_way()))
    line = Line("p1", "overdue", "DR-3", MONDAY, MONDAY, escalated=True)
    for person, said in (("mia", "One thing waits for you."), ("ana", "Nothing waits for you, but")):
        assert said in morning(WORDS, person, "X", [(shown, line)], today=MONDAY).summary


def test_who_is_asked_long_before_a_day_reads_that_there_was_no_news() -> None:
    shown = scene(project(items={}), now=at(9))
    found = replace(shown.project, items={"DR-8": ItemRecord(due_on=date(2026, 3, 27))})
    line = next(line for line in lines(found, PLAYBOOK, "ana", date(2026, 3, 9)) if line.item == "DR-8")
    assert line.kind == "confirm"
    told = plain(
        morning(WORDS, "ana", "Ana", [(replace(shown, project=found), line)], today=date(2026, 3, 9))
    )
    assert "no news for 5 working days, due Fri 27 Mar" in told


def test_a_long_morning_keeps_within_a_message() -> None:
    items = [item.id for phase in PLAYBOOK.phases for item in phase.items if item.kind != "sign"]
    shown = scene(project(items={key: ItemRecord(owner="raj") for key in items}))
    entries = [(shown, Line("p1", "due", key, MONDAY, MONDAY)) for key in items]
    card = morning(WORDS, "raj", "Raj", entries, today=MONDAY, settled=[(shown, key) for key in items])
    assert len(card.parts) <= 40
    assert f"and {len(items) - 10} more on your Home tab" in plain(card)
    there = morning(Words("en", ZONE, "teams"), "raj", "Raj", entries, today=MONDAY)
    assert f"and {len(items) - 10} more: @Tollgate home brings them all" in plain(there)
    assert all(len(part.text) < 3000 for part in card.parts if isinstance(part, Text))


@pytest.mark.parametrize(
    ("person", "record", "said"),
    [
        ("mia", ItemRecord(owner="raj", due_on=date(2026, 3, 24), news_at=at(16)), "new date Tue 24 Mar"),
        ("mia", ItemRecord(owner="raj", news_at=at(16)), "Raj has it now"),
        ("mia", ItemRecord(owner="raj", due_on=date(2026, 3, 9), news_at=at(16)), "Raj has it now"),
        ("raj", ItemRecord(owner="li", due_on=date(2026, 3, 24), news_at=at(16)), "Li has it now"),
        ("raj", ItemRecord(owner="raj", due_on=date(2026, 3, 24), news_at=at(16)), "new date Tue 24 Mar"),
        (
            "mia",
            ItemRecord(owner="raj", not_ready="Gaps.", news_at=at(16), changed_at=at(16)),
            "last news Mon 16 Mar",
        ),
    ],
)
def test_a_settled_line_says_what_happened(person: str, record: ItemRecord, said: str) -> None:
    shown = scene(project(items={"DR-3": record}), reader=person)
    card = morning(WORDS, person, "X", [], today=MONDAY, settled=[(shown, "DR-3")])
    assert plain(card).splitlines()[-1].endswith(f"Line 3 downtime · {said}")


def test_reminders_read_in_one_line() -> None:
    said = summary(WORDS, replace(Chosen(), days=(0, 2, 4), digest_only=True, away=(), region=""), MONDAY)
    assert said == "Only a morning message at 09:00 · Mon, Wed and Fri, 09:00 to 17:00"
    assert summary(WORDS, Chosen(quiet=True), MONDAY).startswith("No reminders.")
    assert "Fri 20 Mar" in summary(WORDS, Chosen(paused_until=date(2026, 3, 20)), MONDAY)
