"""A project with a channel on each of two platforms: what is said in one is said in both."""

from __future__ import annotations

from bot.project.authority import need_role, need_running
from bot.project.commands import Actor, LinkChannel
from bot.project.events import ChannelLinked, ChannelUnlinked, Event
from bot.project.refusals import BadInput, Problem, Refusal
from bot.project.state import Channel, Project


def link_channel(project: Project, command: LinkChannel, by: Actor) -> list[Event]:
    """Let the project live in a second channel: the lead does, or the sponsor, or whoever has a code of theirs."""
    need_running(project)
    need_role(project, Actor(command.allowed_by) if command.allowed_by else by, "lead", "sponsor")
    if not command.platform or not command.conversation:
        raise BadInput(Problem("conversation", "required"))
    wanted = Channel(command.platform, command.conversation)
    if wanted in project.channels:
        return []
    if wanted.platform == project.channel.platform:
        raise Refusal("same_platform", platform=wanted.platform)
    linked = ChannelLinked(wanted.platform, wanted.conversation, command.allowed_by)
    return [*_unlinked(project), linked]


def unlink_channel(project: Project, by: Actor) -> list[Event]:
    """Let the project live in its home channel alone again."""
    need_running(project)
    need_role(project, by, "lead", "sponsor")
    return _unlinked(project)


def _unlinked(project: Project) -> list[Event]:
    return [ChannelUnlinked(project.also.platform, project.also.conversation)] if project.also else []
