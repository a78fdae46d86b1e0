"""One unit of work on either database: what the service's port asks for, and what an audit reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from bot.service.ports import Store, Tx
from storage.directory import Directory
from storage.erasing import Erasing
from storage.links import Links
from storage.places import Places
from storage.probe import Probe
from storage.projects import Projects
from storage.pruning import Pruning
from storage.queries import Queries
from storage.workspaces import Workspaces

T = TypeVar("T")


class SqlTx(Projects, Directory, Links, Places, Queries, Pruning, Workspaces, Erasing, Probe):
    """A transaction; every query is scoped to a workspace or to an installation that stands for one."""


class SqlStore(Store, Protocol):
    """A store whose transactions can also read everything, for an audit."""

    async def write(self, work: Callable[[SqlTx], T]) -> T:
        """Run it in a transaction and answer after the commit."""
        ...

    async def read(self, work: Callable[[SqlTx], T]) -> T:
        """Run it in a read-only transaction."""
        ...

    async def writable(self) -> bool:
        """Tell whether changes are saved: the last one was, or else one is that is tried now."""
        ...

    async def scrub(self) -> None:
        """Let nothing of what was deleted stay where the database keeps it, as far as it can. Raises Unavailable."""
        ...


def _fits(tx: SqlTx) -> Tx:
    """Let the type checker say where the port is not met."""
    return tx
