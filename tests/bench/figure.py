"""A figure: a subject and a yardstick measured in turn, and what their paired ratios say."""

from __future__ import annotations

import json
import shutil
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Literal, NamedTuple

Measure = Callable[[], Awaitable[float]]


class Figure(NamedTuple):
    """One line of the result; `low` and `high` are the 10th and 90th percentile of the paired ratios."""

    subject: str
    yardstick: str
    ratio: float
    low: float
    high: float
    goal: str
    #: medians of what was measured, with their unit
    measured: str

    @property
    def reached(self) -> bool:
        """Say whether the ratio is on the right side of the goal."""
        side, limit = self.goal.split()
        return self.ratio >= float(limit) if side == ">=" else self.ratio <= float(limit)


async def in_turn(subject: Measure, yardstick: Measure, *, pairs: int) -> list[tuple[float, float]]:
    """Measure ABBAABBA…, so that what drifts on the machine weighs on both alike."""
    found: list[tuple[float, float]] = []
    for number in range(pairs):
        if number % 2:
            second = await yardstick()
            first = await subject()
        else:
            first = await subject()
            second = await yardstick()
        found.append((first, second))
    return found


def figure(
    subject: str,
    yardstick: str,
    pairs: Sequence[tuple[float, float]],
    *,
    side: Literal[">=", "<="],
    limit: float,
    unit: str,
) -> Figure:
    """Sum up measured pairs."""
    ratios = sorted(a / b for a, b in pairs)
    ours, theirs = median(a for a, _ in pairs), median(b for _, b in pairs)
    return Figure(
        subject,
        yardstick,
        round(median(ratios), 3),
        round(_percentile(ratios, 0.1), 3),
        round(_percentile(ratios, 0.9), 3),
        f"{side} {limit:.3g}",
        f"{ours:,.4g} : {theirs:,.4g} {unit}",
    )


def _percentile(ordered: Sequence[float], part: float) -> float:
    return ordered[round(part * (len(ordered) - 1))]


def empty(folder: Path) -> None:
    """Make an empty folder for databases."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


def write(figures: Sequence[Figure], path: Path) -> None:
    """Write the figures for programs."""
    rows = [{key: value for key, value in one._asdict().items() if key != "measured"} for one in figures]
    path.write_text(json.dumps(rows, indent=2) + "\n")


def table(figures: Sequence[Figure]) -> str:
    """Return the figures for people."""
    lines = []
    for one in figures:
        verdict = "reached" if one.reached else "MISSED"
        lines.append(f"{one.subject}\n    against {one.yardstick}")
        spread = f"{one.low:.2f} to {one.high:.2f}"
        lines.append(f"    {one.ratio:.2f} ({spread})   goal {one.goal}: {verdict}   [{one.measured}]")
    return "\n".join(lines)
