"""How long the generated tests search: enough to find what is wrong, short enough for every commit."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile(
    "project",
    deadline=None,  # a shared machine stalls at times
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("project")
