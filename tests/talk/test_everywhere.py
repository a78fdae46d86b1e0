"""Whatever has happened since a message was queued, it is drawn; and a card never fails for a state."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest
from msgspec.structs import replace

from bot.project.state import Pause, Project, Status
from bot.talk.assign import assign
from bot.talk.checklist import checklist
from bot.talk.details import details
from bot.talk.draw import draw
from bot.talk.evidence import evidence
from bot.talk.home import home
from bot.talk.item_form import item_form
from bot.talk.languages import PSEUDO
from bot.talk.menu import menu_one
from bot.talk.notices import PRINTED, SEVERAL, Kind, Notice
from bot.talk.plain import plain
from bot.talk.roles import roles
from bot.talk.status import status
from bot.talk.words import Words
from tests.talk.scenes import PLAYBOOK, asked, at, iterated, phase_two, project, scene
from tests.talk.situations import EQUIVALENT, LIVE, PHASE_THREE, RED

FOUND: dict[str, Project] = {
    "fresh": project(),
    "red": project(items=RED),
    "equivalent": project(items=EQUIVALENT),
    "asked": asked(),
    "iterated": iterated(2),
    "phase two": phase_two(),
    "phase three": PHASE_THREE,
    "live": LIVE,
    "bare": project(charter={}, status_since=None),
    "resumed": project(pauses=(Pause(date(2026, 3, 4), date(2026, 3, 6)),)),
}


def _in(name: str, found: Status) -> Project:
    """Return a project in another status, as it may be once a message is sent."""
    return replace(FOUND[name], status=found, status_by="ana", status_reason="Because.")


@pytest.mark.parametrize("name", sorted(FOUND))
@pytest.mark.parametrize("found", get_args(Status))
def test_every_message_is_drawn_in_every_state(name: str, found: Status) -> None:
    for person in ("", "ana", "mia", "bo"):
        shown = scene(_in(name, found), now=at(24), reader=person)
        for kind in sorted(set(get_args(Kind)) - set(SEVERAL) - set(PRINTED)):
            notice = Notice(kind, "p1", phase=1, gate=2, round=1, item="DR-6", role="viewer", question="q1")
            card = draw(notice, shown)
            assert card.summary
            assert "{" not in plain(card)


@pytest.mark.parametrize("name", sorted(FOUND))
@pytest.mark.parametrize("found", get_args(Status))
def test_every_view_is_drawn_in_every_state(name: str, found: Status) -> None:
    shown = scene(_in(name, found), now=at(24), words=Words(PSEUDO, "Not/AZone"))
    cards = [view(shown) for view in (checklist, status, roles, menu_one, assign)]
    cards += [evidence(shown, phase.number) for phase in PLAYBOOK.phases]
    assert all(len(card.parts) <= 40 for card in cards)
    assert home(shown.words, "ana", [shown, shown]).parts


def test_every_item_has_details_and_a_form() -> None:
    for name in FOUND:
        shown = scene(FOUND[name], now=at(24))
        for phase in PLAYBOOK.phases:
            for item in phase.items:
                assert plain(details(shown, item.id))
                assert len(item_form(shown, item.id).title) <= 24
