"""What can happen to a project: facts in the past tense, kept for good.

Fields named in `PROSE` hold free text (a text, or texts by key). The ledger chains a salted digest of them and
keeps the text beside the event, so that it can be erased and the chain still verifies.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar, Literal

import msgspec

from bot.playbooks.model import Role
from bot.project.state import Terms


class _Event(msgspec.Struct, frozen=True, tag=True):
    #: names of the fields that hold free text
    PROSE: ClassVar[tuple[str, ...]] = ()


class ProjectOpened(_Event, frozen=True, tag=True):
    """A project began; `playbook` is a digest, `starts_on` is day 1."""

    project: str
    name: str
    lead: str
    sponsor: str
    platform: str
    conversation: str
    starts_on: date
    opened_on: date
    time_zone: str
    region: str
    practice: bool
    playbook: str


class CharterFilled(_Event, frozen=True, tag=True):
    """Answers to the charter's questions; `words` are the free ones."""

    PROSE: ClassVar = ("words",)
    values: dict[str, str]
    words: dict[str, str]


class RoleGiven(_Event, frozen=True, tag=True):
    """A person got a role; `instead_of` is who had it before, for lead and sponsor."""

    role: Role
    person: str
    instead_of: str = ""


class RoleTaken(_Event, frozen=True, tag=True):
    """A person left a role."""

    role: Role
    person: str


class ItemOwned(_Event, frozen=True, tag=True):
    """An item got an owner, or lost it (`owner` is "")."""

    item: str
    owner: str


class DueDayChanged(_Event, frozen=True, tag=True):
    """An item got another due day."""

    PROSE: ClassVar = ("reason",)
    item: str
    due_on: date
    reason: str


class ItemWaits(_Event, frozen=True, tag=True):
    """Its owner waits for a colleague (`person`) or for something else, until a day."""

    PROSE: ClassVar = ("text",)
    item: str
    text: str
    person: str
    until: date
    since: date


class ItemDeclined(_Event, frozen=True, tag=True):
    """Its owner said that it is not theirs: it has no owner now, and the lead is told."""

    item: str
    owner: str


class ItemConfirmed(_Event, frozen=True, tag=True):
    """An item was ticked, with what shows it."""

    PROSE: ClassVar = ("words", "note")
    item: str
    values: dict[str, str]
    words: dict[str, str]
    note: str
    #: seq of the event that this corrects, after the gate of its phase was passed
    corrects: int = 0


class MeasureRecorded(_Event, frozen=True, tag=True):
    """Numbers were recorded for an item."""

    PROSE: ClassVar = ("words", "note")
    item: str
    values: dict[str, str]
    words: dict[str, str]
    note: str
    corrects: int = 0


class ItemSigned(_Event, frozen=True, tag=True):
    """Somebody in the role that an item asks for confirmed it personally."""

    PROSE: ClassVar = ("words", "note")
    item: str
    values: dict[str, str]
    words: dict[str, str]
    note: str
    corrects: int = 0


class ItemCleared(_Event, frozen=True, tag=True):
    """An item is open again."""

    item: str
    corrects: int = 0


class ItemDeclaredNotReady(_Event, frozen=True, tag=True):
    """Somebody declared an item not ready; for a gate question: answered no."""

    PROSE: ClassVar = ("reason",)
    item: str
    reason: str
    corrects: int = 0


class ItemNotApplicable(_Event, frozen=True, tag=True):
    """An item does not apply to this project."""

    PROSE: ClassVar = ("reason",)
    item: str
    reason: str
    corrects: int = 0


class EquivalentDescribed(_Event, frozen=True, tag=True):
    """What stands for an item was described; it counts once a reviewer has signed it."""

    PROSE: ClassVar = ("text",)
    item: str
    text: str
    corrects: int = 0


class EquivalentSigned(_Event, frozen=True, tag=True):
    """A reviewer outside the team signed an equivalent."""

    item: str
    corrects: int = 0


class ItemVerified(_Event, frozen=True, tag=True):
    """A second person confirmed what was set."""

    item: str


