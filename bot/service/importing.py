"""Many projects under way at once: every line is looked at, then all of them come in, or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

import msgspec

from bot.playbooks.model import Playbook
from bot.project.calendar import spelled
from bot.project.commands import CLOCK, Actor, ImportProject, OpenProject
from bot.project.decide import decide
from bot.project.events import Event, Recorded
from bot.project.evolve import evolve
from bot.project.plan import due_on, today
from bot.project.readiness import status, to_lock
from bot.project.refusals import BadInput, Problem, Refusal
from bot.project.state import Project
from bot.service.directory import Directory
from bot.service.playbooks import Playbooks
from bot.service.ports import Account, Chat, Clock, DeliveryFailed, Store, Tx
from bot.service.table import Line, Wrong, read_table
from bot.service.unit import record
from bot.talk.import_report import Coming, Report

#: items that fall due this soon are reminders that wait
SOON = timedelta(days=7)
_YES_OR_NO = {"yes": True, "oui": True, "true": True, "no": False, "non": False, "false": False, "": False}


class _Entry(msgspec.Struct, frozen=True):
    """Into what the lines of a table are brought, by whom and when."""

    playbooks: Playbooks
    platform: str
    #: the public holidays of a line that names none
    region: str
    by: Actor
    now: datetime


class _Ready(msgspec.Struct, frozen=True):
    """A line that can come in."""

    line: int
    digest: str
    events: list[Event]
    project: Project
    playbook: Playbook


class Read(msgspec.Struct, frozen=True):
    """A table that was looked at: what can come in, and what is to be said of it."""

    ready: tuple[_Ready, ...]
    report: Report


def look_offline(text: str, now: datetime, region: str = "") -> Sequence[Wrong]:
    """Return what is wrong with a table in itself: all that needs no database and no chat to be seen."""
    lines, wrong = read_table(text)
    entry = _Entry(Playbooks(), "slack", region, CLOCK, now)
    for line in lines:
        problems = list[Problem]()
        # Whoever is named counts as found.
        people = {role: line[role] for role in ("lead", "sponsor")}
        _opened(line, "offline", people, entry, problems)
        wrong += [Wrong(line.number, problem.field, problem) for problem in problems]
    return sorted(wrong, key=lambda each: each.line)


def unasked(text: str) -> Sequence[str]:
    """Return the people and channels that a table names: what only a database and a chat can tell."""
    lines, _ = read_table(text)
    named = (line[column] for line in lines for column in ("lead", "sponsor", "channel"))
    return sorted({name for name in named if name})


class Importing:
    """Reads tables for one workspace, on one platform."""

    def __init__(
        self,
        store: Store,
        chat: Chat,
        workspace: str,
        clock: Clock,
        playbooks: Playbooks,
        *,
        region: str = "",
    ) -> None:
        """Take the ports; `chat` is where the channels of the table are."""
        self._store, self._chat, self._workspace = store, chat, workspace
        self._clock, self._playbooks, self._region = clock, playbooks, region
        self._directory = Directory(store, {(workspace, chat.platform): chat})
        self._people: dict[str, Account | Problem] = {}
        self._channels: dict[str, bool] = {}

    async def look(self, text: str, by: Actor) -> Read:
        """Look at every line of a table. No project is changed. Raises DeliveryFailed, Unavailable."""
        lines, wrong = read_table(text)
        entry = _Entry(self._playbooks, self._chat.platform, self._region, by, self._clock.now())
        ready, coming, there = list[_Ready](), list[Coming](), list[tuple[int, str]]()
        for line in lines:
            key = self._id(line)
            if await self._store.read(lambda tx, key=key: tx.project(self._workspace, key)):  # type: ignore[misc]
                there.append((line.number, line["name"]))
                continue
            found, problems = await self._line(line, key, entry)
            wrong += [Wrong(line.number, problem.field, problem) for problem in problems]
            if found:
                ready.append(found)
                coming.append(_coming(found, self._names(line), entry.now))
        wrong.sort(key=lambda each: each.line)
        return Read(tuple(ready), Report(tuple(coming), tuple(there), tuple(wrong)))

    async def bring_in(self, read: Read, by: Actor) -> int:
        """Open what was looked at, all of it or nothing; return how many. Whoever was faster has opened them."""
        now = self._clock.now()

        def work(tx: Tx) -> int:
            opened = 0
            for each in read.ready:
                if tx.project(self._workspace, each.project.id):
                    continue
                tx.put_playbook(self._workspace, each.digest, each.playbook)
                recorded = [Recorded(event, now, by.person) for event in each.events]
                record(tx, self._workspace, None, recorded, each.playbook, now)
                opened += 1
            return opened

        return 0 if read.report.wrong else await self._store.write(work)

    def _id(self, line: Line) -> str:
        """Return the project's id: the same whenever the line is read again, so that nothing is opened twice."""
        return str(uuid5(NAMESPACE_URL, f"tollgate:{self._workspace}:{line.key}"))

    async def _line(self, line: Line, key: str, entry: _Entry) -> tuple[_Ready | None, list[Problem]]:
        problems: list[Problem] = []
        people = {role: await self._person(role, line[role], problems) for role in ("lead", "sponsor")}
        await self._channel(line["channel"], problems)
        found = _opened(line, key, people, entry, problems)
        return (None, problems) if problems else (found, [])

    async def _person(self, role: str, said: str, problems: list[Problem]) -> str:
        """Return the id of a person named by a verified address or the platform's own id; "" for nobody."""
        if not said:
            return ""  # that somebody is needed is said with the other fields
        if said not in self._people:
            self._people[said] = await self._found(said)
        found = self._people[said]
        if isinstance(found, Account) and "auditor" in found.workspace_roles:
            found = Problem(role, "an_auditor")
        if isinstance(found, Account):
            return found.person
        problems.append(msgspec.structs.replace(found, field=role))
        return ""

    async def _found(self, said: str) -> Account | Problem:
        value = {"value": said[:60]}
        if "@" in said:
            known = await self._store.read(lambda tx: tx.accounts_of(self._workspace, said.lower()))
            active = [account for account in known if account.active]
            if len({account.person for account in active}) == 1:
                return active[0]
            return Problem("", "address_of_several" if active else "unknown_address", value)
        account = await self._directory.account(self._workspace, self._chat.platform, self._chat.tenant, said)
        return account if account and account.active else Problem("", "unknown_user", value)

    async def _channel(self, said: str, problems: list[Problem]) -> None:
        if not said:
            return
        if said not in self._channels:
            try:
                self._channels[said] = await self._chat.is_member(said)
            except DeliveryFailed as failed:
                if not failed.permanent:
                    raise
                self._channels[said] = False
        if not self._channels[said]:
            problems.append(Problem("channel", "bot_not_there", {"value": said[:60]}))

    def _names(self, line: Line) -> Mapping[str, str]:
        found = {role: self._people.get(line[role]) for role in ("lead", "sponsor")}
        return {role: one.name for role, one in found.items() if isinstance(one, Account)}


