"""Reads an urlencoded body faster than urllib does, and with the same result."""

from __future__ import annotations

from binascii import a2b_qp
from urllib.parse import unquote_to_bytes


def unquote(value: bytes) -> bytes:
    """Undo the encoding of one urlencoded value, exactly as urllib.parse does.

    Quoted-printable writes `=41` where a URL writes `%41`, and its decoder is in C: a payload of 3 KB takes
    microseconds. Each well-formed escape turns three bytes into one; anything else leaves more behind (only
    a line break could hide that), so a length that does not add up goes to urllib.
    """
    value = value.replace(b"+", b" ")
    escapes = value.count(b"%")
    if not escapes:
        return value
    if b"\n" in value or b"\r" in value:
        return unquote_to_bytes(value)
    decoded = a2b_qp(value.replace(b"=", b"%3D").replace(b"%", b"="))
    return decoded if len(decoded) == len(value) - 2 * escapes else unquote_to_bytes(value)


def fields(body: bytes) -> dict[bytes, bytes]:
    """Read `a=1&b=2`; the last of several values counts, a name without "=" has an empty value."""
    found: dict[bytes, bytes] = {}
    for pair in body.split(b"&"):
        if pair:
            name, _, value = pair.partition(b"=")
            found[unquote(name)] = unquote(value)
    return found
