"""The public keys that Microsoft signs its calls with, fetched without holding anybody up."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from urllib.parse import urlsplit

import httpx
import jwt
import msgspec
import orjson
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt.algorithms import RSAAlgorithm

from .pool import open_http
from .text import Json

log = logging.getLogger(__name__)
METADATA = "https://login.botframework.com/v1/.well-known/openidconfiguration"
#: seconds after which the keys are fetched again, beside the calls that they still serve
FRESH = 12 * 3600.0
#: seconds between two fetches, however many unknown key ids arrive
PAUSE = 10.0
_LONGEST_FETCH = 15.0
_SHORTEST_KEY = 2048


class Key(msgspec.Struct, frozen=True):
    """A public key, and the channels that it may speak for."""

    public: RSAPublicKey
    endorsements: frozenset[str]


class NoKeys(Exception):
    """A key is not known, and the last attempt to fetch the keys failed."""


class _Unusable(Exception):
    """The answer holds no keys; the text says why."""


class Keys:
    """The keys of one issuer by their ids."""

    def __init__(self, metadata_url: str = METADATA, *, now: Callable[[], float] = time.monotonic) -> None:
        """`now` gives seconds that only grow."""
        self._url = metadata_url
        self._now = now
        self._http = open_http()
        self._keys: dict[str, Key] = {}
        self._fetching = asyncio.Lock()
        self._stale_at = self._next_fetch = now()
        #: whether the last fetch did
        self._failed = False
        self._renewing: asyncio.Task[None] | None = None

    async def key(self, kid: str) -> Key | None:
        """Return a key; an unknown id fetches the keys again, since they may have been rotated. Raises NoKeys."""
        found = self._keys.get(kid)
        if found is None:
            await self._refresh()
            found = self._keys.get(kid)
            if found is None and self._failed:
                raise NoKeys
            return found
        if self._now() >= self._stale_at and (self._renewing is None or self._renewing.done()):
            self._renewing = asyncio.create_task(self._refresh())
        return found

    async def close(self) -> None:
        """Close the connections."""
        if self._renewing:
            self._renewing.cancel()
            await asyncio.gather(self._renewing, return_exceptions=True)
        await self._http.aclose()

    async def _refresh(self) -> None:
        async with self._fetching:
            if self._now() < self._next_fetch:
                return  # somebody else has just tried
            self._next_fetch = self._now() + PAUSE
            try:
                async with asyncio.timeout(_LONGEST_FETCH):
                    self._keys = await self._fetch()
            except (httpx.HTTPError, httpx.InvalidURL, TimeoutError, _Unusable) as failure:
                self._failed = True
                log.warning("the keys of Microsoft Teams could not be fetched: %r", failure)
            else:
                self._failed = False
                self._stale_at = self._now() + FRESH

    async def _fetch(self) -> dict[str, Key]:
        metadata = await self._get(self._url)
        address = metadata.get("jwks_uri")
        if not isinstance(address, str) or not _is_trusted(address, self._url):
            raise _Unusable("jwks_uri is missing or not an https address")
        listed = (await self._get(address)).get("keys")
        found = dict(filter(None, map(_usable, listed if isinstance(listed, list) else ())))
        if not found:
            raise _Unusable("no key can be used")
        return found

    async def _get(self, url: str) -> Json:
        answer = await self._http.get(url)
        answer.raise_for_status()
        try:
            body = orjson.loads(answer.content)
        except ValueError:
            raise _Unusable("the answer is not JSON") from None
        if not isinstance(body, dict):
            raise _Unusable("the answer is not an object")
        return body


def _is_trusted(address: str, metadata_url: str) -> bool:
    """Keys come over https, or from the very server that a local Teams serves its metadata on."""
    try:
        given, known = urlsplit(address), urlsplit(metadata_url)
    except ValueError:
        return False
    return given.scheme == "https" or (given.scheme, given.netloc) == (known.scheme, known.netloc)


def _usable(given: object) -> tuple[str, Key] | None:
    """Read a public RSA key of decent length that has an id and is meant for signatures; None for any other."""
    if not isinstance(given, dict) or not isinstance(kid := given.get("kid"), str):
        return None
    if given.get("kty") != "RSA" or given.get("use", "sig") != "sig":
        return None
    try:
        public = RSAAlgorithm.from_jwk(given)
    except (jwt.InvalidKeyError, ValueError, TypeError):
        return None
    if not isinstance(public, RSAPublicKey) or public.key_size < _SHORTEST_KEY:
        return None
    endorsed = given.get("endorsements")
    names = endorsed if isinstance(endorsed, list) else ()
    return kid, Key(public, frozenset(name for name in names if isinstance(name, str)))
