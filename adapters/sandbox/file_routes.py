"""Where the bytes of files go to and come from."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from .records import File
from .sandbox import Sandbox

#: what somebody uploaded runs nothing in the page's own origin
_SAFE = {
    "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private",
}


async def upload(request: Request) -> Response:
    """Take the bytes of a file from the app."""
    sandbox: Sandbox = request.app.state.sandbox
    content = await request.body()
    if not sandbox.uploads.receive(request.path_params["address"], content):
        return PlainTextResponse("This address takes no such file.", 400)
    return PlainTextResponse(f"OK - {len(content)}")


async def show(request: Request) -> Response:
    """Give a file to somebody who is where it was shared, or to the app."""
    return _give(request, "inline")


async def download(request: Request) -> Response:
    """Give a file to be kept."""
    return _give(request, "attachment")


def _give(request: Request, how: str) -> Response:
    sandbox: Sandbox = request.app.state.sandbox
    file = sandbox.workspace.files.get(request.path_params["id"])
    if file is None or file.name != request.path_params["name"] or not _may(request, sandbox, file):
        return PlainTextResponse("There is no such file for this person.", 404)
    # A PDF needs the browser's own viewer, which a sandboxed page has not.
    safe = _SAFE if file.mimetype != "application/pdf" else {**_SAFE, "Content-Security-Policy": ""}
    headers = {name: value for name, value in safe.items() if value}
    headers["Content-Disposition"] = f'{how}; filename="{file.name.replace(chr(34), "")}"'
    return Response(file.content, media_type=file.mimetype, headers=headers)


def _may(request: Request, sandbox: Sandbox, file: File) -> bool:
    if request.headers.get("authorization") == f"Bearer {sandbox.identity.bot_token}":
        return True
    person = request.query_params.get("as", "")
    there = (sandbox.workspace.channels[one] for one in file.shared_in)
    return any(person in channel.members for channel in there)


ROUTES = [
    Route("/upload/v1/{address}", upload, methods=["POST"]),
    Route("/files/{id}/download/{name}", download, methods=["GET"]),
    Route("/files/{id}/{name}", show, methods=["GET"]),
]
