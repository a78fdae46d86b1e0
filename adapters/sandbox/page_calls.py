"""Requests of the browser page: what they ask, read and answered alike for each local chat."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Any, Generic, Protocol, TypeVar

import orjson
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from .changes import Change
from .failures import PageFailure
from .parsing import parse_json
from .records import Json
from .sandbox import Sandbox


class Somebody(Protocol):
    """A person of a local chat, or its app."""

    id: str
    bot: bool


P = TypeVar("P", bound=Somebody)


class Asked(Generic[P]):
    """One request of the page: who acts, and with what."""

    def __init__(self, request: Request, args: Json, people: Mapping[str, P]) -> None:
        self.sandbox: Sandbox = request.app.state.sandbox
        self.args = args
        self._people = people

    def person(self, name: str = "as") -> P:
        """Give somebody who exists; the one who acts is never the bot."""
        person = self._people.get(self.text(name))
        if person is None or (name == "as" and person.bot):
            raise PageFailure(404, "user_not_found", "There is no such person.")
        return person

    def somebody(self) -> P:
        """Give the person who acts; the first of all while nobody is chosen."""
        if not self.args.get("as"):
            self.args["as"] = next((one.id for one in self._people.values() if not one.bot), None)
        return self.person()

    def text(self, name: str) -> str:
        """Give a string that must be there."""
        value = self.args.get(name)
        if not isinstance(value, str) or not value:
            raise PageFailure(400, "missing_field", f"The field {name} is missing.")
        return value

    def object(self, name: str) -> Json:
        """Give an object that must be there."""
        value = self.args.get(name)
        if not isinstance(value, dict):
            raise PageFailure(400, "missing_field", f"The field {name} is missing.")
        return value

    def channel_name(self) -> str:
        """Give a name that a new channel could have."""
        name = self.text("name").strip().lower().removeprefix("#").replace(" ", "-")[:80]
        if not name or not all(c.isalnum() or c in "-_" for c in name):
            raise PageFailure(400, "invalid_name", "Use letters, digits, - and _ only.")
        return name


AnyAsked = TypeVar("AnyAsked", bound=Asked[Any])
Endpoint = Callable[[Request], Awaitable[Response]]
Handlers = Mapping[str, Callable[[AnyAsked], Awaitable[Json]]]


def routes(
    kind: Callable[[Request, Json], AnyAsked],
    reads: Handlers[AnyAsked],
    writes: Handlers[AnyAsked],
    stream: Endpoint,
) -> list[Route]:
    """Give the addresses of what the page can see, what it can do, and of what changes."""
    return [
        *(Route(f"/{name}", _endpoint(kind, handler), methods=["GET"]) for name, handler in reads.items()),
        *(Route(f"/{name}", _endpoint(kind, handler), methods=["POST"]) for name, handler in writes.items()),
        Route("/stream", stream, methods=["GET"]),
    ]


def _endpoint(
    kind: Callable[[Request, Json], AnyAsked], handler: Callable[[AnyAsked], Awaitable[Json]]
) -> Endpoint:
    """Let a handler answer requests; what cannot be done is told with a sentence."""

    async def serve(request: Request) -> Response:
        try:
            args = dict(request.query_params) if request.method == "GET" else await _body(request)
            return JSONResponse(await handler(kind(request, args)))
        except PageFailure as failure:
            body = {"error": failure.code, "message": failure.message}
            return JSONResponse(body, failure.status)

    return serve


async def _body(request: Request) -> Json:
    try:
        value = parse_json(await request.body() or b"{}")
    except ValueError as broken:
        raise PageFailure(400, "invalid_json", "The request is not JSON.") from broken
    if not isinstance(value, dict):
        raise PageFailure(400, "invalid_json", "The request is not a JSON object.")
    return value


def event_stream(changes: AsyncIterator[Change]) -> Response:
    """Tell the page what changes, as server-sent events."""

    async def lines() -> AsyncIterator[bytes]:
        yield b": connected\n\n"
        async for change in changes:
            yield b"data: " + orjson.dumps(change.public()) + b"\n\n"

    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(lines(), media_type="text/event-stream", headers=headers)
