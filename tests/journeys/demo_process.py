"""The demo as its own process, as somebody would start it in a terminal."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import signal
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

#: the first start on a fresh machine sets everything up
PATIENCE = 600
_ADDRESS = re.compile(rb"Open (http://127\.0\.0\.1:\d+)")


@contextlib.asynccontextmanager
async def running_demo(
    *command: str | Path, folder: Path, environment: Mapping[str, str] | None = None, patience: float = 60
) -> AsyncIterator[str]:
    """Run a command that starts the demo in `folder`; gives the address it prints, and ends it afterwards."""
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=folder,
        env=os.environ | dict(environment or {}),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        start_new_session=True,  # so that all it started ends with it
    )
    said: list[bytes] = []
    try:
        yield await asyncio.wait_for(_address(process, said), patience)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGINT)
        rest, _ = await process.communicate()
    told = b"".join([*said, rest]).decode()
    assert process.returncode in (0, 2, -signal.SIGINT), told  # make itself gives 2 when it is interrupted
    assert "Traceback" not in told, told


async def _address(process: asyncio.subprocess.Process, said: list[bytes]) -> str:
    assert process.stdout
    async for line in process.stdout:
        said.append(line)
        if found := _ADDRESS.search(line):
            return found[1].decode()
    raise AssertionError(f"it ended without an address:\n{b''.join(said).decode()}")
