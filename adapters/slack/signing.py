"""Slack's v0 signature: proves that a request came from Slack, within the last five minutes."""

from __future__ import annotations

import hmac

MOST_AGE = 300


def is_fresh(timestamp: bytes, now: float) -> bool:
    """Say whether something was signed just now; any bytes are welcome, nothing is raised."""
    return timestamp.isdigit() and len(timestamp) <= 12 and abs(now - int(timestamp)) <= MOST_AGE


def is_signed(secret: bytes, timestamp: bytes, signature: bytes, body: bytes) -> bool:
    """Say whether the signature is Slack's, however old; any bytes are welcome, nothing is raised."""
    # Bytes throughout: the comparison then takes any header, where one on str raises for non-ASCII.
    expected = "v0=" + hmac.digest(secret, b"v0:" + timestamp + b":" + body, "sha256").hex()
    return hmac.compare_digest(expected.encode(), signature)
