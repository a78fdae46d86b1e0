"""What happens in the workspace, sent to the app as events and repeated when nobody acknowledges."""

import asyncio
import secrets

from .delivery import Retry
from .records import Channel, Json, Message, Person, View
from .sandbox import Sandbox
from .shapes import user_object, view_object


def send_event(sandbox: Sandbox, subscription: str, event: Json) -> None:
    """Deliver an event beside the caller, if the app subscribed to it."""
    if subscription in sandbox.identity.events:
        sandbox.deliveries.begin(_deliver(sandbox, _callback(sandbox, event)))


def _callback(sandbox: Sandbox, event: Json) -> Json:
    me = sandbox.identity
    # Never one that the app has heard, even where the workspace began anew: it would take the event for a repeat.
    event_id = f"Ev{secrets.token_hex(8).upper()}"
    return {
        "token": "sandbox",
        "team_id": me.team_id,
        "context_team_id": me.team_id,
        "api_app_id": me.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": int(sandbox.now()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": me.team_id,
                "user_id": me.bot_user,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": f"4-{event_id}",
    }


async def _deliver(sandbox: Sandbox, payload: Json) -> None:
    receipt = await sandbox.delivery.deliver("events_api", payload)
    for number, delay in enumerate(sandbox.retry_delays, start=1):
        if receipt.ok or receipt.no_retry:
            return
        await asyncio.sleep(delay)
        receipt = await sandbox.delivery.deliver("events_api", payload, Retry(number, receipt.reason))


async def verify_url(sandbox: Sandbox) -> bool:
    """Ask the app's request URL to repeat a challenge; give whether it did."""
    challenge = sandbox.workspace.mint("challenge")
    payload = {"token": "sandbox", "challenge": challenge, "type": "url_verification"}
    receipt = await sandbox.delivery.deliver("events_api", payload)
    body = receipt.body
    return receipt.ok and (
        body == challenge or (isinstance(body, dict) and body.get("challenge") == challenge)
    )


def message_posted(sandbox: Sandbox, message: Message, channel: Channel) -> None:
    """Tell the app that somebody, perhaps itself, wrote something it can read."""
    bot = sandbox.identity.bot_user
    if bot not in channel.members:
        return
    event: Json = {
        "user": message.user,
        "ts": message.ts,
        "text": message.text,
        "team": sandbox.identity.team_id,
        "channel": channel.id,
        "event_ts": message.ts,
        "client_msg_id": f"sandbox-{message.ts}",
    }
    if message.thread_ts:
        event["thread_ts"] = message.thread_ts
    if message.bot:  # the app hears itself too, and has to tell
        event |= {"bot_id": sandbox.identity.bot_id, "app_id": sandbox.identity.app_id}
    kind = channel.kind
    plural = {"channel": "channels"}.get(kind, kind)
    send_event(sandbox, f"message.{plural}", {"type": "message", "channel_type": kind, **event})
    if channel.kind != "im" and not message.bot and f"<@{bot}>" in message.text:
        send_event(sandbox, "app_mention", {"type": "app_mention", **event})


def home_opened(sandbox: Sandbox, user: str, view: View | None) -> None:
    """Tell the app that somebody looks at its Home tab."""
    direct = sandbox.workspace.conversation_of([sandbox.identity.bot_user, user])
    event: Json = {
        "type": "app_home_opened",
        "user": user,
        "channel": direct.id,
        "tab": "home",
        "event_ts": sandbox.workspace.stamps.mint(),
    }
    if view:
        event["view"] = view_object(sandbox, view)
    send_event(sandbox, "app_home_opened", event)


def member_joined(sandbox: Sandbox, channel: Channel, user: str, inviter: str) -> None:
    """Tell the app that somebody, perhaps itself, joined a channel it is in."""
    if sandbox.identity.bot_user in channel.members:
        event = {
            "type": "member_joined_channel",
            "user": user,
            "channel": channel.id,
            "channel_type": "C",
            "team": sandbox.identity.team_id,
            "inviter": inviter,
            "event_ts": sandbox.workspace.stamps.mint(),
        }
        send_event(sandbox, "member_joined_channel", event)


def person_changed(sandbox: Sandbox, person: Person) -> None:
    """Tell the app that somebody's profile changed."""
    stamp = sandbox.workspace.stamps.mint()
    event = {
        "type": "user_change",
        "user": user_object(sandbox, person),
        "cache_ts": int(sandbox.now()),
        "event_ts": stamp,
    }
    send_event(sandbox, "user_change", event)
