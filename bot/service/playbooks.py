"""The playbooks in use, by digest: the built-in ones, and what the store keeps, read once."""

from __future__ import annotations

import logging

import msgspec

from bot.playbooks.load import BUILT_IN, DEFAULT, built_in, digest
from bot.playbooks.model import Playbook
from bot.project.refusals import Refusal
from bot.service.ports import Tx

log = logging.getLogger("tollgate.playbooks")


class Playbooks:
    """A cache over stored playbooks; a digest never changes its meaning."""

    def __init__(self) -> None:
        """Begin with the built-in ones."""
        self.default = built_in(DEFAULT)
        self.default_digest = digest(self.default)
        #: what a project can be opened with, the default first
        self.offered = tuple(built_in(key) for key in (DEFAULT, *(k for k in BUILT_IN if k != DEFAULT)))
        self._known = {digest(playbook): playbook for playbook in self.offered}

    def chosen(self, key: str) -> str:
        """Return the digest of what a form offers by its key, of the default for ""; KeyError for another key."""
        found = {playbook.key: at for at, playbook in self._known.items() if playbook in self.offered}
        return found[key] if key else self.default_digest

    def get(self, tx: Tx, workspace: str, key: str) -> Playbook:
        """Return the playbook with this digest; KeyError when the workspace has none.

        Raises Refusal("playbook_changed") where what is kept is not what the digest was taken of: nothing is
        decided by other rules than those that a project was opened with.
        """
        found = self._known.get(key)
        if found is None:
            found = _kept(tx, workspace, key)
            if found is None:
                raise KeyError(key)
            self._known[key] = found
        return found

    def sound(self, tx: Tx, workspace: str, key: str) -> Playbook | None:
        """Return the playbook with this digest; None where it was changed, and a no is worded without it."""
        try:
            return self.get(tx, workspace, key)
        except Refusal:
            return None


def _kept(tx: Tx, workspace: str, key: str) -> Playbook | None:
    try:
        found = tx.playbook(workspace, key)
    except msgspec.MsgspecError:
        found, readable = None, False
    else:
        readable = True
    if not readable or (found and digest(found) != key):
        log.error("the playbook %s of workspace %s was changed after it was stored", key, workspace)
        raise Refusal("playbook_changed")
    return found
