"""An issuer of tokens as Microsoft's: metadata and keys over HTTP, and tokens signed with them."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import cache
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from jwt.algorithms import RSAAlgorithm
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from adapters.teams.signing import ISSUER
from adapters.web import WebServer
from tests.adapters.teams.connector_stub import APP

Json = dict[str, Any]
#: the endorsements that Microsoft's keys carry, shortened
ENDORSED = ("msteams", "webchat")


@cache
def private_key(kid: str) -> RSAPrivateKey:
    """Make the key of this name; making one takes a while."""
    return generate_private_key(public_exponent=65537, key_size=2048)


class Issuer:
    """Publishes keys and signs tokens; `keys` are those that are published now, with their endorsements."""

    def __init__(self) -> None:
        self.keys: dict[str, Sequence[str]] = {"k1": ENDORSED}
        self.fetches = 0
        self.address = ""
        #: where the bot is told to call back
        self.service_url = ""
        #: what the metadata says instead of the truth
        self.metadata: Json = {}
        #: what is answered instead of the keys
        self.answer: Response | None = None
        self.app = Starlette(routes=[Route("/metadata", self._metadata), Route("/keys", self._keys)])

    async def _metadata(self, request: Request) -> Response:
        return JSONResponse({"issuer": ISSUER, "jwks_uri": f"{self.address}/keys"} | self.metadata)

    async def _keys(self, request: Request) -> Response:
        self.fetches += 1
        return self.answer or JSONResponse({"keys": [self._public(kid) for kid in self.keys]})

    def _public(self, kid: str) -> Json:
        published: Json = json.loads(RSAAlgorithm.to_jwk(private_key(kid).public_key()))
        return published | {"kid": kid, "use": "sig", "endorsements": list(self.keys[kid])}

    def token(
        self, *, kid: str | None = "k1", signed_by: str = "k1", without: str = "", **claims: object
    ) -> str:
        """Sign a token for the bot; `claims` replace what is usual, `without` leaves one out."""
        now = int(time.time())
        usual: Json = {
            "iss": ISSUER,
            "aud": APP,
            "serviceurl": self.service_url,
            "nbf": now - 60,
            "exp": now + 3600,
        }
        named = {name: value for name, value in (usual | claims).items() if name != without}
        headers = {"kid": kid} if kid is not None else {}
        return jwt.encode(named, private_key(signed_by), algorithm="RS256", headers=headers)


@asynccontextmanager
async def issuer() -> AsyncIterator[Issuer]:
    """Run an issuer on a port of its own."""
    issuing = Issuer()
    server = WebServer(issuing.app, host="127.0.0.1", port=0, grace=1)
    issuing.address = await server.start()
    try:
        yield issuing
    finally:
        await server.stop()
