"""Rounds of a gate: the request, what is asked and voted, how it was decided, and what that leaves to be done."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Literal

import msgspec

from bot.playbooks.model import Decision

Outcome = Literal["approved", "conditional", "sent_back", "iterated", "withdrawn", "held", "stopped"]
#: the gate was passed
PASSED: tuple[Outcome, ...] = ("approved", "conditional")
#: what somebody did, a decision or a change of an item, can be taken back by them this long
TAKEN_BACK_WITHIN = timedelta(minutes=10)


class Question(msgspec.Struct, frozen=True):
    """Something an approver wants to know before deciding; `answer` is "" until it is answered."""

    id: str
    by: str
    text: str
    answer: str = ""
    answered_by: str = ""
    answered_at: datetime | None = None
    asked_at: datetime | None = None


class Terms(msgspec.Struct, frozen=True):
    """By whom and by when a condition is to be met."""

    owner: str
    due_on: date
    #: the item that a conditional go left open, and that the condition stands for; "" for anything else
    item: str = ""


class Elsewhere(msgspec.Struct, frozen=True):
    """A decision was taken in a meeting: which record of it was confirmed, of which day, and who had recorded it."""

    record: str
    held_on: date
    by: str


class Meeting(msgspec.Struct, frozen=True):
    """What the lead says that a meeting decided; it decides nothing until approvers confirm it."""

    id: str
    outcome: Decision
    held_on: date
    #: an address, or where else they are kept
    minutes: str
    #: who was there
    present: str
    by: str
    at: datetime
    reason: str = ""
    #: for a go with conditions: by whom and by when, by number, and in `words` what
    terms: dict[str, Terms] = {}
    words: dict[str, str] = {}

    @property
    def reference(self) -> Elsewhere:
        """What events keep of it, beside the event that recorded it."""
        return Elsewhere(self.id, self.held_on, self.by)


class Dispute(msgspec.Struct, frozen=True):
    """Somebody said that a record of a meeting is not so: it counts no more."""

    by: str
    at: datetime
    reason: str


class Vote(msgspec.Struct, frozen=True):
    """One person's approval, in one group; `stands_for` is whom a delegate stands in for."""

    by: str
    group: str
    at: datetime
    stands_for: str = ""
    #: what this person asks for beside, by number: the terms, and in `words` what
    terms: dict[str, Terms] = {}
    words: dict[str, str] = {}
    #: the record of a meeting that it confirms; it falls with that record
    confirms: str = ""

    @property
    def counts_for(self) -> str:
        """Whose seat it takes."""
        return self.stands_for or self.by


class Reopened(msgspec.Struct, frozen=True):
    """How a condition had been met before its item was not ready any more, and whose change that was."""

    by: str
    at: datetime
    #: seq of the change: where that is undone, the condition is met as it was; 0 for one that nobody can undo
    because_of: int
    note: str
    settled_by: str
    settled_at: datetime | None


class Condition(msgspec.Struct, frozen=True):
    """What a conditional go left to be done; the next gate waits for it."""

    id: str
    #: the gate that was passed with it
    gate: int
    text: str
    owner: str
    due_on: date
    by: str
    note: str = ""
    settled_by: str = ""
    settled_at: datetime | None = None
    #: the item that it stands for: it is met once that is ready
    item: str = ""
    #: the day that was agreed, where a hold has moved it; None where it is still that
    agreed_on: date | None = None
    #: it had been met; None once it is met again
    reopened: Reopened | None = None


class Delegation(msgspec.Struct, frozen=True):
    """A sponsor is away: somebody decides in their place, from one day to another, both included."""

    by: str
    to: str
    since: date
    until: date


class NewSponsor(msgspec.Struct, frozen=True):
    """The sponsor was replaced: who was (`person`), who is from then on (`to`), and by whom."""

    person: str
    to: str
    by: str
    at: datetime


class GateRequest(msgspec.Struct, frozen=True):
    """A request that waits for its approvers."""

    gate: int
    round: int
    by: str
    at: datetime
    #: items whose change paused it
    paused_by: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    #: approvals so far, until every group has its quorum
    votes: tuple[Vote, ...] = ()
    #: since when it is paused
    paused_at: datetime | None = None
    #: seq of the event that paused it
    paused_seq: int = 0
    #: what is recorded of a meeting, until it is confirmed, disputed or replaced
    meeting: Meeting | None = None
    #: why the last record counts no more
    disputed: Dispute | None = None


def confirmed_meeting(request: GateRequest) -> Meeting | None:
    """Return what is recorded of a meeting, if an approval confirms it; None where none does."""
    meeting = request.meeting
    return meeting if meeting and any(vote.confirms == meeting.id for vote in request.votes) else None


class GateDecision(msgspec.Struct, frozen=True):
    """How a round of a gate ended."""

    gate: int
    round: int
    outcome: Outcome
    by: str
    at: datetime
    reason: str = ""
    #: platform on which it was decided
    platform: str = ""
    #: the items that said no, for an iteration
    items: tuple[str, ...] = ()
    votes: tuple[Vote, ...] = ()
    #: whom a delegate stood in for
    stands_for: str = ""
    #: where it was decided elsewhere: the meeting, as it was recorded and confirmed
    meeting: Meeting | None = None
    #: seq of the event that decided
    seq: int = 0
