"""Stand-ups: one per channel and working day, over its projects; on a quiet day the last one is updated in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

import msgspec
from msgspec.structs import replace

from bot.project.calendar import local_day
from bot.project.events import Recorded
from bot.project.plan import today as project_today
from bot.project.standup import StandUp, stand_up
from bot.project.working import WorkingTime, instant, next_instant
from bot.service.batches import Batches
from bot.service.playbooks import Playbooks
from bot.service.ports import Answered, ChannelSettings, Clock, Outgoing, Place, Store, Stored, Tx
from bot.talk.notices import Notice

BATCH = 600
#: a stand-up that is this late says nothing that people still wait for
TOO_LATE = timedelta(hours=8)
#: a channel's first stand-up looks back so far: its project may have begun before a weekend
FIRST_STRETCH = timedelta(days=7)
#: members are asked this long before
ASK_BEFORE = timedelta(minutes=60)
#: a channel, and its projects
Due = tuple[ChannelSettings, Sequence[Stored]]
_encode = msgspec.json.Encoder().encode


class StandUps:
    """Looks at the channels whose stand-up is due."""

    def __init__(self, store: Store, clock: Clock, playbooks: Playbooks) -> None:
        """Take the store and the clock that the domain is measured by."""
        self._store, self._clock, self._playbooks = store, clock, playbooks

    async def run(self) -> int:
        """Look at every channel that is due; return how many there were."""
        now = self._clock.now()
        channels = Batches[Due](
            self._store,
            BATCH,
            due=lambda tx, most: tx.due_channels(now, most),
            look=lambda tx, due: self._batch(tx, due, now),
            name=lambda each: f"channel {each[0].platform}:{each[0].conversation} of {each[0].workspace}",
        )
        return await channels.run()

    def _batch(self, tx: Tx, due: Sequence[Due], now: datetime) -> None:
        days = [(settings, due_day(settings, now)) for settings, _ in due]
        since = min((stretch(settings, on, now) for settings, on in days if on), default=now)
        for workspace in dict.fromkeys(settings.workspace for settings, _ in due):
            here = [(settings, projects) for settings, projects in due if settings.workspace == workspace]
            keys = [(workspace, stored.project.id) for _, projects in here for stored in projects]
            # A project may be there twice: with each of its channels.
            happened = tx.events_since(list(dict.fromkeys(keys)), since) if keys else {}
            for settings, projects in here:
                self._channel(tx, settings, projects, happened, now)

    def _channel(
        self,
        tx: Tx,
        settings: ChannelSettings,
        projects: Sequence[Stored],
        happened: Mapping[str, Sequence[Recorded]],
        now: datetime,
    ) -> None:
        today, on = local_day(now, settings.time_zone), due_day(settings, now)
        planned = replace(settings, next_at=next_stand_up(settings, now), answers=recent(settings, today))
        if settings.removed_at:
            tx.put_channel(planned)  # nothing arrives there, and nothing is to pile up
            return
        if projects and is_time_to_ask(settings, today, now):
            tx.queue(settings.workspace, ask(settings, projects, today), now)
            tx.put_channel(replace(planned, asked_on=today))
            return
        if projects and on and is_wanted(settings, on):
            since = stretch(settings, on, now)
            parts = [
                self._part(tx, stored, happened.get(stored.project.id, ()), since, now) for stored in projects
            ]
            planned = self._say(tx, planned, parts, on, since, now)
        tx.put_channel(planned)

    def _part(
        self, tx: Tx, stored: Stored, happened: Sequence[Recorded], since: datetime, now: datetime
    ) -> StandUp:
        playbook = self._playbooks.get(tx, stored.workspace, stored.project.playbook)
        moved = [entry for entry in happened if entry.at > since]
        return stand_up(stored.project, playbook, moved, project_today(stored.project, now))

    def _say(
        self,
        tx: Tx,
        settings: ChannelSettings,
        parts: Sequence[StandUp],
        on: date,
        since: datetime,
        now: datetime,
    ) -> ChannelSettings:
        """Post what is new; on a quiet day update the last message instead, without moving the stretch on."""
        weekly = is_last_of_week(settings, on)
        quiet = all(part.is_quiet for part in parts) and not settings.lost
        if quiet and not (settings.every_day or weekly):
            if settings.last_key:
                tx.queue(settings.workspace, [_still(settings, on, since, now)], now)
            return replace(settings, last_at=settings.last_at or since)
        key = f"standup:{settings.platform}:{settings.conversation}:{on.isoformat()}"
        notice = _notice("weekly" if weekly else "standup", settings, on, since, now)
        notice = replace(notice, refs=tuple((project, "") for project in settings.lost))
        place = Place(platform=settings.platform, conversation=settings.conversation)
        tx.queue(settings.workspace, [Outgoing(key, place, _encode(notice), dedupe=key)], now)
        return replace(settings, last_since=since, last_at=now, last_key=key, lost=())


def working_time(settings: ChannelSettings) -> WorkingTime:
    """Return when a channel's team works."""
    return WorkingTime(time_zone=settings.time_zone, region=settings.region, away=settings.closures)


