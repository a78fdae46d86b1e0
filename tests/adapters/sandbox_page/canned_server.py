"""A stand-in for the sandbox server: canned answers to the page, and a record of what the page sends."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

from playwright.async_api import Page
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from adapters.sandbox.pages import PAGE, serve_view
from tests.adapters.sandbox_page.canned_content import CLOCK, conversations, people

Json = dict[str, Any]
BOT: Json = {
    "user": "UBOT",
    "name": "Tollgate",
    "commands": [
        {"command": "/gate", "description": "Open the gate menu", "usage_hint": "[new | status | request]"}
    ],
}


async def received(page: Page, server: CannedServer, path: str) -> Json:
    """Wait for the first post to a path."""
    for _ in range(100):
        if bodies := server.bodies(path):
            return bodies[0]
        await page.wait_for_timeout(20)
    raise AssertionError(f"nothing was posted to {path}")


class CannedServer:
    """Hold what the page is told; tests change it and say so with `changed`."""

    def __init__(self) -> None:
        self.people = people()
        self.conversations = conversations()
        self.messages: dict[str, list[Json]] = {"C1": []}
        #: the last message of each conversation that was seen
        self.read_to: dict[str, str] = {}
        #: answers the stream as a server that is starting does
        self.away = False
        self.views: list[Json] = []
        self.home: Json | None = None
        self.received: list[tuple[str, Json]] = []
        self.answers: dict[str, tuple[int, Json]] = {}
        self.address = ""
        self._listeners: list[asyncio.Queue[Json | None]] = []

    def changed(self, **event: str) -> None:
        """Tell every open page that something changed."""
        for listener in self._listeners:
            listener.put_nowait(dict(event))

    def hang_up(self) -> None:
        """End every stream."""
        for listener in self._listeners:
            listener.put_nowait(None)

    def bodies(self, path: str) -> list[Json]:
        """Bodies posted to one path, in order."""
        return [body for where, body in self.received if where == path]

    async def state(self, request: Request) -> Response:
        """Answer /page/state."""
        return JSONResponse(
            {
                "team": {"id": "T1", "name": "Northwind Works"},
                "me": request.query_params.get("as") or "UMIA",
                "people": self.people,
                "conversations": self.conversations,
                "clock": {"now": CLOCK, "virtual": True},
                "bot": BOT,
                "readiness": {"connected": True},
            }
        )

    async def listing(self, request: Request) -> Response:
        """Answer /page/messages: the top level, or one thread."""
        query = request.query_params
        known = self.messages.get(query["conversation"], [])
        wanted = query.get("thread")
        shown = [message for message in known if message.get("thread_ts", message["ts"]) == wanted]
        if wanted is None:
            shown = [message for message in known if message.get("thread_ts", message["ts"]) == message["ts"]]
        return JSONResponse({"messages": shown, "read_to": self.read_to.get(query["conversation"], "")})

    async def tab(self, request: Request) -> Response:
        """Answer /page/home."""
        return JSONResponse({"view": self.home})

    async def stack(self, request: Request) -> Response:
        """Answer /page/views."""
        return JSONResponse({"stack": self.views})

    async def posted(self, request: Request) -> Response:
        """Record a post; answer as the test prepared it."""
        path = request.path_params["path"]
        self.received.append((path, await request.json()))
        if path == "close":
            self.views = self.views[:-1]
        status, body = self.answers.get(path, (200, {"ok": True, "warning": None, "errors": None}))
        return JSONResponse(body, status_code=status)

    async def stream(self, request: Request) -> Response:
        """Answer /page/stream with events until the test ends it."""
        if self.away:
            return JSONResponse({"error": "starting"}, status_code=503)
        return StreamingResponse(self._events(), media_type="text/event-stream")

    async def _events(self) -> AsyncIterator[str]:
        queue: asyncio.Queue[Json | None] = asyncio.Queue()
        self._listeners.append(queue)
        yield ": connected\n\n"
        while (event := await queue.get()) is not None:
            yield f"data: {json.dumps(event)}\n\n"

    def application(self) -> Starlette:
        """Build the web application."""
        page = [
            Route("/state", self.state),
            Route("/messages", self.listing),
            Route("/home", self.tab),
            Route("/views", self.stack),
            Route("/stream", self.stream),
            Route("/{path}", self.posted, methods=["POST"]),
        ]
        return Starlette(
            routes=[
                Route("/", serve_view),
                Mount("/static", StaticFiles(directory=PAGE)),
                Mount("/page", routes=page),
            ]
        )
