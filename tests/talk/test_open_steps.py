"""A gate can be asked for while steps of its phase are open: whoever asks and whoever decides is told."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from bot.playbooks.model import Item
from bot.project.state import ItemRecord, Project
from bot.talk.checklist import checklist
from bot.talk.packet_parts import plain as plain_packet
from bot.talk.plain import plain
from bot.talk.review import review
from bot.talk.words import Words
from tests.project.story import Story
from tests.talk.packets import document
from tests.talk.scenes import PLAYBOOK, ZONE, at, project, scene, waiting

PHASE = PLAYBOOK.phase(1)
STEPS: tuple[Item, ...] = tuple(item for stage in PHASE.stages for item in stage.items)
DONE = ItemRecord(not_applicable="Known from the plant's own report", changed_by="mia")


def but(*left: str, found: Project | None = None, **declared: str) -> Project:
    """Return the waiting project with every step settled but some."""
    base = found or waiting()
    records = {step.id: DONE for step in STEPS if step.id not in left}
    records |= {key: ItemRecord(not_ready=reason) for key, reason in declared.items()}
    return replace(base, items={k: v for k, v in base.items.items() if k not in left} | records)


def reviewed(found: Project, language: str = "en") -> str:
    return plain(review(scene(found, now=at(20), words=Words(language, ZONE), reader="ana"), 1, 1))


def title(key: str) -> str:
    return PLAYBOOK.item(key).title


def test_the_review_counts_the_open_steps_and_names_them() -> None:
    text = reviewed(but("P1-2", "P1-3"))
    assert (
        f'○ 2 of the 14 steps of this phase are still open: "{title("P1-2")}" and "{title("P1-3")}".' in text
    )
    assert "The gate does not rest on them." in text


def test_one_open_step_is_one() -> None:
    assert f'1 of the 14 steps of this phase is still open: "{title("P1-2")}".' in reviewed(but("P1-2"))


def test_more_than_three_open_steps_are_counted_after_three() -> None:
    text = reviewed(but("P1-1", "P1-2", "P1-3", "P1-4", "P1-5"))
    assert f'"{title("P1-3")}" and 2 more.' in text
    assert title("P1-4") not in text


def test_a_step_that_is_not_ready_comes_first_and_says_so() -> None:
    record = {"P1-9": "The owner objects"}
    found = but("P1-2")
    found = replace(
        found, items=found.items | {key: ItemRecord(not_ready=why) for key, why in record.items()}
    )
    assert f'2 of the 14 steps of this phase are still open: "{title("P1-9")}" (not ready) and' in reviewed(
        found
    )


def test_nothing_is_said_once_every_step_is_done() -> None:
    assert "steps of this phase" not in reviewed(but())


def test_a_paused_request_tells_them_too() -> None:
    found = but("P1-2")
    assert found.request
    paused = replace(found, status="paused", request=replace(found.request, paused_by=("DR-2",)))
    assert "1 of the 14 steps of this phase is still open" in reviewed(paused)


def test_french_tells_them() -> None:
    assert "2 des 14 tâches de cette phase sont encore ouvertes" in reviewed(but("P1-2", "P1-3"), "fr-CA")


@pytest.mark.parametrize(("left", "told"), [(("P1-2",), True), ((), False)])
def test_whoever_can_ask_reads_it_beside_the_button(left: tuple[str, ...], told: bool) -> None:
    running = but(*left, found=project(items=waiting().items))
    text = plain(checklist(scene(running, now=at(12))))
    assert "[Request gate 1]" in text
    assert ("1 of the 14 steps of this phase is still open; the request says so." in text) is told


def test_the_packet_says_at_once_what_was_open_then() -> None:
    story = Story()
    story.pass_gate()
    text = plain_packet(document(story))
    assert "Open steps: 14 of the 14 steps of this phase are still open" in text
    assert "0 of 14 steps done · 14 still open" in text
