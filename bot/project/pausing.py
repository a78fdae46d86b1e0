"""The clock: holding, halting, resuming and stopping a project."""

from __future__ import annotations

from datetime import datetime

from bot.playbooks.model import Playbook
from bot.project.authority import need_role, need_running
from bot.project.calendar import local_day
from bot.project.commands import Actor, HoldProject, ResumeProject, StopProject
from bot.project.conditions import days_after_pause
from bot.project.delegating import over
from bot.project.events import (
    Event,
    GateWithdrawn,
    ProjectHalted,
    ProjectHeld,
    ProjectResumed,
    ProjectStopped,
)
from bot.project.plan import DAY_ENDS, begins_after_pause, gate_due_at, today
from bot.project.readiness import verdict, with_status
from bot.project.refusals import Refusal
from bot.project.replanning import due_after_pause, waits_after_pause
from bot.project.stalled import working_time
from bot.project.state import Project
from bot.project.values import check_long
from bot.project.working import instant

#: working days after which a paused request is withdrawn: nobody waits for it any more
PAUSED_AT_MOST = 1


def hold(project: Project, command: HoldProject, by: Actor, now: datetime) -> list[Event]:
    """Put the project on hold: the clock stands."""
    _need_under_way(project)
    need_role(project, by, "lead", "sponsor", granted=("portfolio_admin",))
    if project.status == "held":
        return []
    if project.status == "halted":
        raise Refusal("project_halted", at=project.status_since)
    return [ProjectHeld(today(project, now), check_long("reason", command.reason))]


def resume(
    project: Project, command: ResumeProject, by: Actor, playbook: Playbook, now: datetime
) -> list[Event]:
    """Let the clock run again. After a halt the lead may, once few enough items are red."""
    _need_under_way(project)
    if project.status not in ("held", "halted"):
        raise Refusal("not_held")
    if project.status == "held":
        need_role(project, by, "lead", "sponsor", granted=("portfolio_admin",))
    else:
        need_role(project, by, "lead")
        if verdict(project, playbook) == "stop":
            allowed = playbook.phase(project.phase).gate.red_allowed
            red = with_status(project, playbook, "not_ready")
            raise Refusal("still_red", items=red, allowed=allowed)
    on = today(project, now)
    begins = begins_after_pause(project, on)
    conditions = days_after_pause(project, playbook, on, begins)
    due = due_after_pause(project, playbook, on, begins)
    return [ProjectResumed(on, begins, conditions, due, waits_after_pause(project, on))]


def stop(project: Project, command: StopProject, by: Actor) -> list[Event]:
    """End the project for good."""
    _need_under_way(project)
    need_role(project, by, "lead", "sponsor")
    return [ProjectStopped(check_long("reason", command.reason))]


def pass_time(project: Project, playbook: Playbook, now: datetime) -> list[Event]:
    """Do what is due: end delegations that have passed, withdraw what was paused for a day, halt.

    A project halts whose readiness verdict is stop when its gate is due (`framework.md`, section 1).
    """
    found: list[Event] = [*over(project, now)]
    if project.status in ("running", "waiting", "paused") and must_halt(project, playbook, now):
        return [*found, ProjectHalted(today(project, now), with_status(project, playbook, "not_ready"))]
    asked = project.request
    if project.status == "paused" and asked and (until := paused_until(project)) and now >= until:
        found.append(GateWithdrawn(asked.gate, asked.round, ""))
    return found


def paused_until(project: Project) -> datetime | None:
    """Return when a paused request is withdrawn: at the end of the working day after; None where none is."""
    since = project.request.paused_at if project.request else None
    if since is None:
        return None
    on = working_time(project).add(local_day(since, project.time_zone), PAUSED_AT_MOST)
    return instant(on, DAY_ENDS, project.time_zone)


def must_halt(project: Project, playbook: Playbook, now: datetime) -> bool:
    """Tell whether the verdict is stop and the gate is due."""
    return verdict(project, playbook) == "stop" and now >= gate_due_at(project, playbook, project.phase)


def _need_under_way(project: Project) -> None:
    need_running(project)
    if project.status == "live":
        raise Refusal("project_live", on=project.went_live_on)
