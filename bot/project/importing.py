"""Projects under way: entered at a later phase, with earlier gates from paper that the sponsor vouches for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import msgspec

from bot.playbooks.model import Item, Phase, Playbook
from bot.project.authority import need_role, need_running, need_two
from bot.project.commands import Actor, CorrectImport, CountersignImport, ImportProject, RefuseImport
from bot.project.events import (
    Event,
    ImportCorrected,
    ImportCountersigned,
    ImportRefused,
    ItemSigned,
    ProjectImported,
)
from bot.project.opening import open_project
from bot.project.paper import Imported
from bot.project.plan import after_decision, begins_after_paper, today
from bot.project.readiness import locking, to_lock
from bot.project.refusals import BadInput, Problem, Refusal, gathered
from bot.project.state import Project
from bot.project.threshold import locked_by, parted
from bot.project.values import LONGEST_LINE, LONGEST_TEXT, check_date, check_text

#: how far back day 1 of a project under way may lie
EARLIEST = timedelta(days=3 * 365)


class _Paper(msgspec.Struct):
    """What the papers say, as it is read; `problems` are what was not as expected."""

    decided_on: dict[int, date] = {}
    words: dict[str, str] = {}
    went_live_on: date | None = None
    problems: list[Problem] = []


def import_project(command: ImportProject, playbook: Playbook, now: datetime) -> list[Event]:
    """Begin a project at a later phase; every field that is not as expected is named together."""
    problems: list[Problem] = []
    opened = gathered(problems, lambda: open_project(command.opening, now, EARLIEST), None)
    phase = _phase(command.phase, playbook, problems)
    # Without a start or a zone that can be read, the days of the gates are compared with each other alone.
    start, until = (opened.starts_on, opened.opened_on) if opened else (date.min, date.max)
    if phase:
        paper = _read(playbook, phase, command.gates, command.went_live_on, start, until)
        problems += paper.problems
    if problems or opened is None:
        raise BadInput(*problems)
    began = _began(paper.decided_on, opened.region)
    return [opened, ProjectImported(phase, paper.decided_on, began, paper.words, paper.went_live_on)]


def correct(
    project: Project, command: CorrectImport, by: Actor, playbook: Playbook, now: datetime
) -> list[Event]:
    """Say anew what the papers say; the sponsor is asked again."""
    known = _imported(project)
    need_role(project, by, "lead")
    _need_open(known)
    paper = _read(
        playbook, known.phase, command.gates, command.went_live_on, project.starts_on, today(project, now)
    )
    if paper.problems:
        raise BadInput(*paper.problems)
    same = {
        f"{key}_{g.gate}": t for g in known.gates for key, t in (("document", g.document), ("who", g.who))
    }
    days = {each.gate: each.decided_on for each in known.gates}
    unchanged = (paper.words, paper.decided_on, paper.went_live_on) == (same, days, project.went_live_on)
    if unchanged and known.awaits_sponsor:
        return []
    began = _began(paper.decided_on, project.region)
    began[known.phase] = begins_after_paper(project, paper.decided_on[known.phase - 1])
    return [ImportCorrected(paper.decided_on, began, paper.words, paper.went_live_on)]


def countersign(project: Project, command: CountersignImport, by: Actor, playbook: Playbook) -> list[Event]:
    """Vouch for the gates from paper, as the sponsor: what they lock is locked, and the project's gates open.

    It is the sponsor's personal word, so that it also is what gate 1 asks of them first (`framework.md`, DR-8).
    """
    known = _imported(project)
    need_role(project, by, "sponsor")
    if known.countersigned_by:
        return []
    need_two(project)
    if missing := to_lock(project, playbook):
        raise Refusal("import_incomplete", items=missing, who=(project.lead,))
    if command.version != version(project, playbook):
        raise Refusal("import_moved")
    locked: dict[str, str] = {}
    for phase in playbook.phases[: known.phase - 1]:
        locked |= locked_by(project, phase.gate)
    return [ImportCountersigned(*parted(playbook, locked)), *_confirmed(project, known, playbook)]


def refuse(project: Project, command: RefuseImport, by: Actor) -> list[Event]:
    """Do not vouch for the gates from paper, with a reason."""
    known = _imported(project)
    need_role(project, by, "sponsor")
    _need_open(known)
    reason = check_text("reason", command.reason, longest=LONGEST_TEXT, lines=True)
    return [] if known.reason == reason else [ImportRefused(reason)]


def need_countersigned(project: Project) -> None:
    """Refuse a gate while nobody vouches for the ones before it."""
    known = project.imported
    if known is None or known.countersigned_by:
        return
    if known.refused_by:
        raise Refusal("import_refused", who=(known.refused_by,))
    raise Refusal("import_unsigned", who=project.holders("sponsor"))


def version(project: Project, playbook: Playbook) -> int:
    """Return what a countersignature is under: the last change of the papers, or of what will be locked."""
    known = project.imported
    if known is None:
        return 0
    return max([known.seq, *(project.item(key).seq for key in locking(playbook, known.phase))])


def _confirmed(project: Project, known: Imported, playbook: Playbook) -> list[Event]:
    firsts = (phase.gate.needs_first for phase in playbook.phases[: known.phase - 1])
    items = [playbook.item(key) for key in firsts if key]
    return [ItemSigned(item.id, {}, {}, "") for item in items if _is_theirs(project, item)]


def _is_theirs(project: Project, item: Item) -> bool:
    """Tell whether the countersignature is the confirmation that an item asks for."""
    asks_nothing = not any(field.required for field in item.fields)
    unsigned = not project.item(item.id).signed_by
    return item.kind == "sign" and "sponsor" in item.signed_by and asks_nothing and unsigned


def _imported(project: Project) -> Imported:
    need_running(project)
    if project.imported is None:
        raise Refusal("not_imported")
    return project.imported


def _need_open(known: Imported) -> None:
    if known.countersigned_by:
        raise Refusal("import_countersigned", who=(known.countersigned_by,), at=known.countersigned_at)


def _phase(text: str, playbook: Playbook, problems: list[Problem]) -> int:
    """Return the phase; 0 for one that is not a later phase of the playbook."""
    text = text.strip()
    most = len(playbook.phases)
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 3 else 0
    if 2 <= number <= most:
        return number
    if not text:
        problems.append(Problem("phase", "required"))
    else:
        known = {"value": text[:20], "least": "2", "most": str(most)}
        problems.append(Problem("phase", "not_a_later_phase", known))
    return 0


def _read(
    playbook: Playbook,
    phase: int,
    rows: Sequence[tuple[str, str, str]],
    went_live_on: str,
    start: date,
    until: date,
) -> _Paper:
    """Read what was typed of each earlier gate, from `start` to `until`; nothing is asked of later ones."""
    paper = _Paper()
    earlier = ("", start)
    for number in range(1, max(phase, len(rows) + 1)):
        row = rows[number - 1] if number <= len(rows) else ("", "", "")
        if number < phase:
            earlier = _gate(paper, number, row, earlier, until)
        elif any(text.strip() for text in row):
            params = {"number": str(number), "phase": str(phase)}
            paper.problems.append(Problem(f"gate_{number}_date", "gate_to_come", params))
    _went_live(paper, playbook.phases[: phase - 1], went_live_on, start, until)
    return paper


def _gate(
    paper: _Paper, number: int, row: tuple[str, str, str], earlier: tuple[str, date], until: date
) -> tuple[str, date]:
    """Read one gate; return it as the earlier one of the next."""
    on, document, who = row
    for key, text, longest in (("document", document, LONGEST_TEXT), ("who", who, LONGEST_LINE)):
        try:
            found = check_text(f"gate_{number}_{key}", text, longest=longest)
            paper.words[f"{key}_{number}"] = found
        except BadInput as bad:
            paper.problems += bad.problems
    field = f"gate_{number}_date"
    day = _day(paper, field, on, until)
    if day is None:
        return earlier
    before, least = earlier
    if day < least:
        params = {"value": day.isoformat(), "start": least.isoformat()}
        late = Problem(field, "before_start", params)
        if before:
            late = Problem(field, "out_of_order", params | {"number": before})
        paper.problems.append(late)
    paper.decided_on[number] = day
    return str(number), max(day, least)


def _day(paper: _Paper, field: str, text: str, until: date) -> date | None:
    if not text.strip():
        paper.problems.append(Problem(field, "required"))
        return None
    day = gathered(paper.problems, lambda: check_date(field, text), None)
    if day and day > until:
        paper.problems.append(Problem(field, "to_come", {"value": day.isoformat()}))
        return None
    return day


def _went_live(paper: _Paper, passed: Sequence[Phase], text: str, start: date, until: date) -> None:
    """Read the day of going live: needed where an earlier gate was the permission, and nowhere else."""
    live = any(phase.gate.goes_live for phase in passed)
    if not live:
        if text.strip():
            paper.problems.append(Problem("went_live_on", "not_live_yet"))
        return
    day = _day(paper, "went_live_on", text, until)
    if day and day < start:
        params = {"value": day.isoformat(), "start": start.isoformat()}
        paper.problems.append(Problem("went_live_on", "before_start", params))
    paper.went_live_on = day


def _began(decided_on: dict[int, date], region: str) -> dict[int, date]:
    """Return when each later phase began, as if its gate had been decided here."""
    return {gate + 1: after_decision(day, region) for gate, day in decided_on.items()}
