"""The bot's own server: its health, and a stop that cuts nobody off."""

from __future__ import annotations

import asyncio

import httpx
import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from adapters.web import WebServer, build


async def _healthy() -> dict[str, bool]:
    return {"database": True}


async def test_it_is_ready_only_when_everything_works() -> None:
    works = {"database": True, "chat": False}

    async def health() -> dict[str, bool]:
        return works

    transport = httpx.ASGITransport(build({}, health))
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as http:
        unready = await http.get("/readyz")
        assert (unready.status_code, unready.json()) == (503, works)
        works["chat"] = True
        assert (await http.get("/readyz")).status_code == 200
        assert (await http.get("/healthz")).status_code == 200


async def test_a_request_that_has_begun_is_answered_before_the_stop() -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def slow(scope: Scope, receive: Receive, send: Send) -> None:
        begun.set()
        await go_on.wait()
        await PlainTextResponse("done")(scope, receive, send)

    server = WebServer(build({"/slow": slow}, _healthy), host="127.0.0.1", port=0)
    address = await server.start()
    async with httpx.AsyncClient() as http:
        asking = asyncio.create_task(http.get(f"{address}/slow", headers={"connection": "close"}))
        await begun.wait()
        stopping = asyncio.create_task(server.stop())
        await asyncio.sleep(0.05)
        assert not stopping.done()
        go_on.set()
        assert (await asking).text == "done"
    await stopping


async def test_a_stop_does_not_wait_for_those_who_ask_nothing() -> None:
    server = WebServer(build({}, _healthy), host="127.0.0.1", port=0)
    address = await server.start()
    async with httpx.AsyncClient() as http:
        assert (await http.get(f"{address}/healthz")).headers.get("connection") != "close"
        await asyncio.wait_for(server.stop(), 5)  # the grace is longer
        with pytest.raises(httpx.ConnectError):
            await http.get(f"{address}/healthz")


async def test_a_request_without_end_is_given_up_after_the_grace() -> None:
    begun, given_up = asyncio.Event(), asyncio.Event()

    async def endless(scope: Scope, receive: Receive, send: Send) -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            given_up.set()

    server = WebServer(build({"/endless": endless}, _healthy), host="127.0.0.1", port=0, grace=0)
    address = await server.start()
    async with httpx.AsyncClient() as http:
        asking = asyncio.create_task(http.get(f"{address}/endless"))
        await begun.wait()
        await asyncio.wait_for(server.stop(), 5)
        await asyncio.wait_for(given_up.wait(), 5)
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)


async def test_a_taken_port_is_said_at_once() -> None:
    first = WebServer(build({}, _healthy), host="127.0.0.1", port=0)
    port = int((await first.start()).rpartition(":")[2])
    with pytest.raises(OSError, match="in use"):
        await WebServer(build({}, _healthy), host="127.0.0.1", port=port).start()
    await first.stop()
