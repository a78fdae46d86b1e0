"""What one person is reminded of in the morning, over one project: computed afresh, so that it is still true."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Literal

import msgspec
from msgspec.structs import replace

from bot.playbooks.model import Playbook
from bot.project.calendar import local_day
from bot.project.concerns import concerns
from bot.project.ladder import Step, approval_step, asked, item_step, signers
from bot.project.readiness import needs_second, to_lock
from bot.project.stalled import MOVING, Stall, nag_on, stalls, working_time
from bot.project.state import Project
from bot.project.voting import deciders

Kind = Literal[
    "approval",  # a gate request
    "choose",  # what follows after the iterations
    "threshold",  # a changed threshold, to be signed
    "countersign",  # gates from paper, to be vouched for
    "import_refused",  # the sponsor does not vouch for them: the lead corrects them
    "confirm",  # an item that only this person's role can sign
    "equivalent",  # to be signed by a reviewer outside the team
    "verify",  # set by somebody else, and waits for a second person
    "question",  # an approver's question has no answer, and the gate waits for it
    "condition",  # of a gate that was passed, due or overdue
    "sponsor_silent",  # for those who can ask in person
    "phase_over",  # the phase is past its days
    "overdue",
    "due",
    "silent",
    "due_soon",
]
#: what matters comes first
_ORDER: tuple[Kind, ...] = (
    "approval",
    "choose",
    "threshold",
    "countersign",
    "import_refused",
    "confirm",
    "equivalent",
    "verify",
    "question",
    "condition",
    "sponsor_silent",
    "phase_over",
    "overdue",
    "due",
    "silent",
    "due_soon",
)


class Line(msgspec.Struct, frozen=True):
    """One thing that waits for a person."""

    project: str
    kind: Kind
    #: "" for a decision; the condition's id for a condition
    item: str = ""
    due_on: date | None = None
    since: date | None = None
    #: it is somebody else's, and came up the ladder
    escalated: bool = False
    #: who is told next without news, and on which day
    next: tuple[str, ...] = ()
    next_on: date | None = None
    #: who was told after this person, and on which day: what was announced has happened
    known: tuple[tuple[str, date], ...] = ()
    #: that nobody has the item is nothing new: see `_can_wait`
    can_wait: bool = False
    #: it is for practice, and comes after all that is real
    practice: bool = False


def lines(project: Project, playbook: Playbook, person: str, today: date) -> list[Line]:
    """Return what waits for a person on this project, what matters first; nothing while its clock stands."""
    if project.status not in MOVING:
        return []
    about = (project, playbook, person, today)
    found = [*_decisions(*about), *_concerns(*about), *_items(*about), *_conditions(project, person, today)]
    return ordered(replace(line, practice=True) for line in found) if project.practice else ordered(found)


def ordered(found: Iterable[Line]) -> list[Line]:
    """Return lines, of one project or several, what matters first, one's own first, then the oldest.

    Practice comes last, whatever it asks for.
    """

    def key(line: Line) -> tuple[bool, int, bool, date, str, str]:
        on = line.due_on or line.since or date.max
        return line.practice, _ORDER.index(line.kind), line.escalated, on, line.project, line.item

    return sorted(found, key=key)


def is_worth_sending(
    found: Iterable[Line], told: Collection[tuple[str, str]], *, same_week: bool = True
) -> bool:
    """Tell whether lines deserve a message; `told` are project and item of the lines of the last one.

    What is due soon is said once. What came up the ladder is said once a week, and so is that nobody has an item,
    unless something of it is new. They may stand beside other lines, but bring no message every day. A decision
    asks each day.
    """
    return any((line.project, line.item) not in told or _asks_daily(line, same_week) for line in found)


def _asks_daily(line: Line, same_week: bool) -> bool:
    if line.kind in ("sponsor_silent", "phase_over"):
        return not same_week
    if not line.item:
        return True
    return line.kind != "due_soon" and not ((line.escalated or line.can_wait) and same_week)


def _concerns(project: Project, playbook: Playbook, person: str, today: date) -> Iterable[Line]:
    for concern in concerns(project, playbook, today):
        if person in concern.told:
            yield Line(project.id, concern.kind, since=concern.since)


def _decisions(project: Project, playbook: Playbook, person: str, today: date) -> Iterable[Line]:
    request, step = project.request, approval_step(project, playbook, today)
    if request and person in step.told:
        escalated = person not in deciders(project, playbook.phase(request.gate).gate)
        yield _line(project, "approval", step, person, besides=(request.by,), escalated=escalated)
    if person == project.sponsor:
        if project.status == "deciding":
            since = local_day(project.status_since, project.time_zone) if project.status_since else None
            yield Line(project.id, "choose", since=since)
        if project.new_threshold:
            yield Line(project.id, "threshold")
    if known := project.imported:
        since = local_day(known.asked_at, project.time_zone)
        if person == project.sponsor and known.awaits_sponsor and not to_lock(project, playbook):
            yield Line(project.id, "countersign", since=since)
        if person == project.lead and known.refused_by:
            yield Line(project.id, "import_refused", since=since)


def _conditions(project: Project, person: str, today: date) -> Iterable[Line]:
    for condition in project.open_conditions:
        if condition.owner == person and condition.due_on <= today:
            yield Line(project.id, "condition", condition.id, due_on=condition.due_on)


def _items(project: Project, playbook: Playbook, person: str, today: date) -> Iterable[Line]:
    for stall in stalls(project, playbook, today):
        step = item_step(project, playbook, stall, today)
        if person not in step.told:
            continue
        item = playbook.item(stall.item)
        turn = person in asked(project, playbook, item)
        kind: Kind = stall.kind
        if turn and _has_equivalent(project, item.id) and person in project.holders("exception_reviewer"):
            kind = "equivalent"
        elif turn and needs_second(project, playbook, item):
            kind = "verify"
        elif turn and item.kind == "sign" and person in signers(project, item):
            kind = "confirm"
        line = _line(project, kind, step, person, stall, escalated=not turn)
        yield replace(line, can_wait=_can_wait(project, playbook, line, today)) if turn else line


def _can_wait(project: Project, playbook: Playbook, line: Line, today: date) -> bool:
    """Tell whether a line only repeats that nobody has an item or its role, to the lead who can give it."""
    item = playbook.item(line.item)
    has = signers(project, item) if item.signed_by or item.answered_by else project.item(item.id).owner
    if has or line.kind not in ("overdue", "silent", "due_soon"):
        return False
    working = working_time(project)
    before, first = working.add(today, -1), nag_on(project, playbook, item)
    if before.isocalendar()[:2] != today.isocalendar()[:2] or (first and first > before):
        return False
    # The first day overdue says who is told without news, and the last day before that says it again.
    overdue = line.kind == "overdue" and line.due_on is not None and line.due_on >= before
    climbs = line.next_on is not None and line.next_on <= working.add(today, 1)
    return not (overdue or climbs)


def _has_equivalent(project: Project, item: str) -> bool:
    found = project.item(item).equivalent
    return found is not None and not found.signed_by


def _line(
    project: Project,
    kind: Kind,
    step: Step,
    person: str,
    stall: Stall | None = None,
    *,
    escalated: bool,
    besides: tuple[str, ...] = (),
) -> Line:
    """Return a person's line about what climbs; `besides` know of it without being told."""
    known = tuple((who, day) for who, day in step.told_after(person) if who not in besides)
    return Line(
        project=project.id,
        kind=kind,
        item=stall.item if stall else "",
        due_on=stall.due_on if stall else None,
        since=step.since,
        escalated=escalated,
        known=known,
        next=step.next,
        next_on=step.next_on,
    )
