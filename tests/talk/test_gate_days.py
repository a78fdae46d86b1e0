"""What is said of a gate's day: a plan that is over is never called kept, and nothing looks fine that is not."""

from __future__ import annotations

from datetime import UTC, date, datetime

from msgspec.structs import replace

from bot.project.state import Pause, Project
from bot.talk.card import Card, Facts, Home
from bot.talk.checklist import checklist
from bot.talk.evidence import evidence
from bot.talk.home import home
from bot.talk.notice_project import resumed
from bot.talk.notices import Notice
from bot.talk.plain import plain
from bot.talk.portfolio import portfolio
from bot.talk.sponsor_digest import sponsor_digest
from bot.talk.standup import standup
from bot.talk.status import status
from bot.talk.words import Words
from tests.talk.scenes import ZONE, all_ready, at, half_way, phase_two, project, scene, waiting
from tests.talk.situations import resumed as resumed_before
from tests.talk.stand_ups import part

WORDS, FRENCH = Words("en", ZONE), Words("fr-CA", ZONE)


def gates(card: Card) -> dict[str, str]:
    """Return what a status says of each gate."""
    facts = next(part for part in card.parts if isinstance(part, Facts))
    return {fact.label: fact.value for fact in facts.facts}


def shown(found: Project, day: int, month: int = 3, words: Words = WORDS) -> dict[str, str]:
    """Return what the status says of each gate on a day."""
    return gates(status(scene(found, now=at(day, month=month), words=words)))


def test_a_gate_as_planned_is_just_its_day() -> None:
    assert shown(project(items=half_way()), 9)["Gate 1"] == "planned for Mon 16 Mar"
    behind = shown(project(items=half_way()), 12)
    assert behind["Gate 1"] == "planned for Mon 16 Mar; forecast for Tue 24 Mar"
    assert behind["Gate 2"] == "planned for Wed 15 Apr"


def test_a_gate_whose_day_is_over_is_overdue_with_its_forecast() -> None:
    found = shown(project(items=half_way()), 20)
    assert found["Gate 1"] == "was planned for Mon 16 Mar; 4 days overdue, forecast for Tue 7 Apr"
    french = shown(project(items=half_way()), 17, words=FRENCH)
    assert french["Jalon 1"].startswith("était prévu le lun. 16 mars; en retard de 1 jour, attendu le")


def test_the_forecast_is_the_one_of_the_stand_up() -> None:
    text = plain(standup(WORDS, [part(WORDS, project(items=half_way()), 20, happened=False)], at="C1"))
    assert "gate 1 forecast for Tue 7 Apr" in text


def test_later_gates_wait_for_the_one_that_is_overdue() -> None:
    found = shown(project(items=half_way()), 20)
    assert found["Gate 2"] == "planned for Wed 15 Apr; planned anew once gate 1 is decided"
    much_later = shown(project(items=half_way()), 20, month=4)
    assert much_later["Gate 2"] == "was planned for Wed 15 Apr; planned anew once gate 1 is decided"


def test_an_earlier_plan_that_is_over_is_no_more_earlier_than_planned() -> None:
    found = phase_two()
    assert shown(found, 14, month=4)["Gate 2"].startswith(
        "planned for Tue 14 Apr, 1 day earlier than planned"
    )
    assert shown(found, 16, month=4)["Gate 2"].startswith("was planned for Tue 14 Apr; 2 days overdue")


def test_no_forecast_is_made_of_a_gate_that_can_be_requested() -> None:
    assert shown(project(items=all_ready()), 20)["Gate 1"] == "was planned for Mon 16 Mar; 4 days overdue"
    assert shown(waiting(), 20)["Gate 1"] == "was planned for Mon 16 Mar; 4 days overdue"


def test_no_page_shows_a_green_sign_over_an_overdue_gate() -> None:
    late = scene(project(items=half_way()), now=at(20), reader="mia")
    drawn: list[Card | Home] = [
        status(late),
        home(WORDS, "mia", [late]),
        portfolio(WORDS, [late], ""),
        sponsor_digest(WORDS, [late]),
    ]
    for card in drawn:
        text = plain(card)
        assert "▲ gate 1 is 4 days overdue" in text
        assert "✔ running" not in text
    assert "✔ running" in plain(status(scene(project(), now=at(2))))


