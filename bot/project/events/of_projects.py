"""What happens to a project as a whole."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import msgspec

from bot.playbooks.model import Role
from bot.project.events.fact import Fact


class ProjectOpened(Fact, frozen=True, tag=True):
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


class CharterFilled(Fact, frozen=True, tag=True):
    """Answers to the charter's questions; `words` are the free ones."""

    PROSE: ClassVar = ("words",)
    values: dict[str, str]
    words: dict[str, str]


class RoleGiven(Fact, frozen=True, tag=True):
    """A person got a role; `instead_of` is who had it before, for lead and sponsor."""

    role: Role
    person: str
    instead_of: str = ""
    #: by when they confirm personally what was due before, or is too soon, by item
    due: dict[str, date] = msgspec.field(default_factory=dict)


class RoleTaken(Fact, frozen=True, tag=True):
    """A person left a role."""

    role: Role
    person: str


class ProjectHeld(Fact, frozen=True, tag=True):
    """The project was put on hold; the clock stands from `since`."""

    PROSE: ClassVar = ("reason",)
    since: date
    reason: str


class ProjectHalted(Fact, frozen=True, tag=True):
    """Gate 1 stopped the project; the clock stands from `since`."""

    since: date
    items: tuple[str, ...]


class ProjectResumed(Fact, frozen=True, tag=True):
    """The clock runs again from `on`."""

    on: date
    #: the current phase's first day from now on, where it still lay ahead when the clock stopped
    begins: date | None = None
    #: the days from now on of the open conditions that lay ahead, by id
    conditions: dict[str, date] = msgspec.field(default_factory=dict)
    #: where days that people chose for items lay ahead: the days from now on, by item; None in older ledgers, where
    #: each moved by the length of the pause alone
    due: dict[str, date] | None = None
    #: until when somebody waits from now on, by item
    waits: dict[str, date] = msgspec.field(default_factory=dict)


class ProjectStopped(Fact, frozen=True, tag=True):
    """The project ended for good."""

    PROSE: ClassVar = ("reason",)
    reason: str


class PeopleLinked(Fact, frozen=True, tag=True):
    """Two people turned out to be one, who has accounts on two platforms: `person` is `into` from now on."""

    person: str
    into: str


class PersonLeft(Fact, frozen=True, tag=True):
    """A chat has deactivated somebody; what was theirs, and who was told to give it to others.

    The framework has no such event: it is ours, so that a gate never waits for somebody who cannot answer.
    """

    person: str
    roles: tuple[Role, ...]
    items: tuple[str, ...]
    conditions: tuple[str, ...]
    #: rows of registers, by item and row
    rows: tuple[tuple[str, str], ...]
    told: tuple[str, ...]


class PersonCameBack(Fact, frozen=True, tag=True):
    """Somebody who had been deactivated is there again."""

    person: str


class ChannelLinked(Fact, frozen=True, tag=True):
    """The project lives in a second channel from now on, on another platform: what is said in one is said in both.

    The framework knows one channel for a project. Where sponsor and team use different chats, this one is ours: a
    gate must be decided in front of the same facts wherever somebody reads them.
    """

    platform: str
    conversation: str
    #: whose code was typed there; "" when the person themself was known there
    allowed_by: str = ""


class ChannelUnlinked(Fact, frozen=True, tag=True):
    """The project lives in its home channel alone again; what was said in the other one stays there, as it was.

    The framework has no such event, for the reason given with `ChannelLinked`.
    """

    platform: str
    conversation: str
