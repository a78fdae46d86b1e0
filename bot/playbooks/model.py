"""What a playbook is: phases, stages, items, thresholds and gates, as plain data."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import Literal

import msgspec

Kind = Literal["confirm", "measure", "formula", "sign", "register"]
FieldType = Literal[
    "number",  # an exact decimal, in `unit`
    "percent",  # an exact decimal from 0 to 100
    "money",  # an exact decimal, zero or more
    "text",
    "long",  # several lines of text
    "choice",  # one of `options`
    "choices",  # any of `options`
    "person",  # somebody of the chat workspace
    "link",  # an http or https address
    "moment",  # local date and time to the second, "2026-03-02 14:05:09"
]
#: the field types that stand for a number
COUNTABLE: frozenset[FieldType] = frozenset({"number", "percent", "money", "moment"})
Comparison = Literal["below", "at_most", "above", "at_least"]
Role = Literal[
    "lead",
    "sponsor",
    "delegate",
    "it_devops",
    "security_reviewer",
    "data_science",
    "ml_engineering",
    "data_engineering",
    "business_owner",
    "end_user",
    "accountable_owner",
    "exception_reviewer",
    "portfolio_admin",
    "viewer",
]
Verdict = Literal["all_ready", "readiness", "questions"]
#: how a gate can be decided; what a gate offers is in the playbook
Decision = Literal["go", "conditional", "hold", "send_back", "stop"]


class Option(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One choice of a field."""

    key: str
    label: str


