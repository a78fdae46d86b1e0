"""Erasing at the command line: what would go is read beside a running bot, what goes needs the database."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.found import NotFound, chosen, every
from bot.project.commands import LiftLegalHold, PlaceLegalHold
from bot.project.evolve import evolve
from bot.project.retention import kept_until
from bot.service import erasing
from bot.service.erasing import Chosen, Edits, PersonPlan, Terms, TextsPlan
from bot.service.playbooks import Playbooks
from storage.engine import open_existing, open_read_only
from storage.tx import SqlStore, SqlTx
from storage.verify import PAGE


@dataclass
class Due:
    """Whose time has passed, and which texts'; what was done about it."""

    people: list[PersonPlan] = field(default_factory=list)
    texts: list[TextsPlan] = field(default_factory=list)
    edits: int = 0


def terms(years: int) -> Terms:
    """Return the terms of this moment."""
    return Terms(datetime.now(UTC), years)


async def erase_texts(
    url: str, project: str, meant: Chosen, at: Terms, *, really: bool
) -> tuple[TextsPlan, Edits]:
    """Plan the erasure of free texts of a project, and do it. Raises NotFound, Refusal, Unavailable."""
    async with _opened(url, really=really) as store:
        found = chosen(project, await every(store))
        plan = await _texts(store, found.workspace, found.project, meant, at)
        if not really:
            return plan, Edits()
        return plan, await store.write(_erasing_texts(found.workspace, found.project, meant, at))


async def erase_person(
    url: str, who: str, at: Terms, *, workspace: str = "", really: bool
) -> tuple[PersonPlan, Edits]:
    """Plan the erasure of a person, and do it where nothing is in its way.

    Raises NotFound, MustStay, Unavailable.
    """
    async with _opened(url, really=really) as store:
        where, person = await _meant(store, who, workspace)
        plan = await store.read(lambda tx: erasing.plan_person(tx, where, person, at))
        if plan.blocked or not really:
            return plan, Edits()
        return plan, await store.write(_erasing_person(where, person, at))


async def erase_due(url: str, at: Terms, *, really: bool) -> Due:
    """Erase everybody and every text whose time has passed. Raises Unavailable."""
    found = Due()
    old = kept_until(at.now, -at.years)
    meant = Chosen(before=old.date())
    async with _opened(url, really=really) as store:
        for known in await every(store):
            plan = await _texts(store, known.workspace, known.project, meant, at)
            if plan.held is None and plan.seqs:
                found.texts.append(plan)
        found.people = [plan async for plan in _everybody(store, at) if _has_passed(plan, old)]
        if really:
            found.edits = await _do(store, found, meant, at)
    return found


async def _do(store: SqlStore, found: Due, meant: Chosen, at: Terms) -> int:
    """Erase what was found; return how many messages are edited."""
    edits = 0
    for texts in found.texts:
        where = texts.workspace, texts.project
        done = await store.write(_erasing_texts(*where, meant, at))
        edits += done.messages
    for person in found.people:
        done = await store.write(_erasing_person(person.workspace, person.person, at))
        edits += done.messages
    return edits


def _erasing_texts(workspace: str, project: str, meant: Chosen, at: Terms) -> Callable[[SqlTx], Edits]:
    return lambda tx: erasing.erase_texts(tx, Playbooks(), workspace, project, meant, at)


def _erasing_person(workspace: str, person: str, at: Terms) -> Callable[[SqlTx], Edits]:
    return lambda tx: erasing.erase_person(tx, Playbooks(), workspace, person, at)


async def legal_hold(url: str, project: str, command: PlaceLegalHold | LiftLegalHold) -> tuple[str, bool]:
    """Place or lift a legal hold; return the project's name, and whether that changed anything.

    Raises NotFound, BadInput, Unavailable.
    """
    store = await open_existing(url, evolve=evolve)
    try:
        found = chosen(project, await every(store))
        where, now = (found.workspace, found.project), datetime.now(UTC)
        changed = await store.write(lambda tx: erasing.hold(tx, Playbooks(), *where, command, now))
        return found.name, changed
    finally:
        await store.close()


@asynccontextmanager
async def _opened(url: str, *, really: bool) -> AsyncIterator[SqlStore]:
    """Open a database; what was erased in it is gone from its file before it is closed."""
    if not really:
        store = await open_read_only(url, evolve=evolve)
    else:
        store = await open_existing(url, evolve=evolve)
    try:
        yield store
        if really:
            await store.scrub()
    finally:
        await store.close()


async def _texts(store: SqlStore, workspace: str, project: str, meant: Chosen, at: Terms) -> TextsPlan:
    def plan(tx: SqlTx) -> TextsPlan:
        stored = tx.project(workspace, project)
        if stored is None:
            raise NotFound(f"There is no project {project!r} any more.")
        return erasing.plan_texts(tx, stored, meant, at)

    return await store.read(plan)


async def _meant(store: SqlStore, who: str, workspace: str) -> tuple[str, str]:
    """Return workspace and person of whom an id, an address or a platform's user id means."""
    found = await store.read(lambda tx: tx.accounts_like(who.strip()))
    here = {(where, person): name for where, person, name in found if workspace in ("", where)}
    if len(here) == 1:
        return next(iter(here))
    if not here:
        raise NotFound(f"Nobody is known as {who!r}. Give a person's id, address, or user id on a platform.")
    listed = "".join(f"\n  {person}  {name}, workspace {where}" for (where, person), name in here.items())
    raise NotFound(f"Several people are known as {who!r}. Give an id, or --workspace:{listed}")


async def _everybody(store: SqlStore, at: Terms) -> AsyncIterator[PersonPlan]:
    last = ("", "")
    while True:
        after = last
        page: Sequence[tuple[str, str, bool]] = await store.read(
            lambda tx, after=after: tx.everybody(after, PAGE)  # type: ignore[misc]
        )
        for where, person, active in page:
            plan = await store.read(
                lambda tx, w=where, p=person: erasing.plan_person(tx, w, p, at)  # type: ignore[misc]
            )
            # Of somebody who is still there and was never named, nothing can be told to be over.
            if plan.last_at is not None or not active:
                yield plan
        if len(page) < PAGE:
            return
        last = (page[-1][0], page[-1][1])


def _has_passed(plan: PersonPlan, old: datetime) -> bool:
    return not plan.blocked and not plan.under_way and (plan.last_at is None or plan.last_at < old)
