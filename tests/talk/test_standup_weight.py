"""What steers a project comes first in a stand-up and a week, and is never counted among "and 9 more"."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from bot.project import events as e
from bot.project.standup import stand_up
from bot.talk.plain import plain
from bot.talk.standup import standup, weekly
from bot.talk.standup_lines import MOST
from bot.talk.words import Words
from tests.talk.scenes import PLAYBOOK, ZONE, at, phase_two, scene

TODAY = date(2026, 3, 17)
ITEMS = [item.id for item in PLAYBOOK.phase(1).items]


def entry(event: e.Event, by: str = "mia") -> e.Recorded:
    return e.Recorded(event, at(17), by)


def updates(many: int) -> list[e.Recorded]:
    return [entry(e.ItemConfirmed(item, {}, {}, ""), "raj") for item in ITEMS[:many]]


STEERED = [
    entry(e.GateRequested(1, 1), "mia"),
    entry(e.GateSentBack(1, 1, "The gap in the history is open"), "ana"),
    entry(e.RoleGiven("sponsor", "noor", instead_of="ana"), "mia"),
    entry(e.RoleGiven("lead", "li", instead_of="mia"), "noor"),
    entry(e.ProjectHeld(TODAY, "The plant is closed"), "noor"),
    entry(e.GateApproved(4, 1, None, {}, finishes=True), "noor"),
]
TOLD = (
    "Mia requested gate 1",
    "Ana sent gate 1 back: The gap in the history is open",
    "Mia made Noor sponsor in place of Ana",
    "Noor made Li lead in place of Mia",
    "Noor put the project on hold: The plant is closed",
    "Noor approved gate 4: the project is live",
)


def lines(happened: list[e.Recorded], drawn: str = "standup") -> list[str]:
    found = phase_two()
    part = (scene(found, now=at(17)), stand_up(found, PLAYBOOK, happened, TODAY))
    known = replace(part[0], names={**part[0].names, "noor": "Noor Haddad"})
    card = {"standup": standup, "weekly": weekly}[drawn](Words("en", ZONE), [(known, part[1])], at="C1")
    return [line.removeprefix("• ") for line in plain(card).splitlines()]


@pytest.mark.parametrize("drawn", ["standup", "weekly"])
def test_decisions_and_roles_come_before_items_however_many_there_are(drawn: str) -> None:
    told = lines([*updates(12), *STEERED], drawn)
    first = next(n for n, line in enumerate(told) if line.startswith("Moved")) + 1
    assert tuple(told[first : first + len(TOLD)]) == TOLD
    assert told[first + MOST] == f"and {12 + len(TOLD) - MOST} more"


def test_what_steers_is_never_cut_where_it_fills_the_list_alone() -> None:
    asked = [entry(e.GateRequested(1, n), "mia") for n in range(1, MOST + 3)]
    told = lines([*updates(3), *asked])
    assert told.count("Mia requested gate 1") == len(asked)
    assert "and 3 more" in told


def test_a_new_sponsor_alone_is_news_and_another_role_is_not() -> None:
    other = entry(e.RoleGiven("end_user", "li"), "mia")
    assert stand_up(phase_two(), PLAYBOOK, [other], TODAY).moved == ()
    assert not stand_up(phase_two(), PLAYBOOK, [STEERED[2]], TODAY).is_quiet
