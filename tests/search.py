"""How widely the generated tests search: the same cases at every commit, new and more of them when asked.

`make test` must say of the same commit the same thing each time; what it would find by luck, `make soak`
finds by searching elsewhere each time, and longer. What it finds becomes a test of its own.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

#: how many times as many cases as at a commit; more than one also draws other cases in each run
FACTOR = int(os.environ.get("TOLLGATE_TEST_SEARCH", "1"))


def widely() -> None:
    """Set what holds for every generated test; called before any of them is read."""
    settings.register_profile(
        "tollgate",
        deadline=None,  # a shared machine stalls at times
        derandomize=FACTOR == 1,
        max_examples=150 * FACTOR,
        suppress_health_check=[HealthCheck.too_slow],
    )
    settings.load_profile("tollgate")


def searched(cases: int, **others: object) -> settings:
    """Search that many cases at a commit; other settings of Hypothesis as they are named there."""
    return settings(max_examples=cases * FACTOR, **others)  # type: ignore[arg-type]
