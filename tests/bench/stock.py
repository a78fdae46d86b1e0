"""The yardstick: Bolt as its documentation sets it up, behind the same server, only acknowledging."""

from __future__ import annotations

import asyncio
import os
import re
import sys

from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.loop import run
from adapters.web import WebServer
from tests.live.requests import PATH


def _app(*, process_before_response: bool) -> Starlette:
    bolt = AsyncApp(
        client=AsyncWebClient(token=os.environ["STOCK_TOKEN"], base_url=os.environ["SLACK_API_URL"]),
        signing_secret=os.environ["SLACK_SIGNING_SECRET"],
        process_before_response=process_before_response,
    )

    async def acknowledge(ack: AsyncAck) -> None:
        await ack()

    bolt.action(re.compile(""))(acknowledge)
    handler = AsyncSlackRequestHandler(bolt)

    async def endpoint(request: Request) -> Response:
        return await handler.handle(request)

    return Starlette(routes=[Route(PATH, endpoint, methods=["POST"])])


async def _serve() -> None:
    server = WebServer(_app(process_before_response="before" in sys.argv), host="127.0.0.1", port=0)
    sys.stdout.write(f"stock Bolt on {await server.start()}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


if __name__ == "__main__":
    run(_serve())
