"""People, and the app, come into a channel, which may be archived: by buttons, or as one types it in Slack."""

import re

from .changes import Change
from .events import member_joined
from .failures import PageFailure
from .posting import note
from .records import Channel, Person
from .sandbox import Sandbox

COMMAND = "/invite"
USAGE = f"Usage: {COMMAND} @somebody"
_PERSON, _CHANNEL = re.compile(r"<@(\w+)"), re.compile(r"<#(\w+)")


def bring(sandbox: Sandbox, channel: Channel, guest: str, inviter: str) -> None:
    """Make somebody a member of a channel; harmless when they are one."""
    if channel.kind != "channel":
        raise PageFailure(400, "not_a_channel", "People are invited to channels only.")
    writable(channel)
    if guest not in channel.members:
        channel.members.append(guest)
        sandbox.workspace.save_channel(channel)
        note(sandbox, channel, guest, f"<@{guest}> has joined the channel", "channel_join")
        member_joined(sandbox, channel, guest, inviter)
        sandbox.changes.tell(Change("state", channel.id))


def invite(sandbox: Sandbox, user: str, channel: Channel, linked: str) -> str | None:
    """Run the command that everybody's Slack has; gives a warning when nobody came.

    `linked` is what follows it, with names as references: people, and perhaps a channel other than this one.
    """
    if elsewhere := _CHANNEL.search(linked):
        channel = sandbox.workspace.channels[elsewhere[1]]
        if user not in channel.members:
            raise PageFailure(403, "not_in_channel", "This person is not in the conversation.")
    known = sandbox.workspace.people
    guests: list[Person] = [known[one] for one in _PERSON.findall(linked) if one in known]
    if not guests:
        raise PageFailure(400, "user_not_found", USAGE)
    there = [one.name for one in guests if one.id in channel.members]
    for guest in guests:
        bring(sandbox, channel, guest.id, user)
    return f"Already in this channel: {', '.join(there)}." if there else None


def archive(sandbox: Sandbox, channel: Channel, user: str, *, archived: bool) -> None:
    """Close a channel for everything but reading, or open it again; harmless when it is so already."""
    if channel.kind != "channel":
        raise PageFailure(400, "not_a_channel", "Only channels are archived.")
    if channel.archived is archived:
        return
    channel.archived = archived
    sandbox.workspace.save_channel(channel)
    kind, did = ("channel_archive", "archived") if archived else ("channel_unarchive", "unarchived")
    note(sandbox, channel, user, f"<@{user}> {did} the channel", kind)
    sandbox.changes.tell(Change("state", channel.id))


def writable(channel: Channel) -> None:
    """Refuse what changes an archived channel; raises `PageFailure`."""
    if channel.archived:
        raise PageFailure(403, "is_archived", "This channel is archived: it can be read, and not written to.")
