"""Addresses to which the app may send the bytes of a file, once each."""

from __future__ import annotations

import secrets

import msgspec


class Ticket(msgspec.Struct, kw_only=True):
    """A file whose bytes are awaited, or that waits to be completed."""

    id: str
    name: str
    size: int
    content: bytes | None = None


class Uploads:
    """What was begun and not completed; it is forgotten with the process."""

    def __init__(self) -> None:
        self._by_address: dict[str, Ticket] = {}
        self._by_id: dict[str, Ticket] = {}

    def begin(self, id_: str, name: str, size: int) -> str:
        """Give the end of an address for the bytes of a file."""
        address = secrets.token_urlsafe(24)
        self._by_address[address] = self._by_id[id_] = Ticket(id=id_, name=name, size=size)
        return address

    def receive(self, address: str, content: bytes) -> bool:
        """Take the bytes; False for an address that was not given out, or for more or fewer bytes."""
        ticket = self._by_address.get(address)
        if ticket is None or len(content) != ticket.size:
            return False
        ticket.content = content
        del self._by_address[address]
        return True

    def ready(self, id_: str) -> Ticket | None:
        """Give a file whose bytes have come and that was not completed."""
        ticket = self._by_id.get(id_)
        return ticket if ticket and ticket.content is not None else None

    def complete(self, id_: str) -> None:
        """Let a file be completed once only."""
        self._by_id.pop(id_, None)
