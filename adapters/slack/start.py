"""The check at start: whose token it is, and whether the workspace granted all that is needed."""

from __future__ import annotations

import msgspec

from bot.service.ports import DeliveryFailed

from .client import Client
from .needs import SCOPES, Scope


class Installed(msgspec.Struct, frozen=True):
    """The workspace and the bot in it."""

    team: str
    team_name: str
    bot_user: str
    bot_id: str = ""
    #: scopes that were not granted
    missing: tuple[Scope, ...] = ()


class NotReady(Exception):
    """Slack refuses the token, does not answer, or scopes are missing; the text says what to do."""


async def check(client: Client) -> Installed:
    """Ask Slack who the token is and what it may do; raises NotReady when the bot could not work."""
    installed = await identify(client)
    if installed.missing:
        lines = (f"  {scope.name}: to {scope.why}" for scope in installed.missing)
        raise NotReady(
            "The Slack app lacks permissions:\n" + "\n".join(lines) + "\n"
            "Add them under OAuth & Permissions (or paste the manifest again) and reinstall the app."
        )
    return installed


async def identify(client: Client) -> Installed:
    """Ask Slack who the token is, and name the missing scopes; raises NotReady when it does not say."""
    try:
        answer = await client.write("auth.test")
    except DeliveryFailed as failure:
        raise NotReady(_why(failure.code)) from None
    granted = {scope.strip() for scope in str(answer["scopes"] or "").split(",")}
    return Installed(
        team=str(answer["team_id"]),
        team_name=str(answer.get("team", "")),
        bot_user=str(answer["user_id"]),
        bot_id=str(answer.get("bot_id", "")),
        missing=tuple(scope for scope in SCOPES if scope.name not in granted),
    )


def _why(code: str) -> str:
    if code in ("invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"):
        return f"Slack refuses the bot token ({code}). Copy the current one from OAuth & Permissions."
    return f"Slack does not answer as expected ({code})."
