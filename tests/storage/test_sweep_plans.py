"""A sweep and a relay find by index what is due, and cost as much: asserted from what both databases say they do."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.service.ports import Tx
from storage import directory, outbox, planned, queries, sweeps
from storage.ids import minted_before
from storage.postgres import PostgresStore
from storage.sql import Name, Statement
from tests.bench.crowd import NOW, TODAY, WORKSPACE, fill_channels, fill_items, on_postgres, on_sqlite
from tests.bench.sweeping import DAY, mornings, stand_ups
from tests.contracts.stores import Opened, opened_postgres, opened_sqlite

ITEMS, DUE, CHANNELS = 80_000, 10, 1_300
KEYS = [(WORKSPACE, f"p{number}") for number in range(0, 50, 10)]
PERSONS = [(WORKSPACE, f"p{number}-0") for number in range(0, 50, 10)]
ABOUT = {"now": NOW, "limit": 20, "nag_on": TODAY.isoformat(), "since": NOW - DAY, "after": NOW - DAY}
ABOUT |= {"before": minted_before(NOW), "w0": WORKSPACE, "w1": "workspace-2"}
ABOUT |= {"workspace": WORKSPACE, "platform": "teams", "conversation": "19:7"}
#: what a sweep asks, and the indexes that must answer it; a primary key has another name on each database
PERSON, PLACE = (
    "ix_preferences_next_at_workspace_person",
    "ix_channel_next_at_workspace_platform_conversation",
)
HOME, ALSO = (
    "ix_project_workspace_platform_conversation",
    "ix_project_also_platform_also_conversation_workspace",
)
ASKED: dict[str, tuple[Statement, set[str]]] = {
    "due projects": (queries._DUE, {"ix_project_next_at"}),
    "next due": (queries._NEXT, {"ix_project_next_at"}),
    "projects of a channel": (queries._IN, {HOME, ALSO}),
    "due people": (planned._DUE_PEOPLE, {PERSON}),
    "preferences": (planned._PREFERENCES, {"preferences"}),
    "people": (directory._PEOPLE, {"ix_account_workspace_person"}),
    "projects": (sweeps._PROJECTS, {"project"}),
    "to nag": (sweeps._TO_NAG, {"ix_item_nag", "ix_project_asks", "member"}),
    "due channels": (sweeps._DUE_CHANNELS, {PLACE, HOME, ALSO}),
    "events since": (sweeps._SINCE, {"ix_event_workspace_project_at"}),
}
TABLES = "project|preferences|account|member|item|channel|event"


@dataclass(frozen=True)
class Crowd:
    """An open store over many rows."""

    opened: Opened
    name: Name
    path: Path

    async def plan(self, statement: Statement) -> str:
        """Return how the database would run a statement."""
        sql = statement.on(self.name)
        bound = sql.bind({**ABOUT, **_listed(self.name, statement)})
        if not isinstance(self.opened.store, PostgresStore):
            raw = sqlite3.connect(self.path)
            found = [row[3] for row in raw.execute(f"EXPLAIN QUERY PLAN {sql.text}", bound)]
            raw.close()
            return "\n".join(found)
        async with self.opened.store.engine.connect() as connection:
            rows = await connection.exec_driver_sql(f"EXPLAIN {sql.text}", tuple(bound))
            return "\n".join(row[0] for row in rows)


def _listed(name: Name, statement: Statement) -> dict[str, Any]:
    of_projects = statement in (sweeps._PROJECTS, sweeps._SINCE)
    return sweeps.PROJECTS.values(name, KEYS) if of_projects else planned.PEOPLE.values(name, PERSONS)


@pytest.fixture(params=["sqlite", "postgresql"])
async def crowd(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Crowd]:
    """An empty store, of which a test says what fills it."""
    if request.param == "sqlite":
        async with opened_sqlite(tmp_path) as found:
            yield Crowd(found, "sqlite", tmp_path / "bot.db")
    else:
        async with opened_postgres(request.getfixturevalue("fresh_postgres_url")) as found:
            yield Crowd(found, "postgresql", tmp_path)


@pytest.mark.parametrize("due", [DUE, 50 * DUE])
async def test_every_question_of_a_sweep_is_answered_by_an_index(crowd: Crowd, due: int) -> None:
    await fill_items(_dialect(crowd), items=ITEMS, due=due)
    await fill_channels(_dialect(crowd), channels=CHANNELS)
    for what, (statement, indexes) in ASKED.items():
        plan = await crowd.plan(statement)
        assert not re.search(
            rf"Seq Scan on ({TABLES})\b|SCAN ({TABLES})\b(?! USING (COVERING )?INDEX)", plan
        ), plan
        for index in indexes:
            key = f"sqlite_autoindex_{index}_1" if crowd.name == "sqlite" else f"pk_{index}"
            assert (index if index.startswith("ix_") else key) in plan, f"{what}: {index} in\n{plan}"


async def test_a_sweep_takes_the_same_statements_however_many_items_rest(crowd: Crowd) -> None:
    await fill_items(_dialect(crowd), items=ITEMS, due=DUE)
    seen: list[str] = []
    crowd.opened.trace(seen)
    met = await _swept(crowd, mornings)
    assert met == DUE + 1  # and whoever has a role in every project
    assert _reading(seen) == 4 + 1  # people, their projects, the projects, their names; and nobody any more


async def test_stand_ups_of_many_channels_take_few_reading_queries(crowd: Crowd) -> None:
    await fill_channels(_dialect(crowd), channels=CHANNELS)
    seen: list[str] = []
    crowd.opened.trace(seen)
    assert await _swept(crowd, stand_ups) == CHANNELS
    assert (
        _reading(seen) == 3 * 3 + 1
    )  # channels with projects, events and names, for each 600; and none any more


_OUTBOX = """INSERT INTO outbox (id, workspace, key, dedupe_key, slot, order_key, notice, due_at, attempts,
    lease_until, state, why, refresh, pin, platform, conversation, person, project, edit_only)
  SELECT 'm' || n, 'workspace-' || (n % :all_of + 1), 'k' || n, 'd' || n, 's' || n,
    'workspace-' || (n % :all_of + 1) || (n % 900), {nothing}, {now}, 0, NULL,
    CASE n % 20 WHEN 0 THEN 'waiting' ELSE 'sent' END, '', FALSE, FALSE, 'slack', 'C1', '', '', FALSE FROM {series}"""


@pytest.mark.parametrize(("all_of", "ours"), [(1, 1), (2, 1), (2, 2), (40, 1), (40, 2), (40, 0)])
async def test_what_may_leave_is_found_by_index_among_what_has_left_and_what_is_anothers(
    crowd: Crowd, all_of: int, ours: int
) -> None:
    await _dialect(crowd).fill(_OUTBOX, 20_000, all_of=all_of)
    await _dialect(crowd).fill(_dialect(crowd).finish, 1)
    plan = await crowd.plan(Statement(lambda name: outbox._heads(name, ours)))
    assert not re.search(r"Seq Scan on outbox\b|SCAN outbox\b(?! USING (COVERING )?INDEX)", plan), plan
    # Both hold what waits and nothing else; of few workspaces the first ones that are due are enough.
    assert re.search(r"ix_outbox_due|on ix_outbox_order", plan), plan
    if all_of == ours or crowd.name == "sqlite":
        assert "ix_outbox_due" in plan, plan
        assert not re.search(r"\bSort\b|TEMP B-TREE", plan), plan


async def _swept(crowd: Crowd, sweep: Any) -> int:
    total = 0

    def work(tx: Tx) -> int:
        found: int = sweep(tx, NOW)
        return found

    while count := await crowd.opened.store.write(work):
        total += count
    return total


def _reading(seen: list[str]) -> int:
    """Count the queries, without what only waits for other sweepers."""
    return sum(one.lstrip().startswith(("SELECT", "WITH")) and "pg_advisory" not in one for one in seen)


def _dialect(crowd: Crowd) -> Any:
    store = crowd.opened.store
    return on_postgres(store) if isinstance(store, PostgresStore) else on_sqlite(crowd.path)
