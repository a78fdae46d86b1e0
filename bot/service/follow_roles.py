"""Who is told that a role is somebody else's now: whoever had it, and the channel of another sponsor or lead."""

from __future__ import annotations

from collections.abc import Iterator

from bot.playbooks.model import Playbook, Role
from bot.project.departing import is_gone
from bot.project.events import Event, RoleGiven, RoleTaken
from bot.project.state import Project
from bot.service.announced import absence_again
from bot.service.asked import role
from bot.service.ports import Outgoing, Place
from bot.service.queued import channel, once

#: others depend on these in every playbook, beside those who sign and approve
_ALWAYS: set[Role] = {"lead", "sponsor", "delegate", "exception_reviewer"}


def handed_on(
    before: Project | None, after: Project, event: Event, playbook: Playbook, by: str
) -> Iterator[Outgoing]:
    """Tell the channel and the former holder once, and close what they were told when the role was theirs."""
    if before is None or after.practice or not isinstance(event, RoleGiven | RoleTaken):
        return
    was = event.instead_of if isinstance(event, RoleGiven) else event.person
    if not was:
        return
    if isinstance(event, RoleGiven):
        about = {"role": event.role, "person": event.person, "was": was, "by": by}
        yield once(after, "handed_on", channel(after), **about)
    yield role(after, event.role, was, told=True)
    if event.role == "sponsor":
        # Whoever sponsors nothing any more has nobody to name in their place.
        yield absence_again(was, f"{after.id}:{after.seq}")
    if was != by and not is_gone(after, was) and event.role in _weighty(playbook):
        yield once(after, "role_over", Place(person=was), role=event.role, person=was, by=by)


def _weighty(playbook: Playbook) -> set[Role]:
    """Return the roles whose holders others wait for."""
    approve = {role for phase in playbook.phases for role in phase.gate.approvers}
    sign = {role for phase in playbook.phases for item in phase.items for role in item.signed_by}
    return _ALWAYS | approve | sign
