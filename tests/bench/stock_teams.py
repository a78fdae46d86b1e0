"""The yardstick: botbuilder as its documentation sets it up, answering invokes with nothing."""

from __future__ import annotations

import asyncio
import os
import sys

from botbuilder.core import ActivityHandler, CloudAdapterBase, InvokeResponse, TurnContext  # type: ignore[import-untyped]
from botbuilder.schema import Activity  # type: ignore[import-untyped]
from botframework.connector.auth import (  # type: ignore[import-untyped]
    BotFrameworkAuthenticationFactory,
    PasswordServiceClientCredentialFactory,
)
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from adapters.loop import run
from adapters.web import WebServer
from tests.live.teams_requests import PATH


class _Empty(ActivityHandler):  # type: ignore[misc]
    async def on_invoke_activity(self, turn_context: TurnContext) -> InvokeResponse:
        return InvokeResponse(status=200, body={})


def _app() -> Starlette:
    given = os.environ
    credentials = PasswordServiceClientCredentialFactory(
        given["TOLLGATE_TEAMS_APP_ID"],
        given["TOLLGATE_TEAMS_APP_PASSWORD"],
        given["TOLLGATE_TEAMS_TENANT_ID"],
    )
    adapter = CloudAdapterBase(
        BotFrameworkAuthenticationFactory.create(
            credential_factory=credentials,
            validate_authority=True,
            to_channel_from_bot_login_url=f"{given['TOLLGATE_TEAMS_LOGIN_URL']}/tenant",
            to_channel_from_bot_oauth_scope="https://api.botframework.com",
            to_bot_from_channel_token_issuer="https://api.botframework.com",
            oauth_url="https://api.botframework.com",
            to_bot_from_channel_open_id_metadata_url=given["TOLLGATE_TEAMS_METADATA_URL"],
            to_bot_from_emulator_open_id_metadata_url=given["TOLLGATE_TEAMS_METADATA_URL"],
            caller_id="",
        )
    )
    bot = _Empty()

    async def endpoint(request: Request) -> Response:
        activity = Activity().deserialize(await request.json())
        token = request.headers.get("authorization", "")
        answer = await adapter.process_activity(token, activity, bot.on_turn)
        return JSONResponse(answer.body, answer.status) if answer else Response(status_code=201)

    return Starlette(routes=[Route(PATH, endpoint, methods=["POST"])])


async def _serve() -> None:
    server = WebServer(_app(), host="127.0.0.1", port=0)
    sys.stdout.write(f"stock botbuilder on {await server.start()}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


if __name__ == "__main__":
    run(_serve())
