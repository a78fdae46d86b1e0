"""Calls of Teams' connector, with every failure told as DeliveryFailed."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from urllib.parse import quote

import httpx
import orjson

from adapters.clock import SystemTimer
from bot.service.pacing import Timer
from bot.service.ports import DeliveryFailed

from .failures import PASSING, UNCERTAIN, failure_of, retry_after
from .hosts import allowed
from .pool import open_http
from .text import Json
from .tokens import Tokens

Params = Mapping[str, str | int] | None
log = logging.getLogger(__name__)

#: where messages go until Teams has called for the first time
TEAMS = "https://smba.trafficmanager.net/teams/"
TRIES = 4
#: a longer wait is left to the one who sends: others need not wait behind it
LONGEST_WAIT = 5.0
#: seconds before the first further try when Teams does not say; then twice as many each time
_FIRST_WAIT = 0.5


class Connector:
    """The connector of one app: a pool of two connections for each service URL."""

    def __init__(
        self,
        tokens: Tokens | None,
        *,
        service_url: str = TEAMS,
        also: Collection[str] = (),
        timer: Timer | None = None,
    ) -> None:
        """`tokens`: None calls without any, as a local client allows; `also`: host names of a local Teams.

        Raises ValueError for a service URL that is nobody's of Teams.
        """
        if not allowed(service_url, also):
            raise ValueError(f"not an address of Microsoft Teams: {service_url}")
        self.tokens = tokens
        self.timer: Timer = timer or SystemTimer()
        self.service_url = service_url
        self._also = frozenset(also)
        self._pools: dict[str, httpx.AsyncClient] = {}

    def __repr__(self) -> str:
        """Say where it calls, and never with which token."""
        return f"Connector({self.service_url})"

    def move(self, service_url: str) -> bool:
        """Call this service URL from now on, as Teams does in each activity; False when it may not be called."""
        if service_url != self.service_url:
            if not allowed(service_url, self._also):
                log.warning("a service URL that is not one of Microsoft Teams was left aside")
                return False
            self.service_url = service_url
        return True

    async def call(self, method: str, *path: str, body: Json | None = None, params: Params = None) -> Json:
        """Call below /v3/, again where Teams asks for that soon; raises DeliveryFailed."""
        content = b"" if body is None else orjson.dumps(body)
        wait = _FIRST_WAIT
        for further in reversed(range(TRIES)):
            answer = await self._authorised(method, path, content, params)
            if answer.is_success:
                break
            pause = retry_after(answer) or wait
            if answer.status_code not in PASSING or not further or pause > LONGEST_WAIT:
                raise failure_of(answer)
            await self.timer.sleep(pause)
            wait *= 2
        return _read(answer)

    async def close(self) -> None:
        """Close all connections."""
        for pool in self._pools.values():
            await pool.aclose()
        if self.tokens:
            await self.tokens.close()

    async def _authorised(
        self, method: str, path: tuple[str, ...], content: bytes, params: Params
    ) -> httpx.Response:
        if self.tokens is None:
            return await self._once(method, path, content, params, "")
        token = await self.tokens.token()
        answer = await self._once(method, path, content, params, token)
        if answer.status_code == 401:  # such as after the secret was changed
            self.tokens.forget(token)
            answer = await self._once(method, path, content, params, await self.tokens.token())
        return answer

    async def _once(
        self, method: str, path: tuple[str, ...], content: bytes, params: Params, token: str
    ) -> httpx.Response:
        base = self.service_url.rstrip("/")
        pool = self._pools.get(base) or self._pools.setdefault(base, open_http())
        url = "/".join([base, "v3", *(quote(part, safe="") for part in path)])
        headers = {"authorization": f"Bearer {token}"} if token else {}
        if content:
            headers["content-type"] = "application/json"
        # `from None`: an error of the client holds the request, and the request holds the token.
        try:
            return await pool.request(method, url, content=content, params=params, headers=headers)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout):
            raise DeliveryFailed("unreachable") from None
        except (httpx.HTTPError, httpx.InvalidURL):
            raise DeliveryFailed(UNCERTAIN) from None


def _read(answer: httpx.Response) -> Json:
    if not answer.content:
        return {}
    try:
        body = orjson.loads(answer.content)
    except ValueError:
        raise DeliveryFailed(UNCERTAIN) from None
    return body if isinstance(body, dict) else {"values": body}
