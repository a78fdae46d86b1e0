"""Conditions of a go: what is left to be done, by whom and by when; the next gate waits for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from bot.playbooks.model import Gate, Playbook
from bot.project.authority import holds, need_running
from bot.project.commands import Actor, SettleCondition
from bot.project.events import ConditionSettled, Event
from bot.project.plan import today
from bot.project.readiness import PASSING, status
from bot.project.refusals import BadInput, Problem, Refusal
from bot.project.state import Project, Terms
from bot.project.values import LONGEST_TEXT, check_date, check_person, check_text

MOST = 5


def left_open(project: Project, playbook: Playbook) -> tuple[str, ...]:
    """Return the items of the current checklist that do not pass, and that a conditional go may leave."""
    phase = playbook.phase(project.phase)
    if "conditional" not in phase.gate.decisions:
        return ()
    return tuple(
        item.id
        for item in phase.checklist
        if item.conditional and status(project, playbook, item) not in PASSING
    )


def terms_of(
    project: Project, conditions: Sequence[tuple[str, str, str]], gate: Gate, now: datetime
) -> tuple[dict[str, Terms], dict[str, str]]:
    """Check the conditions as they were typed; every field that is wrong is named. Raises BadInput, Refusal."""
    if "conditional" not in gate.decisions:
        raise Refusal("no_conditional", gate=gate.number)
    rows = enumerate(conditions[:MOST], 1)
    given = [(number, entry) for number, entry in rows if filled(entry)]
    problems: list[Problem] = []
    if not given:
        problems.append(Problem("text_1", "required"))
    terms, words = dict[str, Terms](), dict[str, str]()
    for number, (text, owner, due) in given:
        key = str(number)
        try:
            words[key] = check_text(f"text_{key}", text, longest=LONGEST_TEXT, lines=True)
            check_person(f"owner_{key}", owner)
            terms[key] = Terms(owner, _day(f"due_{key}", due, today(project, now)))
        except BadInput as bad:
            problems += bad.problems
    if problems:
        raise BadInput(*problems)
    return terms, words


def filled(entry: tuple[str, str, str]) -> bool:
    """Tell whether anything was typed in a row."""
    return any(text.strip() for text in entry)


def settle(project: Project, command: SettleCondition, by: Actor) -> list[Event]:
    """Say that a condition is met: its owner does, or the lead."""
    need_running(project)
    found = next((each for each in project.conditions if each.id == command.condition), None)
    if found is None:
        raise Refusal("unknown_condition")
    if by.person != found.owner and not holds(project, by, "lead"):
        raise Refusal("not_your_condition", who=(found.owner, project.lead))
    if found.settled_by:
        return []
    return [ConditionSettled(found.id, check_text("note", command.note, longest=LONGEST_TEXT, lines=True))]


def need_settled(project: Project) -> None:
    """Refuse a gate while a condition of an earlier one is open."""
    if project.open_conditions:
        owners = tuple(dict.fromkeys(condition.owner for condition in project.open_conditions))
        raise Refusal("conditions_open", n=len(project.open_conditions), who=owners)


def _day(key: str, text: str, earliest: date) -> date:
    day = check_date(key, text)
    if day < earliest:
        raise BadInput(Problem(key, "in_the_past", {"value": day.isoformat()}))
    return day
