"""The checklist through a project's life, and what one opens from it, by name."""

from __future__ import annotations

from collections.abc import Callable

from bot.project.events import ItemCleared, MeasureRecorded, Recorded
from bot.project.state import ItemRecord
from bot.talk.assign import assign
from bot.talk.card import Card, Form, Home
from bot.talk.checklist import checklist
from bot.talk.details import details
from bot.talk.draw import draw
from bot.talk.evidence import evidence
from bot.talk.history import history
from bot.talk.item_form import item_form
from bot.talk.notices import Notice
from bot.talk.roles import roles
from bot.talk.status import status
from bot.talk.words import Words
from tests.talk.happenings import happenings
from tests.talk.scenes import all_ready, at, half_way, iterated, phase_two, project, scene, waiting
from tests.talk.situations import (
    EQUIVALENT,
    HALTED,
    HELD,
    LIVE,
    MOVED,
    NEW_SPONSOR,
    OTHER_TASK,
    PHASE_THREE,
    RED,
    RESUMED,
    STOPPED,
    in_minutes,
)

CARDS: dict[str, Callable[[Words], Card | Form | Home]] = {
    "checklist-new": lambda w: checklist(scene(project(), now=at(2), words=w)),
    "checklist-half-way": lambda w: checklist(scene(project(items=half_way()), words=w)),
    "checklist-practice": lambda w: checklist(
        scene(
            project(
                items=half_way() | {"DR-8": ItemRecord()},
                practice=True,
                roles={"lead": ("mia",), "sponsor": ("mia",)},
            ),
            words=w,
        )
    ),
    "checklist-go": lambda w: checklist(scene(project(items=all_ready()), now=at(12), words=w)),
    "checklist-stop": lambda w: checklist(scene(project(items=RED), words=w)),
    "checklist-halted": lambda w: checklist(scene(HALTED, now=at(18), words=w)),
    "checklist-resumed": lambda w: checklist(scene(RESUMED, now=at(11), words=w)),
    "checklist-held": lambda w: checklist(scene(HELD, now=at(11), words=w)),
    "checklist-stopped": lambda w: checklist(scene(STOPPED, words=w)),
    "checklist-waiting": lambda w: checklist(scene(waiting(), now=at(12), words=w)),
    "checklist-passed": lambda w: checklist(scene(phase_two(), now=at(20), words=w), 1),
    "checklist-phase-2": lambda w: checklist(scene(phase_two(), now=at(24), words=w)),
    "checklist-phase-2-deciding": lambda w: checklist(scene(iterated(2), now=at(3, month=4), words=w)),
    "checklist-new-sponsor": lambda w: checklist(scene(NEW_SPONSOR, now=at(24), words=w)),
    "checklist-phase-3": lambda w: checklist(scene(PHASE_THREE, now=at(24, month=4), words=w)),
    "checklist-live": lambda w: checklist(scene(LIVE, now=at(30, month=5), words=w), 4),
    "checklist-over": lambda w: draw(
        Notice("checklist_over", "p1", phase=1), scene(project(items=half_way()), words=w)
    ),
    "details-data-quality": lambda w: details(
        scene(project(items=half_way()), words=w),
        "DR-3",
        [x for x in happenings() if getattr(x.event, "item", "") == "DR-3"],
    ),
    "details-in-another-unit": lambda w: details(
        scene(in_minutes(), now=at(24), words=w),
        "GO-1",
        [
            Recorded(MeasureRecorded("GO-1", {"result": "11"}, {}, ""), at(20), "raj"),
            Recorded(ItemCleared("GO-1", unit="h a month"), at(24), "ana"),
        ],
    ),
    "details-rows-in-another-unit": lambda w: details(scene(in_minutes(), now=at(24), words=w), "P2-8"),
    "form-in-another-unit": lambda w: item_form(scene(in_minutes(), now=at(24), words=w), "GO-1"),
    "details-register": lambda w: details(scene(project(items=half_way()), words=w), "P1-5"),
    "details-other-task": lambda w: details(scene(project(items=OTHER_TASK), words=w), "DR-6"),
    "details-equivalent": lambda w: details(scene(project(items=EQUIVALENT), words=w), "DR-6"),
    "evidence-gate-1": lambda w: evidence(scene(waiting(), now=at(12), words=w), 1),
    "evidence-gate-2": lambda w: evidence(scene(phase_two(), now=at(24), words=w), 2),
    "status-running": lambda w: status(scene(project(items=half_way()), words=w)),
    "status-phase-2": lambda w: status(scene(MOVED, now=at(24), words=w)),
    "status-live": lambda w: status(scene(LIVE, now=at(30, month=5), words=w)),
    "assign": lambda w: assign(scene(project(items=half_way()), words=w)),
    "roles": lambda w: roles(scene(project(), words=w)),
    "history": lambda w: history(scene(phase_two(), words=w), happenings()[20:]),
    "history-of-items": lambda w: history(scene(phase_two(), words=w), happenings()[:20]),
}
