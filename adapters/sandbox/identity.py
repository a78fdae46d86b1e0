"""Who the workspace and the app are: ids, secrets and scopes."""

import msgspec

DEFAULT_SCOPES = frozenset(
    {
        "app_mentions:read",
        "channels:history",
        "channels:join",
        "channels:read",
        "chat:write",
        "commands",
        "files:write",
        "groups:history",
        "groups:read",
        "im:history",
        "im:read",
        "im:write",
        "mpim:read",
        "mpim:write",
        "pins:read",
        "pins:write",
        "reactions:write",
        "users.profile:read",
        "users:read",
        "users:read.email",
    }
)
DEFAULT_EVENTS = frozenset(
    {"app_home_opened", "app_mention", "member_joined_channel", "message.im", "user_change"}
)


def fake(*parts: str) -> str:
    """Put together what only looks like a secret."""
    # Put together at run time, so that nothing in the file looks like a leaked secret.
    return "-".join(parts)


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """The workspace, the app in it and the secrets they share; obviously fake unless given."""

    team_id: str = "T0SANDBOX"
    team_name: str = "Maple Works"
    team_domain: str = "maple-works"
    app_id: str = "A0TOLLGATE"
    bot_id: str = "B0TOLLGATE"
    bot_user: str = "U0TOLLGATE"
    bot_name: str = "Tollgate"
    signing_secret: str = fake("sandbox", "signing", "secret")
    bot_token: str = fake("xoxb", "sandbox", "bot")
    app_token: str = fake("xapp", "sandbox", "app")
    scopes: frozenset[str] = DEFAULT_SCOPES
    #: event types that are delivered, direct messages as message.im
    events: frozenset[str] = DEFAULT_EVENTS
