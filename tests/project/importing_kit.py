"""A project under way with its earlier gates from paper."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.project.commands import (
    CountersignImport,
    OpenProject,
    RecordMeasure,
)
from bot.project.importing import version
from tests.project.good import KPI
from tests.project.story import LEAD, SPONSOR, Story, local

#: day 1 was a Monday in January; the project comes in on a Monday in March
BEGAN, OPENED = date(2026, 1, 12), date(2026, 3, 2)
FIRST = ("2026-01-26", "Minutes of the board, https://example.com/minutes/7", "Ana Ruiz and the board")
SECOND = ("2026-02-20", "Protocol 12", "Ana Ruiz")


def story(*papers: tuple[str, str, str], **more: Any) -> Story:
    """Return a project that came in under way, with gate 1 from paper where nothing else is said."""
    return Story(starts_on=BEGAN, opened=local(OPENED), papers=papers or (FIRST,), **more)


def countersign(told: Story, by: str = SPONSOR) -> list[Any]:
    return told.do(by, CountersignImport(version(told.project, told.playbook)))


def countersigned(*papers: tuple[str, str, str], **more: Any) -> Story:
    told = story(*papers, **more)
    told.do(LEAD, RecordMeasure("DR-1", KPI))
    countersign(told)
    return told


def opening(**more: Any) -> OpenProject:
    known: dict[str, Any] = {
        "project": "p-1",
        "name": "Pumps",
        "lead": LEAD,
        "sponsor": SPONSOR,
        "platform": "slack",
        "conversation": "C1",
        "starts_on": BEGAN.isoformat(),
        "time_zone": "America/Toronto",
        "playbook": "digest",
    }
    return OpenProject(**known | more)
