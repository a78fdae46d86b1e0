"""Which project somebody means who names one at the command line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from storage.tx import SqlStore, SqlTx
from storage.verify import PAGE

#: how many projects are proposed in place of one that there is not
NEAREST = 3


class NotFound(Exception):
    """There is nothing of the kind; says what there is."""


@dataclass(frozen=True)
class Known:
    """A project as it can be named."""

    workspace: str
    project: str
    name: str


async def every(store: SqlStore) -> list[Known]:
    """Return all projects of all workspaces."""
    found, last = list[Known](), ("", "")
    while True:
        after = last
        page = await store.read(lambda tx, after=after: _page(tx, after))  # type: ignore[misc]
        found += page
        if len(page) < PAGE:
            return found
        last = (page[-1].workspace, page[-1].project)


def _page(tx: SqlTx, after: tuple[str, str]) -> list[Known]:
    keys = tx.every_project(after, PAGE)
    return [Known(ws, key, (tx.project_columns(ws, key) or {"name": ""})["name"]) for ws, key in keys]


def chosen(wanted: str, known: Sequence[Known]) -> Known:
    """Return the project that is meant, or say which ones come near."""
    low = wanted.strip().lower()
    found = [each for each in known if low in (each.project.lower(), each.name.lower())]
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFound(f"Several projects are called {wanted!r}. Give an id:{_listed(found)}")
    if not known:
        raise NotFound("There are no projects.")
    raise NotFound(f"There is no project {wanted!r}. The nearest are:{_listed(_nearest(low, known))}")


def _nearest(low: str, known: Sequence[Known]) -> list[Known]:
    texts = {text.lower(): each for each in known for text in (each.project, each.name)}
    close = [texts[text] for text in get_close_matches(low, texts, NEAREST, cutoff=0.0)]
    inside = [each for each in known if low and low in each.name.lower()]
    return list(dict.fromkeys([*inside, *close]))[:NEAREST]


def _listed(found: Sequence[Known]) -> str:
    return "".join(f"\n  {each.project}  {each.name}" for each in found)
