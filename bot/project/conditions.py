"""Conditions of a go: what is left to be done, by whom and by when; the next gate waits for them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, datetime

from msgspec.structs import replace

from bot.playbooks.checks import MOST_LEFT_OPEN
from bot.playbooks.model import Playbook
from bot.project.authority import holds, need_running
from bot.project.commands import Actor, SettleCondition, Wanted
from bot.project.events import ConditionReopened, ConditionSettled, Event
from bot.project.plan import day_after_pause, gate_on, next_phase_start, today
from bot.project.readiness import PASSING, status
from bot.project.refusals import BadInput, Problem, Refusal
from bot.project.state import Project, Terms
from bot.project.values import LONGEST_TEXT, check_date, check_person, check_text

#: conditions of one go: one for each item that can be left open, and some beside
MOST = MOST_LEFT_OPEN + 2


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


def left_behind(project: Project, playbook: Playbook) -> tuple[str, ...]:
    """Return items that do not pass, of gates that were passed with conditions, and that no condition stands for.

    Older rules let a conditional go leave some of them without one: no gate waits for them, so they are shown.
    """
    if project.status in ("stopped", "live"):
        return ()
    passed = {decision.gate for decision in project.decisions if decision.outcome == "conditional"}
    covered = {condition.item for condition in project.conditions}
    return tuple(
        item.id
        for phase in playbook.phases[: project.phase - 1]
        if phase.number in passed
        for item in phase.checklist
        if item.conditional and item.id not in covered and status(project, playbook, item) not in PASSING
    )


def uncovered(project: Project, playbook: Playbook, terms: Mapping[str, Terms]) -> tuple[str, ...]:
    """Return the open items that a go with these terms would leave without a condition."""
    covered = {each.item for each in terms.values()}
    return tuple(item for item in left_open(project, playbook) if item not in covered)


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


def days_after_pause(project: Project, playbook: Playbook, on: date, begins: date | None) -> dict[str, date]:
    """Return where the days of open conditions move, now that the clock runs again.

    They stay within that of the gate that waits for them, also where they roll off a weekend.
    """
    begun = project.phase_starts | ({project.phase: begins} if begins else {})
    pauses = (*project.pauses[:-1], replace(project.pauses[-1], until=on))
    gate = gate_on(replace(project, phase_starts=begun, pauses=pauses), playbook, project.phase)
    found = dict[str, date]()
    for each in project.open_conditions:
        day = min(day_after_pause(each.due_on, project, on), max(gate, on))
        if day > each.due_on:
            found[each.id] = day
    return found


def filled(entry: Wanted) -> bool:
    """Tell whether anything was typed in a row."""
    return any(text.strip() for text in (entry.what, entry.owner, entry.due_on))


def settle(project: Project, command: SettleCondition, by: Actor, playbook: Playbook) -> list[Event]:
    """Say that a condition is met: its owner does, or the lead; what stands for an item, once that is ready."""
    need_running(project)
    found = next((each for each in project.conditions if each.id == command.condition), None)
    if found is None:
        raise Refusal("unknown_condition")
    if by.person != found.owner and not holds(project, by, "lead"):
        raise Refusal("not_your_condition", who=(found.owner, project.lead))
    if found.settled_by:
        return []
    if found.item and status(project, playbook, playbook.item(found.item)) not in PASSING:
        raise Refusal("condition_item_open", item=found.item)
    return [ConditionSettled(found.id, check_text("note", command.note, longest=LONGEST_TEXT, lines=True))]


def reopened(
    project: Project, after: Project, playbook: Playbook, touched: Collection[str]
) -> list[ConditionReopened]:
    """Return which conditions are open again: they were met, and their items do not pass any more.

    Once the gate that waited for it is passed, a condition stays met: what changes then is a correction.
    """
    if after.status in ("stopped", "live"):
        return []
    met = (c for c in after.conditions if c.item and c.settled_by and c.gate == after.phase - 1)
    return [
        ConditionReopened(each.id) for each in met if _no_more(project, after, playbook, each.item, touched)
    ]


def _no_more(
    project: Project, after: Project, playbook: Playbook, key: str, touched: Collection[str]
) -> bool:
    """Tell whether an item passes no more after what happened to it, or to what it is computed from."""
    item = playbook.item(key)
    if status(after, playbook, item) in PASSING:
        return False
    return key in touched or status(project, playbook, item) in PASSING


def need_settled(project: Project) -> None:
    """Refuse a gate while a condition of an earlier one is open."""
    if project.open_conditions:
        owners = tuple(dict.fromkeys(condition.owner for condition in project.open_conditions))
        raise Refusal("conditions_open", n=len(project.open_conditions), who=owners)


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
