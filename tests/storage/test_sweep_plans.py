"""A sweep finds what is due by index, and costs what is due: asserted from what both databases say they do."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from bot.project.evolve import evolve
from storage import directory, planned, queries, sweeps
from storage.engine import open_store
from storage.postgres import PostgresStore
from storage.sql import Statement
from tests.bench.crowd import NOW, TODAY, WORKSPACE, fill_channels, fill_items, on_postgres, on_sqlite
from tests.bench.sweeping import DAY, mornings, stand_ups

ITEMS, DUE, CHANNELS = 8_000, 40, 1_500
PERSONS = [(WORKSPACE, f"p{number}-0") for number in range(0, 200, 10)]
PROJECTS = [(WORKSPACE, f"p{number}") for number in range(0, 200, 10)]
ABOUT = {"now": NOW, "limit": 200, "nag_on": TODAY.isoformat(), "since": NOW - DAY}
#: what a sweep asks, with the indexes that may answer it
LOOKED_UP: dict[str, tuple[Statement, set[str]]] = {
    "due projects": (queries._DUE, {"ix_project_next_at"}),
    "next due": (queries._NEXT, {"ix_project_next_at"}),
    "due people": (planned._DUE_PEOPLE, {"ix_preferences_next_at_workspace_person"}),
    "preferences": (planned._PREFERENCES, {"pk_preferences"}),
    "people": (directory._PEOPLE, {"ix_account_workspace_person"}),
    "projects": (sweeps._PROJECTS, {"pk_project"}),
    "to nag": (sweeps._TO_NAG, {"ix_item_nag", "ix_project_asks", "pk_member"}),
    "due channels": (
        sweeps._DUE_CHANNELS,
        {
            "ix_channel_next_at_workspace_platform_conversation",
            "ix_project_workspace_platform_conversation",
        },
    ),
    "events since": (sweeps._SINCE, {"ix_event_workspace_project_at"}),
}
TABLES = ("project", "preferences", "account", "member", "item", "channel", "event")
#: reads the plan of a statement with its parameters
Explain = Callable[[str, list[Any]], Awaitable[str]]


def bound(name: str, statement: Statement) -> tuple[str, list[Any]]:
    """Return the text and the parameters of a statement."""
    sql = statement.on("sqlite" if name == "sqlite" else "postgresql")
    listed = sweeps.PROJECTS if statement in (sweeps._PROJECTS, sweeps._SINCE) else planned.PEOPLE
    keys = PROJECTS if listed is sweeps.PROJECTS else PERSONS
    dialect = "sqlite" if name == "sqlite" else "postgresql"
    return sql.text, sql.bind({**ABOUT, **listed.values(dialect, keys)})  # type: ignore[arg-type]
