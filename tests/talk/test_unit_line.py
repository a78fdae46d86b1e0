"""No number of the KPI stands in a unit that it was not recorded in, whatever waits for a signature."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from bot.project.state import ItemRecord, NewThreshold, Project
from bot.talk.brief import detail, kpi_line
from bot.talk.details import details
from bot.talk.plain import plain
from bot.talk.standup_lines import beside_a_result
from bot.talk.status import status
from tests.talk.scenes import PLAYBOOK, all_ready, done, phase_two, project, scene

MINUTES = {"unit": "min a month", "baseline": "2820", "target": "600", "minimum": "720"}
IN_MINUTES = MINUTES | {"month_one": "1800", "month_six": "600"}


def pending(**values: str) -> Project:
    """Return the project in phase 2 with another KPI record, which the sponsor has not signed."""
    before = all_ready()["DR-1"]
    kpi = replace(before, values=before.values | values)
    changed = {name: value for name, value in values.items() if name in ("unit", "minimum")}
    result = {"GO-1": done(result="11", method="back_tested", how="replay", checked_by="li")}
    return phase_two(items=all_ready() | result | {"DR-1": kpi}, new_threshold=NewThreshold(changed, "mia"))


def line(found: Project, item: str) -> str:
    return detail(scene(found), PLAYBOOK.item(item))


def test_before_the_signature_the_kpi_is_in_its_new_unit_and_all_else_in_the_old_one() -> None:
    found = pending(**IN_MINUTES)
    assert line(found, "DR-1").startswith(
        "unplanned downtime 2,820 → 600 min a month, at most 720 needed; counts once Ana has signed it"
    )
    assert kpi_line(scene(found)) == "unplanned downtime 2,820 → 600 min a month"
    assert line(found, "DR-7").startswith("47 h a month")
    assert line(found, "GO-1").startswith("11 h a month, at most 12 needed")
    assert "at most 12 h a month" in plain(status(scene(found)))
    assert beside_a_result(scene(found), PLAYBOOK.item("P2-5")) == "", "today is known in minutes alone"


def test_after_the_signature_all_are_in_the_new_one_but_what_is_to_be_recorded_anew() -> None:
    locked = {"minimum": "720", "direction": "lower", "unit": "min a month"}
    found = replace(pending(**IN_MINUTES), new_threshold=None, locked=locked)
    assert line(found, "DR-1").startswith("unplanned downtime 2,820 → 600 min a month, at most 720 needed ·")


def test_another_number_in_the_same_unit_is_said_to_wait_for_the_signature() -> None:
    found = pending(minimum="15")
    assert "47 → 10 h a month, at most 15 needed; counts once Ana has signed it" in line(found, "DR-1")
    assert beside_a_result(scene(found), PLAYBOOK.item("P2-5")) == "today 47, threshold 12"


@pytest.mark.parametrize("number", ["2,820", "600", "720", "1,800"])
def test_no_new_number_of_the_record_stands_under_the_old_unit(number: str) -> None:
    shown = plain(details(scene(pending(**IN_MINUTES)), "DR-1"))
    assert number in shown
    assert not re.search(rf"{number} h a month", shown)
    assert "h a month" not in shown


def test_before_gate_1_a_baseline_from_before_the_change_is_shown_as_it_was_recorded() -> None:
    kpi = replace(all_ready()["DR-1"], values=all_ready()["DR-1"].values | IN_MINUTES)
    baseline = ItemRecord(owner="mia", values={"baseline": "47"}, unit="h a month", changed_by="mia")
    found = project(items=all_ready() | {"DR-1": kpi, "DR-7": baseline})
    shown = plain(details(scene(found), "DR-7"))
    assert "47 h a month" in shown
    assert "the unit has changed" in line(found, "DR-7")
