"""A time of day that people in several zones read says in whose it is; one's own time needs no zone."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from bot.project.events import ItemConfirmed, Recorded
from bot.project.state import ItemRecord, Project
from bot.talk.details import details
from bot.talk.history import history
from bot.talk.plain import plain
from bot.talk.review import review
from bot.talk.words import Words
from tests.talk.scenes import ZONE, at, phase_two, scene

CHANNEL, CANAL = Words("en", ZONE, shared=True), Words("fr-CA", ZONE, shared=True)
MINE, ABROAD = Words("en", ZONE), Words("en", "Europe/Paris")
DRILL = {"started": "2026-05-04 10:00:00", "stopped": "2026-05-04 10:03:20"}


@pytest.mark.parametrize(
    ("zone", "english", "french"),
    [
        ("America/Toronto", "Toronto time", "heure locale à Toronto"),
        ("America/Montreal", "Montreal time", "heure locale à Montreal"),
        ("America/St_Johns", "St. John’s time", "heure locale à St. John’s"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires time", "heure locale à Buenos Aires"),
        ("Canada/Eastern", "Eastern time", "heure locale à Eastern"),
        ("UTC", "UTC", "UTC"),
        ("Etc/GMT+5", "GMT+5", "GMT+5"),
    ],
)
def test_a_zone_is_called_as_people_call_it(zone: str, english: str, french: str) -> None:
    assert (CHANNEL.zone(zone), CANAL.zone(zone)) == (english, french)


def test_only_what_several_read_names_the_zone() -> None:
    assert CHANNEL.moment(at(13)) == "Fri 13 Mar 14:02 (Toronto time)"
    assert CANAL.moment(at(13)).endswith("(heure locale à Toronto)")
    assert MINE.moment(at(13)) == "Fri 13 Mar 14:02"
    assert CHANNEL.alone == MINE


def test_a_decision_in_a_channel_says_in_whose_time_it_was() -> None:
    text = plain(review(scene(phase_two(), now=at(14), words=CHANNEL), 1, 1))
    assert "Ana Ruiz, Fri 13 Mar 14:02 (Toronto time)" in text
    own = plain(review(scene(phase_two(), now=at(14), words=MINE), 1, 1))
    assert "Ana Ruiz, Fri 13 Mar 14:02" in own
    assert "Toronto time" not in own


def drilled() -> Project:
    found = phase_two()
    return replace(found, phase=3, items=found.items | {"DEP-5": ItemRecord(values=DRILL, done=True)})


@pytest.mark.parametrize(("words", "named"), [(CHANNEL, True), (ABROAD, True), (MINE, False)])
def test_a_time_that_somebody_typed_is_the_projects_for_whoever_reads_it(words: Words, named: bool) -> None:
    text = plain(details(scene(drilled(), now=at(5, month=5), words=words), "DEP-5"))
    assert "Mon 4 May 10:00" in text
    assert ("(Toronto time)" in text) is named


def test_a_list_of_times_says_the_zone_once() -> None:
    event = ItemConfirmed("DR-4", {}, {}, "")
    entries = [Recorded(event, at(day), "mia", "teams", "C1", "m") for day in (5, 6)]
    for words, times in ((CHANNEL, 1), (MINE, 0)):
        text = plain(history(scene(phase_two(), now=at(14), words=words), entries))
        assert "Fri 6 Mar 13:02 ·" in text
        assert text.count("All times: Toronto time") == text.count("Toronto time") == times
