"""Where the app gets its tokens, and where it learns whose calls to believe."""

from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from .keys import ISSUER, LIFETIME
from .records import Json
from .teams import Teams

_SCOPE = "https://api.botframework.com/.default"


async def token(request: Request) -> Response:
    """Give the app a token for its id and its secret."""
    teams: Teams = request.app.state.sandbox.teams
    fields = dict(parse_qsl((await request.body()).decode("utf-8", "replace")))
    refused = _refusal(teams, request.path_params["tenant"], fields)
    if refused:
        return refused
    me = teams.identity
    given = teams.keys.for_app(me.app_id, me.tenant)
    answer = {"token_type": "Bearer", "expires_in": LIFETIME - 1, "ext_expires_in": LIFETIME - 1}
    return JSONResponse({**answer, "access_token": given}, headers={"Cache-Control": "no-store"})


def _refusal(teams: Teams, tenant: str, fields: dict[str, str]) -> Response | None:
    me = teams.identity
    if tenant != me.tenant:
        return _refuse(400, "invalid_request", 90002, f"Tenant '{tenant}' not found.")
    if fields.get("grant_type") != "client_credentials":
        return _refuse(400, "unsupported_grant_type", 70003, "The app requested an unsupported grant type.")
    if fields.get("client_id") != me.app_id:
        why = f"Application with identifier '{fields.get('client_id')}' was not found in the directory."
        return _refuse(400, "unauthorized_client", 700016, why)
    if fields.get("client_secret") != me.password:
        return _refuse(401, "invalid_client", 7000215, "Invalid client secret provided.")
    if fields.get("scope") != _SCOPE:
        return _refuse(400, "invalid_scope", 70011, "The provided value for scope is not valid.")
    return None


def _refuse(status: int, error: str, number: int, why: str) -> Response:
    body = {"error": error, "error_description": f"AADSTS{number}: {why}", "error_codes": [number]}
    return JSONResponse(body, status)


async def metadata(request: Request) -> Response:
    """Describe who signs the calls to the bot."""
    teams: Teams = request.app.state.sandbox.teams
    shape: Json = {
        "issuer": ISSUER,
        "authorization_endpoint": "https://invalid.botframework.com",
        "jwks_uri": f"{teams.base_url}/teams/keys/v1/.well-known/keys",
        "id_token_signing_alg_values_supported": ["RS256"],
        "token_endpoint_auth_methods_supported": ["private_key_jwt"],
    }
    return JSONResponse(shape)


async def keys(request: Request) -> Response:
    """Give the keys that calls to the bot are signed with."""
    teams: Teams = request.app.state.sandbox.teams
    return JSONResponse(teams.keys.public())


ROUTES = [
    Route("/login/{tenant}/oauth2/v2.0/token", token, methods=["POST"]),
    Route("/keys/v1/.well-known/openidconfiguration", metadata, methods=["GET"]),
    Route("/keys/v1/.well-known/keys", keys, methods=["GET"]),
]
