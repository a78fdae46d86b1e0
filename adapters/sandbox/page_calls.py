"""Requests of the browser page: what they ask, read and answered alike for each local chat."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TypeVar

import orjson
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from .changes import Change
from .failures import PageFailure
from .parsing import parse_json
from .records import Json
from .sandbox import Sandbox


class Asked:
    """One request of the page, and what came with it."""

    def __init__(self, request: Request, args: Json) -> None:
        self.sandbox: Sandbox = request.app.state.sandbox
        self.args = args

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


AnyAsked = TypeVar("AnyAsked", bound=Asked)
Endpoint = Callable[[Request], Awaitable[Response]]


def endpoint(
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
