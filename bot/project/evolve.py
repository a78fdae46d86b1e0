"""How each event changes a project: total, and never refuses."""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from bot.project import evolve_conditions as conditions
from bot.project import evolve_gates as gates
from bot.project import evolve_imports as imports
from bot.project import evolve_items as items
from bot.project.events import (
    ChannelLinked,
    ChannelUnlinked,
    CharterFilled,
    ConditionReopened,
    ConditionSettled,
    DecisionDisputed,
    DecisionRecorded,
    DecisionTakenBack,
    DelegationEnded,
    DelegationGiven,
    DueDayChanged,
    EquivalentDescribed,
    EquivalentSigned,
    EquivalentUnsigned,
    GateApproved,
    GateHeld,
    GateIterated,
    GatePaused,
    GateQuestionAnswered,
    GateQuestionAsked,
    GateRequested,
    GateResumed,
    GateSentBack,
    GateStopped,
    GateWithdrawn,
    ImportCorrected,
    ImportCountersigned,
    ImportRefused,
    ItemCleared,
    ItemConfirmed,
    ItemDeclaredNotReady,
    ItemDeclined,
    ItemNotApplicable,
    ItemOwned,
    ItemSigned,
    ItemUndone,
    ItemVerified,
    ItemWaits,
    LegalHoldLifted,
    LegalHoldPlaced,
    MeasureRecorded,
    PeopleLinked,
    PersonCameBack,
    PersonErased,
    PersonLeft,
    ProjectHalted,
    ProjectHeld,
    ProjectImported,
    ProjectOpened,
    ProjectResumed,
    ProjectStopped,
    ReadinessRecovered,
    ReadinessStopped,
    Recorded,
    RoleGiven,
    RoleTaken,
    RowRemoved,
    RowSaved,
    SponsorChose,
    TextsErased,
    ThresholdChanged,
    ThresholdSigned,
    VoteCast,
    VoteWithdrawn,
)
from bot.project.linking import linked
from bot.project.state import (
    Channel,
    Delegation,
    Gone,
    LegalHold,
    NewSponsor,
    NewThreshold,
    Pause,
    Project,
    Status,
)


def evolve(project: Project | None, recorded: Recorded) -> Project:
    """Return the project after the event; its `seq` grows by one."""
    event = recorded.event
    if project is None:
        if isinstance(event, ProjectOpened):
            return replace(_opened(event), sponsor_at=recorded.at)
        raise ValueError(f"{type(event).__name__} before ProjectOpened")
    after = _apply(project, recorded)
    # If nothing was decided, what was decided before is rested on now.
    before = None if after.before is project.before else after.before
    sponsors = after.holders("sponsor")
    heard = recorded.by in sponsors or sponsors != project.holders("sponsor")
    sponsor_at = recorded.at if heard else project.sponsor_at
    return replace(after, seq=project.seq + 1, sponsor_at=sponsor_at, before=before)


def _apply(
    project: Project, recorded: Recorded
) -> Project:  # one arm an event: the type checker names what is missing
    match event := recorded.event:
        # Arms are tried in order: what happens most comes first.
        case ItemConfirmed() | MeasureRecorded() | ItemSigned():
            return items.recorded(project, recorded, event)
        case ItemCleared() | ItemDeclaredNotReady() | ItemNotApplicable():
            return items.declared(project, recorded, event)
        case ProjectOpened():
            return project  # it opened already
        case ProjectImported() | ImportCorrected():
            return imports.stated(project, recorded, event)
        case ImportCountersigned() | ImportRefused():
            return imports.answered(project, recorded, event)
        case CharterFilled():
            return replace(project, charter=project.charter | event.values | event.words)
        case RoleGiven() | RoleTaken():
            return _roles(project, recorded, event)
        case ItemOwned() | DueDayChanged() | ItemWaits() | ItemDeclined():
            return items.planned(project, recorded, event)
        case EquivalentDescribed() | EquivalentSigned() | EquivalentUnsigned():
            return items.equivalent(project, recorded, event)
        case ItemVerified():
            return items.verified(project, recorded, event)
        case ItemUndone():
            return items.undone(project, event)
        case RowSaved() | RowRemoved():
            return items.rows(project, recorded, event)
        case ReadinessStopped() | ReadinessRecovered():
            return replace(project, stop_announced=isinstance(event, ReadinessStopped))
        case GateRequested() | GatePaused() | GateResumed():
            return gates.requested(project, recorded, event)
        case GateQuestionAsked() | GateQuestionAnswered():
            return gates.questioned(project, recorded, event)
        case GateApproved():
            return gates.approved(project, recorded, event)
        case GateSentBack() | GateWithdrawn() | GateIterated():
            return gates.returned(project, recorded, event)
        case VoteCast() | VoteWithdrawn():
            return gates.voted(project, recorded, event)
        case GateHeld() | GateStopped():
            return gates.ended(project, recorded, event)
        case DecisionRecorded() | DecisionDisputed():
            return gates.elsewhere(project, recorded, event)
        case DecisionTakenBack():
            return gates.taken_back(project)
        case ConditionSettled() | ConditionReopened():
            return conditions.moved(project, recorded, event)
        case DelegationGiven() | DelegationEnded():
            return _delegated(project, recorded, event)
        case SponsorChose():
            after = replace(project, iterations_answered=project.iterations, chosen=event.choice)
            return _status(after, recorded, "running", event.reason)
        case ThresholdChanged():
            changed = (
                NewThreshold(values, recorded.by, project.seq + 1, recorded.at)
                if (values := event.values | event.words)
                else None
            )
            return replace(project, new_threshold=changed)
        case ThresholdSigned():
            after = replace(project, locked=project.locked | event.values | event.words, new_threshold=None)
            return items.kept(after)
        case ProjectHeld() | ProjectHalted():
            return _paused(project, recorded, event)
        case ProjectResumed():
            return _resumed(project, recorded, event)
        case ProjectStopped():
            return replace(_status(project, recorded, "stopped", event.reason), request=None)
        case PeopleLinked():
            return linked(project, event.person, event.into)
        case PersonLeft():
            return _left(project, recorded, event)
        case PersonCameBack():
            there = tuple(gone for gone in project.gone if gone.person != event.person)
            return replace(project, gone=there)
        case ChannelLinked():
            return replace(project, also=Channel(event.platform, event.conversation))
        case ChannelUnlinked():
            return replace(project, also=None)
        case LegalHoldPlaced():
            return replace(project, legal_hold=LegalHold(recorded.by, recorded.at, event.reason))
        case LegalHoldLifted():
            return replace(project, legal_hold=None)
        case TextsErased() | PersonErased():
            return project  # what is gone is gone from the texts and the directory, not from the state
        case _:
            assert_never(event)