class RowSaved(_Event, frozen=True, tag=True):
    """A row of a register was added or replaced."""

    PROSE: ClassVar = ("words",)
    item: str
    row: str
    owner: str
    values: dict[str, str]
    words: dict[str, str]
    corrects: int = 0


class RowRemoved(_Event, frozen=True, tag=True):
    """A row of a register was removed."""

    item: str
    row: str
    corrects: int = 0


class ReadinessStopped(_Event, frozen=True, tag=True):
    """More items became red than gate 1 allows: the verdict is stop."""

    items: tuple[str, ...]


class ReadinessRecovered(_Event, frozen=True, tag=True):
    """The verdict is no longer stop."""


class GateRequested(_Event, frozen=True, tag=True):
    """The lead asked for a gate."""

    gate: int
    round: int


class GatePaused(_Event, frozen=True, tag=True):
    """Items that a waiting request rests on have changed."""

    gate: int
    round: int
    items: tuple[str, ...]


class GateResumed(_Event, frozen=True, tag=True):
    """The lead put the paused request before its approvers again."""

    gate: int
    round: int


class GateWithdrawn(_Event, frozen=True, tag=True):
    """The lead took the request back."""

    PROSE: ClassVar = ("reason",)
    gate: int
    round: int
    reason: str


class GateQuestionAsked(_Event, frozen=True, tag=True):
    """An approver asked something before deciding."""

    PROSE: ClassVar = ("text",)
    gate: int
    round: int
    question: str
    text: str


class GateQuestionAnswered(_Event, frozen=True, tag=True):
    """A question of an approver was answered."""

    PROSE: ClassVar = ("text",)
    gate: int
    round: int
    question: str
    text: str


class GateApproved(_Event, frozen=True, tag=True):
    """A gate was passed; `starts_on` is the first day of the next phase, None after the last gate."""

    PROSE: ClassVar = ("words",)
    gate: int
    round: int
    starts_on: date | None
    #: what this gate locks, by name
    locked: dict[str, str]
    #: the local date of the decision, where passing this gate is the permission to act
    went_live_on: date | None = None
    finishes: bool = False
    #: what was left to be done, by id; `words` say what
    terms: dict[str, Terms] = {}
    words: dict[str, str] = {}
    #: whom a delegate stood in for, where one approval decided
    stands_for: str = ""


class VoteCast(_Event, frozen=True, tag=True):
    """Somebody approved; the gate is passed when every group has its quorum."""

    PROSE: ClassVar = ("words",)
    gate: int
    round: int
    group: str
    stands_for: str = ""
    #: what this person asks for beside, by number; `words` say what
    terms: dict[str, Terms] = {}
    words: dict[str, str] = {}


class VoteWithdrawn(_Event, frozen=True, tag=True):
    """Somebody took their approval back."""

    gate: int
    round: int


class GateHeld(_Event, frozen=True, tag=True):
    """An approver decided that the project rests, from a local day on."""

    PROSE: ClassVar = ("reason",)
    gate: int
    round: int
    since: date
    reason: str
    stands_for: str = ""


class GateStopped(_Event, frozen=True, tag=True):
    """An approver decided that the project ends."""

    PROSE: ClassVar = ("reason",)
    gate: int
    round: int
    reason: str
    stands_for: str = ""


class DecisionTakenBack(_Event, frozen=True, tag=True):
    """Whoever decided took it back at once: the request waits again."""

    gate: int
    round: int


class ConditionSettled(_Event, frozen=True, tag=True):
    """A condition of a gate is met."""

    PROSE: ClassVar = ("note",)
    condition: str
    note: str


class DelegationGiven(_Event, frozen=True, tag=True):
    """An approver is away: somebody decides in their place, both days included."""

    to: str
    since: date
    until: date


class DelegationEnded(_Event, frozen=True, tag=True):
    """Somebody decides themselves again: they said so, or the dates have passed."""

    person: str


