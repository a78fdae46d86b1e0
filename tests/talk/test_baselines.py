"""What speaks against a KPI is said where it is recorded, where it is decided, and in what is kept of that."""

from __future__ import annotations

from msgspec.structs import replace

from bot.talk.baseline_words import recorded
from bot.talk.checklist import checklist
from bot.talk.details import details
from bot.talk.packet_parts import plain as plain_packet
from bot.talk.plain import plain
from bot.talk.review import review
from bot.talk.words import Words
from tests.project.story import Story
from tests.talk.packets import document
from tests.talk.scenes import ZONE, at, done, scene, waiting

MEETS = "▲ The baseline already meets the target: 8 h a month today, at most 10 h a month wanted."
DIFFERS = '▲ "Baseline without AI" says 8 h a month, and the KPI record says 47 h a month for today.'
DOUBTFUL = waiting(items=waiting().items | {"DR-7": done("mia", baseline="8")})
SOUND = waiting()


def test_the_review_says_it_in_sentences() -> None:
    text = plain(review(scene(DOUBTFUL, now=at(20), reader="ana"), 1, 1))
    assert MEETS in text
    assert DIFFERS in text
    assert "baseline" not in plain(review(scene(SOUND, now=at(20), reader="ana"), 1, 1))


def test_the_items_line_says_it_in_a_few_words() -> None:
    text = plain(checklist(scene(DOUBTFUL, now=at(12))))
    said = "Baseline without AI · 8 h a month · Mia · already meets the target · not the baseline of the KPI record"
    assert said in text
    assert "already meets" not in plain(checklist(scene(SOUND, now=at(12))))


def test_both_places_that_ask_for_a_baseline_show_it_in_full() -> None:
    shown = scene(DOUBTFUL, now=at(12))
    for item in ("DR-1", "DR-7"):
        assert MEETS in plain(details(shown, item))
    assert "▲" not in plain(details(shown, "DR-4"))


def test_whoever_records_it_is_told_and_that_it_is_saved() -> None:
    card = recorded(scene(DOUBTFUL), "DR-7")
    assert card is not None
    assert plain(card).strip() == f"Saved. {MEETS} {DIFFERS}"
    assert recorded(scene(SOUND), "DR-7") is None
    assert recorded(scene(DOUBTFUL), "DR-4") is None


def test_what_meets_the_threshold_alone_is_told_as_that() -> None:
    found = replace(SOUND, items=SOUND.items | {"DR-7": done("mia", baseline="11")})
    text = plain(review(scene(found, now=at(20)), 1, 1))
    assert (
        "▲ The baseline already meets the minimum viable performance: 11 h a month today, at most 12 h"
        in text
    )


def test_french_says_it() -> None:
    text = plain(review(scene(DOUBTFUL, now=at(20), words=Words("fr-CA", ZONE)), 1, 1))
    assert "▲ La valeur de référence atteint déjà la cible" in text


def test_the_packet_keeps_it_beside_the_business_case() -> None:
    story = Story()
    story.all_ready()
    story.measure("DR-7", baseline="8")
    story.ask()
    story.approve()
    assert "The baseline already meets the target: 8 h a month today" in plain_packet(document(story))
