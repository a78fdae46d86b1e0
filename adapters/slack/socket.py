"""Socket Mode: two connections to Slack, rebuilt when they die; no public address is needed."""

from __future__ import annotations

import asyncio
import logging

import aiohttp
import orjson
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from adapters.bodies import Malformed
from adapters.replies import Reply

from .body import parse_again
from .client import SLACK
from .http import Dispatch

log = logging.getLogger(__name__)
#: the client repeats each failure with a traceback, and addresses that hold a ticket; the watchdog says what counts
_silent = log.getChild("client")
_silent.setLevel(logging.CRITICAL + 1)
#: with two, one carries on while Slack refreshes the other every few hours
CONNECTIONS = 2
_LONGEST_WAIT = 30.0
_CONNECT_WITHIN = 15.0
_CLOSE_WITHIN = 5.0


class Sockets:
    """Keep the connections, pass on what comes over them, and acknowledge it.

    The client's own reconnection is off, since it can loop for ever on a closed session: a connection found
    dead is thrown away and another is built.
    """

    def __init__(
        self,
        app_token: str,
        dispatch: Dispatch,
        *,
        base_url: str = SLACK,
        connections: int = CONNECTIONS,
        check_every: float = 1.0,
        first_wait: float = 1.0,
    ) -> None:
        """`base_url` is the Web API's; `check_every` and `first_wait`, before a second try, are in seconds."""
        self._token = app_token
        self._base_url = base_url
        self._dispatch = dispatch
        self._connections = connections
        self._check_every = check_every
        self._first_wait = first_wait
        self._alive = 0
        self._keepers: list[asyncio.Task[None]] = []
        self._working: set[asyncio.Task[None]] = set()

    @property
    def connected(self) -> bool:
        """Whether Slack can reach the bot."""
        return self._alive > 0

    async def start(self) -> None:
        """Begin to connect, and keep at it."""
        self._keepers = [asyncio.create_task(self._keep()) for _ in range(self._connections)]

    async def stop(self) -> None:
        """Finish what has begun, then close the connections."""
        if self._working:
            await asyncio.wait(self._working, timeout=_CLOSE_WITHIN)
        for keeper in self._keepers:
            keeper.cancel()
        await asyncio.gather(*self._keepers, return_exceptions=True)

    async def _keep(self) -> None:
        wait = self._first_wait
        while True:
            client = self._client()
            try:
                async with asyncio.timeout(_CONNECT_WITHIN):
                    # Asked for here, since `connect` would swallow a refusal and try for ever.
                    client.wss_uri = await client.issue_new_wss_url()
                    await client.connect()  # type: ignore[no-untyped-call]
                wait = self._first_wait
                await self._watch(client)
            except (aiohttp.ClientError, SlackClientError, TimeoutError, OSError) as error:
                log.warning("no connection to Slack (%s), trying again in %.0f s", _why(error), wait)
            finally:
                await _close(client)
            await asyncio.sleep(wait)
            wait = min(wait * 2, _LONGEST_WAIT)

    def _client(self) -> SocketModeClient:
        client = SocketModeClient(
            app_token=self._token,
            web_client=AsyncWebClient(base_url=self._base_url, logger=_silent),
            auto_reconnect_enabled=False,
            logger=_silent,
        )
        client.socket_mode_request_listeners.append(self._on_request)
        return client

    async def _watch(self, client: SocketModeClient) -> None:
        self._alive += 1
        try:
            while await client.is_connected():  # noqa: ASYNC110 the client tells nobody when it dies
                await asyncio.sleep(self._check_every)
        finally:
            self._alive -= 1
        log.info("a connection to Slack ended")

    async def _on_request(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        # The client keeps no reference to its tasks; this one is kept until it is done.
        task = asyncio.current_task()
        if task:
            self._working.add(task)
            task.add_done_callback(self._working.discard)
        try:
            reply = await self._dispatch(parse_again(request.payload))
        except Malformed as malformed:
            log.warning("a delivery was refused: %s", malformed)
            if request.type == "events_api":  # however often it came, it would be refused
                await client.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))
            return
        if reply.status == 200:  # otherwise Slack is left to repeat it, or to warn the person
            await client.send_socket_mode_response(
                SocketModeResponse(envelope_id=request.envelope_id, payload=_payload(reply))
            )


def _why(error: Exception) -> str:
    data = getattr(error.response, "data", None) if isinstance(error, SlackApiError) else None
    return str(data["error"]) if isinstance(data, dict) and "error" in data else type(error).__name__


def _payload(reply: Reply) -> dict[str, object] | None:
    if not reply.body:
        return None
    if reply.content_type.startswith(b"application/json"):
        parsed: dict[str, object] = orjson.loads(reply.body)
        return parsed
    return {"text": reply.body.decode()}


async def _close(client: SocketModeClient) -> None:
    try:
        async with asyncio.timeout(_CLOSE_WITHIN):
            await client.close()  # type: ignore[no-untyped-call]
    except (aiohttp.ClientError, TimeoutError, OSError):
        log.info("a connection to Slack was dropped without a goodbye")
