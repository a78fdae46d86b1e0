"""A stand-up that is brought up to date says of which day it is now, and what is due soon is named as due."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from bot.project.events import GateRequested, Recorded
from bot.project.stalled import stalls
from bot.project.standup import stand_up
from bot.project.state import ItemRecord, Project
from bot.talk.plain import plain
from bot.talk.standup import standup, weekly
from bot.talk.words import Words
from tests.talk.scenes import PLAYBOOK, ZONE, at, project, scene

#: Data quality is due on Friday the 13th
THURSDAY, FRIDAY = date(2026, 3, 12), date(2026, 3, 13)


@pytest.mark.parametrize(
    ("language", "days", "today", "later"),
    [
        ("en", ("day 11 of 90", "day 12 of 90"), "Today", "due Thu 12 Mar"),
        ("fr-CA", ("jour 11 sur 90", "jour 12 sur 90"), "Aujourd’hui", "échéance le jeu. 12 mars"),
    ],
)
def test_a_quiet_day_brings_the_title_to_that_day_and_leaves_what_was_told_its_own(
    language: str, days: tuple[str, str], today: str, later: str
) -> None:
    found = project(items={"DR-3": ItemRecord(owner="raj", due_on=THURSDAY)})
    part = stand_up(found, PLAYBOOK, [], THURSDAY)
    again = stand_up(found, PLAYBOOK, [], THURSDAY, FRIDAY)
    words = Words(language, ZONE)
    posted = plain(standup(words, [(scene(found, now=at(12), words=words), part)], at="C1"))
    edited = plain(standup(words, [(scene(found, now=at(13), words=words), again)], at="C1", still=FRIDAY))
    assert days[0] in posted.splitlines()[0]
    assert days[1] in edited.splitlines()[0]
    assert today in posted
    assert later in edited
    assert today not in edited
    for told in (FRIDAY, THURSDAY):
        assert words.day(told) in edited.splitlines()[1]
        assert words.day(told) not in posted.splitlines()[1]


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


def edited(found: Project, on: date, still: date) -> list[str]:
    """Return the lines of a stand-up of one day, brought up to date on a later one."""
    part = stand_up(found, PLAYBOOK, [], on, still)
    seen = scene(found, now=at(still.day))
    return plain(standup(Words("en", ZONE), [(seen, part)], at="C1", still=still)).splitlines()


def beginning(lines: list[str], label: str) -> str:
    return next((line for line in lines if line.startswith(label)), "")


def test_what_became_overdue_since_it_was_posted_is_told_once() -> None:
    found = project(items={"DR-3": ItemRecord(owner="raj", news_at=at(11), due_on=THURSDAY)})
    lines = edited(found, THURSDAY, FRIDAY)
    told = beginning(lines, "Overdue on Fri 13 Mar: ")
    assert "Data quality above 80 %: due Thu 12 Mar, last news Wed 11 Mar (Raj)" in told
    assert sum("Data quality above 80 %" in line for line in lines) == 1
    assert lines[:2] == [
        "Line 3 downtime · day 12 of 90 · phase 1, data audit",
        "Fri 13 Mar: nothing new since Thu 12 Mar",
    ]


def test_what_was_overdue_already_stays_where_it_was_posted() -> None:
    found = project(items={"DR-3": ItemRecord(owner="raj", news_at=at(9), due_on=date(2026, 3, 10))})
    lines = edited(found, THURSDAY, FRIDAY)
    assert "• Data quality above 80 %: due Tue 10 Mar, last news Mon 9 Mar (Raj)" in lines
    assert "Data quality" not in beginning(lines, "Overdue on")


def test_what_was_silent_and_became_overdue_leaves_the_waiting() -> None:
    found = project(items={"DR-3": ItemRecord(owner="raj", news_at=at(4), due_on=FRIDAY)})
    lines = edited(found, THURSDAY, date(2026, 3, 16))
    assert "Data quality above 80 %: due Fri 13 Mar" in beginning(lines, "Overdue on Mon 16 Mar: ")
    assert "Data quality" not in beginning(lines, "Waiting: ")


def test_where_the_gate_stands_is_told_as_of_the_later_day() -> None:
    found = project(items={"DR-7": ItemRecord(owner="mia", values={"baseline": "47"}, done=True)})
    later = date(2026, 3, 18)
    (_, _, pace, *_) = edited(found, date(2026, 3, 13), later)
    assert pace.startswith("Gate 1 was planned for Mon 16 Mar") or "Later than planned" in pace
    assert stand_up(found, PLAYBOOK, [], date(2026, 3, 13), later).over
    assert not stand_up(found, PLAYBOOK, [], date(2026, 3, 13)).over


def test_a_stand_up_of_its_own_day_tells_nothing_as_overdue_since() -> None:
    found = project(items={"DR-3": ItemRecord(owner="raj", due_on=THURSDAY)})
    assert stand_up(found, PLAYBOOK, [], THURSDAY).overdue == ()
    assert stand_up(found, PLAYBOOK, [], THURSDAY, THURSDAY).overdue == ()


def test_what_moved_until_it_was_posted_is_not_told_as_of_the_later_day() -> None:
    found = project(items={"DR-3": ItemRecord(owner="raj")})
    happened = [Recorded(GateRequested(1, 1), at(12), "mia")]
    part = stand_up(found, PLAYBOOK, happened, THURSDAY, FRIDAY)
    told = plain(standup(Words("en", ZONE), [(scene(found, now=at(13)), part)], at="C1", still=FRIDAY))
    assert "\nMoved until Thu 12 Mar: Mia requested gate 1\n" in told


def test_a_week_brought_up_to_date_names_the_later_day_first() -> None:
    found, monday = project(items={"DR-3": ItemRecord(owner="raj")}), date(2026, 3, 16)
    part = stand_up(found, PLAYBOOK, [], FRIDAY, monday)
    seen = scene(found, now=at(16))
    lines = plain(weekly(Words("en", ZONE), [(seen, part)], at="C1", until=FRIDAY, still=monday)).splitlines()
    assert lines[0].startswith("Line 3 downtime · day 15 of 90")
    assert lines[0].endswith("the week until Fri 13 Mar")
    assert lines[1] == "Mon 16 Mar: nothing new since Fri 13 Mar"
