"""Who is let in: Microsoft's token, and an activity that agrees with it."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Collection, Mapping
from typing import Any, Protocol
from urllib.parse import urlsplit

import jwt
import msgspec

from .activity import Activity
from .hosts import allowed, is_loopback
from .keys import Keys, NoKeys

ISSUER = "https://api.botframework.com"
CHANNEL = "msteams"
ALGORITHM = "RS256"
#: seconds that clocks may differ
LEEWAY = 300
MOST_HEADER = 16_384
#: tokens that were checked and are kept by their digests
MOST_TOKENS = 1_000


class Refused(Exception):
    """A call is not let in, with the HTTP status; the text says why, and nothing of the token."""

    def __init__(self, status: int, why: str) -> None:
        """401 for whom nobody vouches, 403 for what the one who calls may not say, 503 if it cannot be told now."""
        super().__init__(why)
        self.status = status


class Claims(msgspec.Struct, frozen=True):
    """What a token vouches for."""

    service_url: str
    #: when it ends, in seconds since 1970
    ends: float


class Check(Protocol):
    """Lets calls in or raises Refused: first by how they came and their token, then by what they say."""

    def way(self, headers: Mapping[bytes, bytes]) -> None:
        """Check by which way a call came."""
        ...

    async def token(self, authorization: bytes) -> Claims | None:
        """Check an authorization header."""
        ...

    def activity(self, claims: Claims | None, given: Activity) -> None:
        """Check that an activity is one that the token vouches for."""
        ...


class BodyCheck:
    """Lets everybody in whose activity is sound: for a client on the same machine, which has no tokens."""

    def __init__(self, *, tenant: str = "", hosts: Collection[str] = ()) -> None:
        """`tenant`: "" takes any; `hosts`: host names of a local Teams, beside Microsoft's."""
        self._tenant = tenant.lower()
        self._hosts = frozenset(hosts)

    def way(self, headers: Mapping[bytes, bytes]) -> None:
        """Refuse whatever a proxy passed on, or a page of another site had sent: it is not of this machine."""
        if any(name == b"forwarded" or name.startswith(b"x-forwarded-") for name in headers):
            raise Refused(403, "without tokens nothing is taken from a proxy")
        if not is_loopback(_host_of(headers.get(b"host", b""))):
            raise Refused(
                403, "without tokens nothing is taken that is not sent to this machine's own address"
            )

    async def token(self, authorization: bytes) -> Claims | None:
        """Look at nothing."""
        return None

    def activity(self, claims: Claims | None, given: Activity) -> None:
        """Check where it comes from; raises Refused."""
        service_url = given.service_url or ""
        if not service_url:
            raise Refused(403, "serviceUrl is missing")
        if claims and service_url.rstrip("/") != claims.service_url.rstrip("/"):
            raise Refused(403, "the token is for another serviceUrl")
        if not allowed(service_url, self._hosts):
            raise Refused(403, "serviceUrl is not an address of Microsoft Teams")
        if given.channel_id != CHANNEL:
            raise Refused(403, "channelId is missing or not that of Microsoft Teams")
        if self._tenant and given.tenants != {self._tenant}:
            raise Refused(403, "the activity is not of this organisation")


class TokenCheck(BodyCheck):
    """Lets in what Microsoft signed for this bot."""

    def __init__(self, keys: Keys, *, app_id: str, tenant: str, hosts: Collection[str] = ()) -> None:
        """Take the issuer's keys and whom its tokens must be for. Raises ValueError without an app or a tenant."""
        if not app_id or not tenant:
            raise ValueError("tokens cannot be checked without an app id and a tenant")
        super().__init__(tenant=tenant, hosts=hosts)
        self._keys, self._app = keys, app_id
        self._known: dict[bytes, Claims] = {}

    def way(self, headers: Mapping[bytes, bytes]) -> None:
        """Take any: the token says who calls."""

    async def token(self, authorization: bytes) -> Claims | None:
        """Check the token of a header; raises Refused."""
        scheme, _, token = authorization.partition(b" ")
        if scheme.lower() != b"bearer" or not token or len(token) > MOST_HEADER:
            raise Refused(401, "there is no bearer token")
        digest = hashlib.sha256(token).digest()
        known = self._known.get(digest)
        if known is None or known.ends <= time.time():
            known = await self._checked(token)
            self._remember(digest, known)
        return known

    async def _checked(self, token: bytes) -> Claims:
        try:
            header = jwt.get_unverified_header(token)
        except jwt.InvalidTokenError:
            raise Refused(401, "the token is none") from None
        kid = header.get("kid")
        if header.get("alg") != ALGORITHM or not isinstance(kid, str):
            raise Refused(401, "the token is not signed as Microsoft signs")
        try:
            key = await self._keys.key(kid)
        except NoKeys:
            raise Refused(503, "the keys of Microsoft Teams could not be fetched") from None
        if key is None:
            raise Refused(401, "the token is signed with an unknown key")
        claims = self._decoded(token, key.public)
        if CHANNEL not in key.endorsements:
            raise Refused(403, "the key does not speak for Microsoft Teams")
        service_url = claims.get("serviceurl")
        if not isinstance(service_url, str) or not service_url:
            raise Refused(403, "the token is for no serviceUrl")
        return Claims(service_url, float(claims["exp"]) + LEEWAY)

    def _decoded(self, token: bytes, key: Any) -> dict[str, Any]:
        try:
            return jwt.decode(
                token,
                key,
                algorithms=[ALGORITHM],
                audience=self._app,
                issuer=ISSUER,
                leeway=LEEWAY,
                options={"require": ["exp", "iss", "aud"]},
            )
        except jwt.InvalidTokenError as wrong:
            # the kind alone: PyJWT's own text may repeat what stands in the token
            raise Refused(401, f"the token is refused ({type(wrong).__name__})") from None

    def _remember(self, digest: bytes, claims: Claims) -> None:
        if len(self._known) >= MOST_TOKENS:
            now = time.time()
            self._known = {one: kept for one, kept in self._known.items() if kept.ends > now}
        if len(self._known) >= MOST_TOKENS:
            self._known.clear()
        self._known[digest] = claims


def _host_of(header: bytes) -> str:
    """Give the name or the address of a Host header without its port; "" for none."""
    try:
        return urlsplit(f"//{header.decode('ascii')}").hostname or ""
    except ValueError:
        return ""
