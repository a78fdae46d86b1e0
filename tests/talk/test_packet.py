"""A gate packet tells everything that a decision rests on, as it was at its time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from msgspec.structs import replace

from bot.project.commands import CountersignImport, GiveRole, RecordMeasure, SignItem, TakeRole
from bot.project.decided import Undecided, decided
from bot.project.importing import version
from bot.talk.packet import packet
from bot.talk.packet_parts import Document, Table, plain
from bot.talk.words import Words
from tests.project.good import GOOD, KPI
from tests.project.story import LEAD, OPERATOR, OWNER, SPONSOR, TORONTO, Story, local, story_at
from tests.talk.packets import (
    DEPUTY,
    NAMES,
    asked_again,
    document,
    entries,
    held,
    in_a_meeting,
    sent_back,
    stopped,
    stopped_in_a_meeting,
    taken_back,
    whole,
)

GOLDEN = Path(__file__).parent / "golden_packets"
#: name of a golden text, its story and its language
TEXTS: dict[str, tuple[Callable[[], Story], str]] = {
    "approved-with-conditions": (whole, "en"),
    "approved-with-conditions-fr": (whole, "fr-CA"),
    "in-a-meeting": (in_a_meeting, "en"),
    "in-a-meeting-fr": (in_a_meeting, "fr-CA"),
    "stopped-in-a-meeting": (stopped_in_a_meeting, "en"),
    "sent-back": (sent_back, "en"),
    "asked-again": (asked_again, "en"),
    "held": (held, "en"),
    "stopped": (stopped, "en"),
    "taken-back": (taken_back, "en"),
}


def text(name: str) -> str:
    """Return a packet as text."""
    story, language = TEXTS[name]
    return plain(document(story(), language=language)) + "\n"


@pytest.mark.parametrize("name", TEXTS)
def test_a_packet_reads_as_it_was_agreed(name: str) -> None:
    assert (GOLDEN / f"{name}.txt").read_text("utf-8") == text(name), "python -m tests.talk.test_packet"


def rows(found: Document, section: str) -> list[str]:
    """Return the rows of a section's tables as text."""
    parts = next(each for each in found.sections if each.title == section).parts
    return [
        " | ".join(" / ".join(line.text for line in cell) for cell in row.cells)
        for part in parts
        if isinstance(part, Table)
        for row in part.rows
    ]


def test_who_stood_in_for_whom_stands_beside_their_approval() -> None:
    (sponsor, *_) = rows(document(whole()), "Approvals")
    assert "Tomáš Dvořák / in place of Samuel Okafor, who is away until Sun 22 Mar 2026" in sponsor


def test_a_packet_names_the_zone_of_all_its_times() -> None:
    assert "All times in this packet: America/Toronto" in plain(document(whole()))
    assert "Toutes les heures de ce dossier" in plain(document(whole(), language="fr-CA"))


def test_a_condition_names_who_asked_for_it() -> None:
    (condition,) = rows(document(whole()), "Conditions")
    assert "asked for by Seçil Öztürk" in condition
    assert "○ open" in condition


def test_all_rules_are_met_and_one_that_is_broken_shows() -> None:
    story = whole()
    assert [row for row in rows(document(story), "Rules checked") if "✖" in row] == []
    found = decided(entries(story), 1)
    request = found.before.request
    assert request
    # As if the ledger had been filled by something else than the bot.
    forged = replace(found, before=replace(found.before, request=replace(request, by=OPERATOR)))
    shown = packet(forged, story.playbook, NAMES, Words("en", TORONTO))
    assert [row for row in rows(shown, "Rules checked") if "✖ not kept" in row]


def test_a_packet_does_not_change_with_what_happens_later() -> None:
    story = whole()
    before = document(story)
    story.now += timedelta(days=9)
    story.do(LEAD, TakeRole("it_devops", OPERATOR), GiveRole("sponsor", "new"))
    story.do(OWNER, RecordMeasure("DR-2", GOOD["DR-2"] | {"months": "14"}))
    assert document(story) == before


@pytest.mark.parametrize(
    ("begin", "title"), [(sent_back, "Compared with round 1"), (partial(story_at, "waiting"), "Sponsor")]
)
def test_a_packet_says_that_the_sponsor_changed_and_that_the_request_went_on_by_itself(
    begin: Callable[[], Story], title: str
) -> None:
    story = begin()
    asked = story.project.request is not None
    story.now += timedelta(minutes=2)
    story.do(LEAD, GiveRole("sponsor", DEPUTY))
    story.do(DEPUTY, SignItem("DR-8"))
    if not asked:
        story.ask()
    story.approve()
    found = document(story)
    section = next(each for each in found.sections if each.title == title)
    after = "requested" if asked else "sent back"
    new, before, by = (NAMES[person] for person in (DEPUTY, SPONSOR, LEAD))
    said = f"The sponsor changed after gate 1 was {after}: {new} in place of {before}, by {by}, "
    assert said in str(section.parts)
    assert f"{new} asked again" not in str(found.sections)
    by_itself = f"went on by itself once {NAMES[DEPUTY]} confirmed"
    assert (by_itself in str(found.sections)) == asked


