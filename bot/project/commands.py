"""What people ask for: commands in the imperative, each stating the wished result, never a toggle.

Values of forms arrive as typed; `decide` checks them against the playbook.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from bot.playbooks.model import Role


class Actor(msgspec.Struct, frozen=True):
    """Who commands; `present` says that the envelope shows them in the project's channel."""

    person: str
    present: bool = False


#: the clock: it may only pass time
CLOCK = Actor(person="")


class OpenProject(msgspec.Struct, frozen=True):
    """Begin a project; the rest of the charter is filled in during phase 1."""

    project: str
    name: str
    lead: str
    sponsor: str
    platform: str
    conversation: str
    starts_on: str
    time_zone: str
    playbook: str
    region: str = ""
    practice: bool = False


class FillCharter(msgspec.Struct, frozen=True):
    """Answer questions of the charter."""

    values: dict[str, str]


class GiveRole(msgspec.Struct, frozen=True):
    """Put a person in a role; a new lead or sponsor replaces the one before."""

    role: Role
    person: str


class TakeRole(msgspec.Struct, frozen=True):
    """Remove a person from a role."""

    role: Role
    person: str


class AssignItem(msgspec.Struct, frozen=True):
    """Give an item an owner; "" leaves it without one."""

    item: str
    owner: str


class SetDueDay(msgspec.Struct, frozen=True):
    """Give an item another due day (ISO date)."""

    item: str
    due_on: str
    reason: str


class WaitFor(msgspec.Struct, frozen=True):
    """Say whom or what an item waits for, and until when (ISO date)."""

    item: str
    until: str
    text: str = ""
    person: str = ""


class DeclineItem(msgspec.Struct, frozen=True):
    """Say that an item is not one's own."""

    item: str


class SetItem(msgspec.Struct, frozen=True):
    """Tick an item with what shows it, or make it open again."""

    item: str
    done: bool
    values: dict[str, str] = {}
    note: str = ""


class RecordMeasure(msgspec.Struct, frozen=True):
    """Record the numbers of an item."""

    item: str
    values: dict[str, str]
    note: str = ""


class SignItem(msgspec.Struct, frozen=True):
    """Confirm an item personally, in the role it asks for."""

    item: str
    values: dict[str, str] = {}
    note: str = ""


class DeclareNotReady(msgspec.Struct, frozen=True):
    """Declare an item not ready; for a gate question: answer no."""

    item: str
    reason: str


class MarkNotApplicable(msgspec.Struct, frozen=True):
    """Say that an item does not apply."""

    item: str
    reason: str


class DescribeEquivalent(msgspec.Struct, frozen=True):
    """Describe what stands for an item."""

    item: str
    text: str


class VerifyItem(msgspec.Struct, frozen=True):
    """Confirm, as a second person, what somebody else has set."""

    item: str


class SignEquivalent(msgspec.Struct, frozen=True):
    """Sign an equivalent, as a reviewer outside the team."""

    item: str


class SaveRow(msgspec.Struct, frozen=True):
    """Add or replace a row of a register; `row` is minted at the edge."""

    item: str
    row: str
    owner: str
    values: dict[str, str]


class RemoveRow(msgspec.Struct, frozen=True):
    """Remove a row of a register."""

    item: str
    row: str


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


class ApproveWithConditions(msgspec.Struct, frozen=True):
    """Approve a waiting gate, and say what must still be done: (what, owner, ISO date)."""

    gate: int
    round: int
    conditions: tuple[tuple[str, str, str], ...]


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
    """Sign, as the sponsor, a change of what gate 1 locked; `values` are the ones that were shown."""

    values: dict[str, str]


class HoldProject(msgspec.Struct, frozen=True):
    """Put the project on hold."""

    reason: str


class ResumeProject(msgspec.Struct, frozen=True):
    """Let the clock run again, after a hold or a halt."""


class StopProject(msgspec.Struct, frozen=True):
    """End the project for good."""

    reason: str


class LinkPeople(msgspec.Struct, frozen=True):
    """Say that two people on the project are one, who has accounts on two platforms: `person` is `into`."""

    person: str
    into: str


class LinkChannel(msgspec.Struct, frozen=True):
    """Let the project live in a second channel, on another platform; a linked one on that platform is replaced."""

    platform: str
    conversation: str
    #: who gave the code that was typed in the channel; "" for a person who needs none
    allowed_by: str = ""


class UnlinkChannel(msgspec.Struct, frozen=True):
    """Let the project live in its home channel alone again."""


class PassTime(msgspec.Struct, frozen=True):
    """Let the clock do what is due."""


Command = (
    OpenProject
    | FillCharter
    | GiveRole
    | TakeRole
    | AssignItem
    | SetDueDay
    | WaitFor
    | DeclineItem
    | SetItem
    | RecordMeasure
    | SignItem
    | DeclareNotReady
    | MarkNotApplicable
    | DescribeEquivalent
    | SignEquivalent
    | VerifyItem
    | SaveRow
    | RemoveRow
    | RequestGate
    | ResumeGate
    | WithdrawGate
    | ApproveGate
    | ApproveWithConditions
    | WithdrawVote
    | HoldGate
    | StopGate
    | TakeBackDecision
    | SettleCondition
    | GiveDelegation
    | EndDelegation
    | SendBackGate
    | AskQuestion
    | AnswerQuestion
    | ChooseAfterIterations
    | SignThreshold
    | HoldProject
    | ResumeProject
    | StopProject
    | LinkPeople
    | LinkChannel
    | UnlinkChannel
    | PassTime
)
