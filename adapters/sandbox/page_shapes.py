"""The workspace in the shapes the browser page draws."""

from datetime import UTC, datetime
from typing import Any

from .records import Channel, File, Json, Message, Person, View
from .sandbox import Sandbox
from .shapes import view_object


def state(sandbox: Sandbox, me: Person) -> Json:
    """Give the team, its people, what this person is in, the clock and the app."""
    identity, workspace = sandbox.identity, sandbox.workspace
    workspace.conversation_of([identity.bot_user, me.id])
    mine = [channel for channel in workspace.channels.values() if me.id in channel.members]
    commands = [
        {"command": c.command, "description": c.description, "usage_hint": c.usage_hint}
        for c in sandbox.commands
    ]
    return {
        "team": {"id": identity.team_id, "name": identity.team_name},
        "me": me.id,
        "people": [_person(person) for person in workspace.people.values()],
        "conversations": [_conversation(sandbox, channel, me.id) for channel in mine],
        "clock": clock(sandbox),
        "bot": {"user": identity.bot_user, "name": identity.bot_name, "commands": commands},
        "readiness": {"connected": sandbox.delivery.connected},
    }


def clock(sandbox: Sandbox) -> Json:
    """Give the workspace's time."""
    now = datetime.fromtimestamp(sandbox.now(), UTC)
    return {"now": now.isoformat().replace("+00:00", "Z"), "virtual": sandbox.next_day is not None}


def _person(person: Person) -> Json:
    initials = "".join(part[0] for part in person.name.split()[:2]).upper()
    return {
        "id": person.id,
        "name": person.name,
        "handle": person.handle,
        "title": person.title,
        "tz": person.tz,
        "color": f"#{person.color}",
        "initials": initials,
        "bot": person.bot,
        "deleted": person.deleted,
    }


def _conversation(sandbox: Sandbox, channel: Channel, me: str) -> Json:
    shape: Json = {
        "id": channel.id,
        "name": channel.name,
        "kind": "dm" if channel.kind == "im" else "channel",
        "topic": channel.topic,
        "members": channel.members,
        "unread": sandbox.workspace.unread(me, channel.id),
        "app_in": sandbox.identity.bot_user in channel.members,
        "archived": channel.archived,
    }
    if channel.kind == "im":
        other = next((member for member in channel.members if member != me), me)
        shape |= {"with": other, "name": sandbox.workspace.people[other].name}
    return shape


def messages(sandbox: Sandbox, channel: Channel, user: str, thread: Any) -> list[Json]:
    """Give what a person sees in a conversation or thread, oldest first."""
    seen = sandbox.workspace.visible(channel.id, user)
    if thread:
        return [_message(sandbox, m) for m in seen if thread in (m.ts, m.thread_ts)]
    top = (m for m in seen if m.broadcast or m.thread_ts in (None, m.ts))
    return [_message(sandbox, m) for m in top]


def _message(sandbox: Sandbox, message: Message) -> Json:
    shape: Json = {
        "ts": message.ts,
        "user": message.user,
        "name": sandbox.workspace.people[message.user].name,
        "bot": message.bot,
        "text": message.text,
        "mrkdwn": message.mrkdwn,
        "blocks": message.blocks,
        "reply_count": len(sandbox.workspace.replies(message.channel, message.ts)),
        "edited": message.edited_ts is not None,
        "ephemeral": message.ephemeral_to is not None,
        "pinned": message.pinned_by is not None,
        "reactions": [{"name": name, "count": len(users)} for name, users in message.reactions.items()],
        "subtype": message.subtype,
    }
    if message.files:
        shape["files"] = [_file(sandbox.workspace.files[one]) for one in message.files]
    return shape | ({"thread_ts": message.thread_ts} if message.thread_ts else {})


def _file(file: File) -> Json:
    return {"id": file.id, "name": file.name, "title": file.title, "size": file.size}


def view(sandbox: Sandbox, shown: View) -> Json:
    """Give a modal or Home tab."""
    return view_object(sandbox, shown)


def new_channel(sandbox: Sandbox, name: str, members: list[str], topic: str = "") -> Channel:
    """Make a public channel."""
    return sandbox.workspace.save_channel(
        Channel(
            id=sandbox.workspace.mint("C"),
            name=name,
            topic=topic,
            creator=members[0] if members else "",
            created=int(sandbox.now()),
            members=members,
        )
    )
