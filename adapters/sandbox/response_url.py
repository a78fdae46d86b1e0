"""The addresses an app may answer an interaction at, five times within thirty minutes."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from .failures import SlackFailure
from .posting import remove, rewrite
from .records import Json, ResponseUrl
from .sandbox import Sandbox
from .slash import answer_in
from .web_api import read_arguments


async def serve_response(request: Request) -> Response:
    """Take one answer."""
    sandbox: Sandbox = request.app.state.sandbox
    try:
        content = await read_arguments(request)
        url = sandbox.triggers.redeem_url(request.path_params["url_id"])
        _take(sandbox, url, content)
    except SlackFailure as failure:
        return JSONResponse(failure.body(), 404 if failure.status == 404 else 400)
    return JSONResponse({"ok": True})


def _take(sandbox: Sandbox, url: ResponseUrl, content: Json) -> None:
    channel = sandbox.workspace.channels[url.channel]
    original = sandbox.workspace.messages[url.channel].get(url.message_ts or "")
    if content.get("delete_original"):
        if original is None:
            raise SlackFailure("message_not_found")
        remove(sandbox, original)
    elif content.get("replace_original") and original is not None:
        rewrite(sandbox, original, content, method="response_url.replace")
    else:
        answer_in(sandbox, url.user, channel, content, "response_url", url.thread_ts)
