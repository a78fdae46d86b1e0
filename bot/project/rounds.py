"""Rounds of a gate: the request, what is asked and voted, how it was decided, and what that leaves to be done."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Literal

import msgspec

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


class Vote(msgspec.Struct, frozen=True):
    """One person's approval, in one group; `stands_for` is whom a delegate stands in for."""

    by: str
    group: str
    at: datetime
    stands_for: str = ""
    #: what this person asks for beside, by number: the terms, and in `words` what
    terms: dict[str, Terms] = {}
    words: dict[str, str] = {}

    @property
    def counts_for(self) -> str:
        """Whose seat it takes."""
        return self.stands_for or self.by


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


class Delegation(msgspec.Struct, frozen=True):
    """A sponsor is away: somebody decides in their place, from one day to another, both included."""

    by: str
    to: str
    since: date
    until: date


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
