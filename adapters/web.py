"""The bot's HTTP side: its routes, its health, and a server that lets what has begun come to an end."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Mapping

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from adapters.embedded import EmbeddedServer

#: names what must work (database, chat) and whether it does
Health = Callable[[], Awaitable[Mapping[str, bool]]]


def build(
    doors: Mapping[str, ASGIApp], health: Health, below: Mapping[str, ASGIApp] | None = None
) -> ASGIApp:
    """Give the application: the doors by path, `/healthz` (it runs) and `/readyz` (it can work).

    `below`: by what a path begins with, such as "/packets/".
    """
    places = tuple((below or {}).items())

    async def alive(_: Request) -> Response:
        return PlainTextResponse("ok")

    async def ready(_: Request) -> Response:
        checks = dict(await health())
        return JSONResponse(checks, status_code=200 if all(checks.values()) else 503)

    rest = Starlette(routes=[Route("/healthz", alive), Route("/readyz", ready)])

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        # A door answers everything itself, its own failures included: a click passes no middleware on its way.
        path: str = scope["path"]
        door = doors.get(path) if scope["type"] == "http" else None
        door = door or next((place for start, place in places if path.startswith(start)), rest)
        await door(scope, receive, send)

    return app


class WebServer:
    """Serve an application on the caller's event loop; port 0 takes a free one."""

    def __init__(self, app: ASGIApp, *, host: str, port: int, grace: float = 10.0) -> None:
        """`grace`: seconds that open requests get when the server stops."""
        self._host = host
        self._port = port
        self._server = EmbeddedServer(_config(app, grace))
        self._serving: asyncio.Task[None] | None = None

    async def start(self) -> str:
        """Begin to serve and give the address, such as `http://127.0.0.1:8080`; raises NotServed."""
        listener = listen(self._host, self._port)
        port = listener.getsockname()[1]
        self._serving = asyncio.create_task(self._server.serve(sockets=[listener]))
        await self._server.ready.wait()
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{port}"

    async def stop(self) -> None:
        """Take no more requests, let the open ones end, and wait for that."""
        self._server.leave()
        if self._serving:
            await self._serving


class NotServed(OSError):
    """An address cannot be served, such as one that another program serves; the text names both."""


def listen(host: str, port: int) -> socket.socket:
    """Take an address; raises NotServed."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named TCP, since asyncio sends small answers at once only on sockets that say so; others wait 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise NotServed(f"{host}:{port} cannot be served: {error.strerror}") from error
    return listener


def _config(app: ASGIApp, grace: float) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http="httptools",
        ws="none",
        lifespan="off",
        access_log=False,
        log_config=None,
        proxy_headers=False,
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=int(grace),
    )
