"""Signs of life about items, told to those whom they concern: a lead, a colleague, the owner's morning message."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bot.playbooks.model import Playbook
from bot.project.digest import lines
from bot.project.events import (
    ConditionReopened,
    ConditionSettled,
    DecisionDisputed,
    DecisionRecorded,
    DecisionTakenBack,
    DelegationEnded,
    DelegationGiven,
    DueDayChanged,
    EquivalentUnsigned,
    Event,
    GateApproved,
    GateHeld,
    GateIterated,
    GatePaused,
    GateQuestionAsked,
    GateSentBack,
    GateStopped,
    GateWithdrawn,
    ImportCorrected,
    ImportCountersigned,
    ImportRefused,
    ItemDeclined,
    ItemWaits,
    MeasureRecorded,
    ProjectHalted,
    ProjectHeld,
    ProjectStopped,
    RoleGiven,
    RoleTaken,
    SponsorChose,
    ThresholdSigned,
    VoteCast,
    VoteWithdrawn,
)
from bot.project.index import members
from bot.project.ladder import item_step
from bot.project.stalled import stall
from bot.project.state import Project
from bot.service.ports import Outgoing, Place
from bot.service.queued import channel, encode, once
from bot.talk.notices import Notice

#: ends what stood in many morning messages at once
_DECISIVE: set[type[Event]] = {
    GateApproved,
    GateIterated,
    GatePaused,
    GateQuestionAsked,
    GateSentBack,
    GateWithdrawn,
    ProjectHalted,
    ProjectHeld,
    ProjectStopped,
    SponsorChose,
    ThresholdSigned,
    GateHeld,
    GateStopped,
    VoteCast,
    VoteWithdrawn,
    DecisionRecorded,
    DecisionDisputed,
    DecisionTakenBack,
    ConditionSettled,
    ConditionReopened,
    DelegationGiven,
    DelegationEnded,
    ImportCorrected,
    ImportCountersigned,
    ImportRefused,
    RoleGiven,
    RoleTaken,
}


def announced(
    before: Project | None, after: Project, event: Event, playbook: Playbook, by: str
) -> Iterator[Outgoing]:
    """Yield what an event about an item tells others, once."""
    lead = Place(person=after.lead)
    match event:
        case DueDayChanged() if by != after.lead:
            yield once(after, "new_date", lead, item=event.item, person=by)
        case ItemDeclined() if by != after.lead:
            yield once(after, "declined", lead, item=event.item, person=event.owner)
        case ItemWaits() if event.person and event.person != by:
            yield once(
                after, "waits_for_you", Place(person=event.person), item=event.item, person=event.person
            )
        case EquivalentUnsigned():
            yield once(after, "unsigned", lead, item=event.item, person=event.person)
        case MeasureRecorded() if _is_first_value(before, event, playbook):
            yield once(after, "first_value", channel(after), item=event.item)
        case DelegationGiven():
            yield absence_again(by, f"{after.id}:{after.seq}")
        case DelegationEnded():
            yield absence_again(event.person, f"{after.id}:{after.seq}")
        case _:
            return


def settled(
    before: Project | None, after: Project, events: Sequence[Event], playbook: Playbook, today: date
) -> Iterator[Outgoing]:
    """Yield a refresh of the morning messages in which something stood that has moved now."""
    if before is None:
        return
    people: set[str] = set()
    for key in {getattr(event, "item", "") for event in events} - {""}:
        if stalled := stall(before, playbook, playbook.item(key), today):
            people |= set(item_step(before, playbook, stalled, today).told)
    if any(type(event) in _DECISIVE for event in events):
        there = {person for person, _ in members(before)} | before.team
        people |= {person for person in there if lines(before, playbook, person, today)}
    for person in sorted(people):
        yield morning_again(after, person)


def morning_again(project: Project, person: str) -> Outgoing:
    """Return a refresh of a person's last morning message, if there is one."""
    key = f"digest:{person}"
    notice = encode(Notice("digest", "", person=person))
    dedupe = f"{key}:refresh:{project.id}:{project.seq}"
    return Outgoing(key, Place(person=person), notice, dedupe, refresh=True, edit_only=True)


def absence_again(person: str, mark: str, until: date | None = None) -> Outgoing:
    """Return a refresh of the offer to name a delegate, if there is one: that of an absence, else the current one.

    `mark` tells this refresh from others.
    """
    key = f"absence:{person}"
    notice = encode(Notice("absence", "", person=person, on=until))
    dedupe = f"{key}:refresh:{mark}"
    return Outgoing(key, Place(person=person), notice, dedupe, refresh=True, edit_only=True)


def undelivered(project: Project, person: str) -> Outgoing:
    """Return what tells the lead that somebody cannot be reached; it has one key, so that it is said once."""
    key = f"undelivered:{project.id}:{person}"
    notice = encode(Notice("undelivered", project.id, person=person))
    return Outgoing(key, Place(person=project.lead), notice, key, project=project.id)


def _is_first_value(before: Project | None, event: MeasureRecorded, playbook: Playbook) -> bool:
    """Tell whether this is the first result that is compared with the KPI's threshold."""
    rule = playbook.item(event.item).rule
    return bool(before and rule and rule.direction == "kpi" and not before.item(event.item).seq)
