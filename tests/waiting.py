"""Waiting for what has no event to wait for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


async def until(fact: Callable[[], T], seconds: float = 10) -> T:
    """Wait until something holds, and return it; a fact that never does is a failure."""
    async with asyncio.timeout(seconds):
        while not (found := fact()):  # noqa: ASYNC110 facts have no event to wait for
            await asyncio.sleep(0.005)
    return found
