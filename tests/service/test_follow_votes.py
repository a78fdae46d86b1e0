"""Whoever loses an approval is told so once, directly, with why and what to do."""

from __future__ import annotations

from bot.project.commands import (
    ApproveGate,
    AssignItem,
    Command,
    ConfirmDecision,
    DisputeDecision,
    GiveRole,
    RecordDecision,
    WithdrawVote,
)
from bot.service.draw import decode
from bot.service.follow import follow
from bot.talk.notices import Notice
from tests.project.story import LEAD, OWNER, SPONSOR, Story
from tests.project.voting_kit import IT, SECURITY, asked, away


def meeting(record: str) -> RecordDecision:
    return RecordDecision(1, 1, record, "go", "2026-03-02", "Binder 12, page 4")


def told(story: Story, by: str, *commands: Command) -> list[Notice]:
    """Return what leaves about lost approvals, each to whom it is about."""
    before = story.project
    events = story.do(by, *commands)
    leaving = follow(before, story.project, events, story.playbook, by)
    found = [(decode(one.notice), one) for one in leaving]
    lost = [(notice, one) for notice, one in found if notice.kind == "vote_fell"]
    assert all(one.place.person == notice.person and not one.refresh for notice, one in lost)
    return [notice for notice, _ in lost]


def test_whoever_gets_work_that_is_kept_apart_is_told_which() -> None:
    story = asked(separate="DR-3")
    story.do(IT, ApproveGate(1, 1))
    (notice,) = told(story, LEAD, AssignItem("DR-3", IT))
    assert (notice.person, notice.item, notice.by, notice.record) == (IT, "DR-3", IT, "")
    assert told(story, LEAD, AssignItem("DR-3", OWNER)) == [], "it is said once"


def test_whoever_loses_the_role_is_told_so_and_whoever_follows_is_not() -> None:
    story = asked()
    story.do(SPONSOR, ApproveGate(1, 1))
    (notice,) = told(story, LEAD, GiveRole("sponsor", "zoe"))
    assert (notice.person, notice.why, notice.item) == (SPONSOR, "role", "")


def test_whoever_stood_in_is_told_whose_work_it_is() -> None:
    story = asked(separate="DR-3")
    away(story, SPONSOR, "tom")
    story.do("tom", ApproveGate(1, 1))
    (notice,) = told(story, LEAD, AssignItem("DR-3", SPONSOR))
    assert (notice.person, notice.item, notice.by) == ("tom", "DR-3", SPONSOR)


def test_whoever_confirmed_a_record_is_told_that_it_was_replaced_or_removed() -> None:
    for by, change in ((LEAD, meeting("m2")), (LEAD, DisputeDecision(1, 1, "m1", "Another project"))):
        story = asked()
        story.do(LEAD, meeting("m1"))
        story.do(IT, ConfirmDecision(1, 1, "m1"))
        (notice,) = told(story, by, change)
        assert (notice.person, notice.record, notice.item) == (IT, "m1", "")


def test_who_says_that_it_is_not_so_after_all_knows_it_and_the_others_are_told() -> None:
    story = asked()
    story.do(LEAD, meeting("m1"))
    story.do(IT, ConfirmDecision(1, 1, "m1"))
    story.do(SECURITY, ConfirmDecision(1, 1, "m1"))
    assert [n.person for n in told(story, IT, DisputeDecision(1, 1, "m1", "It was put off"))] == [SECURITY]


def test_nobody_is_told_of_an_approval_that_they_take_back_or_that_stays() -> None:
    story = asked(separate="DR-3")
    story.do(IT, ApproveGate(1, 1))
    assert told(story, LEAD, AssignItem("DR-3", OWNER)) == []
    assert told(story, IT, WithdrawVote(1, 1)) == []
    story.do(IT, ApproveGate(1, 1))
    story.do(SECURITY, ApproveGate(1, 1))
    assert told(story, SPONSOR, ApproveGate(1, 1)) == [], "the gate is passed"
