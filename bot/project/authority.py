"""Who may do what: every command is authorised here, whatever buttons a card has shown."""

from __future__ import annotations

from collections.abc import Sequence

from bot.playbooks.model import Item, Role
from bot.project.commands import Actor
from bot.project.refusals import Refusal
from bot.project.state import Project


def holds(project: Project, by: Actor, role: Role) -> bool:
    """Tell whether a person has a role; in a practice project the lead plays all of them."""
    if project.practice and by.person == project.lead:
        return True
    return by.person in project.holders(role)


def in_roles(project: Project, roles: Sequence[Role]) -> tuple[str, ...]:
    """Return the people in any of the roles, the first named first."""
    return tuple(dict.fromkeys(person for role in roles for person in project.holders(role)))


def need_role(project: Project, by: Actor, *roles: Role) -> None:
    """Refuse unless the person has one of the roles."""
    if any(holds(project, by, role) for role in roles):
        return
    raise Refusal("not_in_role", roles=roles, who=in_roles(project, roles))


def need_team(project: Project, by: Actor) -> None:
    """Refuse unless the person has any role on the project or owns an item of it."""
    if by.person not in project.team and not any(by.person in people for people in project.roles.values()):
        raise Refusal("not_on_project", who=(project.lead,))


def need_setter(project: Project, by: Actor, item: Item, only: Sequence[Role] = ()) -> None:
    """Refuse unless the person may set the item: its owner or the lead, or one of the roles it names."""
    if only:
        need_role(project, by, *only)
        return
    owner = project.item(item.id).owner
    # The clock is nobody, and so is the owner of an item that nobody has taken: they are not the same.
    if (owner and by.person == owner) or holds(project, by, "lead"):
        return
    if not owner:
        raise Refusal("take_first", item=item.id)
    raise Refusal("not_yours", item=item.id, who=(owner, project.lead))


def need_two(project: Project) -> None:
    """Refuse where lead and sponsor have turned out to be one person with two accounts."""
    if project.lead == project.sponsor and not project.practice:
        raise Refusal("same_person")


def need_running(project: Project) -> None:
    """Refuse on a project that has ended for good."""
    if project.status == "stopped":
        raise Refusal("project_stopped", by=project.status_by, at=project.status_since)


def need_gate_time(project: Project) -> None:
    """Refuse where no gate can be asked for or decided: the clock stands, or the sponsor is asked first."""
    match project.status:
        case "stopped":
            need_running(project)
        case "held":
            raise Refusal("project_held", by=project.status_by, at=project.status_since)
        case "halted":
            raise Refusal("project_halted", at=project.status_since)
        case "deciding":
            raise Refusal("project_deciding", who=project.holders("sponsor"))
        case "live":
            raise Refusal("project_live", on=project.went_live_on)
        case "running" | "waiting" | "paused":
            return