def _delegated(project: Project, recorded: Recorded, event: DelegationGiven | DelegationEnded) -> Project:
    whose = event.person if isinstance(event, DelegationEnded) else recorded.by
    others = tuple(d for d in project.delegations if d.by != whose)
    if isinstance(event, DelegationGiven):
        others += (Delegation(whose, event.to, event.since, event.until),)
    return replace(project, delegations=others)


def _left(project: Project, recorded: Recorded, event: PersonLeft) -> Project:
    before = next((gone for gone in project.gone if gone.person == event.person), None)
    told = tuple(dict.fromkeys([*(before.told if before else ()), *event.told]))
    gone = Gone(
        event.person,
        before.at if before else recorded.at,
        event.roles,
        event.items,
        event.conditions,
        event.rows,
        told,
    )
    others = tuple(each for each in project.gone if each.person != event.person)
    return replace(project, gone=(*others, gone))


def _opened(event: ProjectOpened) -> Project:
    return Project(
        id=event.project,
        name=event.name,
        playbook=event.playbook,
        channel=Channel(event.platform, event.conversation),
        starts_on=event.starts_on,
        opened_on=event.opened_on,
        time_zone=event.time_zone,
        region=event.region,
        practice=event.practice,
        roles={"lead": (event.lead,), "sponsor": (event.sponsor,)},
        phase_starts={1: event.starts_on},
        seq=1,
    )


def _roles(project: Project, recorded: Recorded, event: RoleGiven | RoleTaken) -> Project:
    holders = tuple(p for p in project.holders(event.role) if p != event.person)
    if isinstance(event, RoleGiven):
        holders = (event.person,) if event.role in ("lead", "sponsor") else (*holders, event.person)
    after = replace(project, roles=project.roles | {event.role: holders})
    if isinstance(event, RoleGiven) and event.due:
        after = items.put_off(after, event.due, heard_at=recorded.at)
    if isinstance(event, RoleTaken) or event.role != "sponsor" or not event.instead_of:
        return after
    new = NewSponsor(event.instead_of, event.person, recorded.by, recorded.at)
    return replace(after, sponsors=(*project.sponsors, new))


def _status(project: Project, recorded: Recorded, status: Status, reason: str = "") -> Project:
    return replace(
        project, status=status, status_since=recorded.at, status_by=recorded.by, status_reason=reason
    )


def _paused(project: Project, recorded: Recorded, event: ProjectHeld | ProjectHalted) -> Project:
    pauses = (*project.pauses, Pause(since=event.since))
    if isinstance(event, ProjectHeld):
        after = _status(project, recorded, "held", event.reason)
        return replace(after, pauses=pauses, held_from=project.status)
    # A halt ends a request: what it rested on is not ready.
    return replace(_status(project, recorded, "halted"), pauses=pauses, request=None)


def _resumed(project: Project, recorded: Recorded, event: ProjectResumed) -> Project:
    if not project.pauses:
        return _status(project, recorded, "running")
    *earlier, pause = project.pauses
    pauses = (*earlier, replace(pause, until=event.on))
    begun = project.phase_starts | ({project.phase: event.begins} if event.begins else {})
    back = project.held_from if project.status == "held" else "running"
    after = conditions.put_off(_status(project, recorded, back), event.conditions)
    after = replace(after, pauses=pauses, phase_starts=begun)
    if event.due is None:
        return items.put_off_alike(after, pause.since, event.on - pause.since)
    return items.put_off(after, event.due, event.waits)
