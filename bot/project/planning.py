"""Who does an item, by when, and whom it waits for."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.playbooks.model import Item, Playbook
from bot.project.authority import holds, need_running, need_setter
from bot.project.commands import Actor, AssignItem, DeclineItem, SetDueDay, WaitFor
from bot.project.events import DueDayChanged, Event, ItemDeclined, ItemOwned, ItemWaits
from bot.project.items import find
from bot.project.plan import gate_on, today
from bot.project.readiness import PASSING, status
from bot.project.refusals import BadInput, Problem, Refusal
from bot.project.state import Project
from bot.project.values import LONGEST_LINE, LONGEST_TEXT, check_date, check_person, check_text

#: how far ahead somebody may wait, or put off what is past its gate
LONGEST = timedelta(days=120)


def assign(project: Project, command: AssignItem, by: Actor, playbook: Playbook) -> list[Event]:
    """Give an item an owner: anybody in the channel takes an open one, its owner and the lead hand it on."""
    need_running(project)
    item = find(playbook, command.item)
    owner = project.item(item.id).owner
    if owner == command.owner:
        return []
    if command.owner:
        check_person("owner", command.owner)
    if holds(project, by, "lead") or (owner and by.person == owner):
        return [ItemOwned(item.id, command.owner)]
    if owner:
        number = playbook.phase_of(item.id).number
        over = {"gate": number} if number < project.phase or project.status == "live" else {}
        raise Refusal("already_taken", item=item.id, who=(owner,), **over)
    if command.owner != by.person:
        raise Refusal("not_yours", item=item.id, who=(project.lead,))
    # Whoever owns an item sets it: what is ready already is not taken out of the team's hands.
    if status(project, playbook, item) in PASSING:
        raise Refusal("ready_already", item=item.id, who=(project.lead,))
    if not by.present and by.person not in project.team:
        raise Refusal("not_in_channel", item=item.id)
    return [ItemOwned(item.id, command.owner)]


def decline(project: Project, command: DeclineItem, by: Actor, playbook: Playbook) -> list[Event]:
    """Give an item back: it is not one's own. The lead is told."""
    need_running(project)
    item = find(playbook, command.item)
    owner = project.item(item.id).owner
    if not owner:
        return []
    if by.person != owner:
        raise Refusal("not_yours", item=item.id, who=(owner,))
    return [ItemDeclined(item.id, owner)]


def set_due_day(
    project: Project, command: SetDueDay, by: Actor, playbook: Playbook, now: datetime
) -> list[Event]:
    """Give an unfinished item another due day, with a reason: not after its gate, as long as that lies ahead."""
    item = _unfinished(project, command.item, by, playbook)
    day = _ahead("due_on", command.due_on, project, now)
    gate = gate_on(project, playbook, playbook.phase_of(item.id).number)
    if gate < today(project, now):
        _need_near("due_on", day, project, now)  # the gate is late itself, and holds no day back
    elif day > gate:
        raise BadInput(Problem("due_on", "after_gate", {"value": day.isoformat(), "gate": gate.isoformat()}))
    reason = check_text("reason", command.reason, longest=LONGEST_TEXT, lines=True)
    return [] if project.item(item.id).due_on == day else [DueDayChanged(item.id, day, reason)]


def wait_for(project: Project, command: WaitFor, by: Actor, playbook: Playbook, now: datetime) -> list[Event]:
    """Say whom or what an item waits for, and until when: it quiets the reminders until that day."""
    item = _unfinished(project, command.item, by, playbook)
    until = _ahead("until", command.until, project, now)
    _need_near("until", until, project, now)
    if command.person:
        check_person("person", command.person)
    text = check_text("text", command.text, longest=LONGEST_LINE, required=not command.person)
    waiting = project.item(item.id).waiting
    if waiting and (waiting.text, waiting.person, waiting.until) == (text, command.person, until):
        return []
    return [ItemWaits(item.id, text, command.person, until, today(project, now))]


def _unfinished(project: Project, key: str, by: Actor, playbook: Playbook) -> Item:
    need_running(project)
    item = find(playbook, key)
    need_setter(project, by, item)
    if status(project, playbook, item) in PASSING:
        raise Refusal("item_finished", item=item.id)
    return item


def _need_near(key: str, day: date, project: Project, now: datetime) -> None:
    first = max(today(project, now), project.starts_on)
    if day > first + LONGEST:
        bounds = {"earliest": first.isoformat(), "latest": (first + LONGEST).isoformat()}
        raise BadInput(Problem(key, "too_far", bounds | {"value": day.isoformat()}))


def _ahead(key: str, text: str, project: Project, now: datetime) -> date:
    """Return a day that is neither before the start nor in the past."""
    day = check_date(key, text)
    if day < project.starts_on:
        start = project.starts_on.isoformat()
        raise BadInput(Problem(key, "before_start", {"value": day.isoformat(), "start": start}))
    if day < today(project, now):
        raise BadInput(Problem(key, "in_the_past", {"value": day.isoformat()}))
    return day