def _opened(
    line: Line, key: str, people: Mapping[str, str], entry: _Entry, problems: list[Problem]
) -> _Ready | None:
    """Return what a line opens as the project `key`; None, and more problems, where it cannot."""
    practice = _is_practice(line, problems)
    playbook, digest = _playbook(entry.playbooks, line["playbook"], problems)
    opening = OpenProject(
        project=key,
        name=line["name"],
        lead=people["lead"],
        sponsor=people["sponsor"],
        platform=entry.platform,
        conversation=line["channel"],
        starts_on=line["starts_on"],
        time_zone=line["time_zone"],
        playbook=digest,
        region=spelled(line["region"] or entry.region),
        practice=practice,
    )
    command = ImportProject(opening, line["phase"], line.papers, line["went_live_on"])
    try:
        events = decide(None, command, by=entry.by, playbook=playbook, now=entry.now)
        return _Ready(line.number, digest, events, _folded(events, entry.now, entry.by), playbook)
    except BadInput as bad:
        known = {problem.field for problem in problems}
        found = (msgspec.structs.replace(p, field=_column(p.field)) for p in bad.problems)
        problems += [p for p in found if p.field not in known]
    except Refusal as no:
        if no.code != "same_person":
            raise
        problems.append(Problem("sponsor", "same_as_lead"))
    return None


def _is_practice(line: Line, problems: list[Problem]) -> bool:
    practice = _YES_OR_NO.get(line["practice"].lower())
    if practice is None:
        problems.append(Problem("practice", "not_yes_or_no", {"value": line["practice"][:20]}))
    return bool(practice)


def _playbook(playbooks: Playbooks, said: str, problems: list[Problem]) -> tuple[Playbook, str]:
    try:
        digest = playbooks.chosen(said)
    except KeyError:
        known = ", ".join(playbook.key for playbook in playbooks.offered)
        problems.append(Problem("playbook", "not_a_playbook", {"value": said[:40], "nearest": known}))
        digest = playbooks.default_digest
    offered = {playbooks.chosen(playbook.key): playbook for playbook in playbooks.offered}
    return offered[digest], digest


def _column(field: str) -> str:
    return "channel" if field == "conversation" else field


def _folded(events: Sequence[Event], now: datetime, by: Actor) -> Project:
    project: Project | None = None
    for event in events:
        project = evolve(project, Recorded(event, now, by.person))
    assert project is not None
    return project


def _coming(found: _Ready, names: Mapping[str, str], now: datetime) -> Coming:
    """Say what a line would open: how much there is to do, and how much of it is soon due."""
    project, playbook = found.project, found.playbook
    items = playbook.phase(project.phase).items
    waiting = [item for item in items if status(project, playbook, item) == "open"]
    soon = today(project, now) + SOON
    return Coming(
        line=found.line,
        name=project.name,
        phase=project.phase,
        lead=names.get("lead", ""),
        sponsor=names.get("sponsor", ""),
        open=len(waiting),
        soon=sum(due_on(project, playbook, item) <= soon for item in waiting),
        gates=len(playbook.phases) - project.phase + 1,
        first=tuple(playbook.item(key).title for key in to_lock(project, playbook)),
        practice=project.practice,
    )
