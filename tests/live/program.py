"""`tollgate run` as a process of its own, as an administrator starts it."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.live.requests import SECRET

TOKEN = "-".join(("xoxb", "token", "of", "the", "tests"))
_ROOT = Path(__file__).parents[2]
RUN = (sys.executable, "-m", "bot", "run")


class Program:
    """A server process that says where it listens."""

    def __init__(self, process: Process, address: str, output: list[str]) -> None:
        """Made by `start`."""
        self._process, self.address, self._output = process, address, output
        self._reading = asyncio.create_task(self._read())

    @property
    def output(self) -> str:
        """All it printed so far."""
        return "".join(self._output)

    async def stop(self) -> int:
        """End it as a service manager does; return its exit code."""
        return await self._end(signal.SIGTERM)

    async def kill(self) -> None:
        """End it as a power cut does."""
        await self._end(signal.SIGKILL)

    async def _end(self, number: int) -> int:
        if self._process.returncode is None:
            self._process.send_signal(number)
        await self._reading
        return await self._process.wait()

    async def _read(self) -> None:
        assert self._process.stdout
        while line := await self._process.stdout.readline():
            self._output.append(line.decode())


def environment(folder: Path, api_url: str, **settings: str) -> dict[str, str]:
    """Return complete settings for a bot that keeps its database in a folder; "" removes one."""
    given = {
        "TOLLGATE_DATABASE_URL": f"sqlite:///{folder.resolve() / 'bot.sqlite'}",
        "TOLLGATE_PORT": "0",
        "SLACK_BOT_TOKEN": TOKEN,
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": api_url,
        **settings,
    }
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("TOLLGATE_", "SLACK_"))}
    return clean | {"PYTHONPATH": str(_ROOT), "PYTHONUNBUFFERED": "1"} | {k: v for k, v in given.items() if v}


async def start(folder: Path, settings: Mapping[str, str], command: Sequence[str] = RUN) -> Program:
    """Start a server in a folder and wait until it listens; RuntimeError with its output when it ends instead."""
    process = await _spawn(folder, settings, command)
    assert process.stdout
    output: list[str] = []
    while line := await process.stdout.readline():
        output.append(line.decode())
        if found := re.search(r"http://[\d.]+:\d+", output[-1]):
            return Program(process, found[0], output)
    raise RuntimeError(f"ended with {await process.wait()}:\n{''.join(output)}")


async def finish(folder: Path, settings: Mapping[str, str], command: Sequence[str] = RUN) -> tuple[int, str]:
    """Run a program to its end; return its exit code and all it printed."""
    process = await _spawn(folder, settings, command)
    output, _ = await asyncio.wait_for(process.communicate(), 30)
    return await process.wait(), output.decode()


async def _spawn(folder: Path, settings: Mapping[str, str], command: Sequence[str]) -> Process:
    return await asyncio.create_subprocess_exec(
        *command, cwd=folder, env=dict(settings), stdout=PIPE, stderr=STDOUT, limit=1 << 20
    )
