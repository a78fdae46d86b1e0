"""The bot was taken out of a channel, and comes back: leads are told once, and nothing is sent there meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from bot.project.state import Project
from bot.service.live_cards import checklist, reviews
from bot.service.playbooks import Playbooks
from bot.service.ports import ChannelSettings, Outgoing, Place, Stored, Tx
from bot.service.queued import encode, everywhere
from bot.talk.notices import Notice

#: a chat says so when the bot is not in a channel any more: then nothing arrives there until it is added again
GONE = frozenset({"not_in_channel", "channel_not_found", "is_archived", "conversation_not_found"})


def removed(tx: Tx, workspace: str, platform: str, conversation: str, now: datetime, team: str = "") -> None:
    """Note that the bot was taken out of a channel, out of all of a platform where none is named; tell the leads.

    `team`: it was taken out of all of that team's channels, too.
    """
    for settings in _channels(tx, workspace, platform, conversation, team):
        if settings.removed_at is None:
            tx.put_channel(replace(settings, removed_at=now))
            told = [_told(stored.project, settings, now, conversation) for stored in _going(tx, settings)]
            tx.queue(workspace, told, now)


def returned(
    tx: Tx,
    workspace: str,
    platform: str,
    conversation: str,
    playbooks: Playbooks,
    now: datetime,
    team: str = "",
) -> None:
    """Note that the bot is in a channel again, and bring what is live there up to date.

    `team`: it is in all of that team's channels again, too.
    """
    for settings in missed(tx, workspace, platform, conversation, team):
        tx.put_channel(replace(settings, removed_at=None))
        for stored in _going(tx, settings):
            tx.queue(workspace, _fresh(tx, stored, settings, playbooks, now), now)


def missed(tx: Tx, workspace: str, platform: str, conversation: str, team: str = "") -> list[ChannelSettings]:
    """Return those of a channel and a team's channels that the bot was taken out of."""
    if not conversation:
        return []
    found = _channels(tx, workspace, platform, conversation, team)
    return [settings for settings in found if settings.removed_at is not None]


def belongs(tx: Tx, workspace: str, platform: str, conversation: str, team: str) -> None:
    """Remember whose channel it is, where a project has lived."""
    if settings := tx.channel(workspace, platform, conversation):
        tx.put_channel(replace(settings, team=team))


def untold(tx: Tx, workspace: str, notice: Notice) -> None:
    """Let the next stand-up of the other channel say what its lead could not be told."""
    stored = tx.project(workspace, notice.project)
    for one in stored.project.channels if stored else ():
        settings = tx.channel(workspace, one.platform, one.conversation)
        if one.platform != notice.platform and settings and notice.project not in settings.lost:
            tx.put_channel(replace(settings, lost=(*settings.lost, notice.project)))


def is_away(tx: Tx, workspace: str, place: Place) -> bool:
    """Tell whether a message is for a channel that the bot was taken out of."""
    if not place.conversation:
        return False
    settings = tx.channel(workspace, place.platform, place.conversation)
    return settings is not None and settings.removed_at is not None


def _channels(
    tx: Tx, workspace: str, platform: str, conversation: str, team: str
) -> Sequence[ChannelSettings]:
    if not conversation:
        return tx.channels_on(workspace, platform)
    if team:
        everywhere_there = tx.channels_on(workspace, platform)
        return [one for one in everywhere_there if one.conversation == conversation or one.team == team]
    found = tx.channel(workspace, platform, conversation)
    return [found] if found else []


def _going(tx: Tx, settings: ChannelSettings) -> list[Stored]:
    rows = tx.projects_in(settings.workspace, settings.platform, settings.conversation)
    keys = [row.project for row in rows if row.status != "stopped"]
    return list(tx.projects(settings.workspace, keys).values())


def _told(project: Project, settings: ChannelSettings, now: datetime, conversation: str) -> Outgoing:
    """Return the word to the lead, on another platform where the bot is gone from this one as a whole."""
    notice = Notice("bot_removed", project.id, platform=settings.platform, conversation=settings.conversation)
    key = f"bot_removed:{project.id}:{settings.platform}:{settings.conversation}:{now.isoformat()}"
    others = [one.platform for one in project.channels if one.platform != settings.platform]
    hint = others[0] if others and not conversation else ""
    return Outgoing(key, Place(platform=hint, person=project.lead), encode(notice), key, project=project.id)


def _fresh(
    tx: Tx, stored: Stored, settings: ChannelSettings, playbooks: Playbooks, now: datetime
) -> list[Outgoing]:
    """Return a refresh of what is live in the channel."""
    project = stored.project
    playbook = playbooks.get(tx, stored.workspace, project.playbook)
    live = [checklist(project, project.phase)]
    if request := project.request:
        live += reviews(project, playbook, request.gate, request.round)
    here = Place(platform=settings.platform, conversation=settings.conversation)
    dedupe = f"returned:{now.isoformat()}"
    return [
        replace(one, dedupe=f"{one.dedupe}:{dedupe}")
        for one in everywhere(project, live)
        if one.place == here
    ]
