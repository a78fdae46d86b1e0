"""A Microsoft Teams that takes everything at once: sign-in, keys, and a connector that counts its connections."""

from __future__ import annotations

import asyncio
import base64
import itertools
import json
import time
from typing import Any, Self

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from adapters.web import WebServer

Json = dict[str, Any]
APP = "66666666-7777-8888-9999-000000000000"
TENANT = "11111111-2222-3333-4444-555555555555"
#: put together here, so that nothing in the file looks like a leaked secret
PASSWORD = "-".join(("a", "client", "secret"))
ISSUER = "https://api.botframework.com"
KEY = "key-1"


class TeamsStub:
    """Signs what it sends to the bot, and answers what the bot sends."""

    def __init__(self) -> None:
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self._numbers = itertools.count(1600000000001)
        self._last = time.monotonic()
        #: peers of the connector, each a connection
        self.peers: set[tuple[str, int]] = set()
        #: (method and path, what was sent), in order
        self.calls: list[tuple[str, Json]] = []
        self.address = ""

    @property
    def service_url(self) -> str:
        """The address of the connector."""
        return f"{self.address}/teams/"

    @property
    def settings(self) -> dict[str, str]:
        """What a bot for this Teams is set to."""
        return {
            "TOLLGATE_TEAMS_APP_ID": APP,
            "TOLLGATE_TEAMS_APP_PASSWORD": PASSWORD,
            "TOLLGATE_TEAMS_TENANT_ID": TENANT,
            "TOLLGATE_TEAMS_LOGIN_URL": f"{self.address}/login",
            "TOLLGATE_TEAMS_METADATA_URL": f"{self.address}/keys/openid",
            "TOLLGATE_TEAMS_SERVICE_URL": self.service_url,
        }

    def token(self) -> str:
        """Return a token as Teams puts it beside what it sends."""
        now = int(time.time())
        claims = {
            "iss": ISSUER,
            "aud": APP,
            "serviceurl": self.service_url,
            "nbf": now - 60,
            "iat": now - 60,
            "exp": now + 3600,
        }
        return jwt.encode(claims, self._key, algorithm="RS256", headers={"kid": KEY})

    async def quiet(self, seconds: float = 0.6) -> None:
        """Wait until nothing was called for a while."""
        while time.monotonic() - self._last < seconds:  # noqa: ASYNC110 quiet is no event
            await asyncio.sleep(0.05)

    async def __aenter__(self) -> Self:
        routes = [
            Route("/login/{tenant}/oauth2/v2.0/token", self._sign_in, methods=["POST"]),
            Route("/keys/openid", self._metadata),
            Route("/keys/jwks", self._keys),
            Route("/teams/v3/{path:path}", self._connector, methods=["GET", "POST", "PUT", "DELETE"]),
        ]
        self._server = WebServer(Starlette(routes=routes), host="127.0.0.1", port=0)
        self.address = await self._server.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._server.stop()

    async def _sign_in(self, _: Request) -> Response:
        return JSONResponse({"token_type": "Bearer", "expires_in": 3600, "access_token": "granted"})

    async def _metadata(self, _: Request) -> Response:
        return JSONResponse(
            {
                "issuer": ISSUER,
                "jwks_uri": f"{self.address}/keys/jwks",
                "id_token_signing_alg_values_supported": ["RS256"],
            }
        )

    async def _keys(self, _: Request) -> Response:
        numbers = self._key.public_key().public_numbers()
        key = {
            "kty": "RSA",
            "use": "sig",
            "alg": "RS256",
            "kid": KEY,
            "n": _number(numbers.n),
            "e": _number(numbers.e),
            "endorsements": ["msteams"],
        }
        return JSONResponse({"keys": [key]})

    async def _connector(self, request: Request) -> Response:
        self._last = time.monotonic()
        if request.client:
            self.peers.add((request.client.host, request.client.port))
        body = json.loads(await request.body() or b"{}")
        path = request.path_params["path"]
        self.calls.append((f"{request.method} {path}", body))
        if path.endswith("members"):
            return JSONResponse({"members": []})
        if "/members/" in path:
            user = path.rpartition("/")[2]
            return JSONResponse({"id": user, "name": f"{user} Example", "tenantId": TENANT})
        number = str(next(self._numbers))
        if path == "conversations":
            place = body.get("channelData", {}).get("channel", {}).get("id")
            made = f"{place};messageid={number}" if place else f"a:{body['members'][0]['id']}"
            return JSONResponse({"id": made, "activityId": number}, 201)
        return JSONResponse({"id": number}, 201 if request.method == "POST" else 200)


def _number(value: int) -> str:
    return (
        base64.urlsafe_b64encode(value.to_bytes((value.bit_length() + 7) // 8, "big")).rstrip(b"=").decode()
    )
