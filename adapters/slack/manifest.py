"""The app manifest: what an administrator pastes to create the Slack app."""

from __future__ import annotations

from .needs import COMMAND, EVENTS, SCOPES
from .text import Json


def manifest(address: str | None = None) -> Json:
    """Give the manifest; `address` is the bot's public https address, None for Socket Mode."""
    url = {"request_url": f"{address.rstrip('/')}/slack/events"} if address else {}
    command = {
        "command": COMMAND,
        "description": "Projects and their gates",
        "usage_hint": "new | status | items | help",
        "should_escape": False,
    }
    return {
        "display_information": {
            "name": "Tollgate",
            "description": "Takes AI projects from idea to production through hard gates.",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Tollgate", "always_online": True},
            "slash_commands": [command | ({"url": url["request_url"]} if url else {})],
        },
        "oauth_config": {"scopes": {"bot": [scope.name for scope in SCOPES]}},
        "settings": {
            "event_subscriptions": {**url, "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, **url},
            "org_deploy_enabled": False,
            "socket_mode_enabled": address is None,
            "token_rotation_enabled": False,
        },
    }
