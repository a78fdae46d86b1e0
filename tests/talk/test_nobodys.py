"""How many items nobody has is one number, wherever it is said; where only some are asked for, of how many."""

from __future__ import annotations

import re
from datetime import date

import pytest

from bot.project.digest import lines
from bot.project.standup import stand_up
from bot.project.state import ItemRecord, Project
from bot.talk import look
from bot.talk.assign import assign
from bot.talk.home import home
from bot.talk.morning import morning
from bot.talk.plain import plain
from bot.talk.scene import Scene
from bot.talk.standup import standup, weekly
from bot.talk.words import Words
from tests.talk.scenes import PLAYBOOK, ZONE, at, half_way, project, scene
from tests.talk.test_left_behind import NOW, older

WORDS = Words("en", ZONE)
COUNTED = re.compile(r"(?:(\d+) of the )?(\d+) items that nobody has")


def counted(said: str) -> list[tuple[str, str]]:
    return [(some, every) for some, every in COUNTED.findall(said) if every]


def every_card(shown: Scene, on: date) -> dict[str, list[tuple[str, str]]]:
    """Return what each card says of the items that nobody has: how many, and of how many."""
    found = shown.project
    entries = [(shown, line) for line in lines(found, PLAYBOOK, "mia", on)]
    part = (shown, stand_up(found, PLAYBOOK, [], on))
    cards = {
        "morning": plain(morning(WORDS, "mia", "Mia", entries, today=on)),
        "Home": plain(home(WORDS, "mia", [shown])),
        "stand-up": plain(standup(WORDS, [part], at="C1")),
        "week": plain(weekly(WORDS, [part], at="C1")),
        "who has what": plain(assign(shown)),
    }
    return {name: counted(said) for name, said in cards.items()}


@pytest.mark.parametrize("day", [9, 12, 17, 27])
@pytest.mark.parametrize(
    "found", [project(), project(items=half_way()), project(items={"DR-3": ItemRecord(owner="raj")})]
)
def test_the_number_of_items_that_nobody_has_is_the_same_everywhere(found: Project, day: int) -> None:
    shown = scene(found, now=at(day), reader="mia")
    every = str(len(look.free(shown)))
    told = every_card(shown, date(2026, 3, day))
    assert told["Home"] == told["who has what"] == [("", every)]
    assert told["morning"]
    for name, numbers in told.items():
        for some, of in numbers:
            assert of == every, f"{name}: {some} of {of}, but nobody has {every}"
            assert not some or int(some) < int(of)


def test_what_an_earlier_gate_left_counts_and_can_be_given_to_somebody() -> None:
    shown = scene(older(), now=NOW, reader="mia")
    left = [item for item in look.left_behind(shown) if look.is_free(shown, item)]
    said = plain(assign(shown))
    assert left
    for item in left:
        assert re.search(rf"{re.escape(item.title)}.*nobody yet.*\[Assign…\]", said)
    assert counted(said) == counted(plain(home(WORDS, "mia", [shown])))


def test_who_has_what_says_nothing_of_nobody_once_everything_has_somebody() -> None:
    owned = {item.id: ItemRecord(owner="raj") for item in PLAYBOOK.phase(1).items}
    said = plain(assign(scene(project(items=owned), reader="mia")))
    assert "nobody" not in said
    assert "[Assign…]" in said
