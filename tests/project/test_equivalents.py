"""An equivalent counts under the signature of somebody who is outside the team, and as long as they are."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from bot.project.commands import (
    ApproveGate,
    AssignItem,
    Command,
    DescribeEquivalent,
    GiveDelegation,
    GiveRole,
    RequestGate,
    SignEquivalent,
    TakeRole,
    UndoItem,
)
from bot.project.equivalents import outside
from bot.project.events import EquivalentUnsigned, GatePaused, RoleGiven
from bot.project.state import Equivalent
from tests.project.good import good
from tests.project.story import LEAD, NINETY, OWNER, REVIEWER, SPONSOR, Story, kinds

SECOND = "una"
REGISTER = next(item for item in NINETY.phase(1).items if item.kind == "register")


def signed(*, asked: bool = False) -> Story:
    """Return a project whose history is short, with an equivalent that a reviewer has signed."""
    story = Story()
    story.all_ready()
    story.measure("DR-2", months="3")
    story.do(LEAD, GiveRole("exception_reviewer", SECOND))
    story.do(LEAD, DescribeEquivalent("DR-2", "A process that repeats daily"))
    story.do(REVIEWER, SignEquivalent("DR-2"))
    if asked:
        story.ask()
    return story


@pytest.mark.parametrize(
    "joins", [GiveRole("data_science", REVIEWER), AssignItem("DR-4", REVIEWER)], ids=["role", "item"]
)
def test_a_signature_counts_no_more_once_its_reviewer_is_on_the_team(joins: Command) -> None:
    story = signed()
    assert EquivalentUnsigned("DR-2", REVIEWER) in story.do(LEAD, joins)
    assert story.status("DR-2") == "not_ready"
    assert story.refused(LEAD, RequestGate(1, 1)) == "not_all_ready"
    assert story.refused(REVIEWER, SignEquivalent("DR-2")) == "outside_reviewer"
    story.do(SECOND, SignEquivalent("DR-2"))
    assert story.status("DR-2") == "flagged"
    story.ask()
    assert story.project.status == "waiting"


def test_labelled_examples_of_another_task_pass_by_their_equivalent_alone() -> None:
    story = Story()
    story.all_ready()
    story.measure("DR-6", task="regression", examples="5000")
    assert story.refused(LEAD, RequestGate(1, 1)) == "not_all_ready"
    story.do(LEAD, DescribeEquivalent("DR-6", "Two years by the minute: more than the method needs"))
    assert story.status("DR-6") == "open", "described is not signed"
    story.do(REVIEWER, SignEquivalent("DR-6"))
    assert story.status("DR-6") == "flagged"
    story.ask()
    assert story.project.status == "waiting"


def test_few_examples_of_another_task_are_open_and_no_third_red_item() -> None:
    story = Story()
    story.red("DR-3", "DR-4")
    story.measure("DR-6", task="anomaly_detection", examples="12")
    assert (story.status("DR-6"), story.verdict()) == ("open", "fix_and_recheck")


def test_a_gate_that_waits_is_paused_by_it() -> None:
    story = signed(asked=True)
    happened = story.do(LEAD, GiveRole("data_science", REVIEWER))
    assert kinds(happened) == [RoleGiven, EquivalentUnsigned, GatePaused]
    assert story.refused(story.project.sponsor, ApproveGate(1, 1)) == "request_paused"
    story.do(SECOND, SignEquivalent("DR-2"))
    assert story.project.status == "waiting", "signed anew, it is as it was"


def test_a_third_red_item_that_comes_of_it_is_announced() -> None:
    story = signed()
    story.red("DR-3", "DR-4")
    assert story.verdict() == "fix_and_recheck"
    story.do(LEAD, GiveRole("data_science", REVIEWER))
    assert (story.verdict(), story.project.stop_announced) == ("stop", True)


def test_another_reviewer_who_joins_changes_nothing() -> None:
    story = signed()
    assert kinds(story.do(LEAD, GiveRole("data_science", SECOND))) == [RoleGiven]
    story.do(LEAD, TakeRole("exception_reviewer", REVIEWER))
    assert story.status("DR-2") == "flagged", "who signed as a reviewer need not stay one"


def test_what_a_passed_gate_rested_on_stays_as_it_was_signed() -> None:
    story = signed(asked=True)
    story.approve()
    assert kinds(story.do(LEAD, GiveRole("data_science", REVIEWER))) == [RoleGiven]
    assert story.status("DR-2") == "flagged"


def test_an_undone_change_does_not_bring_back_the_signature_of_somebody_on_the_team() -> None:
    story = signed()
    story.measure("DR-2", months="4")
    story.do(LEAD, AssignItem("DR-3", REVIEWER))
    story.do(LEAD, UndoItem("DR-2", story.project.item("DR-2").seq))
    record = story.project.item("DR-2")
    assert record.equivalent == Equivalent("A process that repeats daily", LEAD)
    assert story.status("DR-2") == "not_ready"


def test_the_work_on_an_item_is_its_describer_s_when_the_signature_has_gone() -> None:
    story = signed()
    story.do(LEAD, AssignItem("DR-4", REVIEWER))
    assert story.project.item("DR-2").changed_by == LEAD


def test_a_gate_is_not_asked_for_or_passed_where_an_older_ledger_left_such_a_signature() -> None:
    """Ledgers from before the rule hold no word that the signature counts no more."""
    story = signed()
    roles = story.project.roles | {"data_science": (REVIEWER,)}
    story._project = replace(story.project, roles=roles)
    assert story.refused(LEAD, RequestGate(1, 1)) == "signer_on_team"
    story.do(SECOND, SignEquivalent("DR-2"))
    story.ask()
    story.do(LEAD, AssignItem("DR-9", OWNER))
    story._project = replace(story.project, roles=story.project.roles | {"data_science": (SECOND,)})
    assert story.refused(story.project.sponsor, ApproveGate(1, 1)) == "signer_on_team"


def handed_over() -> Story:
    """Return a project in which an owner described an equivalent, and is a reviewer by now, off the team."""
    story = Story()
    story.measure("DR-2", months="3")
    story.do(LEAD, AssignItem("DR-2", OWNER))
    story.do(OWNER, DescribeEquivalent("DR-2", "A process that repeats daily"))
    story.do(LEAD, AssignItem("DR-2", LEAD))
    story.do(LEAD, GiveRole("exception_reviewer", OWNER))
    return story


def test_whoever_described_an_equivalent_does_not_sign_it_even_off_the_team() -> None:
    story = handed_over()
    assert story.refused(OWNER, SignEquivalent("DR-2")) == "own_equivalent"
    assert outside(story.project, "DR-2") == (REVIEWER,)
    story.do(REVIEWER, SignEquivalent("DR-2"))
    assert story.status("DR-2") == "flagged"


def test_a_signature_under_one_s_own_words_in_an_older_ledger_passes_no_gate() -> None:
    story = handed_over()
    record = story.project.item("DR-2")
    assert record.equivalent
    story.ready(*(f"DR-{n}" for n in (1, 3, 4, 5, 6, 7, 8, 9)))
    own = replace(record, equivalent=replace(record.equivalent, signed_by=OWNER))
    story._project = replace(story.project, items=story.project.items | {"DR-2": own})
    assert story.refused(LEAD, RequestGate(1, 1)) == "signer_on_team"
    story.do(REVIEWER, SignEquivalent("DR-2"))
    story.ask()


@pytest.mark.parametrize(
    ("by", "joins"),
    [
        (SPONSOR, GiveDelegation(REVIEWER, "2026-03-02", "2026-03-20")),
        (LEAD, good(REGISTER, REVIEWER)[0]),
    ],
    ids=["decides for the sponsor", "answers for a row"],
)
def test_a_reviewer_with_another_part_in_the_project_signs_nothing(by: str, joins: Command) -> None:
    story = signed()
    assert EquivalentUnsigned("DR-2", REVIEWER) in story.do(by, joins)
    assert story.refused(REVIEWER, SignEquivalent("DR-2")) == "outside_reviewer"
    story.do(SECOND, SignEquivalent("DR-2"))
    assert story.status("DR-2") == "flagged"


def test_nobody_who_decides_for_the_sponsor_or_has_a_row_is_named_reviewer() -> None:
    story = Story()
    story.do(SPONSOR, GiveDelegation("dee", "2026-03-02", "2026-03-20"))
    assert story.refused(LEAD, GiveRole("exception_reviewer", "dee")) == "outside_reviewer"


def test_what_was_described_anew_is_not_signed_as_it_was_shown_before() -> None:
    story = Story()
    story.measure("DR-2", months="3")
    story.do(LEAD, DescribeEquivalent("DR-2", "A process that repeats daily"))
    shown = story.project.item("DR-2").seq
    story.do(LEAD, DescribeEquivalent("DR-2", "Four months, trust us"))
    assert story.refused(REVIEWER, SignEquivalent("DR-2", shown)) == "described_anew"
    story.do(REVIEWER, SignEquivalent("DR-2", story.project.item("DR-2").seq))
    assert story.do(REVIEWER, SignEquivalent("DR-2", shown + 1)) == [], "a second click is harmless"
