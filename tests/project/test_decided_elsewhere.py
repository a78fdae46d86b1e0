"""Decided elsewhere: the lead records what a meeting decided, and it decides nothing by itself."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from bot.project.commands import DisputeDecision, Wanted
from bot.project.events import DecisionRecorded, GateApproved
from bot.project.plan import today
from tests.project.elsewhere_kit import CONFIRM, DUE, groups, meeting, on_terms, recorded, waiting
from tests.project.story import LEAD, MEMBER, OWNER, SPONSOR, START, STRANGER, Story, story_at


def test_a_record_decides_nothing() -> None:
    story = waiting()
    events = story.do(LEAD, meeting())
    assert [type(event) for event in events] == [DecisionRecorded]
    assert (story.project.status, story.project.phase, story.project.decisions) == ("waiting", 1, ())
    assert recorded(story) == "rec-1"


def test_a_gate_is_never_skipped_there_is_a_request_before_there_is_a_record() -> None:
    story = story_at("running")
    assert story.refused(LEAD, meeting(round=0)) == "nothing_waiting"
    assert story.refused(LEAD, meeting()) == "nothing_waiting"


@pytest.mark.parametrize("person", [SPONSOR, MEMBER, STRANGER])
def test_only_the_lead_records(person: str) -> None:
    assert waiting().refused(person, meeting()) == "lead_records"


def test_sending_the_form_twice_records_it_once() -> None:
    assert waiting(meeting()).decide(LEAD, meeting()) == []


def test_a_later_record_takes_the_place_of_the_one_before() -> None:
    story = waiting(meeting(), meeting("rec-2", "stop"))
    assert recorded(story) == "rec-2"
    assert story.refused(SPONSOR, CONFIRM) == "record_gone"
    assert story.refused(SPONSOR, DisputeDecision(1, 1, "rec-1", "No")) == "record_gone"


@pytest.mark.parametrize("outcome", ["hold", "send_back", "stop"])
def test_what_is_no_go_has_a_reason(outcome: str) -> None:
    assert waiting().bad(LEAD, meeting(outcome=outcome, reason="  ")) == [("reason", "required")]


def test_every_field_that_is_wrong_is_named() -> None:
    wrong = meeting(outcome="yes", held_on="soon", minutes=" ", present="a\x00b")
    assert waiting().bad(LEAD, wrong) == [
        ("outcome", "not_a_choice"),
        ("held_on", "not_a_date"),
        ("minutes", "required"),
        ("present", "control_characters"),
    ]


def test_minutes_are_an_address_that_can_be_opened_or_words() -> None:
    story = waiting()
    assert story.bad(LEAD, meeting(minutes="https://")) == [("minutes", "not_a_link")]
    assert story.do(LEAD, meeting(minutes="Binder 12, page 4"))


def test_a_meeting_was_not_tomorrow_nor_before_the_project() -> None:
    story = waiting()
    day = today(story.project, story.now)
    assert story.bad(LEAD, meeting(held_on=(day + timedelta(days=1)).isoformat())) == [
        ("held_on", "in_the_future")
    ]
    assert story.bad(LEAD, meeting(held_on=(START - timedelta(days=1)).isoformat())) == [
        ("held_on", "too_far")
    ]
    assert story.decide(LEAD, meeting(held_on=day.isoformat()))


def test_a_meeting_about_the_second_gate_was_not_before_the_first_was_passed() -> None:
    story = Story()
    story.now += timedelta(days=4)
    story.pass_gate()
    passed = today(story.project, story.now)
    story.now += timedelta(days=20)
    story.all_ready()
    story.ask()
    early = meeting(gate=2, held_on=(passed - timedelta(days=1)).isoformat())
    assert story.bad(LEAD, early) == [("held_on", "too_far")]
    assert story.decide(LEAD, meeting(gate=2, held_on=passed.isoformat()))


def test_only_what_the_gate_offers_can_have_been_decided() -> None:
    assert waiting().bad(LEAD, on_terms()) == [
        ("outcome", "not_a_choice"),
        ("text_1", "only_with_conditions"),
    ]


def test_conditions_go_with_a_conditional_go_alone() -> None:
    story = groups()
    typed = (Wanted("Wire the sensors", OWNER, DUE),)
    assert story.bad(LEAD, meeting(conditions=typed)) == [("text_1", "only_with_conditions")]
    assert story.bad(LEAD, meeting(outcome="conditional")) == [("text_1", "required")]
    late = (Wanted("Wire the sensors", "", "2026-01-01"),)
    assert {field for field, _ in story.bad(LEAD, meeting(outcome="conditional", conditions=late))} >= {
        "owner_1"
    }


def test_what_was_kept_before_there_were_records_can_still_be_read() -> None:
    told = b'{"type":"GateApproved","gate":1,"round":1,"starts_on":"2026-03-03","locked":{}}'
    assert msgspec.json.decode(told, type=GateApproved).elsewhere is None
