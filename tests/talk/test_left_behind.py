"""What a gate left open without a condition, as older rules let it, stands where people look."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from bot.project.standup import stand_up
from bot.project.state import GateDecision, ItemRecord, Project
from bot.talk.checklist import checklist
from bot.talk.home import home
from bot.talk.plain import plain
from bot.talk.standup_lines import facts
from bot.talk.words import Words
from tests.talk.scenes import PLAYBOOK, ZONE, at, done, phase_two, scene

NOW = at(20, month=5)
PASSED = GateDecision(3, 1, "conditional", "ana", at(15, month=5), platform="slack")
STARTS = {1: date(2026, 3, 2), 2: date(2026, 3, 16), 3: date(2026, 4, 15), 4: date(2026, 5, 18)}
BESIDE = {item.id: done() for item in PLAYBOOK.phase(3).checklist} | {
    "DEP-6": ItemRecord(owner="raj"),
    "DEP-7": ItemRecord(not_ready="The peak is not reached"),
    # the three that no go leaves open show what they need
    "DEP-5": done(started="2026-04-20 14:00:00", stopped="2026-04-20 14:04:00"),
}


def older(**changes: object) -> Project:
    return replace(
        phase_two(phase=4, items=BESIDE, phase_starts=STARTS, decisions=(PASSED,), rounds={3: 1}), **changes
    )


def test_the_checklist_of_the_phase_names_it_with_its_owner_and_its_next_step() -> None:
    shown = plain(checklist(scene(older(), now=NOW)))
    head, first, second = shown.splitlines()[2:5]
    assert head == "Still not ready, from the checklist of an earlier gate"
    assert "API documentation" in first
    assert "Raj" in first
    assert "nobody yet" in second
    assert "[Take it]" in second


def test_it_stands_on_the_page_of_who_has_it_and_counts_for_the_lead() -> None:
    words = Words("en", ZONE)
    raj = plain(home(words, "raj", [scene(older(), now=NOW, reader="raj")]))
    assert "API documentation" in raj
    free = sum(not older().item(item.id).owner for item in PLAYBOOK.phase(4).items)
    mia = plain(home(words, "mia", [scene(older(), now=NOW, reader="mia")]))
    assert f"{free + 1} items that nobody has yet" in mia


def test_each_stand_up_says_it_while_the_clock_runs() -> None:
    found = stand_up(older(), PLAYBOOK, [], date(2026, 5, 20))
    said = [fact.value for fact in facts(scene(older(), now=NOW), found, moved="Moved")]
    assert any("still not ready, from gate 3 (Raj)" in text for text in said)
    held = older(status="held")
    resting = stand_up(held, PLAYBOOK, [], date(2026, 5, 20))
    assert "from gate 3" not in str(facts(scene(held, now=NOW), resting, moved="Moved"))


def test_a_gate_that_was_approved_leaves_nothing_behind() -> None:
    approved = older(decisions=(replace(PASSED, outcome="approved"),))
    assert "earlier gate" not in plain(checklist(scene(approved, now=NOW)))
