"""Which messages follow from what a meeting decided, and from deciding in somebody's place."""

from __future__ import annotations

import pytest

from bot.project.commands import ConfirmDecision, DisputeDecision, EndDelegation, GiveDelegation, SetItem
from tests.project.good import GOOD
from tests.project.story import LEAD, SPONSOR, STRANGER, Story, story_at
from tests.service.follow_kit import Case, meeting, told

CASES: dict[str, Case] = {
    "a meeting recorded": (
        lambda: story_at("waiting"),
        LEAD,
        (meeting(),),
        [f"recorded -> {SPONSOR}", "~review -> #", f"~review -> {SPONSOR}"],
    ),
    "a meeting recorded while somebody stands in": (
        lambda: _away(story_at("waiting")),
        LEAD,
        (meeting(),),
        [
            f"recorded -> {SPONSOR}",
            f"recorded -> {STRANGER}",
            "~review -> #",
            f"~review -> {SPONSOR}",
            f"~review -> {STRANGER}",
        ],
    ),
    "a meeting recorded again": (
        lambda: _met(story_at("waiting")),
        LEAD,
        (meeting("m2"),),
        [f"recorded -> {SPONSOR}", f"~~recorded -> {SPONSOR}", "~review -> #", f"~review -> {SPONSOR}"],
    ),
    "a meeting confirmed": (
        lambda: _met(story_at("waiting")),
        SPONSOR,
        (ConfirmDecision(1, 1, "m1"),),
        [
            "approved -> #",
            f"~~recorded -> {SPONSOR}",
            "~review -> #",
            f"~review -> {SPONSOR}",
            "~packet -> #",
        ],
    ),
    "a meeting disputed": (
        lambda: _met(story_at("waiting")),
        SPONSOR,
        (DisputeDecision(1, 1, "m1", "It was put off"),),
        [f"not_so -> {LEAD}", f"~~recorded -> {SPONSOR}", "~review -> #", f"~review -> {SPONSOR}"],
    ),
    "a meeting that its lead takes back": (
        lambda: _met(story_at("waiting")),
        LEAD,
        (DisputeDecision(1, 1, "m1", "It was another project"),),
        [f"~~recorded -> {SPONSOR}", "~review -> #", f"~review -> {SPONSOR}"],
    ),
    "an item ticked while a meeting waits to be confirmed": (
        lambda: _met(story_at("waiting")),
        LEAD,
        (SetItem("P1-10", True, GOOD["P1-10"]),),
        ["~review -> #", f"~review -> {SPONSOR}"],
    ),
    "somebody who stands in": (
        lambda: story_at("waiting"),
        SPONSOR,
        (GiveDelegation(STRANGER, "2026-03-02", "2026-03-06"),),
        [
            f"~~absence -> {SPONSOR}",
            f"~delegate -> {STRANGER}",
            "~review -> #",
            f"~review -> {SPONSOR}",
            f"~review -> {STRANGER}",
        ],
    ),
    "nobody who stands in any more": (
        lambda: _away(story_at("waiting")),
        SPONSOR,
        (EndDelegation(),),
        [
            f"~~absence -> {SPONSOR}",
            f"~~delegate -> {STRANGER}",
            "~review -> #",
            f"~review -> {SPONSOR}",
            f"~~review -> {STRANGER}",
        ],
    ),
}


def _met(story: Story) -> Story:
    story.do(LEAD, meeting())
    return story


def _away(story: Story) -> Story:
    story.do(SPONSOR, GiveDelegation(STRANGER, "2026-03-02", "2026-03-06"))
    return story


@pytest.mark.parametrize("name", CASES)
def test_who_is_told_of(name: str) -> None:
    begin, by, commands, expected = CASES[name]
    assert told(begin(), by, *commands) == expected
