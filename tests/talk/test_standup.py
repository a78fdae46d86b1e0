"""A stand-up stays that of its day, and what is due soon is named as due."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from bot.project.stalled import stalls
from bot.project.standup import stand_up
from bot.project.state import ItemRecord
from bot.talk.plain import plain
from bot.talk.standup import standup
from bot.talk.words import Words
from tests.talk.scenes import PLAYBOOK, ZONE, at, project, scene

#: Data quality is due on Friday the 13th
THURSDAY, FRIDAY = date(2026, 3, 12), date(2026, 3, 13)


@pytest.mark.parametrize(
    ("language", "day", "today", "later"),
    [
        ("en", "day 11 of 90", "Today", "Due Thu 12 Mar"),
        ("fr-CA", "jour 11 sur 90", "Aujourd’hui", "Échéance le jeu. 12 mars"),
    ],
)
def test_a_quiet_day_adds_a_line_and_leaves_the_day_of_a_stand_up(
    language: str, day: str, today: str, later: str
) -> None:
    found = project(items={"DR-3": ItemRecord(owner="raj", due_on=THURSDAY)})
    part = stand_up(found, PLAYBOOK, [], THURSDAY)
    words = Words(language, ZONE)
    posted = plain(standup(words, [(scene(found, now=at(12), words=words), part)], at="C1"))
    edited = plain(standup(words, [(scene(found, now=at(13), words=words), part)], at="C1", still=FRIDAY))
    assert day in posted
    assert day in edited
    assert today in posted
    assert later in edited
    assert today not in edited
    assert words.day(FRIDAY) in edited.splitlines()[-2]


def test_what_was_silent_and_is_due_tomorrow_is_named_as_due() -> None:
    found = project(items={"DR-3": ItemRecord(owner="raj", news_at=at(4))})
    stall = next(one for one in stalls(found, PLAYBOOK, THURSDAY) if one.item == "DR-3")
    assert (stall.kind, stall.due_on) == ("silent", FRIDAY)
    part = stand_up(found, PLAYBOOK, [], THURSDAY)
    for now in (at(12), at(16)):
        told = plain(standup(Words("en", ZONE), [(scene(found, now=now), part)], at="C1"))
        assert "Data quality above 80 %: due Fri, last news Wed 4 Mar (Raj)" in told
    later = replace(found, items={"DR-3": ItemRecord(owner="raj", news_at=at(4), due_on=date(2026, 3, 30))})
    part = stand_up(later, PLAYBOOK, [], THURSDAY)
    told = plain(standup(Words("en", ZONE), [(scene(later, now=at(12)), part)], at="C1"))
    assert "Data quality above 80 %: last news Wed 4 Mar (Raj)" in told
