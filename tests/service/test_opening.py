"""A form becomes the command that opens a project."""

from __future__ import annotations

import pytest

from bot.project.commands import OpenProject
from bot.project.refusals import Refusal
from bot.service.opening import open_project
from bot.service.ports import Account

ME = Account("w1", "p-mia", "slack", "T1", "U1", "Mia Kurz", "Europe/Berlin")
VALUES = {
    "name": "Line 3",
    "lead": "p-mia",
    "sponsor": "p-ana",
    "channel": "C2",
    "starts_on": "2026-03-09",
    "time_zone": "America/Toronto",
    "region": " ca-on ",
}


def opened(action: str, args: dict[str, str], values: dict[str, str]) -> OpenProject:
    command = open_project(action, args, values, ME, playbook="d", today="2026-03-02", region="CA-ON")
    assert isinstance(command, OpenProject)
    return command


def test_a_project_is_as_its_form_says() -> None:
    command = opened("project.new", {"new": "p1", "conversation": "C1"}, VALUES)
    assert (command.project, command.conversation, command.starts_on) == ("p1", "C2", "2026-03-09")
    assert (command.time_zone, command.region, command.practice) == ("America/Toronto", "CA-ON", False)


def test_a_channel_that_the_form_did_not_ask_for_is_where_it_was_opened() -> None:
    assert opened("project.new", {"new": "p1", "conversation": "C1"}, {}).conversation == "C1"


def test_practice_begins_today_with_one_person_in_both_roles() -> None:
    command = opened("project.practice", {"new": "p1", "conversation": "D1"}, {"name": "Practice"})
    assert (command.lead, command.sponsor, command.practice) == ("p-mia", "p-mia", True)
    assert (command.starts_on, command.time_zone, command.region) == ("2026-03-02", "Europe/Berlin", "CA-ON")


@pytest.mark.parametrize("region", ["ca-on", " CA-ON "])
def test_practice_takes_the_region_however_it_was_set(region: str) -> None:
    values = {"name": "Practice"}
    command = open_project(
        "project.practice", {"new": "p1"}, values, ME, playbook="d", today="2026-03-02", region=region
    )
    assert isinstance(command, OpenProject)
    assert command.region == "CA-ON"


def test_without_a_minted_id_nothing_is_opened() -> None:
    with pytest.raises(Refusal, match="unknown_control"):
        opened("project.new", {}, VALUES)
