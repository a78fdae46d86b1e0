"""What is next is what is due first, and names each person once."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from bot.project.state import ItemRecord, Project
from bot.talk import look
from bot.talk.brief import detail
from bot.talk.upcoming import next_line
from bot.talk.words import Words
from tests.talk.scenes import ZONE, all_ready, at, done, half_way, phase_two, project, scene
from tests.talk.situations import HELD, RED

FRENCH = Words("fr-CA", ZONE)
#: phase 2 has begun, and nothing of it is done
FRESH = phase_two(items=all_ready())


def coming(found: Project, day: int, words: Words | None = None) -> str:
    """Return what is next on a day."""
    shown = scene(found, now=at(day), words=words)
    return next_line(shown, look.phase(shown))


def test_a_step_that_is_due_before_the_checklist_is_next() -> None:
    assert coming(FRESH, 16).startswith("Next: Simplest model that could work, nobody yet, due Fri 20 Mar.")
    assert "Modèle le plus simple qui pourrait fonctionner" in coming(FRESH, 16, FRENCH)


def test_a_step_that_is_done_or_given_a_later_day_is_not_next() -> None:
    model = done("raj", model="Persistence by shift")
    assert "Simplest model" not in coming(replace(FRESH, items=all_ready() | {"P2-1": model}), 16)
    later = ItemRecord(owner="raj", due_on=date(2026, 4, 9))
    assert "Simplest model" not in coming(replace(FRESH, items=all_ready() | {"P2-1": later}), 16)


def test_an_item_of_the_checklist_that_is_due_first_is_next() -> None:
    soon = replace(all_ready()["DR-2"], values={}, done=False, due_on=date(2026, 3, 3))
    assert coming(project(items=half_way() | {"DR-2": soon}), 2).startswith(
        "Next: At least 6 months of history"
    )


def test_what_a_stage_that_is_over_left_open_is_not_next() -> None:
    assert "due Tue 3 Mar" in coming(project(items=half_way()), 3)
    assert coming(project(items=half_way()), 9).startswith("Next: Quality examined in four dimensions")


def test_while_the_verdict_is_to_stop_what_is_red_is_next() -> None:
    assert "Quality examined" not in coming(project(items=RED), 9)
    assert coming(project(items=RED), 9).startswith("Next: At least 6 months of history")


def test_who_resumes_a_project_is_named_once() -> None:
    alone = replace(HELD, roles={"lead": ("mia",), "sponsor": ("mia",)})
    assert coming(alone, 11) == "Next: Mia resumes the project."
    assert coming(HELD, 11) == "Next: Mia or Ana resumes the project."
    assert coming(HELD, 11, FRENCH).endswith("reprise du projet par Mia ou Ana.")


def test_an_item_names_its_owner_once_where_they_are_the_answer() -> None:
    found = project(items=all_ready() | {"DR-9": done("bo", person="bo")})
    shown = scene(found, now=at(12))
    assert detail(shown, shown.playbook.item("DR-9")) == "Bo"
    other = scene(project(items=all_ready()), now=at(12))
    assert detail(other, other.playbook.item("DR-9")) == "Bo · Mia"
