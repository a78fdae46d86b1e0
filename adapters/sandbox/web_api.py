"""The door of the Web API: read the arguments, check token, scope and rate, run the method."""

from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from . import chat, conversations, files, users, views
from .calls import Call, Method
from .failures import SlackFailure
from .parsing import parse_json
from .records import Json
from .sandbox import Sandbox
from .socket_mode import Tickets

METHODS: dict[str, Method] = {
    **chat.METHODS,
    **conversations.METHODS,
    **files.METHODS,
    **users.METHODS,
    **views.METHODS,
}


async def serve_method(request: Request) -> Response:
    """Answer one Web API call; whatever arrives gets an answer Slack could have given."""
    sandbox: Sandbox = request.app.state.sandbox
    name = request.path_params["method"]
    headers = {"x-oauth-scopes": ",".join(sorted(sandbox.identity.scopes))}
    try:
        args = await read_arguments(request)
        if name == "apps.connections.open":
            body = _open_connection(sandbox, request, args)
        else:
            body = _run(sandbox, name, _token(request, args), args)
    except SlackFailure as failure:
        if failure.retry_after is not None:
            headers["Retry-After"] = str(failure.retry_after)
        return JSONResponse(failure.body(), failure.status, headers)
    return JSONResponse({"ok": True, **body}, headers=headers)


def _run(sandbox: Sandbox, name: str, token: str, args: Json) -> Json:
    method = METHODS.get(name)
    if method is None:
        raise SlackFailure("unknown_method", req_method=name)
    if method.token != "none":
        _check_token(sandbox, token)
    call = Call(sandbox, args)
    if method.scopes:
        call.need_scope(*method.scopes)
    sandbox.rates.call(name, method.tier)
    return method.run(call)


def _check_token(sandbox: Sandbox, token: str) -> None:
    if not token:
        raise SlackFailure("not_authed")
    if token == sandbox.identity.app_token:
        raise SlackFailure("not_allowed_token_type")
    if token != sandbox.identity.bot_token:
        raise SlackFailure("invalid_auth")
    if sandbox.removed:
        raise SlackFailure("account_inactive")


def _open_connection(sandbox: Sandbox, request: Request, args: Json) -> Json:
    token = _token(request, args)
    if not token:
        raise SlackFailure("not_authed")
    if token == sandbox.identity.bot_token:
        raise SlackFailure("not_allowed_token_type")
    if token != sandbox.identity.app_token:
        raise SlackFailure("invalid_auth")
    sandbox.rates.call("apps.connections.open", 1)
    tickets: Tickets = request.app.state.tickets
    return {"url": tickets.issue(sandbox)}


def _token(request: Request, args: Json) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    given = args.pop("token", "")
    return token.strip() if scheme.lower() == "bearer" else str(given)


async def read_arguments(request: Request) -> Json:
    """Give the arguments of a request from its query and its form or JSON body; raises `SlackFailure`."""
    args: dict[str, Any] = dict(request.query_params)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        args |= _json_object(await request.body())
    elif kind == "application/x-www-form-urlencoded":
        args |= parse_qsl((await request.body()).decode("utf-8", "replace"), keep_blank_values=True)
    elif kind:
        raise SlackFailure("invalid_post_type")
    return args


def _json_object(body: bytes) -> Json:
    if not body:
        return {}
    try:
        value = parse_json(body)
    except ValueError as broken:
        raise SlackFailure("invalid_json") from broken
    if not isinstance(value, dict):
        raise SlackFailure("json_not_object")
    return value
