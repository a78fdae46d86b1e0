"""Morning messages: one per person and working day, over all their projects, if anything is true to say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace

from bot.project.calendar import is_public_holiday, local_day
from bot.project.digest import Line, is_worth_sending, lines, ordered
from bot.project.plan import today as project_today
from bot.project.state import Project
from bot.project.working import WorkingTime, next_instant
from bot.service.announced import absence_again
from bot.service.batches import Batches
from bot.service.playbooks import Playbooks
from bot.service.ports import Account, Clock, Outgoing, Place, Preferences, Store, Stored, Tx
from bot.service.quiet import heard
from bot.talk.notices import Notice

BATCH = 200
_encode = msgspec.json.Encoder().encode


class Mornings:
    """Looks at the people whose morning has come. A second sweeper finds nothing left, or queues the same key."""

    def __init__(self, store: Store, clock: Clock, playbooks: Playbooks) -> None:
        """Take the store and the clock that the domain is measured by."""
        self._store, self._clock, self._playbooks = store, clock, playbooks

    async def run(self) -> int:
        """Look at everybody who is due; return how many there were."""
        now = self._clock.now()
        people = Batches[Preferences](
            self._store,
            BATCH,
            due=lambda tx, most: tx.due_people(now, most),
            look=lambda tx, due: self._batch(tx, due, now),
            name=lambda chosen: f"person {chosen.person} of {chosen.workspace}",
        )
        return await people.run()

    def _batch(self, tx: Tx, due: Sequence[Preferences], now: datetime) -> None:
        for workspace in dict.fromkeys(person.workspace for person in due):
            here = [person for person in due if person.workspace == workspace]
            self._workspace(tx, workspace, here, now)

    def _workspace(self, tx: Tx, workspace: str, due: Sequence[Preferences], now: datetime) -> None:
        persons = [chosen.person for chosen in due]
        accounts = tx.people(workspace, persons)
        # Of several accounts an active one comes first: who has none has left, and their leads were told.
        there = {person for person, account in accounts.items() if account.active}
        awake = [c for c in due if c.person in there and is_awake(c, accounts[c.person], now)]
        on = max((_today(accounts[c.person], now) for c in awake), default=now.date())
        nagged = tx.projects_to_nag([(workspace, c.person) for c in awake], on) if awake else {}
        projects = tx.projects(workspace, sorted({p for found in nagged.values() for p in found}))
        self._weeks(tx, workspace, [c for c in awake if _early(c, accounts[c.person], now)], accounts, now)
        for chosen in due:
            account = accounts.get(chosen.person)
            about = [projects[key] for key in nagged.get(chosen.person, ()) if key in projects]
            self._person(tx, chosen, account, about, now)

    def _weeks(
        self,
        tx: Tx,
        workspace: str,
        awake: Sequence[Preferences],
        accounts: Mapping[str, Account],
        now: datetime,
    ) -> None:
        """Queue the week of every sponsor for whom it begins today."""
        sponsored = tx.sponsored([(workspace, c.person) for c in awake]) if awake else {}
        projects = tx.projects(workspace, sorted({p for found in sponsored.values() for p in found}))
        for chosen in awake:
            account, theirs = accounts[chosen.person], sponsored.get(chosen.person, ())
            region = next((projects[p].project.region for p in theirs if p in projects), "")
            if theirs and _begins_week(chosen, account, region, now):
                tx.queue(workspace, [_week(chosen.person, _today(account, now), theirs)], now)

    def _person(
        self, tx: Tx, chosen: Preferences, account: Account | None, about: Sequence[Stored], now: datetime
    ) -> None:
        planned = replace(chosen, next_at=next_morning(chosen, account, now))
        found: list[Line] = []
        if account:
            for stored in about:
                found += self._lines(tx, stored, chosen, account, now)
        on = _today(account, now) if account else now.date()
        same_week = chosen.last_on is not None and chosen.last_on.isocalendar()[:2] == on.isocalendar()[:2]
        if account and is_worth_sending(found, chosen.last, same_week=same_week):
            refs = tuple((line.project, line.item) for line in ordered(found))
            planned = replace(planned, last_on=on, last=refs)
            tx.queue(chosen.workspace, [_message(chosen.person, on, refs, chosen.last_on)], now)
        if chosen.absence and chosen.absence.until < on:
            planned = replace(planned, absence=None)
            again = absence_again(chosen.person, on.isoformat(), chosen.absence.until)
            tx.queue(chosen.workspace, [again], now)
        tx.put_preferences(planned)

    def _lines(
        self, tx: Tx, stored: Stored, chosen: Preferences, account: Account, now: datetime
    ) -> Sequence[Line]:
        playbook = self._playbooks.get(tx, stored.workspace, stored.project.playbook)
        if _rests(stored.project, chosen, _today(account, now)):
            return []
        found = lines(stored.project, playbook, chosen.person, project_today(stored.project, now))
        return heard(found, chosen, account, now)


def working_time(chosen: Preferences, account: Account) -> WorkingTime:
    """Return when a person works: what they chose, in the time zone of their profile."""
    return WorkingTime(
        time_zone=account.time_zone or "UTC",
        region=chosen.region,
        days=chosen.days,
        starts=chosen.starts,
        ends=chosen.ends,
        away=chosen.away,
    )


def next_morning(chosen: Preferences, account: Account | None, now: datetime) -> datetime:
    """Return the next instant of a person's morning message; never outside their working time."""
    working = working_time(chosen, account) if account else WorkingTime(time_zone="UTC")
    # Whoever looks is a little late: the last quarter of an hour is kept free.
    latest = (datetime.combine(now, chosen.ends) - timedelta(minutes=15)).time()
    at = max(min(chosen.at, latest), chosen.starts)
    return next_instant(now, at, working)


