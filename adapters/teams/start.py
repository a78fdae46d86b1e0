"""The check at start: whether Microsoft gives the bot its token."""

from __future__ import annotations

import msgspec

from bot.service.ports import DeliveryFailed

from .client import Connector
from .tokens import NO_ANSWER

_SECRET = (
    "it is under Certificates & secrets of its registration in Microsoft Entra, and goes to "
    "TOLLGATE_TEAMS_APP_PASSWORD."
)


class Installed(msgspec.Struct, frozen=True):
    """The organisation and the bot in it."""

    tenant: str
    app_id: str
    #: the bot's own user id in Teams
    bot_id: str


class NotReady(Exception):
    """Microsoft refuses the app, or does not answer; the text says what to do."""


async def check(connector: Connector, *, tenant: str, app_id: str) -> Installed:
    """Get a token for the app, unless none is checked; raises NotReady when the bot could not answer anybody."""
    if connector.tokens:
        try:
            await connector.tokens.token()
        except DeliveryFailed as failure:
            raise NotReady(_why(failure.code, tenant=tenant, app_id=app_id)) from None
    return Installed(tenant=tenant, app_id=app_id, bot_id=f"28:{app_id}")


def _why(code: str, *, tenant: str, app_id: str) -> str:
    match code:
        case "AADSTS700016" | "unauthorized_client":
            return (
                f"Microsoft knows no app {app_id} in the directory {tenant} ({code}). "
                "Compare TOLLGATE_TEAMS_APP_ID and TOLLGATE_TEAMS_TENANT_ID with the app's registration."
            )
        case "AADSTS90002" | "AADSTS900023" | "invalid_request":
            return (
                f"Microsoft knows no directory {tenant} ({code}). "
                "Copy the directory (tenant) id of the app's registration to TOLLGATE_TEAMS_TENANT_ID."
            )
        case "AADSTS7000222":
            return f"The app's client secret has expired ({code}). Make another one: {_SECRET}"
        case "AADSTS7000215" | "invalid_client":
            return (
                f"Microsoft refuses the app's client secret ({code}). Copy its value, not its id: {_SECRET}"
            )
        case _ if code == NO_ANSWER:
            return "Microsoft's sign-in does not answer. Look at TOLLGATE_TEAMS_LOGIN_URL and at the network."
        case _:
            return f"Microsoft gives the app no token ({code}). Look at its registration in Microsoft Entra."
