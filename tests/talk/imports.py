"""A project that came in under way, in telling situations: asked, countersigned, refused, past going live."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from msgspec.structs import replace

from bot.project import events as e
from bot.project.digest import lines
from bot.project.standup import stand_up
from bot.project.state import GateRequest, Imported, ItemRecord, PaperGate, Project
from bot.talk import forms
from bot.talk.card import Card, Form, Home
from bot.talk.checklist import checklist
from bot.talk.details import details
from bot.talk.draw import draw
from bot.talk.evidence import evidence
from bot.talk.history import history
from bot.talk.home import home
from bot.talk.imported import paper_card
from bot.talk.menu import menu_one
from bot.talk.morning import morning
from bot.talk.notices import Notice
from bot.talk.standup import standup
from bot.talk.status import status
from bot.talk.words import Words
from tests.talk.dialogs import PROPOSED
from tests.talk.scenes import KPI, LOCKED, NAMES, PLAYBOOK, at, done, project, scene, signed

MINUTES = "Minutes of the board, https://example.com/minutes/7"
PAPERS = (
    PaperGate(1, date(2026, 1, 26), MINUTES, "Ana Ruiz and the board"),
    PaperGate(2, date(2026, 2, 20), "Protocol 12", "Ana Ruiz"),
)


def came_in(known: Imported, **changes: object) -> Project:
    """Return the project at the phase after its gates from paper."""
    starts = {1: date(2026, 1, 12), 2: date(2026, 1, 27), 3: date(2026, 2, 23)}
    found = project(items={}, charter={})
    found = replace(
        found,
        imported=known,
        phase=known.phase,
        starts_on=date(2026, 1, 12),
        opened_on=date(2026, 3, 2),
        phase_starts={n: day for n, day in starts.items() if n <= known.phase},
    )
    return replace(found, **changes)


ASKED = Imported(3, PAPERS, 2, at(2), "mia")
FRESH = came_in(ASKED)
WITH_KPI = came_in(ASKED, items={"DR-1": done("mia", **KPI)})
REFUSED = replace(
    WITH_KPI, imported=replace(ASKED, refused_by="ana", reason="Gate 2 was decided on 23 February.")
)
SIGNED = came_in(
    replace(ASKED, countersigned_by="ana", countersigned_at=at(4)),
    items={"DR-1": done("mia", **KPI), "DR-8": signed(day=4), "P3-1": ItemRecord(owner="raj")},
    locked=LOCKED,
)
REVIEWED = replace(SIGNED, status="waiting", request=GateRequest(3, 1, "mia", at(12)), rounds={3: 1})
PRACTICE = replace(WITH_KPI, practice=True, roles={"lead": ("mia",), "sponsor": ("mia",)})
EVENTS: tuple[e.Event, ...] = (
    e.ProjectOpened(
        "p1", "x", "mia", "ana", "slack", "C1", date(2026, 1, 12), date(2026, 3, 2), "UTC", "", False, "d"
    ),
    e.ProjectImported(3, {1: date(2026, 1, 26), 2: date(2026, 2, 20)}, {}, {}),
    e.ImportRefused("Gate 2 was decided on 23 February."),
    e.ImportCorrected({}, {}, {}),
    e.ImportCountersigned(LOCKED),
)
BY = ("", "", "ana", "mia", "ana")
Drawn = Card | Form | Home
IMPORT = Notice("import", "p1", person="ana")
CARDS: dict[str, Callable[[Words], Drawn]] = {
    "import-checklist": lambda w: checklist(scene(FRESH, words=w)),
    "import-checklist-kpi": lambda w: checklist(scene(WITH_KPI, words=w)),
    "import-checklist-refused": lambda w: checklist(scene(REFUSED, words=w)),
    "import-checklist-signed": lambda w: checklist(scene(SIGNED, words=w)),
    "import-checklist-practice": lambda w: checklist(scene(PRACTICE, words=w)),
    "import-checklist-earlier": lambda w: checklist(scene(SIGNED, words=w), 1),
    "import-evidence-earlier": lambda w: evidence(scene(SIGNED, words=w), 1),
    "import-details-earlier": lambda w: details(scene(SIGNED, words=w), "DR-2"),
    "import-status": lambda w: status(scene(SIGNED, words=w)),
    "import-status-asked": lambda w: status(scene(WITH_KPI, words=w)),
    "import-paper": lambda w: paper_card(scene(FRESH, words=w, reader="mia")),
    "import-paper-sponsor": lambda w: paper_card(scene(WITH_KPI, words=w, reader="ana")),
    "import-notice": lambda w: draw(IMPORT, scene(WITH_KPI, words=w, reader="ana")),
    "import-notice-signed": lambda w: draw(IMPORT, scene(SIGNED, words=w, reader="ana")),
    "import-notice-handed-over": lambda w: draw(
        Notice("import", "p1", person="ana2"), scene(WITH_KPI, words=w, reader="ana2")
    ),
    "import-notice-refused": lambda w: draw(
        Notice("import_refused", "p1", person="mia"), scene(REFUSED, words=w, reader="mia")
    ),
    "import-notice-countersigned": lambda w: draw(
        Notice("import_countersigned", "p1"), scene(SIGNED, words=w)
    ),
    "import-notice-role-lead": lambda w: draw(
        Notice("role", "p1", person="mia", role="lead"), scene(FRESH, words=w, reader="mia")
    ),
    "import-notice-role-sponsor": lambda w: draw(
        Notice("role", "p1", person="ana", role="sponsor"), scene(WITH_KPI, words=w, reader="ana")
    ),
    "import-notice-role-sponsor-early": lambda w: draw(
        Notice("role", "p1", person="ana", role="sponsor"), scene(FRESH, words=w, reader="ana")
    ),
    "import-notice-role-sponsor-signed": lambda w: draw(
        Notice("role", "p1", person="ana", role="sponsor"), scene(SIGNED, words=w, reader="ana")
    ),
    "import-menu-early": lambda w: menu_one(scene(FRESH, words=w)),
    "import-menu-refused": lambda w: menu_one(scene(REFUSED, words=w)),
    "import-review": lambda w: draw(
        Notice("review", "p1", gate=3, round=1), scene(REVIEWED, now=at(12), words=w)
    ),
    "import-home-sponsor": lambda w: home(w, "ana", [scene(WITH_KPI, words=w, reader="ana")]),
    "import-menu": lambda w: menu_one(scene(WITH_KPI, words=w)),
    "import-history": lambda w: history(
        scene(SIGNED, words=w), [e.Recorded(event, at(2), by) for event, by in zip(EVENTS, BY, strict=True)]
    ),
    "import-morning-sponsor": lambda w: _morning(w, WITH_KPI, "ana"),
    "import-morning-lead": lambda w: _morning(w, REFUSED, "mia"),
    "import-standup": lambda w: standup(
        w, [(scene(WITH_KPI, words=w), stand_up(WITH_KPI, PLAYBOOK, [], date(2026, 3, 9)))], at="C1"
    ),
    "form-import": lambda w: forms.import_form(w, PROPOSED),
    "form-import-correct": lambda w: forms.correct_form(scene(REFUSED, words=w)),
    "form-import-refuse": lambda w: forms.reason_form(scene(WITH_KPI, words=w), "import.refuse", {"p": "p1"}),
}


def _morning(words: Words, found: Project, person: str) -> Card:
    on = date(2026, 3, 9)
    drawn = scene(found, words=words, reader=person)
    entries = [(drawn, line) for line in lines(found, PLAYBOOK, person, on)]
    return morning(words, person, NAMES[person], entries, today=on)
