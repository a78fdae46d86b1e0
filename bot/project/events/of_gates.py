"""What happens to gates: verdicts, requests, votes, decisions, conditions and delegations."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

import msgspec

from bot.playbooks.model import Decision
from bot.project.events.fact import Fact
from bot.project.state import Elsewhere, Terms

#: why an approval counts no more: it would judge its giver's own work; it was given in a role that is another's
#: now; or fewer are needed by now, and no gate is passed without one
Falling = Literal["work", "role", "quorum"]


class ReadinessStopped(Fact, frozen=True, tag=True):
    """More items became red than gate 1 allows: the verdict is stop."""

    items: tuple[str, ...]


class ReadinessRecovered(Fact, frozen=True, tag=True):
    """The verdict is no longer stop."""


class GateRequested(Fact, frozen=True, tag=True):
    """The lead asked for a gate."""

    gate: int
    round: int


class GatePaused(Fact, frozen=True, tag=True):
    """Items that a waiting request rests on have changed."""

    gate: int
    round: int
    items: tuple[str, ...]


class GateResumed(Fact, frozen=True, tag=True):
    """A paused request is before its approvers again: the lead asked, or what had changed was ready again.

    Of an older ledger, which does not say which of the two, `asked` is False and `ready` empty.
    """

    gate: int
    round: int
    #: what was ready again, with which it went on by itself
    ready: tuple[str, ...] = ()
    asked: bool = False


class GateWithdrawn(Fact, frozen=True, tag=True):
    """The lead took the request back."""

    PROSE: ClassVar = ("reason",)
    gate: int
    round: int
    reason: str


class GateQuestionAsked(Fact, frozen=True, tag=True):
    """An approver asked something before deciding."""

    PROSE: ClassVar = ("text",)
    gate: int
    round: int
    question: str
    text: str


class GateQuestionAnswered(Fact, frozen=True, tag=True):
    """A question of an approver was answered."""

    PROSE: ClassVar = ("text",)
    gate: int
    round: int
    question: str
    text: str


class GateApproved(Fact, frozen=True, tag=True):
    """A gate was passed; `starts_on` is the first day of the next phase, None after the last gate."""

    SIGNS: ClassVar = "decision"
    PROSE: ClassVar = ("words", "locked_words")
    gate: int
    round: int
    starts_on: date | None
    #: what this gate locks, by name; older ledgers hold free text here, too
    locked: dict[str, str]
    #: the local date of the decision, where passing this gate is the permission to act
    went_live_on: date | None = None
    finishes: bool = False
    #: what was left to be done, by id; `words` say what
    terms: dict[str, Terms] = msgspec.field(default_factory=dict)
    words: dict[str, str] = msgspec.field(default_factory=dict)
    #: whom a delegate stood in for, where one approval decided
    stands_for: str = ""
    #: where it was decided in a meeting: the record that was confirmed
    elsewhere: Elsewhere | None = None
    #: what this gate locks of free text, by name
    locked_words: dict[str, str] = msgspec.field(default_factory=dict)
    #: days that people chose for items of the phase that begins, where they do not fit its plan any more: the day
    #: from now on, None for the playbook's own
    due: dict[str, date | None] = msgspec.field(default_factory=dict)


class VoteCast(Fact, frozen=True, tag=True):
    """Somebody approved; the gate is passed when every group has its quorum."""

    SIGNS: ClassVar = "decision"
    PROSE: ClassVar = ("words",)
    gate: int
    round: int
    group: str
    stands_for: str = ""
    #: what this person asks for beside, by number; `words` say what
    terms: dict[str, Terms] = msgspec.field(default_factory=dict)
    words: dict[str, str] = msgspec.field(default_factory=dict)
    #: where it was decided in a meeting: the record that was confirmed
    elsewhere: Elsewhere | None = None


class VoteWithdrawn(Fact, frozen=True, tag=True):
    """Somebody took their approval back; or that of `person` fell: it counts no more."""

    gate: int
    round: int
    person: str = ""
    #: of an approval that fell
    why: Falling = "work"


class GateHeld(Fact, frozen=True, tag=True):
    """An approver decided that the project rests, from a local day on."""

    SIGNS: ClassVar = "decision"
    PROSE: ClassVar = ("reason",)
    gate: int
    round: int
    since: date
    reason: str
    stands_for: str = ""
    #: where it was decided in a meeting: the record that was confirmed
    elsewhere: Elsewhere | None = None


class GateStopped(Fact, frozen=True, tag=True):
    """An approver decided that the project ends."""

    SIGNS: ClassVar = "decision"
    PROSE: ClassVar = ("reason",)
    gate: int
    round: int
    reason: str
    stands_for: str = ""
    #: where it was decided in a meeting: the record that was confirmed
    elsewhere: Elsewhere | None = None


class DecisionRecorded(Fact, frozen=True, tag=True):
    """The lead recorded what a meeting decided: a claim, which approvers confirm. It replaces the one before."""

    SIGNS: ClassVar = "decision"
    PROSE: ClassVar = ("minutes", "present", "reason", "words")
    gate: int
    round: int
    record: str
    outcome: Decision
    held_on: date
    minutes: str
    present: str = ""
    reason: str = ""
    #: for a go with conditions: by whom and by when, by number; `words` say what
    terms: dict[str, Terms] = msgspec.field(default_factory=dict)
    words: dict[str, str] = msgspec.field(default_factory=dict)


class DecisionDisputed(Fact, frozen=True, tag=True):
    """Somebody said that what is recorded of a meeting is not so: it counts no more, and the gate waits."""

    SIGNS: ClassVar = "decision"
    PROSE: ClassVar = ("reason",)
    gate: int
    round: int
    record: str
    reason: str


class DecisionTakenBack(Fact, frozen=True, tag=True):
    """Whoever decided took it back at once: the request waits again."""

    SIGNS: ClassVar = "decision"
    gate: int
    round: int


class ConditionSettled(Fact, frozen=True, tag=True):
    """A condition of a gate is met."""

    PROSE: ClassVar = ("note",)
    condition: str
    note: str


class ConditionReopened(Fact, frozen=True, tag=True):
    """A condition had been met, and the item that it stands for is not ready any more."""

    condition: str


class DelegationGiven(Fact, frozen=True, tag=True):
    """An approver is away: somebody decides in their place, both days included."""

    to: str
    since: date
    until: date


class DelegationEnded(Fact, frozen=True, tag=True):
    """Somebody decides themselves again: they said so, or the dates have passed."""

    person: str


class GateSentBack(Fact, frozen=True, tag=True):
    """An approver sent the request back."""

    SIGNS: ClassVar = "decision"
    PROSE: ClassVar = ("reason",)
    gate: int
    round: int
    reason: str
    #: where it was decided in a meeting: the record that was confirmed
    elsewhere: Elsewhere | None = None


class GateIterated(Fact, frozen=True, tag=True):
    """The gate was asked for with a no among its questions: back to work, counted."""

    SIGNS: ClassVar = "decision"
    PROSE: ClassVar = ("reason",)
    gate: int
    round: int
    items: tuple[str, ...]
    reason: str
    #: the sponsor is asked to continue, re-scope or stop
    asks_sponsor: bool


class SponsorChose(Fact, frozen=True, tag=True):
    """The sponsor answered what follows after the iterations; "stop" comes with ProjectStopped."""

    SIGNS: ClassVar = "decision"
    PROSE: ClassVar = ("reason",)
    choice: Literal["continue", "rescope"]
    reason: str


class ThresholdChanged(Fact, frozen=True, tag=True):
    """What gate 1 locked was changed; it counts once the sponsor has signed. Empty: changed back.

    `words` are those of free text; older ledgers hold them among the values.
    """

    PROSE: ClassVar = ("words",)
    values: dict[str, str]
    words: dict[str, str] = msgspec.field(default_factory=dict)


class ThresholdSigned(Fact, frozen=True, tag=True):
    """The sponsor signed the changed threshold; `words` as in `ThresholdChanged`."""

    SIGNS: ClassVar = "decision"
    PROSE: ClassVar = ("words",)
    values: dict[str, str]
    words: dict[str, str] = msgspec.field(default_factory=dict)
