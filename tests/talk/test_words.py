"""Numbers and days read as people say them, and a failing value never reads like its threshold."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from bot.talk.words import Words, sentence

WORDS = Words("en", "America/Toronto")


@pytest.mark.parametrize(
    ("value", "threshold", "shown"),
    [
        (Fraction("79.96"), 80, "79.96"),
        (Fraction("79.9999"), 80, "79.9999"),
        (Fraction("80.0001"), 80, "80.0001"),
        (Fraction(80), 80, "80"),
        (Fraction("76.095"), 80, "76"),
        (Fraction("12.04"), 12, "12.04"),
        (Fraction(-1, 300), 0, "-0.003"),
        (Fraction("1234.5"), 80, "1,234"),
        (Fraction(239, 3), 80, "79.7"),
    ],
)
def test_a_number_is_never_rounded_onto_its_threshold(value: Fraction, threshold: int, shown: str) -> None:
    assert WORDS.number_against(value, Fraction(threshold)) == shown


def test_an_entered_number_is_shown_as_it_is() -> None:
    assert WORDS.number("8.5") == "8.5"
    assert WORDS.number("1000") == "1,000"
    assert WORDS.number(0) == "0"
    assert WORDS.money("310000") == "$310,000"
    assert WORDS.percent("93.25") == "93.25 %"


def test_a_computed_number_has_two_digits() -> None:
    assert WORDS.number(Fraction(1, 3)) == "0.33"
    assert WORDS.number(Fraction(10, 3)) == "3.3"
    assert WORDS.number(Fraction(100, 3)) == "33"


def test_days_and_moments_are_those_of_the_reader() -> None:
    assert WORDS.day(date(2026, 3, 16)) == "Mon 16 Mar"
    assert WORDS.day(date(2027, 1, 4), date(2026, 12, 31)) == "Mon 4 Jan 2027"
    late = datetime(2026, 3, 14, 2, 0, tzinfo=UTC)
    assert WORDS.moment(late) == "Fri 13 Mar 22:00"
    assert Words("en", "Asia/Tokyo").moment(late) == "Sat 14 Mar 11:00"


def test_durations_name_minutes_and_seconds() -> None:
    assert WORDS.duration(Fraction(300)) == "5 min"
    assert WORDS.duration(Fraction(252)) == "4 min 12 s"
    assert WORDS.duration(Fraction(0)) == "0 s"


def test_lists_end_with_and() -> None:
    assert WORDS.listed([]) == ""
    assert WORDS.listed(["a"]) == "a"
    assert WORDS.listed(["a", "b", "c"]) == "a, b and c"


def test_braces_in_what_people_wrote_stay() -> None:
    assert WORDS.t("Reason: {reason}", reason="{0} {x}") == "Reason: {0} {x}"
    assert WORDS.t("{kpi} for {n}") == "{kpi} for {n}"


def test_only_the_first_letter_of_a_sentence_is_raised() -> None:
    assert sentence("lead") == "Lead"
    assert sentence("IT or DevOps") == "IT or DevOps"
