"""What Teams would send: activities of presses, forms and messages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from tests.live.teams_stub import APP, TENANT, TeamsStub

PATH = "/api/messages"
BOT = f"28:{APP}"


def headers(token: str) -> dict[str, str]:
    """Return what stands beside an activity."""
    return {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}


def invoke(
    stub: TeamsStub, user: str, conversation: str, delivery: str, name: str, value: Mapping[str, Any]
) -> bytes:
    """Write an invoke as Teams does."""
    activity = {
        "type": "invoke",
        "name": name,
        "id": f"f:{delivery}",
        "timestamp": "2026-11-21T12:00:00.000Z",
        "localTimezone": "America/Toronto",
        "serviceUrl": stub.service_url,
        "channelId": "msteams",
        "from": {"id": user, "name": f"{user} Example", "aadObjectId": f"aad-{user}"},
        "conversation": {
            "isGroup": True,
            "conversationType": "channel",
            "tenantId": TENANT,
            "id": f"{conversation};messageid=1600000000000",
        },
        "recipient": {"id": BOT, "name": "Tollgate"},
        "locale": "en-CA",
        "replyToId": "1600000000000",
        "channelData": {
            "tenant": {"id": TENANT},
            "channel": {"id": conversation},
            "team": {"id": "19:team@thread.tacv2"},
        },
        "entities": [{"type": "clientInfo", "locale": "en-CA", "country": "CA", "platform": "Web"}],
        "value": value,
    }
    return json.dumps(activity).encode()


def execute(
    stub: TeamsStub, user: str, conversation: str, delivery: str, verb: str, args: Mapping[str, str]
) -> bytes:
    """A press of an Action.Execute; `delivery` makes it a click of its own, on another state of the card."""
    action = {"type": "Action.Execute", "title": verb, "verb": verb, "data": {"a": args, "v": delivery}}
    return invoke(
        stub, user, conversation, delivery, "adaptiveCard/action", {"action": action, "trigger": "manual"}
    )


def submit(
    stub: TeamsStub,
    user: str,
    conversation: str,
    delivery: str,
    verb: str,
    args: Mapping[str, str],
    values: Mapping[str, str],
) -> bytes:
    """A form that was sent from a dialog."""
    data = {"verb": verb, "a": args, "form": True, **values}
    value = {"data": data, "context": {"theme": "default"}, "tabContext": None}
    return invoke(stub, user, conversation, delivery, "task/submit", value)
