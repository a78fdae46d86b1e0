"""The payloads of interactions: block_actions, view_submission, view_closed and slash commands."""

from .records import Channel, Json, Message, View
from .sandbox import Sandbox
from .shapes import channel_label, message_object, view_object


def _common(sandbox: Sandbox, kind: str, user: str) -> Json:
    me, person = sandbox.identity, sandbox.workspace.people[user]
    return {
        "type": kind,
        "user": {
            "id": user,
            "username": person.handle,
            "name": person.handle,
            "team_id": me.team_id,
        },
        "api_app_id": me.app_id,
        "token": "sandbox",
        "team": {"id": me.team_id, "domain": me.team_domain},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def message_action(sandbox: Sandbox, user: str, message: Message, action: Json, values: Json) -> Json:
    """Give the payload of a click in a message."""
    channel = sandbox.workspace.channels[message.channel]
    url = sandbox.triggers.mint_url(user, channel.id, message.ts, message.thread_ts)
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.ephemeral_to is not None,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    payload = {
        **_common(sandbox, "block_actions", user),
        "container": container,
        "trigger_id": sandbox.triggers.mint(user),
        "channel": {"id": channel.id, "name": channel_label(channel)},
        "state": {"values": values},
        "response_url": response_address(sandbox, url.id),
        "actions": [action],
    }
    if message.ephemeral_to is None:
        payload["message"] = message_object(sandbox, message)
    return payload


def view_action(sandbox: Sandbox, user: str, view: View, action: Json) -> Json:
    """Give the payload of a click in a modal or on a Home tab."""
    return {
        **_common(sandbox, "block_actions", user),
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": sandbox.triggers.mint(user, view.id),
        "view": view_object(sandbox, view),
        "actions": [action],
    }


def submission(sandbox: Sandbox, user: str, view: View) -> Json:
    """Give the payload of a form that was sent."""
    return {
        **_common(sandbox, "view_submission", user),
        "trigger_id": sandbox.triggers.mint(user, view.id),
        "view": view_object(sandbox, view),
        "response_urls": [],
    }


def closing(sandbox: Sandbox, user: str, view: View, cleared: bool) -> Json:
    """Give the payload of a form that was dismissed."""
    shape = view_object(sandbox, view)
    return {**_common(sandbox, "view_closed", user), "view": shape, "is_cleared": cleared}


def slash(sandbox: Sandbox, user: str, channel: Channel, command: str, text: str) -> Json:
    """Give the form fields of a slash command."""
    me = sandbox.identity
    url = sandbox.triggers.mint_url(user, channel.id, None, None)
    return {
        "token": "sandbox",
        "team_id": me.team_id,
        "team_domain": me.team_domain,
        "channel_id": channel.id,
        "channel_name": channel_label(channel),
        "user_id": user,
        "user_name": sandbox.workspace.people[user].handle,
        "command": command,
        "text": text,
        "api_app_id": me.app_id,
        "is_enterprise_install": "false",
        "response_url": response_address(sandbox, url.id),
        "trigger_id": sandbox.triggers.mint(user),
    }


def response_address(sandbox: Sandbox, url_id: str) -> str:
    """Give the address that answers an interaction."""
    return f"{sandbox.base_url}/response/{url_id}"
