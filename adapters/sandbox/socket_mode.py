"""The websocket that `apps.connections.open` points at."""

import orjson
from starlette.websockets import WebSocket, WebSocketDisconnect

from .failures import SlackFailure
from .records import Json
from .sandbox import Sandbox

MOST_CONNECTIONS = 10


class _WebSocketLink:
    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket

    async def send(self, message: Json) -> None:
        try:
            await self._socket.send_text(orjson.dumps(message).decode())
        except (RuntimeError, WebSocketDisconnect) as gone:
            raise ConnectionError("the connection is closed") from gone

    async def close(self) -> None:
        try:
            await self._socket.close()
        except RuntimeError as gone:
            raise ConnectionError("the connection is closed") from gone


class Tickets:
    """Addresses that may be connected to, once each."""

    def __init__(self) -> None:
        self._open: set[str] = set()
        self._count = 0

    def issue(self, sandbox: Sandbox) -> str:
        """Give a websocket address; raises when there are too many connections."""
        if sandbox.sockets.connections >= MOST_CONNECTIONS:
            raise SlackFailure("too_many_websockets")
        self._count += 1
        ticket = f"{self._count:032x}"
        self._open.add(ticket)
        address = sandbox.base_url.replace("http", "ws", 1)
        return f"{address}/link/?ticket={ticket}&app_id={sandbox.identity.app_id}"

    def redeem(self, ticket: str) -> bool:
        """Say whether this ticket is good, and use it up."""
        known = ticket in self._open
        self._open.discard(ticket)
        return known


async def serve_link(socket: WebSocket) -> None:
    """Hold one Socket Mode connection until either side ends it."""
    sandbox: Sandbox = socket.app.state.sandbox
    tickets: Tickets = socket.app.state.tickets
    if not tickets.redeem(socket.query_params.get("ticket", "")):
        await socket.close(4403)
        return
    await socket.accept()
    link = _WebSocketLink(socket)
    await link.send(_hello(sandbox))
    sandbox.sockets.join(link)
    try:
        await _listen(socket, sandbox)
    except (WebSocketDisconnect, RuntimeError):
        return
    finally:
        sandbox.sockets.leave(link)


async def _listen(socket: WebSocket, sandbox: Sandbox) -> None:
    while True:
        text = await socket.receive_text()
        try:
            message = orjson.loads(text)
        except orjson.JSONDecodeError:
            continue
        if isinstance(message, dict):
            sandbox.sockets.acknowledge(message)


def _hello(sandbox: Sandbox) -> Json:
    return {
        "type": "hello",
        "num_connections": sandbox.sockets.connections + 1,
        "debug_info": {"host": "sandbox", "build_number": 1, "approximate_connection_time": 18060},
        "connection_info": {"app_id": sandbox.identity.app_id},
    }
