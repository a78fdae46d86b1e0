"""A project as the rules see it: the snapshot that `decide` reads and `evolve` writes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

import msgspec

from bot.playbooks.model import Role
from bot.project.paper import Imported as Imported
from bot.project.paper import PaperGate as PaperGate
from bot.project.rounds import PASSED as PASSED
from bot.project.rounds import Condition as Condition
from bot.project.rounds import Delegation as Delegation
from bot.project.rounds import Dispute as Dispute
from bot.project.rounds import Elsewhere as Elsewhere
from bot.project.rounds import GateDecision as GateDecision
from bot.project.rounds import GateRequest as GateRequest
from bot.project.rounds import Meeting as Meeting
from bot.project.rounds import NewSponsor as NewSponsor
from bot.project.rounds import Outcome as Outcome
from bot.project.rounds import Question as Question
from bot.project.rounds import Reopened as Reopened
from bot.project.rounds import Terms as Terms
from bot.project.rounds import Vote as Vote
from bot.project.rounds import confirmed_meeting as confirmed_meeting

Status = Literal[
    "running",  # the team works on the phase
    "waiting",  # a gate request waits for its approvers
    "paused",  # the request waits for the lead: an item it rests on has changed
    "deciding",  # after two iterations the sponsor is asked: continue, re-scope or stop
    "held",  # on hold, by the lead or the sponsor
    "halted",  # more red items than gate 1 allows
    "stopped",  # ended for good
    "live",  # gate 4 is passed; the model is looked after
]
ItemStatus = Literal[
    "open",
    "ready",
    "flagged",
    "not_ready",
    "not_applicable",
    "imported",  # nothing is recorded of it, and a gate from paper covers it
]
GateVerdict = Literal["go", "fix_and_recheck", "stop", "iterate", "not_yet"]


class Channel(msgspec.Struct, frozen=True):
    """A conversation in which a project lives, on one platform."""

    platform: str
    conversation: str


class Row(msgspec.Struct, frozen=True):
    """One row of a register."""

    id: str
    owner: str
    values: dict[str, str]
    #: seq of the event that saved it
    seq: int = 0
    #: the unit that its numbers are in, where another one counts by now; "" where they are in that one
    unit: str = ""
    #: since when its owner knows of rows that name them: what comes at once after that is no news; None: by themself
    told_at: datetime | None = None


class Equivalent(msgspec.Struct, frozen=True):
    """What stands for an item, and the reviewer outside the team who signed it ("" while nobody has)."""

    text: str
    by: str
    signed_by: str = ""


class Waiting(msgspec.Struct, frozen=True):
    """What an owner waits for: a colleague (`person`) or something else (`text`), until a day."""

    text: str
    person: str
    until: date
    by: str
    since: date


class ItemRecord(msgspec.Struct, frozen=True):
    """What is known of one item. Its status is computed from this and from the playbook."""

    owner: str = ""
    #: set by a person; None: the playbook's day counts
    due_on: date | None = None
    #: why it got that day
    due_reason: str = ""
    #: the day that a person set, where the plan has put another in its place since
    agreed_on: date | None = None
    #: answers of its form by field key; numbers in plain decimal notation, people as ids
    values: dict[str, str] = {}
    note: str = ""
    done: bool = False
    signed_by: str = ""
    #: why it was declared not ready; "" when it was not
    not_ready: str = ""
    #: why it does not apply; "" when it does
    not_applicable: str = ""
    equivalent: Equivalent | None = None
    rows: tuple[Row, ...] = ()
    #: quiets the owner's ladder until its day; any change of the item ends it
    waiting: Waiting | None = None
    #: the last sign of life about it, by a person: a change, a new date, a new owner, "waiting for"
    news_at: datetime | None = None
    changed_at: datetime | None = None
    changed_by: str = ""
    #: seq of the event that last set it; 0: never set
    seq: int = 0
    #: changed after the gate of its phase was passed
    corrected: bool = False
    #: the second person who confirmed it as it is; any change of it asks for one again
    verified_by: str = ""
    #: what it was before the last thing that was done to it; None once that can no longer be undone
    before: LastChange | None = None
    #: seq of the event that was undone last, while nothing was done to it since
    undone: int = 0
    #: the unit that its numbers are in, where another one counts by now; "" where they are in that one
    unit: str = ""


class LastChange(msgspec.Struct, frozen=True):
    """The last thing that was done to an item, and what was known of it before: one step back, never two."""

    #: of the event that did it
    seq: int
    by: str
    at: datetime
    record: ItemRecord


class Pause(msgspec.Struct, frozen=True):
    """A stretch in which the clock stood; `until` is the first day on which it ran again."""

    since: date
    until: date | None = None


class Gone(msgspec.Struct, frozen=True):
    """Somebody who was deactivated, with what was theirs then, and who was told of it."""

    person: str
    at: datetime
    roles: tuple[Role, ...] = ()
    items: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()
    told: tuple[str, ...] = ()


class NewThreshold(msgspec.Struct, frozen=True):
    """A change of what gate 1 locked, which counts once the sponsor has signed it."""

    values: dict[str, str]
    by: str
    #: seq of the event that changed it
    seq: int = 0
    at: datetime | None = None


class LegalHold(msgspec.Struct, frozen=True):
    """Since when nothing of the project may be erased, and why; its work goes on."""

    by: str
    at: datetime
    reason: str


class Project(msgspec.Struct, frozen=True):
    """One project. Ids of people are opaque; names live in the directory alone."""

    id: str
    name: str
    playbook: str
    channel: Channel
    starts_on: date
    opened_on: date
    time_zone: str
    #: ISO country and subdivision of the public holidays, such as "CA-ON"; "" for none
    region: str = ""
    practice: bool = False
    status: Status = "running"
    #: what a hold interrupted
    held_from: Status = "running"
    status_since: datetime | None = None
    status_by: str = ""
    status_reason: str = ""
    phase: int = 1
    #: seq of the last event
    seq: int = 0
    roles: dict[Role, tuple[str, ...]] = {}
    charter: dict[str, str] = {}
    items: dict[str, ItemRecord] = {}
    #: current plan: the first day of each phase that has begun
    phase_starts: dict[int, date] = {}
    pauses: tuple[Pause, ...] = ()
    #: what gate 1 locked, by name
    locked: dict[str, str] = {}
    new_threshold: NewThreshold | None = None
    request: GateRequest | None = None
    decisions: tuple[GateDecision, ...] = ()
    #: decisions that were taken back: they count no more, and messages about them say so
    taken_back: tuple[GateDecision, ...] = ()
    #: items that changed since approvers had them before them, as they were then
    was: dict[str, ItemRecord] = {}
    #: rounds begun, by gate
    rounds: dict[int, int] = {}
    iterations: int = 0
    #: iterations that the sponsor has answered for
    iterations_answered: int = 0
    #: what the sponsor last chose after the iterations
    chosen: Literal["", "continue", "rescope"] = ""
    #: the team has been told that the readiness verdict is stop
    stop_announced: bool = False
    went_live_on: date | None = None
    conditions: tuple[Condition, ...] = ()
    delegations: tuple[Delegation, ...] = ()
    #: whom a chat has deactivated
    gone: tuple[Gone, ...] = ()
    #: as it was before the last decision, while nothing has happened since
    before: Project | None = None
    #: the sponsor's last sign of life: the role was taken on, or something was done
    sponsor_at: datetime | None = None
    #: who replaced whom as sponsor, the oldest first
    sponsors: tuple[NewSponsor, ...] = ()
    #: a second channel, on another platform than the home channel
    also: Channel | None = None
    #: how it came in under way; None for a project that began here
    imported: Imported | None = None
    #: nothing may be erased; not to be confused with the status "held"
    legal_hold: LegalHold | None = None

    def item(self, key: str) -> ItemRecord:
        """Return what is known of an item; an empty record when nothing is."""
        return self.items.get(key, NOTHING)

    def holders(self, role: Role) -> tuple[str, ...]:
        """Return the people in a role, the first named first."""
        return self.roles.get(role, ())

    @property
    def channels(self) -> tuple[Channel, ...]:
        """The home channel, and the second one where there is one."""
        return (self.channel, self.also) if self.also else (self.channel,)

    def lives_in(self, platform: str, conversation: str) -> bool:
        """Tell whether a conversation is one of the project's channels."""
        return Channel(platform, conversation) in self.channels

    def concerns(self, person: str) -> bool:
        """Tell whether somebody has a part in it: a role, an item, a row, a condition, a word that is awaited."""
        records = self.items.values()
        beside = {row.owner for record in records for row in record.rows}
        beside |= {record.waiting.person for record in records if record.waiting}
        beside |= {each.to for each in self.delegations} | {each.owner for each in self.conditions}
        if self.request:
            beside |= {question.by for question in self.request.questions}
        return person in self.team | beside or any(person in people for people in self.roles.values())

    @property
    def open_conditions(self) -> tuple[Condition, ...]:
        """What a conditional go still waits for."""
        return tuple(condition for condition in self.conditions if not condition.settled_by)

    @property
    def lead(self) -> str:
        """The person who leads the project."""
        return self.roles["lead"][0]

    @property
    def sponsor(self) -> str:
        """The person who approves its gates."""
        return self.roles["sponsor"][0]

    @property
    def team(self) -> frozenset[str]:
        """Everybody with a role other than reviewer, portfolio admin or viewer, and every owner of an item."""
        outside = ("exception_reviewer", "portfolio_admin", "viewer")
        roster = {p for role, people in self.roles.items() if role not in outside for p in people}
        return frozenset(roster | {record.owner for record in self.items.values() if record.owner})


NOTHING = ItemRecord()