def next_stand_up(settings: ChannelSettings, now: datetime) -> datetime:
    """Return the next instant of a channel's stand-up, or of the questions before it."""
    working = working_time(settings)
    stand_up = next_instant(now, settings.at, working)
    on = local_day(stand_up, settings.time_zone)
    if settings.questions and settings.asked_on != on and stand_up - ASK_BEFORE > now:
        return stand_up - ASK_BEFORE
    return stand_up


def due_day(settings: ChannelSettings, now: datetime) -> date | None:
    """Return the day whose stand-up is to be given now; None where none came due, or where it is long past.

    After days without a look that is today's, not the one that was planned.
    """
    today = local_day(now, settings.time_zone)
    for on in (today, today - timedelta(days=1)):
        at = instant(on, settings.at, settings.time_zone)
        if timedelta(0) <= now - at <= TOO_LATE and settings.next_at and settings.next_at <= at:
            return on
    return None


def is_wanted(settings: ChannelSettings, on: date) -> bool:
    """Tell whether a channel wants a stand-up on a day."""
    if settings.quiet or (settings.paused_until and on <= settings.paused_until):
        return False
    return working_time(settings).works_on(on)


def is_time_to_ask(settings: ChannelSettings, on: date, now: datetime) -> bool:
    """Tell whether the members are asked now, and the stand-up comes later."""
    if not settings.questions or settings.asked_on == on or not is_wanted(settings, on):
        return False
    return timedelta(0) < instant(on, settings.at, settings.time_zone) - now <= ASK_BEFORE


def stretch(settings: ChannelSettings, on: date, now: datetime) -> datetime:
    """Return from when on a stand-up tells what moved: since the last one; the last one of a week tells it all."""
    since = settings.last_at or now - FIRST_STRETCH
    if not is_last_of_week(settings, on):
        return since
    before = working_time(settings).add(on - timedelta(days=on.weekday()), -1)
    return min(since, instant(before, settings.at, settings.time_zone))


def ask(settings: ChannelSettings, projects: Sequence[Stored], on: date) -> list[Outgoing]:
    """Return the questions to everybody on the channel's projects, one message for each person."""
    people = sorted({person for stored in projects for person in stored.project.team})
    found = []
    for person in people:
        notice = Notice(
            "questions",
            "",
            platform=settings.platform,
            conversation=settings.conversation,
            person=person,
            on=on,
        )
        key = f"questions:{settings.platform}:{settings.conversation}:{on.isoformat()}:{person}"
        found.append(Outgoing(key, Place(person=person), _encode(notice), dedupe=key))
    return found


def recent(settings: ChannelSettings, on: date) -> tuple[Answered, ...]:
    """Return the answers that a stand-up may still show."""
    return tuple(entry for entry in settings.answers if on - entry.on <= timedelta(days=7))


def is_last_of_week(settings: ChannelSettings, on: date) -> bool:
    """Tell whether no working day of the same week follows."""
    following = working_time(settings).next_working_day(on)
    return following.isocalendar()[:2] != on.isocalendar()[:2]


def _still(settings: ChannelSettings, on: date, since: datetime, now: datetime) -> Outgoing:
    """Return the last message again: it keeps what it told, and says that there is nothing new."""
    before = local_day(settings.last_at or now, settings.time_zone)
    kind = "weekly" if is_last_of_week(settings, before) else "standup"
    notice = _notice(kind, settings, before, settings.last_since or since, now)
    notice = replace(notice, still=on)
    place = Place(platform=settings.platform, conversation=settings.conversation)
    dedupe = f"{settings.last_key}:still:{on.isoformat()}"
    return Outgoing(settings.last_key, place, _encode(notice), dedupe, refresh=True, edit_only=True)


def _notice(kind: str, settings: ChannelSettings, on: date, since: datetime, now: datetime) -> Notice:
    return Notice(
        "weekly" if kind == "weekly" else "standup",
        "",
        platform=settings.platform,
        conversation=settings.conversation,
        on=on,
        since=since,
        at=now,
    )
