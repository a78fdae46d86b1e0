"""What is told of somebody who has left, as it is settled line by line, by name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from msgspec.structs import replace

from bot.project import events as e
from bot.project.state import Condition, Gone, ItemRecord, Project
from bot.talk.card import Card, Form, Home
from bot.talk.draw import draw
from bot.talk.history import history
from bot.talk.notices import Notice
from bot.talk.review import review
from bot.talk.words import Words
from tests.talk.scenes import at, done, half_way, project, scene, waiting

LI = Gone(
    "li",
    at(9),
    ("security_reviewer", "data_science"),
    ("DR-4", "DR-9"),
    ("1.1.1.1",),
    (("P1-5", "r1"),),
    ("mia",),
)
ANA = Gone("ana", at(9), ("sponsor",), told=("mia",))
OWNED = half_way() | {
    "DR-4": ItemRecord(owner="li"),
    "DR-9": ItemRecord(owner="li"),
    "P1-5": replace(half_way()["P1-5"], rows=(replace(half_way()["P1-5"].rows[0], owner="li"),)),
}
WIRE = Condition("1.1.1.1", 1, "Wire the old sensors", "li", date(2026, 3, 20), "ana")


def _project(*gone: Gone, **changes: Any) -> Project:
    roles = {"lead": ("mia",), "sponsor": ("ana",), "security_reviewer": ("li",), "data_science": ("li",)}
    known: dict[str, Any] = {"items": OWNED, "roles": roles, "conditions": (WIRE,), "gone": gone}
    return project(**known | changes)


PART: dict[str, Any] = {
    "roles": {"lead": ("mia",), "sponsor": ("ana",), "security_reviewer": ("bo",), "data_science": ("li",)},
    "items": OWNED | {"DR-4": ItemRecord(owner="raj"), "DR-9": done("mia", person="bo")},
}
ALL: dict[str, Any] = {
    "roles": PART["roles"] | {"data_science": ()},
    "items": PART["items"] | {"P1-5": half_way()["P1-5"]},
    "conditions": (replace(WIRE, settled_by="mia", settled_at=at(9), note="Done"),),
}


def _told(found: Project, person: str = "li", reader: str = "mia") -> Callable[[Words], Card]:
    return lambda w: draw(Notice("left", "p1", person=person), scene(found, words=w, reader=reader))


def _review(words: Words) -> Card:
    return review(scene(waiting(gone=(ANA,)), words=words, reader="mia"), 1, 1)


CARDS: dict[str, Callable[[Words], Card | Form | Home]] = {
    "left": _told(_project(LI)),
    "left-in-part": _told(_project(LI, **PART)),
    "left-all-given": _told(_project(LI, **ALL)),
    "left-sponsor": _told(_project(ANA), "ana"),
    "left-lead": _told(_project(Gone("mia", at(9), ("lead",), ("DR-1",), told=("ana",))), "mia", "ana"),
    "left-back": _told(_project()),
    "left-stopped": _told(_project(LI, status="stopped")),
    "review-sponsor-left": _review,
    "history-left": lambda w: history(
        scene(_project(LI), words=w),
        [
            e.Recorded(e.PersonLeft("li", (), ("DR-4",), (), (), ("mia",)), at(3), ""),
            e.Recorded(e.PersonCameBack("li"), at(4), ""),
        ],
    ),
}
