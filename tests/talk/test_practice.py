"""A practice project is marked as such on everything that is said about it."""

from __future__ import annotations

import re
from datetime import date

import pytest
from msgspec.structs import replace

from bot.project.state import ItemRecord
from bot.talk.card import Card, Form
from bot.talk.checklist import checklist
from bot.talk.details import details
from bot.talk.evidence import evidence
from bot.talk.forms import charter_form, item_form, reason_form
from bot.talk.home import home
from bot.talk.menu import menu_one
from bot.talk.notices import Kind
from bot.talk.plain import plain
from bot.talk.roles import roles
from bot.talk.status import status
from bot.talk.words import Words
from tests.talk.every_message import KINDS, message
from tests.talk.scenes import PLAYBOOK, ZONE, project, scene, waiting

PRACTICE = scene(replace(waiting(), practice=True))


@pytest.mark.parametrize("kind", KINDS)
def test_every_message_marks_practice(kind: Kind) -> None:
    card = message(kind, practice=True)
    assert "(practice)" in plain(card)
    assert "(practice)" in card.summary


@pytest.mark.parametrize(
    "drawn",
    [
        checklist(PRACTICE),
        details(PRACTICE, "DR-3"),
        evidence(PRACTICE, 1),
        status(PRACTICE),
        roles(PRACTICE),
        menu_one(PRACTICE),
        item_form(PRACTICE, "DR-3"),
        charter_form(PRACTICE),
        reason_form(PRACTICE, "project.hold", {"p": "p1"}),
    ],
)
def test_every_card_and_form_marks_practice(drawn: Card | Form) -> None:
    assert "(practice)" in plain(drawn)


def test_one_person_is_awaited_for_every_role_of_a_practice_project() -> None:
    roles_ = {"lead": ("mia",), "sponsor": ("mia",)}
    alone = scene(replace(PRACTICE.project, roles=roles_, phase=3, status="running", request=None))
    assert "nobody has the role" not in plain(checklist(alone))
    assert "Confirm (Mia)" in plain(checklist(alone))


@pytest.mark.parametrize("words", [Words("en", ZONE), Words("fr-CA", ZONE)])
def test_practice_is_the_last_of_each_list_at_home(words: Words) -> None:
    owned = {"DR-3": ItemRecord(owner="mia")}
    real = project(name="Scrap rate", items=owned)
    tried = replace(project(name="Trial", items=owned), id="p2", starts_on=date(2026, 1, 5), practice=True)
    shown = plain(home(words, "mia", [scene(one, words=words, reader="mia") for one in (tried, real)]))
    _, items, projects = re.split(r"---\n", shown)
    for told in (items, projects):
        assert told.index("Scrap rate") < told.index("Trial")
    own, free, *rest = [line for line in items.splitlines() if " · " in line]
    assert "Scrap rate" in own
    count = sum(1 for item in PLAYBOOK.phase(1).items if item.kind != "sign" and not item.answered_by) - 1
    assert f"Scrap rate · {count} " in free
    assert len(rest) == 2, "what somebody has, and how much nobody has"
    assert all("Trial" in line for line in rest)
