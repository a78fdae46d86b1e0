"""What a sweep reads and writes, at the level of the store: people with their items, channels with their projects."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from msgspec.structs import replace

from bot.service.ports import Outgoing, Place, Tx
from tests.bench.crowd import NOW, TODAY

DAY = timedelta(days=1)
PEOPLE_AT_ONCE, CHANNELS_AT_ONCE = 200, 600


def mornings(tx: Tx, now: datetime) -> int:
    """Plan the next morning of a few people and queue their messages; return how many people there were."""
    due = tx.due_people(now, PEOPLE_AT_ONCE)
    for workspace in dict.fromkeys(found.workspace for found in due):
        here = [found for found in due if found.workspace == workspace]
        nagged = tx.projects_to_nag([(workspace, found.person) for found in here], TODAY)
        projects = tx.projects(workspace, sorted({key for keys in nagged.values() for key in keys}))
        tx.people(workspace, [found.person for found in here])
        for found in here:
            about = [projects[key].project.name for key in nagged[found.person]]
            tx.queue(workspace, [_message(found.person, now.date(), about)], now)
            tx.put_preferences(replace(found, next_at=now + DAY))
    return len(due)


def stand_ups(tx: Tx, now: datetime) -> int:
    """Plan the next stand-up of many channels and queue their messages; return how many channels there were."""
    due = tx.due_channels(now, CHANNELS_AT_ONCE)
    keys = [(stored.workspace, stored.project.id) for _, projects in due for stored in projects]
    happened = tx.events_since(list(dict.fromkeys(keys)), NOW - DAY)  # each day looks at the same ones
    for workspace in dict.fromkeys(settings.workspace for settings, _ in due):
        tx.people(workspace, sorted({entry.by for events in happened.values() for entry in events}))
    for settings, projects in due:
        key = f"standup:{settings.platform}:{settings.conversation}:{now:%Y-%m-%d}"
        about = [f"{one.project.name} {len(happened[one.project.id])}" for one in projects]
        place = Place(settings.platform, settings.conversation)
        tx.queue(settings.workspace, [Outgoing(key, place, repr(about).encode(), key)], now)
        tx.put_channel(replace(settings, next_at=now + DAY, last_at=now, last_key=key))
    return len(due)


def _message(person: str, on: date, about: Sequence[str]) -> Outgoing:
    key = f"digest:{person}"
    return Outgoing(key, Place(person=person), repr(about).encode(), f"{key}:{on}")
