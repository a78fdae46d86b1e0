"""A keep-alive HTTP connection with nothing around it, so that a measurement is not of its client."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from tests.live import requests


class Response(NamedTuple):
    """What came back."""

    status: int
    body: bytes


class Connection:
    """One connection to a server; one request at a time."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, host: str) -> None:
        """Made by `connect`."""
        self._reader, self._writer, self._host = reader, writer, host

    async def send(self, request: bytes) -> Response:
        """Send a request that `written` made; raises OSError or asyncio.IncompleteReadError when the server goes."""
        self._writer.write(request)
        head = await self._reader.readuntil(b"\r\n\r\n")
        length = 0
        for line in head.split(b"\r\n"):
            if line[:15].lower() == b"content-length:":
                length = int(line[15:])
        return Response(int(head[9:12]), await self._reader.readexactly(length) if length else b"")

    async def click(self, body: bytes) -> Response:
        """Sign a body now and send it."""
        return await self.send(written(body, requests.headers(body)))

    async def close(self) -> None:
        """Close the connection."""
        self._writer.close()
        try:
            await self._writer.wait_closed()
        except OSError:
            return  # the server went first


async def connect(address: str) -> Connection:
    """Open a connection to `http://host:port`."""
    where = urlsplit(address)
    reader, writer = await asyncio.open_connection(where.hostname, where.port)
    return Connection(reader, writer, where.netloc)


def written(body: bytes, headers: Mapping[str, str], path: str = requests.PATH) -> bytes:
    """Write a request as it goes over the wire."""
    lines = [f"POST {path} HTTP/1.1", "Host: bot", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body
