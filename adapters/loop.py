"""The event loop that the programs run on: uvloop where there is one."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")

if sys.platform == "win32":

    def run(main: Coroutine[Any, Any, T]) -> T:
        """Run a program to its end."""
        return asyncio.run(main)

else:
    import uvloop

    def run(main: Coroutine[Any, Any, T]) -> T:
        """Run a program to its end."""
        return uvloop.run(main)
