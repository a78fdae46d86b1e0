"""Messages over several projects, drawn when they leave: mornings, stand-ups, a sponsor's week, questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta
from typing import cast, get_args
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from bot.project.calendar import local_day
from bot.project.commands import WorkspaceRole
from bot.project.digest import Line, lines, ordered
from bot.project.plan import today as project_today
from bot.project.standup import StandUp, stand_up
from bot.project.state import Delegation
from bot.service.draw import names_of, scene
from bot.service.leaving import approved_by
from bot.service.occasion import Occasion
from bot.service.ports import ChannelSettings, Stored
from bot.service.quiet import heard
from bot.service.wording import words_of
from bot.talk import admin, joining
from bot.talk.absence import absence
from bot.talk.anchor import anchor
from bot.talk.away import stands_in
from bot.talk.card import Card
from bot.talk.erasures import worded
from bot.talk.morning import morning
from bot.talk.notices import SEVERAL, Notice
from bot.talk.over import morning_over
from bot.talk.questions import Said, questions
from bot.talk.scene import Scene
from bot.talk.sponsor_digest import sponsor_digest
from bot.talk.standup import standup, weekly
from bot.talk.words import Words

NOON = time(12)
GATHERED = SEVERAL


class Gathering:
    """Draws what one transaction finds for one message."""

    def __init__(self, on: Occasion) -> None:
        self._on, self._language = on, on.language
        self._tx, self._workspace, self._playbooks = on.tx, on.workspace, on.playbooks
        self._now, self._reader = on.now, on.reader

    def card(self, notice: Notice) -> Card | None:
        """Return the card; None when there is nothing left to show."""
        words = words_of(self._reader) if self._reader else Words(self._language)
        return worded(card, words) if (card := self._card(notice)) else None

    def _card(self, notice: Notice) -> Card | None:
        match notice.kind:
            case "digest":
                return self._morning(notice) if self._reader else None
            case "digest_over":
                return morning_over(words_of(self._reader), notice.on) if self._reader else None
            case "sponsor_digest":
                return self._sponsor(notice) if self._reader else None
            case "questions":
                return self._questions(notice) if self._reader else None
            case "standup" | "weekly":
                return self._stand_up(notice)
            case "workspace_role" | "workspace_role_over":
                return self._granted(notice) if self._reader else None
            case "accounts_joined" | "acts_as":
                return self._accounts(notice) if self._reader else None
            case "anchor":
                # The line is what it was when it was queued: nothing that is read now may change it.
                reader = self._reader
                return anchor(words_of(reader), notice.line, notice.at or self._now) if reader else None
            case "absence":
                return self._absence(notice) if self._reader else None
            case "delegate":
                return self._stands_in(notice) if self._reader else None
            case _:
                return None

    def _absence(self, notice: Notice) -> Card | None:
        """Return the offer to name a delegate, as long as the reader's status says what it said."""
        reader = self._reader
        if reader is None:
            return None
        chosen = self._tx.preferences(self._workspace, [reader.person])[reader.person]
        theirs = {project.id for project in approved_by(self._tx, reader, self._playbooks)}
        today = local_day(self._now, reader.time_zone)
        found = chosen.absence
        until = notice.on or (found.until if found else today)
        delegate = found.delegate if found else ""
        return absence(
            words_of(reader),
            reader.person,
            list(self._scenes(theirs, words_of(reader)).values()),
            until=until,
            today=today,
            proposed=(delegate, names_of(self._tx, self._workspace, [delegate]).get(delegate, "")),
            alone=found is not None and found.alone,
            over=found is None or found.until != until or until < today,
            resting=any(off.first <= today and off.last >= until for off in chosen.away),
        )

    def _stands_in(self, notice: Notice) -> Card | None:
        """Return the word to a delegate: in which projects they decide in whose place, on the notice's days."""
        if self._reader is None or notice.first is None or notice.on is None:
            return None
        given = Delegation(notice.by, notice.person, notice.first, notice.on)
        rows = self._tx.projects_of(self._workspace, notice.by)
        going = {row.project for row in rows if row.status not in ("stopped", "live")}
        scenes = self._scenes(going, words_of(self._reader)).values()
        theirs = [found for found in scenes if given in found.project.delegations]
        names = names_of(self._tx, self._workspace, [notice.by])
        today = local_day(self._now, self._reader.time_zone)
        return stands_in(words_of(self._reader), theirs, given, names.get(notice.by, ""), today)

    def _morning(self, notice: Notice) -> Card | None:
        reader = self._reader
        if reader is None:
            return None
        chosen = self._tx.preferences(self._workspace, [reader.person])[reader.person]
        refs = notice.refs or chosen.last
        scenes = self._scenes({project for project, _ in refs}, words_of(reader))
        entries: list[tuple[Scene, Line]] = []
        for found in scenes.values():
            today = project_today(found.project, self._now)
            entries += [(found, line) for line in lines(found.project, found.playbook, reader.person, today)]
        left = {(line.project, line.item) for _, line in entries}
        audible = heard([line for _, line in entries], chosen, reader, self._now)
        entries = [entry for entry in entries if entry[1] in audible]
        order = ordered([line for _, line in entries])
        entries.sort(key=lambda entry: order.index(entry[1]))
        settled = [(scenes[p], i) for p, i in dict.fromkeys(refs) if (p, i) not in left and p in scenes]
        if not entries and not settled:
            return None
        here = self._now.astimezone(ZoneInfo(reader.time_zone or "UTC"))
        return morning(
            words_of(reader),
            reader.person,
            reader.name,
            entries,
            today=here.date(),
            settled=settled,
            late=here.time() >= NOON,
        )

    def _sponsor(self, notice: Notice) -> Card | None:
        reader = self._reader
        if reader is None:
            return None
        scenes = self._scenes({project for project, _ in notice.refs}, words_of(reader))
        return sponsor_digest(words_of(reader), list(scenes.values())) if scenes else None

    def _questions(self, notice: Notice) -> Card | None:
        reader = self._reader
        if reader is None or notice.on is None:
            return None
        rows = self._tx.projects_in(self._workspace, notice.platform, notice.conversation)
        names = [row.name for row in rows if row.status != "stopped"]
        args = {"platform": notice.platform, "conversation": notice.conversation, "on": notice.on.isoformat()}
        return questions(words_of(reader), reader.name, names, args)

    def _accounts(self, notice: Notice) -> Card | None:
        """Return the word about two accounts of one person: the one on the notice's platform, and the other."""
        accounts = self._tx.accounts(self._workspace, notice.person)
        there = next((one for one in accounts if one.platform == notice.platform), None)
        other = next((one for one in accounts if one.platform != notice.platform), None)
        if self._reader is None or there is None or other is None:
            return None
        words = words_of(self._reader)
        if notice.kind == "accounts_joined":
            return joining.told_card(words, there, other, notice.at or self._now)
        found = self._tx.projects(self._workspace, [key for key, _ in notice.refs])
        return joining.acts_as_card(words, other, there, [one.project.name for one in found.values()])

    def _granted(self, notice: Notice) -> Card | None:
        """Return the word to somebody about their role in the whole workspace."""
        if self._reader is None or notice.role not in get_args(WorkspaceRole):
            return None
        role = cast(WorkspaceRole, notice.role)
        by = names_of(self._tx, self._workspace, [notice.by]).get(notice.by, "")
        draw = admin.given_card if notice.kind == "workspace_role" else admin.taken_card
        return draw(words_of(self._reader), role, by)

    def _stand_up(self, notice: Notice) -> Card | None:
        settings = self._tx.channel(self._workspace, notice.platform, notice.conversation)
        rows = self._tx.projects_in(self._workspace, notice.platform, notice.conversation)
        going = {row.project for row in rows if row.status != "stopped"}
        if settings is None or not going:
            return None
        words = Words(settings.language or self._language, settings.time_zone, shared=True)
        scenes = self._scenes(going, words)
        parts = self._parts(scenes, notice)
        said = self._said(settings, notice.on)
        at, lost = notice.conversation, [scenes[key] for key, _ in notice.refs if key in scenes]
        if notice.kind == "weekly":
            until = notice.on if notice.still else None
            return weekly(words, parts, at=at, until=until, still=notice.still, said=said, lost=lost)
        return standup(words, parts, at=at, still=notice.still, said=said, lost=lost)

    def _parts(self, scenes: Mapping[str, Scene], notice: Notice) -> Sequence[tuple[Scene, StandUp]]:
        since = notice.since or self._now - timedelta(days=1)
        until = notice.at or self._now
        keys = [(self._workspace, project) for project in scenes]
        happened = self._tx.events_since(keys, since)
        parts = []
        authors = {entry.by for entries in happened.values() for entry in entries if entry.by}
        names = names_of(self._tx, self._workspace, authors)
        for key, found in scenes.items():
            found = replace(found, names={**names, **found.names})
            moved = [entry for entry in happened.get(key, ()) if entry.at <= until]
            # It stays that of its day, whose number its head names: of a quiet day after it a line says so.
            on = notice.on or project_today(found.project, self._now)
            parts.append((found, stand_up(found.project, found.playbook, moved, on, notice.still)))
        return parts

    def _said(self, settings: ChannelSettings, on: date | None) -> list[Said]:
        answers = [entry for entry in settings.answers if entry.on == on]
        names = self._tx.people(self._workspace, [entry.person for entry in answers])
        return [
            Said(names[entry.person].name, entry.done, entry.next, entry.blocked)
            for entry in answers
            if entry.person in names
        ]

    def _scenes(self, projects: set[str], words: Words) -> dict[str, Scene]:
        found: Mapping[str, Stored] = self._tx.projects(self._workspace, sorted(projects))
        return {key: scene(self._on, stored.project, words=words) for key, stored in found.items()}
