"""People are called by their first name where nobody else on the project has it."""

from __future__ import annotations

from bot.talk import look
from bot.talk.people import called
from bot.talk.words import Words
from tests.talk.scenes import NAMES, project, scene

WORDS = Words()


def test_a_first_name_is_enough_where_it_is_unambiguous() -> None:
    assert called("ana", NAMES, {"ana", "mia"}, WORDS) == "Ana"


def test_two_of_a_name_are_told_apart() -> None:
    both = project(roles={"lead": ("mia",), "sponsor": ("ana",), "viewer": ("ana2",)})
    assert look.who(scene(both), "ana") == "Ana Ruiz"
    assert look.who(scene(both), "ana2") == "Ana Silva"


def test_somebody_unknown_is_somebody() -> None:
    assert called("gone", NAMES, (), WORDS) == "somebody"
    assert called("blank", {"blank": "  "}, (), WORDS) == "somebody"
    assert look.who(scene(project()), "") == ""
