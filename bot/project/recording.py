"""Legal holds and erasures: what may be erased at all, and what the ledger says of it."""

from __future__ import annotations

from bot.playbooks.model import Role
from bot.project.commands import Actor, ErasePerson, EraseTexts, LiftLegalHold, PlaceLegalHold
from bot.project.events import (
    DelegationEnded,
    Event,
    ItemOwned,
    LegalHoldLifted,
    LegalHoldPlaced,
    PersonErased,
    RoleTaken,
    TextsErased,
)
from bot.project.refusals import Refusal
from bot.project.state import Project
from bot.project.values import check_long

#: roles that cannot stay empty
NEEDED: tuple[Role, ...] = ("lead", "sponsor")
ENDED = ("stopped", "live")


def place_hold(project: Project, command: PlaceLegalHold, by: Actor) -> list[Event]:
    """Let nothing be erased, whatever the status of the project is."""
    _need_admin(by)
    return [] if project.legal_hold else [LegalHoldPlaced(check_long("reason", command.reason))]


def lift_hold(project: Project, command: LiftLegalHold, by: Actor) -> list[Event]:
    """Let what is old enough be erased again."""
    _need_admin(by)
    return [LegalHoldLifted(check_long("reason", command.reason))] if project.legal_hold else []


def erase_texts(project: Project, command: EraseTexts, by: Actor) -> list[Event]:
    """Note that texts are erased; none is nothing."""
    _need_admin(by)
    _need_no_hold(project)
    return [TextsErased(command.count, command.before)] if command.count > 0 else []


def erase_person(project: Project, command: ErasePerson, by: Actor) -> list[Event]:
    """Take somebody out of a project under way, and note that they are erased."""
    _need_admin(by)
    _need_no_hold(project)
    person, under_way = command.person, project.status not in ENDED
    if under_way and (needed := needs(project, person)):
        raise Refusal("still_needed", roles=needed)
    left: list[Event] = []
    if under_way:
        held = [role for role, people in project.roles.items() if person in people]
        left += [RoleTaken(role, person) for role in held]
        left += [ItemOwned(key, "") for key, record in project.items.items() if record.owner == person]
        away = [each.by for each in project.delegations if person in (each.by, each.to)]
        left += [DelegationEnded(whose) for whose in away]
    return [*left, PersonErased(person)]


def needs(project: Project, person: str) -> tuple[Role, ...]:
    """Return the roles of a person in which somebody else must follow them first."""
    return tuple(role for role in NEEDED if person in project.holders(role))


def _need_admin(by: Actor) -> None:
    if "workspace_admin" not in by.granted:
        raise Refusal("admins_only")


def _need_no_hold(project: Project) -> None:
    if project.legal_hold:
        raise Refusal("legal_hold", at=project.legal_hold.at)
