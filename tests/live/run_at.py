"""`tollgate run` with its clock set: as on the machine of somebody for whom it is another day.

Usage: python -m tests.live.run_at 2026-03-10T13:30:00+00:00
"""

from __future__ import annotations

import asyncio
import signal
import sys
from datetime import datetime, timedelta

from adapters.clock import VirtualClock
from adapters.scheduler import Scheduler
from bot.bootstrap import start
from bot.settings import read_chat_settings

#: the program's own scheduler looks every half minute: a test does not wait so long
EVERY_SECONDS = 0.5


async def main(at: datetime) -> None:
    """Run from a minute before that time, which is over as soon as everything that is to come was planned."""
    told = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, told.set)
    clock = VirtualClock(at - timedelta(minutes=1), runs=True)
    running = await start(read_chat_settings(), clock=clock)
    print(f"It runs on {running.address}.", flush=True)  # noqa: T201  # as the program does
    await running.core.sweep.run()
    clock.move_to(at)
    looking = Scheduler(running.core.sweep.run, running.core.sweep.prune, seconds=EVERY_SECONDS)
    looking.start()
    await told.wait()
    await looking.stop()
    await running.stop()


if __name__ == "__main__":
    asyncio.run(main(datetime.fromisoformat(sys.argv[1])))
