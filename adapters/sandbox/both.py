"""People of whom some sit at Slack and some at Teams, as one company."""

from __future__ import annotations

from collections.abc import Collection

from .driver import Driver
from .people import Person
from .teams.driver import TeamsDriver


class Both:
    """Acts as people of a local Slack and of a local Teams."""

    def __init__(self, slack: Driver, teams: TeamsDriver, on_teams: Collection[str]) -> None:
        """`on_teams`: the first names of those who sit at Teams."""
        self.slack, self.teams = slack, teams
        self._on_teams = frozenset(on_teams)
        self.settle, self.witness = slack.settle, slack.witness

    @property
    def clicks(self) -> int:
        """Presses and submissions so far."""
        return self.slack.clicks + self.teams.clicks

    def places(self) -> dict[str, str]:
        """Return how people call each conversation and each other, by id."""
        there = {key: f"{name} in Teams" for key, name in self.teams.places().items()}
        return self.slack.places() | there

    def person(self, handle: str) -> Person:
        """Return somebody to act as, where they sit."""
        return self.teams.person(handle) if handle in self._on_teams else self.slack.person(handle)
