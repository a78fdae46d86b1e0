"""The tour's four phases in a row."""

from __future__ import annotations

from datetime import datetime

from adapters.sandbox.people import Company
from adapters.sandbox.tour import phase_1, phase_2, phase_3, phase_4
from adapters.sandbox.tour.crew import ZONE, Crew, Move

CHANNEL = "#line-3-downtime"
#: the first morning, a Monday
BEGINS = datetime(2026, 3, 2, 9, tzinfo=ZONE)


async def play(driver: Company, move_to: Move, crew_of: type[Crew] = Crew) -> None:
    """Take a project from the first command to live."""
    crew = crew_of(driver, move_to, CHANNEL)
    for phase in (phase_1, phase_2, phase_3, phase_4):
        await phase.play(crew)
