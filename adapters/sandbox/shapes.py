"""Messages, people, channels and views in the JSON shapes that Slack gives them."""

import zlib
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .records import Channel, File, Json, Message, Person, View
from .sandbox import Sandbox


def channel_label(channel: Channel) -> str:
    """Give the name under which an interaction reports a conversation."""
    return "directmessage" if channel.kind == "im" else channel.name


def _offset(person: Person, now: float) -> int:
    try:
        offset = datetime.fromtimestamp(now, ZoneInfo(person.tz)).utcoffset()
    except (ZoneInfoNotFoundError, ValueError):
        return 0
    return int(offset.total_seconds()) if offset else 0


def user_object(sandbox: Sandbox, person: Person) -> Json:
    """Give a person as users.info does; the address only with users:read.email."""
    team = sandbox.identity.team_id
    confirmed = {} if person.bot else {"is_email_confirmed": person.email_confirmed}
    return {
        "id": person.id,
        "team_id": team,
        "name": person.handle,
        "deleted": person.deleted,
        "color": person.color,
        "real_name": person.name,
        "tz": person.tz,
        "tz_label": person.tz,
        "tz_offset": _offset(person, sandbox.now()),
        "locale": person.locale,
        "profile": profile_object(sandbox, person),
        "is_admin": person.admin,
        "is_owner": False,
        "is_restricted": False,
        "is_ultra_restricted": False,
        "is_bot": person.bot,
        "is_app_user": False,
        **confirmed,
        "updated": int(sandbox.now()),
    }


def profile_object(sandbox: Sandbox, person: Person) -> Json:
    """Give a person's profile."""
    first, _, last = person.name.partition(" ")
    profile = {
        "title": person.title,
        "real_name": person.name,
        "real_name_normalized": person.name,
        "display_name": person.handle,
        "display_name_normalized": person.handle,
        "first_name": first,
        "last_name": last,
        "status_text": person.status_text,
        "status_emoji": person.status_emoji,
        "status_expiration": person.status_expiration,
        "avatar_hash": f"{zlib.crc32(person.id.encode()):08x}",
        "team": sandbox.identity.team_id,
    }
    if person.email and "users:read.email" in sandbox.identity.scopes:
        profile["email"] = person.email
    if person.bot:
        profile |= {"bot_id": sandbox.identity.bot_id, "api_app_id": sandbox.identity.app_id}
    return profile


def channel_object(sandbox: Sandbox, channel: Channel) -> Json:
    """Give a conversation as conversations.info does."""
    bot = sandbox.identity.bot_user
    shape: Json = {
        "id": channel.id,
        "created": channel.created,
        "is_archived": channel.archived,
        "is_im": channel.kind == "im",
        "is_mpim": channel.kind == "mpim",
        "is_channel": channel.kind == "channel",
        "is_group": False,
        "is_private": channel.kind != "channel",
        "is_member": bot in channel.members,
        "is_shared": False,
        "is_org_shared": False,
        "context_team_id": sandbox.identity.team_id,
    }
    if channel.kind == "im":
        others = [member for member in channel.members if member != bot]
        return {**shape, "user": others[0] if others else bot, "is_open": True}
    topic = {"value": channel.topic, "creator": channel.creator, "last_set": channel.created}
    return {
        **shape,
        "name": channel.name,
        "name_normalized": channel.name,
        "creator": channel.creator,
        "is_general": channel.name == "general",
        "topic": topic,
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "num_members": len(channel.members),
    }


def message_object(sandbox: Sandbox, message: Message, *, metadata: bool = False) -> Json:
    """Give a message as conversations.history does."""
    me = sandbox.identity
    shape: Json = {"type": "message", "user": message.user, "ts": message.ts, "text": message.text}
    if message.subtype:
        shape["subtype"] = message.subtype
    if message.blocks:
        shape["blocks"] = message.blocks
    if message.bot:
        shape |= {
            "bot_id": me.bot_id,
            "app_id": me.app_id,
            "team": me.team_id,
            "bot_profile": {"id": me.bot_id, "app_id": me.app_id, "name": me.bot_name, "team_id": me.team_id},
        }
    if message.files:
        shape["files"] = [file_object(sandbox, sandbox.workspace.files[one]) for one in message.files]
        shape["upload"] = False
    shape |= _thread(sandbox, message)
    if message.edited_ts:
        shape["edited"] = {"user": message.user, "ts": message.edited_ts}
    if metadata and message.metadata:
        shape["metadata"] = message.metadata
    if message.pinned_by:
        shape["pinned_to"] = [message.channel]
    if message.reactions:
        shape["reactions"] = [
            {"name": name, "users": users, "count": len(users)} for name, users in message.reactions.items()
        ]
    return shape


def file_object(sandbox: Sandbox, file: File) -> Json:
    """Give a file as messages hold it."""
    kind = file.name.rpartition(".")[2].lower()
    address = f"{sandbox.base_url}/files/{file.id}"
    return {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title,
        "mimetype": file.mimetype,
        "filetype": kind,
        "pretty_type": kind.upper(),
        "user": file.user,
        "user_team": sandbox.identity.team_id,
        "size": file.size,
        "mode": "hosted",
        "is_external": False,
        "is_public": True,
        "public_url_shared": False,
        "url_private": f"{address}/{file.name}",
        "url_private_download": f"{address}/download/{file.name}",
        "file_access": "visible",
    }


def _thread(sandbox: Sandbox, message: Message) -> Json:
    if message.ephemeral_to:
        return {"thread_ts": message.thread_ts} if message.thread_ts else {}
    if message.thread_ts and message.thread_ts != message.ts:
        return {"thread_ts": message.thread_ts}
    replies = sandbox.workspace.replies(message.channel, message.ts)
    if not replies:
        return {}
    return {
        "thread_ts": message.ts,
        "reply_count": len(replies),
        "reply_users": sorted({reply.user for reply in replies}),
        "latest_reply": replies[-1].ts,
    }


def view_object(sandbox: Sandbox, view: View) -> Json:
    """Give a view as views.open and view_submission do."""
    me = sandbox.identity
    body = view.body
    return {
        "id": view.id,
        "team_id": me.team_id,
        "type": view.kind,
        "blocks": body["blocks"],
        "private_metadata": body.get("private_metadata", ""),
        "callback_id": body.get("callback_id", ""),
        "state": {"values": view.values},
        "hash": view.hash,
        "title": body.get("title"),
        "clear_on_close": body.get("clear_on_close", False),
        "notify_on_close": body.get("notify_on_close", False),
        "close": body.get("close"),
        "submit": body.get("submit"),
        "previous_view_id": view.previous_id,
        "root_view_id": view.root_id,
        "app_id": me.app_id,
        "external_id": view.external_id,
        "app_installed_team_id": me.team_id,
        "bot_id": me.bot_id,
    }
