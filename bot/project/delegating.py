"""Delegation: an approver is away, and somebody decides in their place; dated, revocable, and never handed on."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.playbooks.model import Playbook
from bot.project.authority import need_running
from bot.project.commands import Actor, EndDelegation, GiveDelegation
from bot.project.events import DelegationEnded, DelegationGiven, Event
from bot.project.plan import today
from bot.project.refusals import BadInput, Problem, Refusal
from bot.project.state import Delegation, Project
from bot.project.values import check_date, check_person
from bot.project.voting import approves

LONGEST = timedelta(days=180)


def give(
    project: Project, command: GiveDelegation, by: Actor, playbook: Playbook, now: datetime
) -> list[Event]:
    """Let somebody decide in one's place. A later delegation replaces the one before."""
    need_running(project)
    if not approves(project, playbook, by.person):
        raise Refusal("nothing_to_delegate", who=(project.sponsor,))
    check_person("to", command.to)
    if command.to == by.person:
        raise BadInput(Problem("to", "not_oneself"))
    if command.to == project.lead and not project.practice:
        # They would approve nothing: nobody judges their own work, in nobody's place either.
        raise Refusal("lead_stands_in", who=(command.to,))
    if any(d.by == command.to for d in project.delegations):
        raise Refusal("no_chains", who=(command.to,))
    if any(d.to == by.person for d in project.delegations):
        raise Refusal("no_chains", who=(by.person,))
    since, until = check_date("since", command.since), check_date("until", command.until)
    now_on = today(project, now)
    if until < max(since, now_on):
        raise BadInput(Problem("until", "in_the_past", {"value": until.isoformat()}))
    if until - since > LONGEST:
        latest = {"value": until.isoformat(), "earliest": since.isoformat()}
        raise BadInput(Problem("until", "too_far", latest | {"latest": (since + LONGEST).isoformat()}))
    if Delegation(by.person, command.to, since, until) in project.delegations:
        return []
    return [DelegationGiven(command.to, since, until)]


def end(project: Project, _: EndDelegation, by: Actor) -> list[Event]:
    """Decide oneself again."""
    if not any(d.by == by.person for d in project.delegations):
        return []
    return [DelegationEnded(by.person)]


def covering(project: Project, person: str, since: date, until: date) -> Delegation | None:
    """Return the delegation of a person that spans an absence as a whole; None where there is none."""
    found = (d for d in project.delegations if d.by == person)
    return next((d for d in found if d.since <= since and d.until >= until), None)


def over(project: Project, now: datetime) -> list[Event]:
    """End the delegations whose last day has passed."""
    return [DelegationEnded(d.by) for d in project.delegations if d.until < today(project, now)]