class Field(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One value that a form asks for and an item keeps."""

    key: str
    label: str
    type: FieldType
    #: shown after the number; "{kpi}" stands for the unit of the project's KPI
    unit: str = ""
    hint: str = ""
    required: bool = True
    options: tuple[Option, ...] = ()
    #: inclusive bounds of a number
    least: Decimal | None = None
    most: Decimal | None = None
    #: the value must be more than this, for a divisor
    more_than: Decimal | None = None
    #: no fraction: examples, records, runs
    whole: bool = False
    #: for a moment: the field of the same item that it must be later than
    after: str = ""
    #: for a person: whoever alone has this role stands in the empty field
    role: Role | None = None

    @property
    def countable(self) -> bool:
        """Say whether a formula may use it; a moment counts in seconds."""
        return self.type in COUNTABLE


class Limit(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A comparison with a number; `below` and `above` are strict."""

    is_: Comparison = msgspec.field(name="is")
    #: the number to compare with, or else `name`
    value: Decimal | None = None
    #: a value that the formula may use: "peak"
    name: str = ""


class Only(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A choice of the same item on which its rule depends."""

    field: str
    is_: str = msgspec.field(name="is")


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """How a number becomes red, amber or green: red is looked at first, then amber."""

    #: arithmetic over the item's fields and over `uses`: + - * / and parentheses
    value: str
    #: the number's unit, for people; "{kpi}" stands for the unit of the project's KPI
    unit: str = ""
    label: str = ""
    red: Limit | None = None
    amber: Limit | None = None
    #: "kpi": the value must reach `against`, in the direction of the project's KPI
    direction: Literal["", "kpi"] = ""
    #: for direction "kpi": the name of a value that is given in `uses`
    against: str = ""
    #: name in the formula -> "item id.field", or "locked.minimum" for what gate 1 locked
    uses: dict[str, str] = {}
    #: the number is judged for this choice alone; for any other one an equivalent has to stand for the item
    only: Only | None = None


class Item(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Something that must be true, or a step on the way there."""

    id: str
    title: str
    kind: Kind
    #: the project day by which it is due
    due: int
    #: counted for the gate of its phase
    gate: bool = False
    hint: str = ""
    fields: tuple[Field, ...] = ()
    rule: Rule | None = None
    #: for kind sign: any one of these roles confirms it, and nobody else
    signed_by: tuple[Role, ...] = ()
    #: for kind confirm: the roles that answer it; empty: its owner and the lead
    answered_by: tuple[Role, ...] = ()
    #: for kind register: how many rows it needs
    rows: int = 0
    #: an equivalent, described and signed by a reviewer outside the team, stands for it
    equivalent: bool = False
    #: may be marked as not applicable, with a reason
    not_applicable: bool = False
    #: rests on the KPI record: it must be there first
    needs_kpi: bool = False
    #: a conditional go may leave it for later; never without the playbook saying so
    conditional: bool = False
    #: shown and answerable from this project day on, though its phase comes later; 0: from its phase
    asked_from: int = 0
    #: a second person confirms what was set
    verified: bool = False
    #: whoever owns it, or set it last, does not approve the gate of its phase
    separate: bool = False
    #: only data: what "endless cleaning" is measured by (framework.md, section 8)
    data: bool = False


class Stage(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A stretch of a phase with its own steps."""

    key: str
    title: str
    first_day: int
    last_day: int
    items: tuple[Item, ...] = ()


class Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """People of some roles who approve a gate together with the other groups."""

    key: str
    title: str
    roles: tuple[Role, ...]
    #: how many of them must approve; 0: all
    quorum: int = 1


class Gate(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The decision at the end of a phase."""

    number: int
    title: str
    condition: str
    #: readiness: go, fix and recheck, or stop; questions: any "no" iterates
    verdict: Verdict
    #: one of them approves, unless there are groups
    approvers: tuple[Role, ...] = ("sponsor",)
    #: each must reach its quorum; `approvers` are then the roles of all of them
    groups: tuple[Group, ...] = ()
    decisions: tuple[Decision, ...] = ("go", "hold", "send_back", "stop")
    #: readiness: more red items than this stop the project
    red_allowed: int = 2
    #: questions: after this many iterations the sponsor is asked
    iterations: int = 2
    #: the item whose confirmation must be there before the gate can be requested at all
    needs_first: str = ""
    #: "item id.field" values that passing this gate locks, by the name they are locked under
    locks: dict[str, str] = {}
    #: passing it is the permission to act: its date is `went_live_on`
    goes_live: bool = False
    #: passing it makes the project live
    finishes: bool = False

    @property
    def sides(self) -> tuple[Group, ...]:
        """The groups that must approve; without any, one of the approvers."""
        return self.groups or (Group("approvers", "Approvers", self.approvers),)


class Rung(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One step of an escalation: who is told, and after how many working days of silence."""

    role: Literal["owner", "approver", "delegate", "lead", "sponsor", "portfolio_admin"]
    after: int = 0


class Reminders(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What counts as stalled, in working days, and who is told when nobody answers."""

    #: an item is due soon this many working days before its due day
    due_soon: int = 2
    #: an item whose stage runs is silent after this many working days without a change
    silent: int = 5
    #: a sponsor is silent after this many working days without a sign of life
    sponsor_silent: int = 10
    items: tuple[Rung, ...] = (Rung("owner"), Rung("lead", 3), Rung("sponsor", 6), Rung("portfolio_admin", 9))
    approvals: tuple[Rung, ...] = (
        Rung("approver", 1),
        Rung("delegate", 2),
        Rung("lead", 3),
        Rung("portfolio_admin", 6),
    )


class Phase(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, dict=True):
    """A quarter of the way, with its stages, its checklist and its gate."""

    number: int
    title: str
    deliverable: str
    first_day: int
    last_day: int
    stages: tuple[Stage, ...]
    checklist: tuple[Item, ...]
    gate: Gate

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The checklist, then the steps of the stages."""
        return self.checklist + tuple(item for stage in self.stages for item in stage.items)


class Playbook(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, dict=True):
    """A whole process. A project names it by digest, so that editing a file changes no running project."""

    key: str
    title: str
    version: int
    days: int
    phases: tuple[Phase, ...]
    #: name, unit, direction, baseline, target, minimum, if wanted month_one and month_six and, for a minimum that
    #: may be a proxy, proxy_unit, proxy_direction, conversion -> "item id.field" where the KPI record keeps it
    kpi: dict[str, str] = {}
    reminders: Reminders = Reminders()
    #: told when a project halts: what a cleaning week saves (framework.md, section 1)
    halt_hint: str = ""

    def phase(self, number: int) -> Phase:
        """Return the phase with this number, counted from 1."""
        return self.phases[number - 1]

    def phase_of(self, item: str) -> Phase:
        """Return the phase that an item belongs to; KeyError when there is none."""
        return self._places[item][0]

    def item(self, key: str) -> Item:
        """Return an item by its id; KeyError when there is none."""
        return self._places[key][1]

    def users_of(self, item: str) -> tuple[str, ...]:
        """Return the items whose rules use a value of this one."""
        return self._users.get(item, ())

    @cached_property
    def verified(self) -> tuple[Item, ...]:
        """The items that count once a second person has confirmed them."""
        return tuple(item for _, item in self._places.values() if item.verified)

    @cached_property
    def _places(self) -> dict[str, tuple[Phase, Item]]:
        return {item.id: (phase, item) for phase in self.phases for item in phase.items}

    @cached_property
    def _users(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for _, item in self._places.values():
            uses = item.rule.uses.values() if item.rule else ()
            for used in {source.partition(".")[0] for source in uses}:
                found[used] = (*found.get(used, ()), item.id)
        return found