def test_a_second_round_names_what_changed_since_the_first_and_why_that_was_sent_back() -> None:
    found = document(asked_again())
    months, access = rows(found, "Compared with round 1")
    assert "| 18 months | 14 months" in months
    assert access.endswith("with other details")
    section = next(each for each in found.sections if each.title == "Compared with round 1")
    assert "The KPI has no owner in the plant." in str(section.parts)
    assert not [each for each in document(sent_back()).sections if each.title.startswith("Compared")]


def test_a_second_round_holds_the_question_and_the_reason_of_the_first() -> None:
    found = document(asked_again())
    (asked,) = rows(found, "Questions and answers")
    assert asked.startswith("round 1 / Who owns the KPI in the plant? / Samuel Okafor, ")
    assert "| Nobody yet. / " in asked
    (before,) = rows(found, "Decisions before")
    assert "✖ sent back / Reason: The KPI has no owner in the plant." in before


def test_a_first_round_tells_its_own_questions_without_their_round() -> None:
    (asked,) = rows(document(sent_back()), "Questions and answers")
    assert asked.startswith("Who owns the KPI in the plant? / Samuel Okafor, ")


def test_a_correction_is_in_the_packet_of_the_next_gate() -> None:
    story = story_at("running", 2)
    story.do(LEAD, RecordMeasure("DR-3", GOOD["DR-3"] | {"accuracy": "97"}))
    story.pass_gate()
    (row,) = rows(document(story, 2), "Corrections")
    assert row.startswith("Data quality above 80 % / Léa Fournier corrected")
    assert "event" in row


def test_a_decision_that_was_taken_back_says_so_first() -> None:
    (warning,) = document(taken_back()).warnings
    assert warning.startswith("This decision was taken back by Samuel Okafor")


def test_a_decision_after_one_that_was_taken_back_is_the_one_that_counts() -> None:
    story = taken_back()
    story.now += timedelta(minutes=1)
    story.approve()
    found = document(story)
    assert found.warnings == ()
    assert sum("approved gate 1" in row for row in rows(found, "How the round went")) == 2


def test_a_practice_packet_says_so_first() -> None:
    story = Story(practice=True)
    story.pass_gate()
    assert "practice" in document(story).warnings[0]


def test_people_of_one_name_are_told_apart_and_an_erased_name_is_told_as_such() -> None:
    story = whole()
    names = NAMES | {OPERATOR: "Sam Oe", SPONSOR: "Sam Oe", LEAD: ""}
    shown = plain(packet(decided(entries(story), 1), story.playbook, names, Words("en", TORONTO)))
    assert f"Sam Oe (id …{OPERATOR})" in shown
    assert f"Sam Oe (id …{SPONSOR})" in shown
    assert f"somebody (id …{LEAD})" in shown


def test_whoever_an_answer_names_is_among_the_people() -> None:
    story = whole()
    found = decided(entries(story), 1)
    review = found.before.item("DR-5")
    named = replace(review, values=review.values | {"reviewer": "eva"})
    items = found.before.items | {"DR-5": named}
    found = replace(found, before=replace(found.before, items=items))
    shown = packet(found, story.playbook, NAMES | {"eva": "Eva Novak"}, Words("en", TORONTO))
    assert "Eva Novak | eva" in rows(shown, "People")


def test_a_round_without_a_decision_has_no_packet_and_tells_which_have() -> None:
    story = sent_back()
    with pytest.raises(Undecided) as none:
        decided(entries(story), 2)
    assert none.value.rounds == ((1, 1),)
    with pytest.raises(Undecided):
        decided(entries(story_at("waiting")), 1)


def test_the_ledger_is_named_with_its_number_and_its_hash() -> None:
    story = whole()
    ledger = entries(story)
    shown = plain(document(story))
    assert f"Hash: {ledger[-1].hash}" in shown
    assert f"Sequence number: {ledger[-1].seq}" in shown
    assert document(story).footer.endswith(ledger[-1].hash)


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for known in TEXTS:
        (GOLDEN / f"{known}.txt").write_text(text(known), "utf-8")


def test_a_packet_of_a_project_under_way_names_its_gates_from_paper_and_who_vouches_for_them() -> None:
    papers = (("2026-01-26", "Minutes of the board, binder 7", "Ana Ruiz and the board"),)
    story = Story(starts_on=date(2026, 1, 12), opened=local(date(2026, 3, 2)), papers=papers)
    story.do(LEAD, RecordMeasure("DR-1", KPI))
    story.do(SPONSOR, CountersignImport(version(story.project, story.playbook)))
    story.pass_gate()
    shown = plain(packet(decided(entries(story), 2), story.playbook, NAMES, Words("en", TORONTO)))
    assert (
        "imported · gate 1 from paper. Their documents are named below; no decision on them was made here."
        in shown
    )
    assert "Countersigned by Samuel Okafor on Mon 2 Mar 2026" in shown
    (row,) = [line for line in shown.splitlines() if "binder 7" in line]
    assert "Gate 1" in row
    assert "Mon 26 Jan 2026" in row
    assert "Ana Ruiz and the board" in row
