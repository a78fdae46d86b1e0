"""A project with governance gates, in telling situations: no KPI, no stages, five phases, second persons."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from msgspec.structs import replace

from bot.playbooks.load import built_in
from bot.project.digest import lines
from bot.project.state import GateDecision, GateRequest, ItemRecord, Project, Vote
from bot.talk import forms
from bot.talk.card import Card, Form, Home
from bot.talk.checklist import checklist
from bot.talk.details import details
from bot.talk.draw import draw
from bot.talk.evidence import evidence
from bot.talk.home import home
from bot.talk.morning import morning
from bot.talk.notices import Notice
from bot.talk.roles import roles
from bot.talk.scene import Scene
from bot.talk.status import status
from bot.talk.words import Words
from tests.talk.scenes import NAMES, NOW, at, done, project, signed

PLAYBOOK = built_in("governance")
ROLES = {
    "lead": ("mia",),
    "sponsor": ("ana",),
    "business_owner": ("joe",),
    "data_engineering": ("raj",),
    "data_science": ("li",),
    "it_devops": ("sam",),
    "exception_reviewer": ("bo",),
}
DOCUMENT = "https://example.com/document"
HALF = {
    "UC-1": done(
        "mia", case="Invoices are booked without hands", improvement="180000", cost="95000", link=DOCUMENT
    ),
    "UC-2": done("li", affected="Suppliers who are paid late", harm="A wait", link=DOCUMENT),
    "UC-3": ItemRecord(owner="raj"),
    "UC-4": signed(),
}
READY = HALF | {
    "UC-2": replace(HALF["UC-2"], verified_by="bo"),
    "UC-3": done("raj", regimes="pipeda", risk="limited", duties="A person can be asked", link=DOCUMENT),
}
ASKED = GateRequest(1, 1, "mia", at(12), votes=(Vote("joe", "business", at(12)),))
PASSED = tuple(GateDecision(n, 1, "approved", "ana", at(10 + n), platform="slack") for n in range(1, 6))
STARTS = {n: date(2026, 3, 2 + 6 * (n - 1)) for n in range(1, 6)}


def governed(**changes: object) -> Project:
    """Return the project with its roles, with changes."""
    found = project(name="Invoice matching", roles=ROLES, charter={})
    return replace(found, **changes)


BEGUN = governed(items=HALF)
WAITING = governed(items=READY, status="waiting", status_since=at(12), request=ASKED, rounds={1: 1})
DATA = governed(
    phase=2,
    items=READY
    | {
        "DA-1": done(completeness="98", accuracy="92", consistency="88", timeliness="99", link=DOCUMENT),
        "DA-2": ItemRecord(not_ready="The contract forbids it", changed_by="raj"),
        "DA-3": done("li", groups="By size", finding="Small ones are rare", link=DOCUMENT),
    },
    decisions=PASSED[:1],
    rounds={1: 1},
    phase_starts={1: STARTS[1], 2: STARTS[2]},
)
REVIEWED = governed(
    phase=5, items=READY, decisions=PASSED[:4], phase_starts=STARTS, went_live_on=date(2026, 3, 26)
)
LIVE = replace(REVIEWED, status="live", decisions=PASSED)
STATES = {
    "new": governed(),
    "begun": BEGUN,
    "waiting": WAITING,
    "data": DATA,
    "reviewed": REVIEWED,
    "live": LIVE,
}


def show(found: Project, words: Words, *, now: datetime = NOW, reader: str = "") -> Scene:
    """Return what a card is drawn from."""
    return Scene(found, PLAYBOOK, NAMES, now, words, reader)


def _morning(found: Project, words: Words, person: str, day: date) -> Card:
    shown = show(found, words, now=at(day.day), reader=person)
    entries = [(shown, line) for line in lines(found, PLAYBOOK, person, day)]
    return morning(words, person, NAMES[person].split()[0], entries, today=day)


REVIEW = Notice("review", "p1", gate=1, round=1)
CARDS: dict[str, Callable[[Words], Card | Form | Home]] = {
    "notice-verify": lambda w: _to_verify(w, HALF),
    "notice-verified": lambda w: _to_verify(w, READY),
    "notice-verify-open": lambda w: _to_verify(w, HALF | {"UC-2": ItemRecord(owner="li")}),
    "notice-verify-another": lambda w: _to_verify(w, HALF, person="mia"),
    "governance-checklist": lambda w: checklist(show(BEGUN, w)),
    "governance-checklist-data": lambda w: checklist(show(DATA, w, now=at(20))),
    "governance-checklist-live": lambda w: checklist(show(LIVE, w, now=at(30)), 5),
    "governance-details": lambda w: details(show(BEGUN, w), "UC-2"),
    "governance-details-verified": lambda w: details(show(WAITING, w), "UC-2"),
    "governance-evidence": lambda w: evidence(show(DATA, w, now=at(20)), 2),
    "governance-form": lambda w: forms.item_form(show(BEGUN, w), "UC-3"),
    "governance-home": lambda w: home(w, "ana", [show(WAITING, w, now=at(12), reader="ana")]),
    "governance-morning-owner": lambda w: _morning(BEGUN, w, "li", date(2026, 3, 16)),
    "governance-morning-second": lambda w: _morning(BEGUN, w, "bo", date(2026, 3, 13)),
    "governance-review": lambda w: draw(REVIEW, show(WAITING, w, now=at(12))),
    "governance-role": lambda w: draw(
        Notice("role", "p1", person="bo", role="exception_reviewer"), show(BEGUN, w, reader="bo")
    ),
    "governance-roles": lambda w: roles(show(BEGUN, w)),
    "governance-status": lambda w: status(show(DATA, w, now=at(20))),
    "governance-status-reviewed": lambda w: status(show(REVIEWED, w, now=at(30))),
}


def _to_verify(words: Words, items: dict[str, ItemRecord], person: str = "bo") -> Card:
    """Return what the reviewer, or the lead before there was one, was asked to verify."""
    shown = show(governed(items=items), words, reader=person)
    return draw(Notice("verify", "p1", item="UC-2", person=person), shown)
