"""Who may do what: every command is authorised here, whatever buttons a card has shown."""

from __future__ import annotations

from collections.abc import Sequence

from bot.playbooks.model import Item, Role
from bot.project.commands import Actor, WorkspaceRole
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


def need_role(project: Project, by: Actor, *roles: Role, granted: Sequence[WorkspaceRole] = ()) -> None:
    """Refuse unless the person has one of the roles, or one of those `granted` in the whole workspace."""
    if any(holds(project, by, role) for role in roles) or any(role in by.granted for role in granted):
        return
    raise Refusal("not_in_role", roles=roles, who=in_roles(project, roles))


def need_signer(project: Project, by: Actor, item: Item) -> None:
    """Refuse to sign an item for the person in the role that it asks for: nobody signs for another."""
    if not any(holds(project, by, role) for role in item.signed_by):
        raise Refusal("in_person", roles=item.signed_by, who=in_roles(project, item.signed_by))


def need_no_auditor(by: Actor) -> None:
    """Refuse whoever audits: they read everything and change nothing, whatever else they are."""
    if "auditor" in by.granted:
        raise Refusal("auditor")


def need_to_name(project: Project, by: Actor, role: Role, person: str = "") -> None:
    """Refuse unless somebody may put a person into a role, or take them out of it.

    In the whole workspace, a portfolio admin may for every role, a workspace admin for the two that cannot stay
    empty, since whoever had them may have left. Neither puts themself there: a power over all projects would
    otherwise be every role in each.
    """
    replaces: tuple[WorkspaceRole, ...] = ("portfolio_admin",)
    if role in ("lead", "sponsor"):
        replaces = ("portfolio_admin", "workspace_admin")
    need_role(project, by, "lead", "sponsor", granted=replaces)
    if person == by.person and not (holds(project, by, "lead") or holds(project, by, "sponsor")):
        raise Refusal("not_to_oneself", role=role, who=(project.lead, project.sponsor))


def need_team(project: Project, by: Actor) -> None:
    """Refuse unless the person has any role on the project but to read along, or owns an item of it."""
    roster = {p for role, people in project.roles.items() if role != "viewer" for p in people}
    if by.person not in project.team | roster:
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
    # Who sees to a condition of a conditional go sees to the item that it stands for.
    if any(each.item == item.id and each.owner == by.person for each in project.open_conditions):
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
