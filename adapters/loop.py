"""The event loop that the programs run on: uvloop where there is one."""

from __future__ import annotations

import asyncio
import gc
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


#: objects made and not yet freed, before the collector looks for cycles among them: one click makes some hundred
YOUNG = 20_000


def stay() -> None:
    """Keep what has been loaded out of the garbage collector's rounds: it stays until the program ends."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 20, 20)
