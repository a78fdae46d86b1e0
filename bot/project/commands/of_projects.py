"""Commands on a project as a whole: opening, roles, rest, accounts and channels."""

from __future__ import annotations

import msgspec

from bot.playbooks.model import Role


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


class NoteDeparture(msgspec.Struct, frozen=True):
    """Say that a chat has deactivated somebody; the clock does, nobody else."""

    person: str
    #: who looks after the whole workspace, joined with commas: told where nobody of the project can be
    admins: str = ""


class NoteReturn(msgspec.Struct, frozen=True):
    """Say that somebody who had been deactivated is there again; the clock does, nobody else."""

    person: str


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
