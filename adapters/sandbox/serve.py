"""Serve the local chats on a loopback port, on the event loop of the caller."""

import asyncio
import ipaddress

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount, Route, WebSocketRoute

from adapters.embedded import EmbeddedServer
from adapters.web import listen

from .file_routes import ROUTES as FILES
from .page_api import ROUTES
from .pages import ROUTES as PAGES
from .response_url import serve_response
from .sandbox import Sandbox
from .socket_mode import Tickets, serve_link
from .teams.routes import ROUTES as TEAMS
from .web_api import serve_method


class NotLoopback(ValueError):
    """The sandbox was asked to listen where other machines could reach it."""


def build(sandbox: Sandbox) -> Starlette:
    """Give the application: the Web API, Socket Mode, the page and its interface."""
    app = Starlette(
        routes=[
            Route("/api/{method}", serve_method, methods=["GET", "POST"]),
            Route("/response/{url_id}", serve_response, methods=["POST"]),
            WebSocketRoute("/link/", serve_link),
            *FILES,
            *(TEAMS if sandbox.teams else ()),
            Mount("/page", routes=ROUTES),
            *PAGES,
        ]
    )
    app.state.sandbox = sandbox
    app.state.tickets = Tickets()
    return app


class Server:
    """Run a sandbox's application; `host` must be a loopback address, port 0 takes a free port."""

    def __init__(self, sandbox: Sandbox, *, host: str = "127.0.0.1", port: int = 0) -> None:
        self._address = loopback(host)
        self._sandbox = sandbox
        self._port = port
        self._server: EmbeddedServer | None = None
        self._serving: asyncio.Task[None] | None = None

    async def start(self) -> str:
        """Begin to serve; gives the address, such as `http://127.0.0.1:40123`; raises `NotServed`."""
        listener = listen(self._address, self._port)
        port = listener.getsockname()[1]
        host = f"[{self._address}]" if ":" in self._address else self._address
        self._sandbox.base_url = f"http://{host}:{port}"
        if self._sandbox.teams:
            self._sandbox.teams.base_url = self._sandbox.base_url
        self._server = EmbeddedServer(_config(build(self._sandbox)))
        self._serving = asyncio.create_task(self._server.serve(sockets=[listener]))
        await self._server.ready.wait()
        return self._sandbox.base_url

    async def stop(self) -> None:
        """End every stream and connection, and wait for the server to be done."""
        await self._sandbox.close()
        if self._server and self._serving:
            self._server.leave()
            await self._serving


def _config(app: Starlette) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        lifespan="off",
        ws="websockets-sansio",
        log_config=None,
        timeout_graceful_shutdown=1,
        server_header=False,
    )


def loopback(host: str) -> str:
    """Give the loopback address that is meant; raises `NotLoopback` for any other."""
    address = "127.0.0.1" if host == "localhost" else host
    try:
        safe = ipaddress.ip_address(address).is_loopback
    except ValueError:
        safe = False
    if not safe:
        raise NotLoopback(
            f"The sandbox has no log-in, so it listens on 127.0.0.1 or ::1 only, not on {host!r}."
        )
    return address
