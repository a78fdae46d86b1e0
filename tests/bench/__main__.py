"""Measure every figure, print them and write build/bench.json; ends with 1 when a goal is missed."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from adapters.loop import run
from tests.bench import clicks, reminders, storage_tick, teams
from tests.bench.figure import Figure, table, write

BUILD = Path(__file__).parents[2] / "build"


async def _measure(pairs: int) -> list[Figure]:
    place = BUILD / "bench"
    return [
        await clicks.sixteen_at_once(place / "many", pairs=pairs, clicks=1600),
        await clicks.one_at_a_time(place / "one", pairs=pairs, clicks=100),
        await storage_tick.sixteen_at_once(place / "tick", pairs=pairs, ticks=3200),
        await teams.invokes(place / "teams", pairs=pairs, clicks=1600),
        await teams.connections(),
        *await reminders.sweep(place / "sweep", pairs=pairs),
        *await reminders.channels(place / "channels"),
    ]


def main() -> int:
    """Run the measurements."""
    options = argparse.ArgumentParser(prog="make bench", description=__doc__)
    options.add_argument("--pairs", type=int, default=12, help="how often subject and yardstick are measured")
    figures = run(_measure(options.parse_args().pairs))
    write(figures, BUILD / "bench.json")
    sys.stdout.write(table(figures) + "\n")
    return 0 if all(one.reached for one in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
