"""What is stalled about a project as a whole: a question without answer, a phase past its days, a silent sponsor."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

import msgspec

from bot.playbooks.model import Playbook
from bot.project.authority import in_roles
from bot.project.calendar import local_day
from bot.project.ladder import approval_step, signers
from bot.project.plan import gate_on
from bot.project.readiness import to_lock
from bot.project.stalled import MOVING, phase_over, stalls, working_time
from bot.project.state import Project
from bot.project.voting import awaited


class Concern(msgspec.Struct, frozen=True):
    """Something that the lead should look at."""

    kind: Literal["question", "phase_over", "sponsor_silent"]
    #: the question was asked, the gate was planned, the sponsor was last heard of or first asked
    since: date
    #: who should know
    told: tuple[str, ...]


def concerns(project: Project, playbook: Playbook, today: date) -> list[Concern]:
    """Return what is stalled beyond single items; nothing while the clock stands."""
    if project.status not in MOVING:
        return []
    lead = project.holders("lead")
    found: list[Concern] = []
    if asked_on := _unanswered_since(project):
        found.append(Concern("question", asked_on, lead))
    # While others decide, no date that the lead gives changes anything.
    if phase_over(project, playbook, today) and project.status not in ("waiting", "deciding"):
        found.append(Concern("phase_over", gate_on(project, playbook, project.phase), lead))
    if silent := _sponsor_silent_since(project, playbook, today):
        found.append(Concern("sponsor_silent", silent, in_roles(project, ("lead", "portfolio_admin"))))
    return found


def _unanswered_since(project: Project) -> date | None:
    questions = project.request.questions if project.request else ()
    moments = [q.asked_at for q in questions if q.asked_at and not q.answered_by]
    return local_day(min(moments), project.time_zone) if moments else None


def _sponsor_silent_since(project: Project, playbook: Playbook, today: date) -> date | None:
    """Return since when the sponsor, asked for something, gave no sign of life; None before it is long.

    A sponsor who is asked for nothing is not silent: sponsors hear from us only when they must act.
    """
    waits = min(_asked_of_sponsor(project, playbook, today), default=None)
    if waits is None or project.practice:
        return None
    heard = local_day(project.sponsor_at, project.time_zone) if project.sponsor_at else waits
    since = max(waits, heard)
    long = playbook.reminders.sponsor_silent
    return since if working_time(project).days_between(since, today) >= long else None


def _asked_of_sponsor(project: Project, playbook: Playbook, today: date) -> Iterable[date]:
    request, waits = project.request, approval_step(project, playbook, today).since
    if (
        request
        and waits
        and project.sponsor in awaited(project, playbook, playbook.phase(request.gate).gate, request)
    ):
        yield waits
    if project.status == "deciding" and project.status_since:
        yield local_day(project.status_since, project.time_zone)
    if project.new_threshold and project.new_threshold.at:
        yield local_day(project.new_threshold.at, project.time_zone)
    if project.imported and project.imported.awaits_sponsor and not to_lock(project, playbook):
        yield local_day(project.imported.asked_at, project.time_zone)
    for stall in stalls(project, playbook, today):
        item = playbook.item(stall.item)
        if item.kind == "sign" and signers(project, item) == (project.sponsor,):
            yield stall.since
