"""What Slack would send: bodies of presses, forms and commands, and the headers that sign them."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from adapters.slack.controls import encode

SECRET = "signing-secret-of-the-tests"
TEAM = "T0LIVE"
PATH = "/slack/events"
#: a click carries the message that it was made in; this much makes its body weigh 3 KB
_MESSAGE = [
    {
        "type": "section",
        "block_id": f"b{number}",
        "text": {
            "type": "mrkdwn",
            "text": f"*DR-{number}* Data owner named · open · due 7 March",
            "verbatim": False,
        },
    }
    for number in range(1, 9)
]


def headers(body: bytes, *, secret: str = SECRET, age: float = 0.0, kind: str = "form") -> dict[str, str]:
    """Sign a body that was sent `age` seconds ago."""
    stamp = str(int(time.time() - age))
    signed = hmac.digest(secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hex()
    types = {"form": "application/x-www-form-urlencoded", "json": "application/json"}
    return {
        "Content-Type": types[kind],
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={signed}",
    }


def payload(content: Mapping[str, Any]) -> bytes:
    """Write an interaction as Slack does."""
    return urlencode({"payload": json.dumps(content)}).encode()


def press(
    user: str,
    conversation: str,
    delivery: str,
    action: str,
    args: Mapping[str, str],
    *,
    value: str | None = None,
) -> bytes:
    """A press of a button in a message; `value` is what a tampered button carries."""
    carried = encode(action, args) if value is None else value
    button = {
        "type": "button",
        "action_id": f"{action}#1",
        "block_id": "b1",
        "value": carried,
        "action_ts": "1.1",
    }
    where = {"type": "message", "message_ts": "1700000000.000100", "channel_id": conversation}
    message = {"type": "message", "ts": "1700000000.000100", "user": "U0BOT", "blocks": _MESSAGE}
    return payload(
        {
            **_from(user, delivery),
            "type": "block_actions",
            "container": where | {"is_ephemeral": False},
            "channel": {"id": conversation, "name": "project"},
            "message": message,
            "state": {"values": {}},
            "actions": [button],
        }
    )


def submit(
    user: str, delivery: str, action: str, args: Mapping[str, str], values: Mapping[str, str]
) -> bytes:
    """A submitted modal; every value as if it had been typed."""
    inputs = [{"type": "input", "block_id": key, "element": {"type": "plain_text_input"}} for key in values]
    state = {key: {"value": {"type": "plain_text_input", "value": value}} for key, value in values.items()}
    view = {
        "id": "V1",
        "type": "modal",
        "callback_id": action,
        "private_metadata": encode(action, args),
        "blocks": inputs,
        "state": {"values": state},
    }
    return payload({**_from(user, delivery), "type": "view_submission", "view": view})


def command(user: str, conversation: str, delivery: str, text: str) -> bytes:
    """A typed command."""
    where = {"team_id": TEAM, "channel_id": conversation, "channel_name": "project", "user_id": user}
    return urlencode({**where, "command": "/gate", "text": text, "trigger_id": delivery}).encode()


def happened(event: Mapping[str, Any], event_id: str) -> bytes:
    """An event, as it is told the first time and each time again."""
    told = {"type": "event_callback", "team_id": TEAM, "event_id": event_id, "event": event}
    return json.dumps(told).encode()


def _from(user: str, delivery: str) -> dict[str, Any]:
    return {
        "team": {"id": TEAM, "domain": "live"},
        "user": {"id": user, "username": user.lower(), "name": user.lower(), "team_id": TEAM},
        "api_app_id": "A0LIVE",
        "token": "unused",
        "enterprise": None,
        "is_enterprise_install": False,
        "trigger_id": delivery,
    }
