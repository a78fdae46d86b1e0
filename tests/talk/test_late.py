"""A project that runs late, and an item that is overdue, say so in sign and word wherever they are listed."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from bot.project.state import ItemRecord, Project
from bot.talk import look
from bot.talk.checklist import checklist
from bot.talk.gate_days import standing
from bot.talk.home import home
from bot.talk.plain import plain
from bot.talk.words import Words
from tests.talk.mornings import running
from tests.talk.scenes import PLAYBOOK, ZONE, all_ready, at, done, half_way, project, scene

WORDS = Words("en", ZONE)
#: every item of the phase but one is in time; this one was due on Tuesday the 10th
ONE_LATE = {
    item.id: ItemRecord(owner="raj", due_on=date(2026, 3, 10 if item.id == "DR-4" else 16))
    for item in PLAYBOOK.phase(1).items
}


@pytest.mark.parametrize(
    ("found", "day", "word"),
    [
        (project(items=half_way()), 4, "running, something is not ready"),
        (project(items=ONE_LATE), 11, "running, 1 item overdue"),
        (replace(running(), pauses=()), 27, "running, later than planned"),
        (project(), 18, "gate 1 is 2 days overdue"),
    ],
)
def test_a_project_that_is_late_or_has_red_items_is_not_signed_as_ready(
    found: Project, day: int, word: str
) -> None:
    shown = scene(found, now=at(day), reader="mia")
    assert standing(shown) == ("▲", word)
    said = plain(home(WORDS, "mia", [shown]))
    assert f"▲ {word} · Line 3 downtime" in said
    assert "✔ running" not in said


def test_a_project_in_time_runs_and_one_on_hold_is_on_hold() -> None:
    assert standing(scene(project(), now=at(2))) == ("✔", "running")
    assert standing(scene(project(items=all_ready()), now=at(12)))[1] != "running, later than planned"
    held = replace(project(items=half_way()), status="held", status_by="mia", status_reason="Rest.")
    assert standing(scene(held, now=at(18))) == ("⏸", "on hold")


def test_an_overdue_item_of_a_checklist_says_so_and_one_due_today_does_not() -> None:
    for day, told in ((10, "Raj · due Tue 10 Mar"), (11, "Raj · ▲ overdue, was due Tue 10 Mar")):
        line = next(
            line
            for line in plain(checklist(scene(project(items=ONE_LATE), now=at(day)))).splitlines()
            if "Data access pipeline" in line
        )
        assert told in line
    french = plain(checklist(scene(project(items=ONE_LATE), now=at(11), words=Words("fr-CA", ZONE))))
    assert "▲ en retard, échéance mar. 10 mars" in french


def test_nothing_is_overdue_over_a_weekend_while_the_clock_stands_or_once_it_is_done() -> None:
    item, saturday = PLAYBOOK.item("DR-4"), date(2026, 3, 14)
    late = project(items={"DR-4": ItemRecord(owner="raj", due_on=saturday)})
    assert not look.is_overdue(scene(late, now=at(16)), item)
    assert look.is_overdue(scene(late, now=at(17)), item)
    held = replace(late, status="held", status_by="mia", status_reason="Rest.")
    assert not look.is_overdue(scene(held, now=at(17)), item)
    ready = done("raj", access="api", link="https://pipeline.example")
    assert not look.is_overdue(scene(project(items={"DR-4": ready}), now=at(18)), item)


def test_what_a_passed_gate_did_without_is_not_called_overdue() -> None:
    found = running()
    for item in PLAYBOOK.phase(1).items:
        assert not look.is_overdue(scene(found, now=at(27)), item) or item in look.left_behind(
            scene(found, now=at(27))
        )
