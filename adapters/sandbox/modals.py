"""The modals that are open in front of each person."""

import copy
from collections.abc import Callable

from .failures import SlackFailure
from .limits import controls, fill_ids
from .records import Json, View

MOST_OPEN = 3
#: properties of a view that the app chooses
_CHOSEN = (
    "title", "submit", "close", "blocks", "private_metadata", "callback_id", "clear_on_close", "notify_on_close",
)  # fmt: skip


class Modals:
    """Keep one stack of views for each person; a modal does not outlive a restart."""

    def __init__(self, mint: Callable[[str], str]) -> None:
        self._mint = mint
        self._stacks: dict[str, list[View]] = {}
        self._hashes = 0

    def stack(self, user: str) -> list[View]:
        """Give the open views of a person, the top one last."""
        return self._stacks.setdefault(user, [])

    def find(self, view_id: str) -> View | None:
        """Find an open view by its id."""
        return next((v for stack in self._stacks.values() for v in stack if v.id == view_id), None)

    def find_external(self, external_id: str) -> View | None:
        """Find an open view by the id the app gave it."""
        views = (v for stack in self._stacks.values() for v in stack)
        return next((v for v in views if external_id and v.external_id == external_id), None)

    def build(self, user: str, body: Json) -> View:
        """Make a view out of what the app sent, not yet shown."""
        view_id = self._mint("V")
        view = View(id=view_id, kind=body["type"], user=user, body={}, hash="", root_id=view_id)
        self.fill(view, body)
        return view

    def fill(self, view: View, body: Json) -> None:
        """Replace the contents of a view; values of blocks that stay are kept."""
        kept = {key: copy.deepcopy(body[key]) for key in _CHOSEN if body.get(key) is not None}
        fill_ids(kept["blocks"], lambda: self._mint("b"))
        view.body = kept
        view.external_id = body.get("external_id") or ""
        self._hashes += 1
        view.hash = f"{1700000000 + self._hashes}.{self._hashes:08x}"
        present = {(b["block_id"], c["action_id"]) for b in kept["blocks"] for c in controls(b)}
        view.values = {
            block: known
            for block, actions in view.values.items()
            if (known := {a: v for a, v in actions.items() if (block, a) in present})
        }

    def open(self, view: View) -> None:
        """Show a view, alone."""
        self._stacks[view.user] = [view]

    def push(self, view: View) -> None:
        """Show a view on top of the others; raises when there are three already."""
        stack = self.stack(view.user)
        if not stack:
            raise SlackFailure("not_found")
        if len(stack) >= MOST_OPEN:
            raise SlackFailure("push_limit_reached")
        view.root_id = stack[0].id
        view.previous_id = stack[-1].id
        stack.append(view)

    def close(self, view: View) -> None:
        """Take a view away, and what was above it."""
        stack = self.stack(view.user)
        if view in stack:
            del stack[stack.index(view) :]

    def clear(self, user: str) -> None:
        """Take every view of a person away."""
        self._stacks[user] = []
