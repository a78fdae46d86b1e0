"""The bot's own token, fetched with its client credentials and kept until shortly before it expires."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable, Mapping
from urllib.parse import quote

import httpx
import orjson

from bot.service.ports import DeliveryFailed

from .pool import open_http

LOGIN = "https://login.microsoftonline.com"
SCOPE = "https://api.botframework.com/.default"
#: the sign-in service did not answer, or not as expected
NO_ANSWER = "login_unreachable"
#: fetched again so many seconds before it expires: clocks differ, and calls take their time
EARLY = 300.0
#: seconds that a refusal stands before the sign-in service is asked again
_PAUSE = 10.0
#: what an administrator can mend is tried again after so many seconds
_WAIT_FOR_ADMIN = 60.0
_LONGEST_FETCH = 15.0
_AAD_CODE = re.compile(r"AADSTS\d+")


class Tokens:
    """The tokens of one app in one tenant."""

    def __init__(
        self,
        app_id: str,
        password: str,
        tenant: str,
        *,
        login_url: str = LOGIN,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """`now` gives seconds that only grow."""
        self._url = f"{login_url.rstrip('/')}/{quote(tenant, safe='')}/oauth2/v2.0/token"
        self._asked = {
            "grant_type": "client_credentials",
            "client_id": app_id,
            "client_secret": password,
            "scope": SCOPE,
        }
        self._now = now
        self._http = open_http()
        self._fetching = asyncio.Lock()
        self._token = ""
        #: when to fetch the next one, and when this one ends
        self._renew = self._ends = 0.0
        #: why none could be fetched, and until when that stands
        self._refused = ("", 0.0)

    def __repr__(self) -> str:
        """Say where it asks, and never with which secret."""
        return f"Tokens({self._url})"

    async def token(self) -> str:
        """Return a token that is good for some minutes; raises DeliveryFailed."""
        if self._now() < self._renew:
            return self._token
        async with self._fetching:
            if self._now() >= self._renew:
                await self._refresh()
            return self._token

    def forget(self, token: str) -> None:
        """Fetch another one next time: this one was refused."""
        if token == self._token:
            self._renew = self._ends = 0.0

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def _refresh(self) -> None:
        why, until = self._refused
        if self._now() < until:
            raise DeliveryFailed(why, retry_after=_WAIT_FOR_ADMIN)
        try:
            self._token, seconds = await self._fetch()
        except DeliveryFailed as failure:
            if self._now() < self._ends:  # the old one still serves
                self._renew = min(self._now() + _PAUSE, self._ends)
                return
            self._refused = (failure.code, self._now() + _PAUSE)
            raise
        self._ends = self._now() + seconds
        self._renew = self._now() + max(seconds - EARLY, seconds / 2)

    async def _fetch(self) -> tuple[str, float]:
        # `from None`: an error of the client holds the request, and the request holds the secret.
        try:
            async with asyncio.timeout(_LONGEST_FETCH):
                answer = await self._http.post(self._url, data=self._asked)
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError):
            raise DeliveryFailed(NO_ANSWER) from None
        try:
            body = orjson.loads(answer.content)
        except ValueError:
            raise DeliveryFailed(NO_ANSWER) from None
        if not isinstance(body, dict) or answer.status_code >= 500:
            raise DeliveryFailed(NO_ANSWER)
        token, seconds = body.get("access_token"), body.get("expires_in")
        if answer.status_code != 200 or not isinstance(token, str) or not token:
            raise DeliveryFailed(_why(body), retry_after=_WAIT_FOR_ADMIN)
        return token, float(seconds) if isinstance(seconds, int | float) else 2 * EARLY


def _why(body: Mapping[str, object]) -> str:
    """Give Microsoft's number of the error, or else its word for it."""
    number = _AAD_CODE.search(str(body.get("error_description", "")))
    return number[0] if number else str(body.get("error") or NO_ANSWER)