def is_awake(chosen: Preferences, account: Account, now: datetime) -> bool:
    """Tell whether a person may be reminded now: planned before, and at work."""
    if chosen.next_at is None:
        return False
    working = working_time(chosen, account)
    local = now.astimezone(ZoneInfo(working.time_zone))
    return working.works_on(local.date()) and chosen.starts <= local.time() <= chosen.ends


def _rests(project: Project, chosen: Preferences, on: date) -> bool:
    """Tell whether a day is a holiday of the project: its holidays are those of people who chose none."""
    return not chosen.region and is_public_holiday(on, project.region)


def _message(person: str, on: date, refs: tuple[tuple[str, str], ...], before: date | None) -> Outgoing:
    notice = Notice("digest", "", person=person, on=on, refs=refs, before=before)
    key = f"digest:{person}"
    return Outgoing(key, Place(person=person), _encode(notice), dedupe=f"{key}:{on.isoformat()}")


def _week(person: str, on: date, projects: Sequence[str]) -> Outgoing:
    """Return a sponsor's week: one message over their projects."""
    year, week, _ = on.isocalendar()
    refs = tuple((project, "") for project in projects)
    notice = Notice("sponsor_digest", "", person=person, on=on, refs=refs)
    key = f"sponsor_digest:{person}:{year}-{week:02}"
    return Outgoing(key, Place(person=person), _encode(notice), dedupe=key)


def _early(chosen: Preferences, account: Account, now: datetime) -> bool:
    """Tell whether this may be the first working day of a week: the first, or all before were holidays."""
    days, today = chosen.days or (0,), _today(account, now)
    return today.weekday() <= min(days) + 2 or _begins_week(chosen, account, "", now)


def _begins_week(chosen: Preferences, account: Account, region: str, now: datetime) -> bool:
    """Tell whether this is the person's first working day of the week; `region` is that of their projects."""
    working, today = working_time(chosen, account), _today(account, now)
    working = replace(working, region=chosen.region or region)
    first = working.add(today, -1).isocalendar()[:2] != today.isocalendar()[:2]
    return first and working.works_on(today)


def _today(account: Account, now: datetime) -> date:
    return local_day(now, account.time_zone or "UTC")
