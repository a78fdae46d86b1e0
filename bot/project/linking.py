"""One person with accounts on two platforms: wherever one of the two stood, the other one stands from then on."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec.structs import replace

from bot.project.commands import Actor, LinkPeople
from bot.project.events import Event, PeopleLinked
from bot.project.refusals import Refusal
from bot.project.state import Project, Vote
from bot.project.values import check_person

#: fields of the state that hold one person
PERSONS = (
    "owner",
    "by",
    "to",
    "person",
    "signed_by",
    "verified_by",
    "changed_by",
    "answered_by",
    "settled_by",
    "stands_for",
    "status_by",
    "refused_by",
    "countersigned_by",
)
#: fields that hold answers of forms by key: those of kind "person" hold people, several joined with commas
ANSWERS = ("values", "charter")


def link_people(project: Project, command: LinkPeople, by: Actor) -> list[Event]:
    """Let one person stand for both; whoever does it is one of them. Raises BadInput for what is no person."""
    for key, person in (("person", command.person), ("into", command.into)):
        check_person(key, person)
    if not by.person or by.person not in (command.person, command.into):
        raise Refusal("not_oneself")
    if linked(project, command.person, command.into) == replace(project, before=None):
        return []
    return [PeopleLinked(command.person, command.into)]


def linked(project: Project, person: str, into: str) -> Project:
    """Return the project with one person in the place of the other, everywhere, and once in each role."""
    if not person or not into or person == into:
        return project
    after = _in_struct(replace(project, before=None), person, into)
    assert isinstance(after, Project)
    roles = {
        role: tuple(dict.fromkeys(into if one == person else one for one in people))
        for role, people in project.roles.items()
    }
    request = after.request
    if request:
        request = replace(request, votes=_once(request.votes, into))
    # Nobody stands in for themself.
    delegations = tuple(each for each in after.delegations if not each.by == each.to == into)
    # Who has another account has not left.
    gone = tuple(
        replace(each, told=tuple(dict.fromkeys(into if one == person else one for one in each.told)))
        for each in after.gone
        if each.person != into
    )
    return replace(after, roles=roles, request=request, delegations=delegations, gone=gone)


def _once(votes: tuple[Vote, ...], person: str) -> tuple[Vote, ...]:
    """Return approvals of which a person gives one and has one seat: the first one counts."""
    kept: list[Vote] = []
    for vote in votes:
        taken = {person for each in kept for person in (each.by, each.counts_for)}
        if person not in taken or person not in (vote.by, vote.counts_for):
            kept.append(vote)
    return tuple(kept)


def _in_struct(found: msgspec.Struct, person: str, into: str) -> msgspec.Struct:
    """Return a part of the state with the person replaced in it; the same object where they are not in it."""
    moved: dict[str, Any] = {}
    for name in found.__struct_fields__:
        before = getattr(found, name)
        after = _in_field(name, before, person, into)
        if after is not before:
            moved[name] = after
    return replace(found, **moved) if moved else found


def _in_field(name: str, value: Any, person: str, into: str) -> Any:
    if name in PERSONS:
        return into if value == person else value
    if name in ANSWERS:
        return {key: _in_answer(text, person, into) for key, text in value.items()}
    return _in_value(value, person, into)


def _in_value(value: Any, person: str, into: str) -> Any:
    match value:
        case msgspec.Struct():
            return _in_struct(value, person, into)
        case tuple():
            return tuple(_in_value(one, person, into) for one in value)
        case dict():
            return {key: _in_value(one, person, into) for key, one in value.items()}
        case _:
            return value


def _in_answer(text: str, person: str, into: str) -> str:
    if text == person:
        return into
    several = text.split(",")
    if person not in several:
        return text
    return ",".join(dict.fromkeys(into if one == person else one for one in several))