def test_the_checklist_and_the_evidence_say_that_the_day_is_over() -> None:
    late = scene(project(items=half_way()), now=at(20))
    for card in (checklist(late), evidence(late, 1)):
        assert "gate was planned for Mon 16 Mar; 4 days overdue" in plain(card)


def test_the_evidence_of_a_passed_gate_plans_it_no_more() -> None:
    assert "gate was" not in plain(evidence(scene(phase_two(), now=at(24)), 1))
    assert "gate planned" not in plain(evidence(scene(phase_two(), now=at(24)), 1))


def test_while_the_clock_stands_no_gate_is_overdue() -> None:
    held = project(
        items=half_way(), status="held", status_by="ana", status_reason="x", pauses=(Pause(date(2026, 3, 9)),)
    )
    found = shown(held, 27)
    assert found["Gate 1"] == "planned for Mon 16 Mar; moves by as long as the clock stands"
    over = replace(held, pauses=(Pause(date(2026, 3, 18)),))
    assert shown(over, 27)["Gate 1"] == "was planned for Mon 16 Mar"


def test_a_stopped_project_plans_nothing_any_more() -> None:
    stopped = project(items=half_way(), status="stopped", status_by="ana", status_reason="x")
    assert shown(stopped, 10)["Gate 2"] == "was planned for Wed 15 Apr"


def after(since: date, until: date, words: Words = WORDS, *, start: date = date(2026, 3, 2)) -> str:
    """Return what is posted once the clock, which stood from one day to another, runs again."""
    begun = project(starts_on=start, phase_starts={1: start})
    found = replace(begun, status_by="mia", pauses=(Pause(since, until),))
    now = datetime(until.year, until.month, until.day, 14, tzinfo=UTC)
    return plain(resumed(Notice("resumed", "p1"), scene(found, now=now, words=words)))


def test_a_day_that_moved_is_compared_with_the_day_before_and_with_the_first_plan() -> None:
    said = after(date(2026, 3, 9), date(2026, 3, 10))
    assert "Gate 1 moves from Mon 16 Mar to Tue 17 Mar, 1 day later than planned." in said


def test_a_day_that_a_weekend_keeps_says_so() -> None:
    # Its fifteenth day is Saturday the 21st; a day later is a Sunday: both roll to the Monday.
    start = date(2026, 3, 7)
    said = after(date(2026, 3, 10), date(2026, 3, 11), start=start)
    assert "The clock stood for 1 day. Gate 1 stays on Mon 23 Mar, as planned: days off make up" in said
    french = after(date(2026, 3, 10), date(2026, 3, 11), FRENCH, start=start)
    assert (
        "Le jalon 1 reste prévu le lun. 23 mars, selon le plan initial\N{NO-BREAK SPACE}: des jours non ouvrés"
        in french
    )


def test_a_day_that_no_hold_could_move_is_in_the_past() -> None:
    said = after(date(2026, 3, 18), date(2026, 3, 19))
    assert "Gate 1 was planned for Mon 16 Mar." in said


def test_a_hold_before_a_phase_moves_it_from_the_day_it_had() -> None:
    held = resumed_before(begins=date(2026, 3, 24))
    now = datetime(2026, 3, 18, 14, tzinfo=UTC)
    said = plain(resumed(Notice("resumed", "p1"), scene(held, now=now, words=WORDS)))
    assert "Gate 1 moves from Mon 30 Mar to Tue 7 Apr, 22 days later than planned." in said
    assert "Phase 1 starts Tue 24 Mar." in said


def test_a_clock_that_stood_for_no_day_moves_nothing() -> None:
    said = after(date(2026, 3, 9), date(2026, 3, 9))
    assert "Gate 1 stays on Mon 16 Mar, as planned." in said


def test_without_a_forecast_a_sponsors_week_names_the_plan_and_expects_nothing() -> None:
    early, over = (scene(project(), now=now, reader="ana") for now in (at(6), at(20)))
    assert "Gate 1 · Line 3 downtime: planned for Mon 16 Mar" in plain(sponsor_digest(WORDS, [early]))
    assert "Gate 1 · Line 3 downtime: was planned for Mon 16 Mar" in plain(sponsor_digest(WORDS, [over]))
    known = scene(project(items=half_way()), now=at(9), reader="ana")
    assert "Gate 1 · Line 3 downtime: expected" in plain(sponsor_digest(WORDS, [known]))
