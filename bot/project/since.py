"""What changed since a gate last went back to the team: for whoever is asked again."""

from __future__ import annotations

from msgspec.structs import replace

from bot.project.rounds import PASSED, GateDecision
from bot.project.state import ItemRecord, NewSponsor, Project

#: what a record says, beside who set it and when
_SAID = (
    "values",
    "note",
    "done",
    "signed_by",
    "not_ready",
    "not_applicable",
    "equivalent",
    "verified_by",
)


def went_back(project: Project, gate: int) -> GateDecision | None:
    """Return how a gate last came back: as it was decided, else as the lead withdrew it; None at its first round."""
    rounds = [each for each in project.decisions if each.gate == gate and each.outcome not in PASSED]
    decided = [each for each in rounds if each.outcome != "withdrawn"] or rounds
    return decided[-1] if decided else None


def new_sponsors(project: Project, gate: int) -> tuple[NewSponsor, ...]:
    """Return who became sponsor since a gate last came back; at its first round, since it was asked for."""
    back, request = went_back(project, gate), project.request
    since = back.at if back else request.at if request and request.gate == gate else None
    return tuple(each for each in project.sponsors if since and each.at > since)


def sent_back(project: Project) -> GateDecision | None:
    """Return how the current gate was sent back, while nobody has asked for it again."""
    last = project.decisions[-1] if project.decisions else None
    if project.status != "running" or last is None or last.gate != project.phase:
        return None
    return last if last.outcome == "sent_back" else None


def remembered(project: Project, item: str, record: ItemRecord) -> dict[str, ItemRecord]:
    """Return the items as approvers last had them before them, with one that is about to change."""
    last = project.decisions[-1] if project.decisions else None
    back = last is not None and last.outcome not in PASSED
    # What changes while a gate waits is remembered, too: its request may be withdrawn because of it.
    if item in project.was or not (back or project.request):
        return project.was
    return project.was | {item: replace(record, waiting=None, before=None, undone=0)}


def as_it_was(project: Project) -> Project:
    """Return the project with its items as approvers had them: at the last decision, else when first asked."""
    return replace(project, items=project.items | project.was)


def says_the_same(one: ItemRecord, other: ItemRecord) -> bool:
    """Tell whether two records of an item say the same, whoever set them."""
    return all(getattr(one, name) == getattr(other, name) for name in _SAID) and _rows(one) == _rows(other)


def _rows(record: ItemRecord) -> list[tuple[str, str, dict[str, str]]]:
    return [(row.id, row.owner, row.values) for row in record.rows]
