"""A first gate that waits, and what is recorded of meetings about it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec

from bot.project.commands import ConfirmDecision, RecordDecision, Wanted
from tests.project.story import LEAD, OWNER, START, Story, story_at
from tests.project.voting_kit import asked

MINUTES = "https://minutes.example/2026-03-02"
DUE = (START + timedelta(days=30)).isoformat()
CONFIRM = ConfirmDecision(1, 1, "rec-1")


def meeting(record: str = "rec-1", outcome: str = "go", **changes: Any) -> RecordDecision:
    """Return the record of a meeting on the day on which the project started."""
    reason = "" if outcome in ("go", "conditional") else "The budget is frozen"
    known = RecordDecision(1, 1, record, outcome, START.isoformat(), MINUTES, "Ana and the plant", reason)
    return msgspec.structs.replace(known, **changes)


def on_terms(record: str = "rec-1") -> RecordDecision:
    return meeting(
        record, "conditional", conditions=(Wanted("Wire the sensors", OWNER, DUE), Wanted("", "", ""))
    )


def waiting(*records: RecordDecision) -> Story:
    """Return a project whose first gate waits, with what is recorded of meetings."""
    story = story_at("waiting")
    story.do(LEAD, *records)
    return story


def groups(*records: RecordDecision) -> Story:
    story = asked()
    story.do(LEAD, *records)
    return story


def recorded(story: Story) -> str:
    """Return which record counts; "" for none."""
    request = story.project.request
    return request.meeting.id if request and request.meeting else ""


def voters(story: Story) -> list[str]:
    return [vote.by for vote in story.project.request.votes] if story.project.request else []
