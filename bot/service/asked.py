"""Live cards that ask one person for a signature or a choice, or tell them of a role."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from bot.project.equivalents import outside
from bot.project.events import (
    EquivalentDescribed,
    EquivalentSigned,
    EquivalentUnsigned,
    Event,
    GateIterated,
    ItemCleared,
    ItemConfirmed,
    ItemDeclaredNotReady,
    ItemNotApplicable,
    ItemSigned,
    ItemUndone,
    MeasureRecorded,
    PeopleLinked,
    RoleGiven,
    RoleTaken,
    SponsorChose,
    ThresholdChanged,
    ThresholdSigned,
)
from bot.project.state import Project
from bot.service.ports import Outgoing, Place
from bot.service.queued import live
from bot.talk.notices import Notice


def asked(before: Project | None, after: Project, event: Event) -> Iterator[Outgoing]:
    """Live cards that ask one person for a signature or a choice."""
    match event:
        case GateIterated(asks_sponsor=True) | SponsorChose():
            yield _choose(after)
        case ThresholdChanged() | ThresholdSigned():
            for state in (before, after):
                if state and state.new_threshold:
                    yield _threshold(after, state.new_threshold.seq)
        case EquivalentUnsigned():
            for person in outside(after, event.item):
                yield equivalent(after, event.item, after.item(event.item).seq, person)
        case EquivalentDescribed():
            yield from _described(before, after, event.item)
        case (
            ItemConfirmed()
            | ItemSigned()
            | MeasureRecorded()
            | ItemCleared()
            | ItemDeclaredNotReady()
            | ItemNotApplicable()
        ) if waits_to_be_signed(before, event.item):
            yield from _described(before, after, event.item)
        case EquivalentSigned():
            described = before.item(event.item).seq if before else 0
            for person in after.holders("exception_reviewer"):
                yield equivalent(after, event.item, described, person)
        case ItemUndone():
            for state in (before, after):
                record = state.item(event.item) if state else None
                # A signature comes after the description that it is under.
                if record and record.equivalent and not record.equivalent.signed_by:
                    for person in after.holders("exception_reviewer"):
                        yield equivalent(after, event.item, record.seq, person)
        case PeopleLinked() if before is None or before.sponsor != event.person:
            return
        case RoleGiven(role="sponsor") | PeopleLinked():
            was = event.instead_of if isinstance(event, RoleGiven) else ""
            if after.status == "deciding":
                yield _choose(after)
                yield from [replace(_choose(after, was), edit_only=True)] if was else ()
            if new := after.new_threshold:
                yield _threshold(after, new.seq)
                yield from [replace(_threshold(after, new.seq, was), edit_only=True)] if was else ()
        case RoleGiven(role="exception_reviewer"):
            for key, record in after.items.items():
                if record.equivalent and not record.equivalent.signed_by:
                    yield equivalent(after, key, record.seq, event.person)
        case RoleTaken(role="exception_reviewer"):
            for key, record in after.items.items():
                if record.equivalent and not record.equivalent.signed_by:
                    yield replace(equivalent(after, key, record.seq, event.person), edit_only=True)
        case _:
            return


def waits_to_be_signed(project: Project | None, item: str) -> bool:
    """Tell whether reviewers were asked to sign what stands for an item, and none has."""
    found = project.item(item).equivalent if project else None
    return found is not None and not found.signed_by


def _described(before: Project | None, after: Project, item: str) -> Iterator[Outgoing]:
    """Ask who may sign what stands for an item now, and let go who was asked for what does so no more."""
    if before and waits_to_be_signed(before, item):
        for person in after.holders("exception_reviewer"):
            yield replace(equivalent(after, item, before.item(item).seq, person), edit_only=True)
    for person in outside(after, item) if waits_to_be_signed(after, item) else ():
        yield equivalent(after, item, after.item(item).seq, person)


def _choose(after: Project, person: str = "") -> Outgoing:
    person = person or after.sponsor
    key = f"choose:{after.id}:{after.iterations}:{person}"
    return live(after, key, Place(person=person), Notice("choose", after.id, person=person))


def _threshold(after: Project, changed: int, person: str = "") -> Outgoing:
    person = person or after.sponsor
    key = f"threshold:{after.id}:{changed}:{person}"
    return live(after, key, Place(person=person), Notice("threshold", after.id, person=person))


def equivalent(after: Project, item: str, described: int, person: str) -> Outgoing:
    """Ask a reviewer to sign what stands for an item, as it was described by the event with that seq."""
    key = f"equivalent:{after.id}:{item}:{described}:{person}"
    return live(
        after,
        key,
        Place(person=person),
        Notice("equivalent", after.id, item=item, person=person, seq=described),
    )


def role(after: Project, name: str, person: str, *, told: bool = False) -> Outgoing:
    """Tell somebody of their role; `told`: edit what they were told, so that no button outlives its purpose."""
    notice = Notice("role", after.id, role=name, person=person)
    key = f"role:{after.id}:{name}:{person}"
    return live(after, key, Place(person=person), notice, again=not told, edit_only=told)
