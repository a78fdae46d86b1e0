"""A Web API that takes everything at once and remembers it; the sandbox, which has limits, is for other tests."""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from typing import Any, Self
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from adapters.slack.needs import SCOPES
from adapters.web import WebServer
from tests.live.requests import TEAM

Json = dict[str, Any]
BOT = "U0BOT"


class SlackStub:
    """Answers the methods the bot calls."""

    def __init__(self, *, without: str = "", token: str = "") -> None:
        """`without`: a scope that was not granted; `token`: the only one that is taken, any when empty."""
        scopes = ",".join(scope.name for scope in SCOPES if scope.name != without)
        self._headers = {"x-oauth-scopes": scopes}
        self._token = token
        self._numbers = itertools.count(1)
        self._last = time.monotonic()
        #: (method, what was sent), in order
        self.calls: list[tuple[str, Json]] = []
        self.address = ""
        #: what every call is answered with instead, "" for nothing
        self.failing = ""

    @property
    def url(self) -> str:
        """What SLACK_API_URL is set to."""
        return f"{self.address}/api/"

    def sent(self, method: str) -> list[Json]:
        """Return what was sent to a method."""
        return [body for name, body in self.calls if name == method]

    def whispered(self, user: str) -> str:
        """Return all that a person was told alone."""
        return "\n".join(
            str(body.get("text")) for body in self.sent("chat.postEphemeral") if body["user"] == user
        )

    async def quiet(self, seconds: float = 0.6) -> None:
        """Wait until nothing was called for a while."""
        while time.monotonic() - self._last < seconds:  # noqa: ASYNC110 quiet is no event
            await asyncio.sleep(0.05)

    async def __aenter__(self) -> Self:
        routes = [
            Route("/api/{method}", self._answer, methods=["POST"]),
            Route("/upload/{file}", self._uploaded, methods=["POST"]),
        ]
        app = Starlette(routes=routes)
        self._server = WebServer(app, host="127.0.0.1", port=0)
        self.address = await self._server.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._server.stop()

    async def _answer(self, request: Request) -> Response:
        self._last = time.monotonic()
        method = request.path_params["method"]
        if self._token and request.headers.get("authorization") != f"Bearer {self._token}":
            return JSONResponse({"ok": False, "error": "invalid_auth"})
        body = await _body(request)
        self.calls.append((method, body))
        if self.failing:
            return JSONResponse({"ok": False, "error": self.failing})
        return JSONResponse({"ok": True, **self._found(method, body)}, headers=self._headers)

    async def _uploaded(self, request: Request) -> Response:
        await request.body()
        return JSONResponse({"ok": True})

    def _found(self, method: str, body: Json) -> Json:
        match method:
            case "auth.test":
                return {
                    "team_id": TEAM,
                    "team": "Live",
                    "user_id": BOT,
                    "bot_id": "B0",
                    "user": "bot",
                    "url": "",
                }
            case "users.info":
                user = str(body["user"])
                return {"user": {"id": user, "tz": "UTC", "profile": {"real_name": f"{user} Example"}}}
            case "conversations.open":
                return {"channel": {"id": f"D{body['users']}"}}
            case "conversations.info":
                return {"channel": {"id": body["channel"], "is_member": True}}
            case "conversations.history":
                return {"messages": []}
            case "files.getUploadURLExternal":
                file = f"F{next(self._numbers)}"
                return {"upload_url": f"{self.address}/upload/{file}", "file_id": file}
            case "chat.postMessage":
                return {"channel": body["channel"], "ts": f"1700000000.{next(self._numbers):06d}"}
            case _:
                return {}


async def _body(request: Request) -> Json:
    if request.headers.get("content-type", "").startswith("application/json"):
        found: Json = json.loads(await request.body() or b"{}")
        return found
    return dict(parse_qsl((await request.body()).decode()))
