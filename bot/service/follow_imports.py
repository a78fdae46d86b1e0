"""Who is told of gates from paper: the sponsor is asked, the lead and the channel hear the answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from bot.playbooks.model import Playbook
from bot.project.events import Event, ImportCountersigned, ImportRefused
from bot.project.readiness import locking, to_lock
from bot.project.state import Project
from bot.service.asked import role
from bot.service.ports import Outgoing, Place
from bot.service.queued import channel, live, once
from bot.talk.notices import Notice


def imports(
    before: Project | None, after: Project, events: Sequence[Event], playbook: Playbook, by: str
) -> Iterator[Outgoing]:
    """Yield what is said of gates from paper, and the sponsor's card as it is now."""
    for event in events:
        if isinstance(event, ImportRefused) and after.lead != by:
            yield once(after, "import_refused", Place(person=after.lead), person=after.lead)
        if isinstance(event, ImportCountersigned):
            yield once(after, "import_countersigned", channel(after))
    if after.imported is None or not _moved(before, after, events, playbook):
        return
    if before and before.sponsor != after.sponsor:
        yield replace(_card(after, before.sponsor), edit_only=True)
    elif before:
        # What the sponsor was told of the role says what is asked of them about these gates.
        yield role(after, "sponsor", after.sponsor, told=True)
    # Who plays all roles countersigns in the channel.
    if after.practice and after.sponsor == after.lead:
        return
    asked = before is not None and before.sponsor == after.sponsor and _asks(before, playbook)
    if _asks(after, playbook) and not asked:
        yield _card(after, after.sponsor, again=True)
    else:
        yield replace(_card(after, after.sponsor), edit_only=True)


def _asks(project: Project, playbook: Playbook) -> bool:
    """Tell whether the sponsor can countersign now: they are asked when they can act, not before."""
    known = project.imported
    return known is not None and known.awaits_sponsor and not to_lock(project, playbook)


def _moved(before: Project | None, after: Project, events: Sequence[Event], playbook: Playbook) -> bool:
    """Tell whether what the sponsor is asked for is something else now, or somebody else is asked."""
    if before is None or after.imported is None or before.imported != after.imported:
        return True
    if after.imported.countersigned_by:
        return False
    locks = locking(playbook, after.imported.phase)
    ended = before.status != after.status and after.status == "stopped"
    return (
        ended
        or (before.sponsor, before.lead) != (after.sponsor, after.lead)
        or any(getattr(event, "item", "") in locks for event in events)
    )


def _card(after: Project, person: str, *, again: bool = False) -> Outgoing:
    key = f"import:{after.id}:{person}"
    notice = Notice("import", after.id, person=person)
    return live(after, key, Place(person=person), notice, again=again)
