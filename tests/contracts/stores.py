"""The stores that the contract is checked on, each holding two workspaces that look alike from outside."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import event, text

from bot.playbooks.load import built_in, digest
from bot.project.events import Event, ItemDeclaredNotReady, ItemOwned, ProjectOpened, Recorded
from bot.project.evolve import evolve
from bot.project.index import index
from bot.project.state import Project
from bot.service.ports import Account, Loaded, Outgoing, Place, Stored, Tx
from storage.engine import open_store
from storage.postgres import PostgresStore
from storage.sqlite import SqliteStore
from storage.tx import SqlStore, SqlTx
from tests.databases import laid_out

NOW = datetime(2026, 3, 2, 9, 0, 0, 123456, tzinfo=UTC)
PLAYBOOK = built_in("ninety-day")
DIGEST = digest(PLAYBOOK)
ITEM = PLAYBOOK.phase(1).checklist[0].id
#: the same in both workspaces: what the platform calls them, and even the project
PLATFORM, USER, CHANNEL, PROJECT = "slack", "U1", "C1", "p1"


@dataclass(frozen=True)
class Side:
    """One of the two workspaces."""

    workspace: str
    tenant: str
    person: str = "person-1"

    def delivery(self, key: str) -> tuple[str, str, str]:
        """Return a delivery of this side's tenant."""
        return (PLATFORM, self.tenant, key)

    def load(self, tx: Tx, delivery: str = "", project: str = PROJECT) -> Loaded:
        """Load what a click of the user needs."""
        return tx.load(platform=PLATFORM, tenant=self.tenant, user=USER, delivery=delivery, project=project)

    def found(self, tx: Tx, project: str = PROJECT) -> Stored:
        """Return the project."""
        stored = tx.project(self.workspace, project)
        assert stored is not None
        return stored

    def introduce(self, tx: Tx) -> None:
        """Create workspace, installation and account."""
        tx.install(self.workspace, PLATFORM, self.tenant, f"Team {self.tenant}", "B1")
        tx.put_account(
            Account(self.workspace, self.person, PLATFORM, self.tenant, USER, f"Ann {self.tenant}")
        )

    def open(self, tx: Tx, project: str = PROJECT, *, practice: bool = False) -> Stored:
        """Open the project."""
        opened = ProjectOpened(
            project=project,
            name=f"Project of {self.workspace}",
            lead=self.person,
            sponsor="person-2",
            platform=PLATFORM,
            conversation=CHANNEL,
            starts_on=date(2026, 3, 2),
            opened_on=date(2026, 3, 2),
            time_zone="UTC",
            region="",
            practice=practice,
            playbook=DIGEST,
        )
        tx.put_playbook(self.workspace, DIGEST, PLAYBOOK)
        return self.save(tx, None, [opened])

    def save(
        self,
        tx: Tx,
        before: Stored | None,
        events: Sequence[Event],
        *,
        delivery: str = "",
        outcome: bytes = b"",
        members: bool = False,
        at: datetime = NOW,
    ) -> Stored:
        """Save events as the service does, with every index row; `members` says that roles changed."""
        recorded = [Recorded(e, at, self.person, PLATFORM, CHANNEL, "m1") for e in events]
        project: Project | None = before.project if before else None
        for entry in recorded:
            project = evolve(project, entry)
        assert project is not None
        return tx.save(
            before,
            recorded,
            project,
            workspace=self.workspace,
            items=index(project, PLAYBOOK),
            members=[(p, role) for role, people in project.roles.items() for p in people]
            if members or not before
            else None,
            outgoing=[refresh("checklist"), post(f"told:{project.seq}")],
            due_at=NOW,
            delivery=self.delivery(delivery),
            outcome=outcome,
        )

    def click(self, delivery: str, outcome: bytes) -> Callable[[Tx], bytes]:
        """Return a unit that says why an item is not ready, once for each delivery."""

        def work(tx: Tx) -> bytes:
            loaded = self.load(tx, delivery)
            if loaded.outcome is not None:
                return loaded.outcome
            assert loaded.stored is not None
            reason = f"because of {outcome.decode()}"
            said: list[Event] = [ItemOwned(ITEM, self.person), ItemDeclaredNotReady(ITEM, reason)]
            self.save(tx, loaded.stored, said, delivery=delivery, outcome=outcome)
            return outcome

        return work


ONE, TWO = Side("workspace-1", "T1"), Side("workspace-2", "T2")
SIDES = (ONE, TWO)
WORKSPACES = [side.workspace for side in SIDES]


def post(key: str, conversation: str = CHANNEL, *, due_at: datetime | None = None) -> Outgoing:
    """A new message for the channel."""
    place = Place(PLATFORM, conversation)
    return Outgoing(key, place, key.encode(), dedupe=f"post {key}", project=PROJECT, due_at=due_at)


def refresh(key: str, notice: bytes = b"", conversation: str = CHANNEL) -> Outgoing:
    """A refresh of a live message in the channel."""
    return Outgoing(
        key, Place(PLATFORM, conversation), notice, dedupe="refresh", refresh=True, project=PROJECT
    )


@dataclass(frozen=True)
class Opened:
    """A store, and a way around it."""

    store: SqlStore
    #: changes rows as somebody with the database's password could
    tamper: Callable[[str], Awaitable[None]]
    #: collects the statements of what follows
    trace: Callable[[list[str]], None]


@asynccontextmanager
async def opened_sqlite(folder: Path) -> AsyncIterator[Opened]:
    """A new SQLite database."""
    path = folder / "bot.db"
    store = await open_store(laid_out(path), evolve=evolve)
    assert isinstance(store, SqliteStore)
    connection = store.writer.connection

    async def tamper(statement: str) -> None:
        raw = sqlite3.connect(path, isolation_level=None)
        for trigger in ("event_no_update", "event_no_delete"):
            raw.execute(f"DROP TRIGGER IF EXISTS {trigger}")
        raw.execute(statement)
        raw.close()

    try:
        yield Opened(store, tamper, lambda seen: connection.set_trace_callback(seen.append))
    finally:
        await store.close()


@asynccontextmanager
async def opened_postgres(url: str) -> AsyncIterator[Opened]:
    """A new PostgreSQL database."""
    store = await open_store(url, evolve=evolve)
    assert isinstance(store, PostgresStore)

    async def tamper(statement: str) -> None:
        async with store.engine.begin() as connection:
            await connection.execute(text("SET LOCAL session_replication_role = replica"))
            await connection.execute(text(statement))

    def trace(seen: list[str]) -> None:
        def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
            seen.append(statement)

        event.listen(store.engine.sync_engine, "before_cursor_execute", note)

    try:
        yield Opened(store, tamper, trace)
    finally:
        await store.close()


async def introduce(store: SqlStore) -> None:
    """Fill both sides with a person and a project."""

    def both(tx: SqlTx) -> None:
        for side in SIDES:
            side.introduce(tx)
            side.open(tx)

    await store.write(both)
