"""The terms of a conditional go as they are typed: what is left to be done, by whom and by when."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime

from msgspec.structs import replace

from bot.playbooks.checks import MOST_LEFT_OPEN
from bot.playbooks.model import Playbook
from bot.project.commands import Wanted
from bot.project.conditions import left_open, uncovered
from bot.project.plan import gate_on, next_phase_start, today
from bot.project.refusals import BadInput, Problem, Refusal
from bot.project.state import Project, Terms
from bot.project.values import LONGEST_TEXT, check_date, check_person, check_text

#: conditions of one go: one for each item that can be left open, and some beside
MOST = MOST_LEFT_OPEN + 2


def latest_day(project: Project, playbook: Playbook, now: datetime) -> date:
    """Return the last day for a condition: the next gate waits for it, and falls then if this one is passed today."""
    ahead = project.phase + 1
    starts = project.phase_starts | {ahead: next_phase_start(project, today(project, now))}
    return gate_on(replace(project, phase_starts=starts), playbook, ahead)


def terms_of(
    project: Project, conditions: Sequence[Wanted], playbook: Playbook, now: datetime
) -> tuple[dict[str, Terms], dict[str, str]]:
    """Check the conditions as they were typed; every field that is wrong is named. Raises BadInput, Refusal.

    What a conditional go leaves open is left under a condition: each open item needs one of its own.
    """
    gate = playbook.phase(project.phase).gate
    if "conditional" not in gate.decisions:
        raise Refusal("no_conditional", gate=gate.number)
    open_ = left_open(project, playbook)
    given = [(n, each) for n, each in enumerate(conditions, 1) if filled(each) or each.item in open_]
    problems: list[Problem] = []
    if not given:
        problems.append(Problem("text_1", "required"))
    if len(given) > MOST:
        problems.append(Problem("text_1", "too_many", {"most": str(MOST)}))
    days = today(project, now), latest_day(project, playbook, now)
    terms, words = dict[str, Terms](), dict[str, str]()
    for number, each in given:
        problems += _problems(number, each, *days)
        if not problems:
            words[str(number)] = check_text(f"text_{number}", each.what, longest=LONGEST_TEXT, lines=True)
            day = check_date(f"due_{number}", each.due_on)
            terms[str(number)] = Terms(each.owner, day, each.item if each.item in open_ else "")
    if not problems and (left := uncovered(project, playbook, terms)):
        problems.append(Problem("text_1", "item_uncovered", {"item": playbook.item(left[0]).title}))
    if problems:
        raise BadInput(*problems)
    return terms, words


def filled(entry: Wanted) -> bool:
    """Tell whether anything was typed in a row."""
    return any(text.strip() for text in (entry.what, entry.owner, entry.due_on))


def _problems(number: int, entry: Wanted, earliest: date, latest: date) -> Iterator[Problem]:
    """Yield what is wrong with each field of a row."""
    checks: tuple[Callable[[], object], ...] = (
        lambda: check_text(f"text_{number}", entry.what, longest=LONGEST_TEXT, lines=True),
        lambda: check_person(f"owner_{number}", entry.owner),
        lambda: _check_day(f"due_{number}", entry.due_on, earliest, latest),
    )
    for check in checks:
        try:
            check()
        except BadInput as bad:
            yield from bad.problems


def _check_day(key: str, text: str, earliest: date, latest: date) -> None:
    day = check_date(key, text)
    if day < earliest:
        raise BadInput(Problem(key, "in_the_past", {"value": day.isoformat()}))
    if day > max(earliest, latest):
        known = {"value": day.isoformat(), "gate": latest.isoformat()}
        raise BadInput(Problem(key, "after_next_gate", known))
