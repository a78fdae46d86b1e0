"""What is typed about a meeting that decided elsewhere, checked against the playbook and the calendar."""

from __future__ import annotations

from datetime import date, datetime
from typing import get_args

from bot.playbooks.model import Decision, Gate, Playbook
from bot.project.calendar import local_day
from bot.project.commands import RecordDecision
from bot.project.conditions import left_open
from bot.project.events import DecisionRecorded
from bot.project.plan import today
from bot.project.refusals import BadInput, Problem, gathered
from bot.project.state import PASSED, Project, Terms
from bot.project.terms import filled, terms_of
from bot.project.values import LONGEST_TEXT, check_date, check_link, check_text

#: characters of an address, or of the name of a binder
LONGEST_MINUTES = 1000
#: the decisions that an approval makes
GO: tuple[Decision, ...] = ("go", "conditional")
#: these need no playbook to offer them
_ALWAYS: tuple[Decision, ...] = ("go", "send_back")


def offered(project: Project, playbook: Playbook, gate: Gate) -> tuple[Decision, ...]:
    """Return what a meeting can have decided: no plain go while an item is open."""
    every: tuple[Decision, ...] = get_args(Decision)
    found = tuple(each for each in every if each in gate.decisions or each in _ALWAYS)
    return tuple(each for each in found if each != "go" or not left_open(project, playbook))


def earliest_day(project: Project, now: datetime) -> date:
    """Return the first day on which a meeting can have decided the current gate: the one before was passed."""
    passed = [local_day(each.at, project.time_zone) for each in project.decisions if each.outcome in PASSED]
    if project.imported:
        passed = passed or [each.decided_on for each in project.imported.gates]
    if passed:
        return passed[-1]
    return min(project.starts_on, project.opened_on, today(project, now))


def recorded(
    project: Project, command: RecordDecision, playbook: Playbook, gate: Gate, now: datetime
) -> DecisionRecorded:
    """Check a record as it was typed; every field that is wrong is named. Raises BadInput."""
    problems: list[Problem] = []
    go: Decision = "go"
    outcome = gathered(problems, lambda: _outcome(project, command, playbook, gate), go)
    held_on = gathered(problems, lambda: _day(project, command.held_on, now), date.min)
    minutes = gathered(problems, lambda: _minutes(command.minutes), "")
    present = gathered(problems, lambda: _text("present", command.present, required=False), "")
    # What goes with conditions says why by them.
    reason = gathered(problems, lambda: _text("reason", command.reason, required=outcome not in GO), "")
    nothing: tuple[dict[str, Terms], dict[str, str]] = ({}, {})
    terms, words = gathered(problems, lambda: _terms(project, command, playbook, gate, now), nothing)
    if problems:
        raise BadInput(*problems)
    return DecisionRecorded(
        command.gate,
        command.round,
        command.record,
        outcome,
        held_on,
        minutes,
        present,
        reason,
        terms,
        words,
    )


def _outcome(project: Project, command: RecordDecision, playbook: Playbook, gate: Gate) -> Decision:
    for each in offered(project, playbook, gate):
        if each == command.outcome:
            return each
    raise BadInput(Problem("outcome", "not_a_choice" if command.outcome else "required"))


def _day(project: Project, text: str, now: datetime) -> date:
    if not text.strip():
        raise BadInput(Problem("held_on", "required"))
    day, earliest, latest = check_date("held_on", text), earliest_day(project, now), today(project, now)
    if day > latest:
        raise BadInput(Problem("held_on", "in_the_future", {"value": day.isoformat()}))
    if day < earliest:
        known = {"value": day.isoformat(), "earliest": earliest.isoformat(), "latest": latest.isoformat()}
        raise BadInput(Problem("held_on", "too_far", known))
    return day


def _minutes(text: str) -> str:
    """Return where the minutes are: an address, or words such as "binder 12, page 4"."""
    found = check_text("minutes", text, longest=LONGEST_MINUTES)
    return check_link("minutes", found) if is_address(found) else found


def is_address(text: str) -> bool:
    """Tell whether minutes are an address that can be opened."""
    return text.lower().startswith(("http://", "https://"))


def _text(key: str, text: str, *, required: bool) -> str:
    return check_text(key, text, longest=LONGEST_TEXT, lines=True, required=required)


def _terms(
    project: Project, command: RecordDecision, playbook: Playbook, gate: Gate, now: datetime
) -> tuple[dict[str, Terms], dict[str, str]]:
    if command.outcome == "conditional" and "conditional" in gate.decisions:
        return terms_of(project, command.conditions, playbook, now)
    # The rows of open items stand in the form by themselves.
    extra = [number for number, row in enumerate(command.conditions, 1) if filled(row) and not row.item]
    if extra:
        raise BadInput(*(Problem(f"text_{number}", "only_with_conditions") for number in extra))
    return {}, {}
