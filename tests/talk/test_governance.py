"""Every message, view and form is drawn for a project with governance gates, whatever its state."""

from __future__ import annotations

from typing import get_args

import pytest
from msgspec.structs import replace

from bot.playbooks.model import Role
from bot.project.digest import lines
from bot.project.plan import today
from bot.project.standup import stand_up
from bot.project.state import GateRequest, Status
from bot.talk import forms
from bot.talk.assign import assign
from bot.talk.checklist import checklist
from bot.talk.details import details
from bot.talk.draw import draw
from bot.talk.evidence import evidence
from bot.talk.home import home
from bot.talk.menu import menu_one
from bot.talk.morning import morning
from bot.talk.notices import PRINTED, SEVERAL, Kind, Notice
from bot.talk.plain import plain
from bot.talk.roles import roles
from bot.talk.sponsor_digest import sponsor_digest
from bot.talk.standup import standup, weekly
from bot.talk.status import status
from bot.talk.words import Words
from tests.talk.governance import BEGUN, PLAYBOOK, STATES, WAITING, show
from tests.talk.scenes import ZONE, at, done

EN = Words("en", ZONE)
#: what only a playbook with a KPI, or with four phases, could say
FOREIGN = ("KPI", "ninety", "four gates", "baseline", "threshold", "phases 3 and 4", "{")


def said(text: str) -> str:
    """Return the text; it must say nothing that is another playbook's."""
    assert not [word for word in FOREIGN if word in text], text
    return text


@pytest.mark.parametrize("name", sorted(STATES))
@pytest.mark.parametrize("found", get_args(Status))
def test_every_message_is_drawn_in_every_state(name: str, found: Status) -> None:
    project = replace(STATES[name], status=found, status_by="ana", status_reason="Because.")
    for person in ("", "ana", "mia", "bo"):
        shown = show(project, EN, now=at(24), reader=person)
        for kind in sorted(
            set(get_args(Kind)) - set(SEVERAL) - set(PRINTED) - {"threshold", "threshold_signed"}
        ):
            notice = Notice(kind, "p1", phase=1, gate=2, round=1, item="DA-1", role="viewer", question="q1")
            said(plain(draw(notice, shown)))


@pytest.mark.parametrize("name", sorted(STATES))
@pytest.mark.parametrize("found", get_args(Status))
def test_every_view_is_drawn_in_every_state(name: str, found: Status) -> None:
    project = replace(STATES[name], status=found, status_by="ana", status_reason="Because.")
    shown = show(project, EN, now=at(24), reader="ana")
    cards = [view(shown) for view in (checklist, status, roles, menu_one, assign)]
    cards += [evidence(shown, phase.number) for phase in PLAYBOOK.phases]
    for card in cards:
        said(plain(card))
        assert len(card.parts) <= 40
    said(plain(home(EN, "ana", [shown])))


@pytest.mark.parametrize("name", sorted(STATES))
def test_mornings_stand_ups_and_the_sponsors_digest_are_drawn(name: str) -> None:
    project, shown = STATES[name], show(STATES[name], EN, now=at(24))
    day = today(project, shown.now)
    for person in ("ana", "mia", "li", "bo"):
        entries = [(shown, line) for line in lines(project, PLAYBOOK, person, day)]
        said(plain(morning(EN, person, person, entries, today=day)))
    found = stand_up(project, PLAYBOOK, [], day)
    for card in (standup(EN, [(shown, found)], at="slack"), weekly(EN, [(shown, found)], at="slack")):
        said(plain(card))
    said(plain(sponsor_digest(EN, [shown])))


@pytest.mark.parametrize("name", sorted(STATES))
def test_every_item_has_details_and_a_form(name: str) -> None:
    shown = show(STATES[name], EN, now=at(24))
    for item in (item for phase in PLAYBOOK.phases for item in phase.items):
        said(plain(details(shown, item.id)))
        form = forms.row_form(shown, item.id) if item.kind == "register" else forms.item_form(shown, item.id)
        said(plain(form))


@pytest.mark.parametrize(
    "role", ["it_devops", "security_reviewer", "accountable_owner", "exception_reviewer"]
)
def test_a_role_means_what_it_does_in_this_playbook(role: Role) -> None:
    found = replace(STATES["begun"], roles=STATES["begun"].roles | {role: ("bo",)})
    card = said(plain(draw(Notice("role", "p1", person="bo", role=role), show(found, EN))))
    assert "You approve together with others: gate" in card


def test_nobody_is_awaited_who_may_not_approve() -> None:
    made = {"DA-3": done("li", groups="By size. By country.", finding="Few are handwritten.")}
    roles = BEGUN.roles | {"security_reviewer": ("joe",)}
    asked = replace(
        WAITING, phase=2, items=WAITING.items | made, roles=roles, request=GateRequest(2, 1, "mia", at(20))
    )
    review = plain(draw(Notice("review", "p1", gate=2, round=1), show(asked, EN, now=at(20))))
    # Li owns the bias assessment, which the playbook keeps apart from the approval.
    assert "0 of 2: Joe and Raj awaited" in review


def test_two_sentences_of_a_record_are_one_line() -> None:
    made = replace(
        BEGUN, phase=2, items={"DA-3": done("li", groups="By size.", finding="Few are handwritten.")}
    )
    assert "By size, Few are handwritten ·" in plain(checklist(show(made, EN), 2))
