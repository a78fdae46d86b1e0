"""Erasing people and free texts: what would go, what must stay and why, and the unit of work that does it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace

from bot.playbooks.model import Role
from bot.project.commands import OPERATOR, Command, ErasePerson, EraseTexts
from bot.project.decide import decide
from bot.project.decided import Entry
from bot.project.events import Recorded
from bot.project.recording import ENDED, needs
from bot.project.retention import Signed, erasable, has_texts, signatures
from bot.project.state import Project
from bot.service.outcome import DONE, to_bytes
from bot.service.playbooks import Playbooks
from bot.service.ports import Stored, Tx
from bot.service.redrawn import redrawn
from bot.service.unit import record

_encode = msgspec.json.Encoder().encode


class Terms(msgspec.Struct, frozen=True):
    """When it is, and for how many years signatures are kept."""

    now: datetime
    years: int


class Chosen(msgspec.Struct, frozen=True):
    """Which free texts of a project are meant: all, those from before a day, or those of one item."""

    #: a day in the project's time zone
    before: date | None = None
    item: str = ""

    def means(self, entry: Entry, project: Project) -> bool:
        """Tell whether an event is among them."""
        on = entry.recorded.at.astimezone(ZoneInfo(project.time_zone)).date()
        early = self.before is None or on < self.before
        return early and (not self.item or getattr(entry.recorded.event, "item", "") == self.item)


class TextsPlan(msgspec.Struct, frozen=True):
    """What erasing texts of a project comes to."""

    workspace: str
    project: str
    name: str
    #: a legal hold, since when
    held: datetime | None
    #: events whose texts would go, and how many keep theirs since they are reasons of decisions in their time
    seqs: tuple[int, ...]
    kept: int


class PersonPlan(msgspec.Struct, frozen=True):
    """What erasing a person comes to, and what is in its way."""

    workspace: str
    person: str
    name: str
    #: every id of theirs, and (id, name) of the projects whose ledgers hold one
    ids: tuple[str, ...]
    projects: tuple[tuple[str, str], ...]
    #: names of projects with a legal hold
    held: tuple[str, ...]
    #: (name of the project, what they signed within its time)
    signed: tuple[tuple[str, Signed], ...]
    #: (name of the project under way, roles that cannot stay empty)
    needed: tuple[tuple[str, tuple[Role, ...]], ...]
    #: names of projects under way with an open condition of theirs
    owes: tuple[str, ...]
    #: roles in the whole workspace
    granted: tuple[str, ...]
    #: when they were last named or did something; None where never
    last_at: datetime | None
    #: they have a role or an item in a project under way
    under_way: bool

    @property
    def blocked(self) -> bool:
        """Tell whether they must stay."""
        return bool(self.held or self.signed or self.needed or self.owes or self.granted)


class Edits(msgspec.Struct, frozen=True):
    """What an erasure did: events whose texts went, and posted messages that are edited."""

    events: int = 0
    messages: int = 0


class MustStay(Exception):
    """What was to be erased has to be kept, as it turned out in the transaction."""


def plan_texts(tx: Tx, stored: Stored, chosen: Chosen, terms: Terms) -> TextsPlan:
    """Return what would go."""
    entries = tx.entries(stored.workspace, stored.project.id)
    found = _erasable(stored.project, entries, chosen, terms)
    every = [e for e in entries if has_texts(e.recorded) and chosen.means(e, stored.project)]
    hold = stored.project.legal_hold
    return TextsPlan(
        workspace=stored.workspace,
        project=stored.project.id,
        name=stored.project.name,
        held=hold.at if hold else None,
        seqs=tuple(found),
        kept=len(every) - len(found),
    )


def erase_texts(
    tx: Tx, playbooks: Playbooks, workspace: str, project: str, chosen: Chosen, terms: Terms
) -> Edits:
    """Erase free texts of a project, note it in its ledger, and edit what was posted. Raises Refusal."""
    stored = _found(tx, workspace, project)
    entries = tx.entries(workspace, project)
    seqs = _erasable(stored.project, entries, chosen, terms)
    if not seqs:
        return Edits()
    command = EraseTexts(len(seqs), chosen.before)
    messages = _noted(tx, playbooks, stored, entries, seqs, command, terms.now)
    # The snapshot was written with the texts: it is built again from what is left.
    tx.erase(workspace, project, *seqs)
    tx.forget_said(workspace, to_bytes(DONE))
    return Edits(len(seqs), messages)


def plan_person(tx: Tx, workspace: str, person: str, terms: Terms) -> PersonPlan:
    """Return what would go with a person, and what is in the way."""
    ids = tuple(tx.ids_of(workspace, person)) or (person,)
    accounts = tx.accounts(workspace, person)
    where = sorted({project for one in ids for project in tx.named_in(workspace, one)})
    found = [_found(tx, workspace, project).project for project in where]
    signed, times = list[tuple[str, Signed]](), list[datetime]()
    for project in found:
        entries = tx.entries(workspace, project.id)
        kept = (s for s in signatures(entries, ids, terms.years) if terms.now < s.kept_until)
        signed += [(project.name, each) for each in kept]
        times += [entry.recorded.at for entry in entries if _is_about(entry, ids)]
    going = [project for project in found if project.status not in ENDED]
    return PersonPlan(
        workspace=workspace,
        person=person,
        name=accounts[0].name if accounts else "",
        ids=ids,
        projects=tuple((project.id, project.name) for project in found),
        held=tuple(project.name for project in found if project.legal_hold),
        signed=tuple(signed),
        needed=tuple((each.name, roles) for each in going if (roles := needs(each, person))),
        owes=tuple(each.name for each in going if any(c.owner == person for c in each.open_conditions)),
        granted=tuple(accounts[0].workspace_roles) if accounts else (),
        last_at=max(times, default=None),
        under_way=any(_takes_part(each, person) for each in going),
    )


def erase_person(tx: Tx, playbooks: Playbooks, workspace: str, person: str, terms: Terms) -> Edits:
    """Erase a person, note it in the ledgers that hold their id, and edit what was posted.

    Raises MustStay, Refusal.
    """
    plan = plan_person(tx, workspace, person, terms)
    if plan.blocked:
        raise MustStay(plan.name)
    messages = 0
    for project, _ in plan.projects:
        entries = tx.entries(workspace, project)
        touched = [entry.seq for entry in entries if _is_about(entry, plan.ids)]
        stored = _found(tx, workspace, project)
        messages += _noted(tx, playbooks, stored, entries, touched, ErasePerson(person), terms.now, plan.ids)
    settings = tx.workspace_settings(workspace)
    others = tuple(one for one in settings.anchor_to if one not in plan.ids)
    if others != settings.anchor_to:
        tx.put_workspace_settings(replace(settings, anchor_to=others))
    tx.forget_answers(workspace, plan.ids)
    tx.forget_person(workspace, plan.ids)
    tx.forget_said(workspace, to_bytes(DONE))
    return Edits(0, messages)


def hold(tx: Tx, playbooks: Playbooks, workspace: str, project: str, command: Command, now: datetime) -> bool:
    """Place or lift a legal hold; tell whether that changed anything. Raises BadInput."""
    stored = _found(tx, workspace, project)
    playbook = playbooks.get(tx, workspace, stored.project.playbook)
    events = decide(stored.project, command, by=OPERATOR, playbook=playbook, now=now)
    if events:
        record(tx, workspace, stored, [Recorded(event, now, "") for event in events], playbook, now)
    return bool(events)


def _noted(
    tx: Tx,
    playbooks: Playbooks,
    stored: Stored,
    entries: Sequence[Entry],
    touched: Collection[int],
    command: Command,
    now: datetime,
    gone: Collection[str] = (),
) -> int:
    """Write an erasure into a ledger, with the edits of its messages; return how many. Raises Refusal."""
    workspace, project = stored.workspace, stored.project
    playbook = playbooks.get(tx, workspace, project.playbook)
    events = decide(project, command, by=OPERATOR, playbook=playbook, now=now)
    posted = tx.posted(workspace, project.id)
    mark = f"{project.seq + 1}"
    # Whoever is erased is not written to any more.
    edits = [e for e in redrawn(project, posted, entries, touched, mark) if e.place.person not in gone]
    record(tx, workspace, stored, [Recorded(event, now, "") for event in events], playbook, now, extra=edits)
    return len(edits)


def _found(tx: Tx, workspace: str, project: str) -> Stored:
    stored = tx.project(workspace, project)
    if stored is None:
        raise LookupError(project)
    return stored


def _erasable(project: Project, entries: Sequence[Entry], chosen: Chosen, terms: Terms) -> list[int]:
    meant = [entry for entry in entries if chosen.means(entry, project)]
    return erasable(meant, now=terms.now, years=terms.years)


def _takes_part(project: Project, person: str) -> bool:
    return person in project.team or any(person in people for people in project.roles.values())


def _is_about(entry: Entry, ids: Collection[str]) -> bool:
    """Tell whether somebody did something, or stands in it."""
    body = _encode(entry.recorded.event)
    return entry.recorded.by in ids or any(one.encode() in body for one in ids)
