"""Addresses of packets: signed, so that nobody makes one up, and good for a while."""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from collections.abc import Callable
from datetime import datetime

import msgspec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.service.printing import LINKS_LAST, Format, Ref

PATH = "/packets/"
#: a token says which packet it is for: the key is for nothing else
_PURPOSE = b"tollgate packet links 1"
_SIGNATURE = 32
#: longer than any that was ever given out
_LONGEST = 1_000


class NoSuchLink(Exception):
    """Nobody gave this address out, or not for this."""


class Expired(Exception):
    """The address was good once."""

    def __init__(self, language: str) -> None:
        """Take the language of the packet."""
        super().__init__(language)
        self.language = language


class _Token(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    ref: Ref
    format: Format
    #: epoch seconds
    until: int


_encode, _decode = msgspec.msgpack.Encoder().encode, msgspec.msgpack.Decoder(_Token).decode


class SignedLinks:
    """Gives addresses out, and reads them; implements `bot.service.printing.Links`."""

    def __init__(self, secret: str, address: str, now: Callable[[], datetime]) -> None:
        """`secret` is shared by all replicas; `address` is where people reach the bot, "" for nowhere."""
        self._key = HKDF(SHA256(), 32, None, _PURPOSE).derive(secret.encode())
        self.address, self._now = address, now

    def __repr__(self) -> str:
        """Say where they lead, and never how they are signed."""
        return f"SignedLinks({self.address})"

    def link(self, ref: Ref, form: Format) -> str:
        """Return an address that opens without signing in; "" where the bot has none."""
        if not self.address:
            return ""
        token = _Token(ref, form, int((self._now() + LINKS_LAST).timestamp()))
        return f"{self.address.rstrip('/')}{PATH}{self._signed(_encode(token))}"

    def read(self, token: str) -> tuple[Ref, Format]:
        """Return what an address is for. Raises NoSuchLink, Expired."""
        whole = _bytes(token)
        body, signature = whole[:-_SIGNATURE], whole[-_SIGNATURE:]
        if not hmac.compare_digest(signature, self._signature(body)):
            raise NoSuchLink
        try:
            found = _decode(body)
        except msgspec.MsgspecError:
            raise NoSuchLink from None
        if self._now().timestamp() >= found.until:
            raise Expired(found.ref.language)
        return found.ref, found.format

    def _signed(self, body: bytes) -> str:
        return urlsafe_b64encode(body + self._signature(body)).rstrip(b"=").decode()

    def _signature(self, body: bytes) -> bytes:
        return hmac.digest(self._key, body, "sha256")


def _bytes(token: str) -> bytes:
    if len(token) > _LONGEST or not token.isascii():
        raise NoSuchLink
    try:
        found = urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except Error:
        raise NoSuchLink from None
    # One address for each packet: what decoding passes over was not given out.
    if urlsafe_b64encode(found).rstrip(b"=").decode() != token:
        raise NoSuchLink
    return found
