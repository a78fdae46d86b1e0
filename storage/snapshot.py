"""A project as bytes, and the fingerprint of the shape that they were written with."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

import msgspec

from bot.project.state import Project

encode: Callable[[Project], bytes] = msgspec.json.Encoder().encode
decode: Callable[[bytes], Project] = msgspec.json.Decoder(Project).decode


def fingerprint_of(kind: type) -> str:
    """Return what changes when the shape of a type does."""
    return sha256(msgspec.json.encode(msgspec.json.schema(kind), order="sorted")).hexdigest()[:16]


FINGERPRINT = fingerprint_of(Project)
