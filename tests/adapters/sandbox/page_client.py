"""One person at a page of the sandbox, over HTTP."""

from typing import Any

import aiohttp

Json = dict[str, Any]


class PageClient:
    """Asks and tells what the browser page does; `status` is that of the last answer."""

    def __init__(self, http: aiohttp.ClientSession, url: str, user: str) -> None:
        self._http, self._url, self.user = http, url, user
        self.status = 0

    async def get(self, name: str, /, **query: str) -> Json:
        async with self._http.get(f"{self._url}/{name}", params={"as": self.user, **query}) as response:
            self.status = response.status
            return dict(await response.json())

    async def post(self, name: str, /, **body: Any) -> Json:
        payload = {"as": self.user, **body}
        async with self._http.post(f"{self._url}/{name}", json=payload) as response:
            self.status = response.status
            return dict(await response.json())
