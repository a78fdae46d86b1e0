"""What the tests of the plan share."""

from __future__ import annotations

from datetime import date

from bot.project.plan import PhasePlan, due_on, gate_on, phase_plan
from tests.project.story import NINETY, Story


def gates(story: Story) -> list[date]:
    return [gate_on(story.project, NINETY, number) for number in (1, 2, 3, 4)]


def plan(story: Story, number: int) -> PhasePlan:
    return phase_plan(story.project, NINETY, number)


def due(story: Story, item: str) -> date:
    return due_on(story.project, NINETY, NINETY.item(item))
