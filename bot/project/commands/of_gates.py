"""Commands on gates: requests, votes, decisions, conditions, and who decides in whose place."""

from __future__ import annotations

from typing import Literal, NamedTuple

import msgspec


class RequestGate(msgspec.Struct, frozen=True):
    """Ask for the gate of the phase. `round` is one more than the rounds so far: a second click is harmless."""

    gate: int
    round: int


class ResumeGate(msgspec.Struct, frozen=True):
    """Put a paused request before its approvers again."""

    gate: int
    round: int


class WithdrawGate(msgspec.Struct, frozen=True):
    """Take a request back."""

    gate: int
    round: int
    reason: str


class ApproveGate(msgspec.Struct, frozen=True):
    """Approve a waiting gate."""

    gate: int
    round: int


class Wanted(NamedTuple):
    """A condition as it is typed: what, by whom, by when (ISO date); `item` is the open item that it stands for."""

    what: str
    owner: str
    due_on: str
    item: str = ""


class ApproveWithConditions(msgspec.Struct, frozen=True):
    """Approve a waiting gate, and say what must still be done."""

    gate: int
    round: int
    conditions: tuple[Wanted, ...]


class WithdrawVote(msgspec.Struct, frozen=True):
    """Take one's own approval back, before the gate is decided."""

    gate: int
    round: int


class HoldGate(msgspec.Struct, frozen=True):
    """Decide that the project rests."""

    gate: int
    round: int
    reason: str


class StopGate(msgspec.Struct, frozen=True):
    """Decide that the project ends."""

    gate: int
    round: int
    reason: str


class RecordDecision(msgspec.Struct, frozen=True):
    """Record, as the lead, what a meeting decided about a waiting gate; `record` is minted at the edge.

    `held_on` is an ISO date.
    """

    gate: int
    round: int
    record: str
    outcome: str
    held_on: str
    minutes: str
    present: str = ""
    reason: str = ""
    conditions: tuple[Wanted, ...] = ()


class ConfirmDecision(msgspec.Struct, frozen=True):
    """Confirm, as an approver, what is recorded of a meeting; `record` is the one that was shown."""

    gate: int
    round: int
    record: str


class DisputeDecision(msgspec.Struct, frozen=True):
    """Say that what is recorded of a meeting is not so, or take one's own record back."""

    gate: int
    round: int
    record: str
    reason: str


class TakeBackDecision(msgspec.Struct, frozen=True):
    """Take one's own decision back, within ten minutes and while nothing rests on it."""

    gate: int
    round: int


class SettleCondition(msgspec.Struct, frozen=True):
    """Say that a condition of a gate is met, with what shows it."""

    condition: str
    note: str


class GiveDelegation(msgspec.Struct, frozen=True):
    """Let somebody decide in one's place, from one day to another (ISO dates, both included)."""

    to: str
    since: str
    until: str


class EndDelegation(msgspec.Struct, frozen=True):
    """Decide oneself again."""


class SendBackGate(msgspec.Struct, frozen=True):
    """Send a waiting gate back, with a reason."""

    gate: int
    round: int
    reason: str


class AskQuestion(msgspec.Struct, frozen=True):
    """Ask something before deciding; `question` is minted at the edge."""

    gate: int
    round: int
    question: str
    text: str


class AnswerQuestion(msgspec.Struct, frozen=True):
    """Answer an approver's question."""

    gate: int
    round: int
    question: str
    text: str


class ChooseAfterIterations(msgspec.Struct, frozen=True):
    """Say, as the sponsor, what follows after the iterations."""

    choice: Literal["continue", "rescope", "stop"]
    reason: str


class SignThreshold(msgspec.Struct, frozen=True):
    """Sign, as the sponsor, a change of what gate 1 locked, as it was shown: `seq` is the event that changed it.

    Buttons of older messages hold the `values` that they showed instead.
    """

    values: dict[str, str] = {}
    seq: int = 0
