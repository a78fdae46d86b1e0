"""Opening a project, its charter, and who is on it."""

from __future__ import annotations

from datetime import datetime, timedelta
from difflib import get_close_matches
from functools import partial
from typing import get_args
from zoneinfo import available_timezones

from bot.playbooks.model import Playbook, Role
from bot.project.authority import need_role, need_running, need_to_name
from bot.project.calendar import is_region, is_zone, local_day, near_regions
from bot.project.charter import CHARTER
from bot.project.commands import Actor, FillCharter, GiveRole, OpenProject, TakeRole
from bot.project.equivalents import inside
from bot.project.events import (
    CharterFilled,
    Event,
    ItemCleared,
    ProjectOpened,
    RoleGiven,
    RoleTaken,
)
from bot.project.plan import today
from bot.project.refusals import BadInput, Problem, Refusal, gathered
from bot.project.replanning import due_for_signer
from bot.project.state import Project
from bot.project.values import LONGEST_NAME, WORDY, check_date, check_person, check_text, check_values

#: how far from today day 1 may be
EARLIEST = timedelta(days=30)
LATEST = timedelta(days=365)


def open_project(command: OpenProject, now: datetime, earliest: timedelta = EARLIEST) -> ProjectOpened:
    """Begin a project, day 1 at most so long ago; every field that is not as expected is named together."""
    problems: list[Problem] = []
    name = gathered(problems, lambda: check_text("name", command.name, longest=LONGEST_NAME), "")
    zone = _zone(problems, command.time_zone)
    if command.region and not is_region(command.region):
        known = {"value": command.region[:60], "nearest": near_regions(command.region)}
        problems.append(Problem("region", "not_a_region", known))
    today = local_day(now, zone)
    starts_on = gathered(problems, lambda: check_date("starts_on", command.starts_on), today)
    if not today - earliest <= starts_on <= today + LATEST:
        bounds = {"earliest": (today - earliest).isoformat(), "latest": (today + LATEST).isoformat()}
        problems.append(Problem("starts_on", "too_far", bounds | {"value": starts_on.isoformat()}))
    for key, person in (("lead", command.lead), ("sponsor", command.sponsor)):
        gathered(problems, partial(check_person, key, person), "")
    if not command.conversation:
        problems.append(Problem("conversation", "required"))
    same = bool(command.lead) and command.lead == command.sponsor and not command.practice
    if problems:
        raise BadInput(*problems, *([Problem("sponsor", "also_lead")] if same else []))
    if same:
        raise Refusal("same_person")
    return ProjectOpened(
        project=command.project,
        name=name,
        lead=command.lead,
        sponsor=command.sponsor,
        platform=command.platform,
        conversation=command.conversation,
        starts_on=starts_on,
        opened_on=today,
        time_zone=zone,
        region=command.region,
        practice=command.practice,
        playbook=command.playbook,
    )


def _zone(problems: list[Problem], said: str) -> str:
    if is_zone(said):
        return said
    near = ", ".join(get_close_matches(said[:40], sorted(available_timezones()), n=3))
    problems.append(Problem("time_zone", "not_a_zone", {"value": said[:60], "nearest": near}))
    return "UTC"


def fill_charter(project: Project, command: FillCharter, by: Actor) -> list[Event]:
    """Answer the charter's questions: the lead does, or the sponsor."""
    need_running(project)
    need_role(project, by, "lead", "sponsor")
    kept = check_values(CHARTER, command.values)
    changed = {key: text for key, text in kept.items() if project.charter.get(key) != text}
    if not changed:
        return []
    wordy = {field.key for field in CHARTER if field.type in WORDY}
    values = {key: text for key, text in changed.items() if key not in wordy}
    return [CharterFilled(values, {key: text for key, text in changed.items() if key in wordy})]


def give_role(
    project: Project, command: GiveRole, by: Actor, playbook: Playbook, now: datetime
) -> list[Event]:
    """Put a person in a role, in the place of those in it who have left.

    A replaced sponsor's confirmations are asked of the new one.
    """
    need_running(project)
    role, person = command.role, command.person
    need_to_name(project, by, role, person)
    if role not in get_args(Role):
        raise BadInput(Problem("role", "not_a_choice"))
    check_person("person", person)
    if person in project.holders(role):
        return []
    if not project.practice:
        _need_separate(project, command)
    due = due_for_signer(project, playbook, role, today(project, now))
    if role not in ("lead", "sponsor"):
        left = [RoleTaken(role, each.person) for each in project.gone if each.person in project.holders(role)]
        return [RoleGiven(role, person, due=due), *left]
    events: list[Event] = [RoleGiven(role, person, instead_of=project.holders(role)[0], due=due)]
    if role == "sponsor":
        events += _confirm_again(project, playbook)
    return events


def _need_separate(project: Project, command: GiveRole) -> None:
    other = {"lead": "sponsor", "sponsor": "lead"}.get(command.role)
    if other and command.person in project.holders("lead" if other == "lead" else "sponsor"):
        raise Refusal("same_person")
    if command.role == "exception_reviewer" and command.person in inside(project):
        raise Refusal("outside_reviewer", who=(command.person,))


def _confirm_again(project: Project, playbook: Playbook) -> list[Event]:
    """Clear what the sponsor before had confirmed personally, gate 1's confirmation above all."""
    cleared: list[Event] = []
    for phase in playbook.phases:
        for item in phase.items:
            record = project.item(item.id)
            if item.kind == "sign" and item.signed_by == ("sponsor",) and record.signed_by:
                corrects = record.seq if phase.number < project.phase else 0
                cleared.append(ItemCleared(item.id, corrects, new_sponsor=True))
    return cleared


def take_role(project: Project, command: TakeRole, by: Actor) -> list[Event]:
    """Remove a person from a role; lead and sponsor can only be replaced."""
    need_running(project)
    need_to_name(project, by, command.role)
    if command.role in ("lead", "sponsor"):
        raise Refusal("role_empty", role=command.role)
    if command.person not in project.holders(command.role):
        return []
    return [RoleTaken(command.role, command.person)]