class GateSentBack(_Event, frozen=True, tag=True):
    """An approver sent the request back."""

    PROSE: ClassVar = ("reason",)
    gate: int
    round: int
    reason: str


class GateIterated(_Event, frozen=True, tag=True):
    """The gate was asked for with a no among its questions: back to work, counted."""

    PROSE: ClassVar = ("reason",)
    gate: int
    round: int
    items: tuple[str, ...]
    reason: str
    #: the sponsor is asked to continue, re-scope or stop
    asks_sponsor: bool


class SponsorChose(_Event, frozen=True, tag=True):
    """The sponsor answered what follows after the iterations; "stop" comes with ProjectStopped."""

    PROSE: ClassVar = ("reason",)
    choice: Literal["continue", "rescope"]
    reason: str


class ThresholdChanged(_Event, frozen=True, tag=True):
    """What gate 1 locked was changed; it counts once the sponsor has signed. Empty: changed back."""

    values: dict[str, str]


class ThresholdSigned(_Event, frozen=True, tag=True):
    """The sponsor signed the changed threshold."""

    values: dict[str, str]


class ProjectHeld(_Event, frozen=True, tag=True):
    """The project was put on hold; the clock stands from `since`."""

    PROSE: ClassVar = ("reason",)
    since: date
    reason: str


class ProjectHalted(_Event, frozen=True, tag=True):
    """Gate 1 stopped the project; the clock stands from `since`."""

    since: date
    items: tuple[str, ...]


class ProjectResumed(_Event, frozen=True, tag=True):
    """The clock runs again from `on`."""

    on: date


class ProjectStopped(_Event, frozen=True, tag=True):
    """The project ended for good."""

    PROSE: ClassVar = ("reason",)
    reason: str


class PeopleLinked(_Event, frozen=True, tag=True):
    """Two people turned out to be one, who has accounts on two platforms: `person` is `into` from now on."""

    person: str
    into: str


class ChannelLinked(_Event, frozen=True, tag=True):
    """The project lives in a second channel from now on, on another platform: what is said in one is said in both.

    The framework knows one channel for a project. Where sponsor and team use different chats, this one is ours: a
    gate must be decided in front of the same facts wherever somebody reads them.
    """

    platform: str
    conversation: str
    #: whose code was typed there; "" when the person themself was known there
    allowed_by: str = ""


class ChannelUnlinked(_Event, frozen=True, tag=True):
    """The project lives in its home channel alone again; what was said in the other one stays there, as it was.

    The framework has no such event, for the reason given with `ChannelLinked`.
    """

    platform: str
    conversation: str


Event = (
    ProjectOpened
    | CharterFilled
    | RoleGiven
    | RoleTaken
    | ItemOwned
    | DueDayChanged
    | ItemWaits
    | ItemDeclined
    | ItemConfirmed
    | MeasureRecorded
    | ItemSigned
    | ItemCleared
    | ItemDeclaredNotReady
    | ItemNotApplicable
    | EquivalentDescribed
    | EquivalentSigned
    | ItemVerified
    | RowSaved
    | RowRemoved
    | ReadinessStopped
    | ReadinessRecovered
    | GateRequested
    | GatePaused
    | GateResumed
    | GateWithdrawn
    | GateQuestionAsked
    | GateQuestionAnswered
    | GateApproved
    | VoteCast
    | VoteWithdrawn
    | GateHeld
    | GateStopped
    | DecisionTakenBack
    | ConditionSettled
    | DelegationGiven
    | DelegationEnded
    | GateSentBack
    | GateIterated
    | SponsorChose
    | ThresholdChanged
    | ThresholdSigned
    | ProjectHeld
    | ProjectHalted
    | ProjectResumed
    | ProjectStopped
    | PeopleLinked
    | ChannelLinked
    | ChannelUnlinked
)


class Recorded(msgspec.Struct, frozen=True):
    """An event with who, when and from where; `by` is "" when the clock did it."""

    event: Event
    at: datetime
    by: str
    platform: str = ""
    conversation: str = ""
    message: str = ""
