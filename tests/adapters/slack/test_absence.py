"""A Slack status that says vacation is an absence; a meeting, a lunch and a train ride are none."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from adapters.slack.absence import away_until, is_absence

FRIDAY = datetime(2026, 12, 4, 22, tzinfo=UTC)

AWAY = (
    ("Vacationing", ":palm_tree:"),
    ("On vacation until Friday", ":sunny:"),
    ("Until Friday", ":palm_tree:"),
    ("", ":palm_tree:"),
    ("", "🌴"),
    ("", ":face_with_thermometer:"),
    ("PTO", ""),
    ("pto (back on Monday)", ""),
    ("OOO", ":speech_balloon:"),
    ("Out of office", ""),
    ("Parental leave", ":baby:"),
    ("On leave", ""),
    ("Holidays!", ""),
    ("Out sick", ":face_with_thermometer:"),
    ("En vacances", ""),
    ("En congé parental", ""),
    ("Congés", ""),
    ("Absente jusqu’au 4", ""),
    ("absent", ""),
    ("Hors du bureau", ""),
)
HERE = (
    ("", ""),
    ("In a meeting", ":calendar:"),
    ("Lunch", ":sandwich:"),
    ("Commuting", ":bus:"),
    ("Working remotely", ":house_with_garden:"),
    ("Focus", ":headphones:"),
    ("Oooh, new laptop", ""),
    ("Ptolemy project", ""),
    ("Back from vacation", ":wave:"),
    ("Pas en congé", ""),
    ("Planning my next stowaway trip", ""),
    ("", ":calendar:"),
)


@pytest.mark.parametrize(("text", "emoji"), AWAY)
def test_days_off_are_an_absence(text: str, emoji: str) -> None:
    profile = {"status_text": text, "status_emoji": emoji, "status_expiration": int(FRIDAY.timestamp())}
    assert away_until(profile) == FRIDAY


@pytest.mark.parametrize(("text", "emoji"), HERE)
def test_what_people_do_at_work_is_none(text: str, emoji: str) -> None:
    assert not is_absence(text, emoji)


@pytest.mark.parametrize("ends", [0, None, "soon", -5, True, 10**12])
def test_a_status_that_does_not_say_until_when_is_none(ends: object) -> None:
    assert away_until({"status_text": "Vacation", "status_expiration": ends}) is None


def test_a_profile_without_a_status_is_none() -> None:
    assert away_until({}) is None
