"""When something that a form tells of can have happened: while the project ran, one thing after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta

from bot.playbooks.model import Field, Item
from bot.project.refusals import BadInput, Problem
from bot.project.state import Project

#: a form's time is on the wall of whoever fills it in, and the earliest wall of the world is this far ahead of UTC
EARLIEST_WALL = timedelta(hours=14)


def need_happened(project: Project, item: Item, values: Mapping[str, str], now: datetime) -> None:
    """Refuse moments of an item that are still to come, before the project, or not after what they follow."""
    problems = [problem for field in item.fields for problem in _problems(project, field, values, now)]
    if problems:
        raise BadInput(*problems)


def _problems(project: Project, field: Field, values: Mapping[str, str], now: datetime) -> Iterator[Problem]:
    if field.type != "moment" or field.key not in values:
        return
    # Moments have one notation, so text compares.
    moment = values[field.key]
    latest = (now.astimezone(UTC) + EARLIEST_WALL).replace(tzinfo=None)
    first = min(project.starts_on, project.opened_on)
    if moment > latest.isoformat(sep=" ", timespec="seconds"):
        yield Problem(field.key, "in_the_future", {"value": moment})
    elif moment < first.isoformat():
        yield Problem(field.key, "before_start", {"value": moment, "start": first.isoformat()})
    elif field.after and moment <= values.get(field.after, ""):
        yield Problem(field.key, "not_later", {"than": values[field.after]})
