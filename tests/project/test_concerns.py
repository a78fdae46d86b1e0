"""What is stalled about a project as a whole, and who should know."""

from __future__ import annotations

from datetime import date

import pytest

from bot.project.commands import AnswerQuestion, AskQuestion, GiveRole, RecordMeasure, SendBackGate, SignItem
from bot.project.concerns import Concern, concerns
from tests.project.good import KPI
from tests.project.story import LEAD, NINETY, SPONSOR, Story, local, story_at

ADMIN = "pat"


def march(day: int) -> date:
    return date(2026, 3, day)


def found(story: Story, day: date) -> dict[str, Concern]:
    return {concern.kind: concern for concern in concerns(story.project, NINETY, day)}


def test_a_phase_past_its_days_concerns_the_lead() -> None:
    assert "phase_over" not in found(Story(), march(16))
    assert found(Story(), march(17))["phase_over"] == Concern("phase_over", march(16), (LEAD,))


@pytest.mark.parametrize("state", ["waiting", "deciding"])
def test_a_phase_past_its_days_concerns_no_lead_while_others_decide(state: str) -> None:
    story = story_at(state)  # type: ignore[arg-type]
    assert "phase_over" not in found(story, date(2026, 6, 30))


def test_a_phase_past_its_days_concerns_the_lead_again_once_the_gate_came_back() -> None:
    story = story_at("waiting")
    story.do(SPONSOR, SendBackGate(1, 1, "Baseline is 5, KPI says 47."))
    assert "phase_over" in found(story, march(17))
    paused = story_at("paused")
    assert "phase_over" in found(paused, march(17)), "asking again is the lead's"


def test_a_question_concerns_the_lead_until_it_is_answered() -> None:
    story = story_at("waiting")
    story.do(SPONSOR, AskQuestion(1, 1, "q-1", "Who owns the data?"))
    assert found(story, march(3)) == {"question": Concern("question", march(2), (LEAD,))}
    story.do(LEAD, AnswerQuestion(1, 1, "q-1", "The plant"))
    assert found(story, march(3)) == {}


def test_a_sponsor_who_was_asked_and_is_silent_for_ten_working_days_concerns_lead_and_admin() -> None:
    story = Story()
    story.do(LEAD, GiveRole("portfolio_admin", ADMIN))
    # DR-8 was due on Friday the 6th: ten working days after are over on the 20th.
    assert "sponsor_silent" not in found(story, march(19))
    assert found(story, march(20))["sponsor_silent"] == Concern("sponsor_silent", march(6), (LEAD, ADMIN))


def test_any_sign_of_life_of_the_sponsor_counts() -> None:
    story = Story()
    story.now = local(march(17))
    story.do(SPONSOR, GiveRole("viewer", "vic"))
    assert "sponsor_silent" not in found(story, march(30))
    assert found(story, march(31))["sponsor_silent"].since == march(17)
    story.do(SPONSOR, SignItem("DR-8"))
    assert "sponsor_silent" not in found(story, date(2026, 6, 30))


def test_a_new_sponsor_begins_anew() -> None:
    story = Story()
    story.now = local(march(20))
    story.do(LEAD, GiveRole("sponsor", "new"))
    # Friday: until Tuesday they have time to confirm.
    assert "sponsor_silent" not in found(story, date(2026, 4, 6))
    assert found(story, date(2026, 4, 7))["sponsor_silent"].since == march(24)


def test_a_sponsor_who_is_asked_for_nothing_is_not_silent() -> None:
    story = Story()
    story.pass_gate()
    assert "sponsor_silent" not in found(story, date(2026, 6, 30))


@pytest.mark.parametrize("state", ["waiting", "deciding"])
def test_a_decision_that_waits_makes_silence_count(state: str) -> None:
    story = story_at(state)  # type: ignore[arg-type]
    assert "sponsor_silent" not in found(story, march(13))
    assert "sponsor_silent" in found(story, march(16))


def test_a_threshold_that_waits_to_be_signed_makes_silence_count() -> None:
    story = Story()
    story.pass_gate()
    story.do(LEAD, RecordMeasure("DR-1", KPI | {"minimum": "25"}))
    assert "sponsor_silent" in found(story, march(16))


def test_a_practice_project_has_no_silent_sponsor() -> None:
    assert "sponsor_silent" not in found(Story(practice=True), date(2026, 6, 30))


@pytest.mark.parametrize("state", ["held", "halted", "stopped", "live"])
def test_where_the_clock_stands_nothing_is_of_concern(state: str) -> None:
    assert concerns(story_at(state).project, NINETY, date(2027, 1, 4)) == []  # type: ignore[arg-type]
