"""HTTP clients with few connections and with timeouts."""

from __future__ import annotations

import logging

import httpx

#: to one service, however many messages are on their way
MOST_CONNECTIONS = 2
#: seconds that a connection is kept for the next call
KEPT = 60.0

# Each line of its log would name a conversation and a person.
logging.getLogger("httpx").setLevel(logging.WARNING)
# Its log would hold what was answered.
logging.getLogger("httpcore").setLevel(logging.WARNING)


def open_http() -> httpx.AsyncClient:
    """Open a client for one service; close it at the end. It follows no redirects: they could lead anywhere."""
    return httpx.AsyncClient(
        # Many calls share the connections, so that one may wait for its turn longer than for its answer.
        timeout=httpx.Timeout(10.0, connect=3.0, pool=45.0),
        limits=httpx.Limits(
            max_connections=MOST_CONNECTIONS,
            max_keepalive_connections=MOST_CONNECTIONS,
            keepalive_expiry=KEPT,
        ),
        trust_env=False,
    )
