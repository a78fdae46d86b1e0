"""The playbooks in use, by digest, read from the store once."""

from __future__ import annotations

from bot.playbooks.load import DEFAULT, built_in, digest
from bot.playbooks.model import Playbook
from bot.service.ports import Tx


class Playbooks:
    """A cache over stored playbooks; a digest never changes its meaning."""

    def __init__(self) -> None:
        """Begin with the built-in default."""
        self.default = built_in(DEFAULT)
        self.default_digest = digest(self.default)
        self._known = {self.default_digest: self.default}

    def get(self, tx: Tx, workspace: str, key: str) -> Playbook:
        """Return the playbook with this digest; KeyError when the workspace has none."""
        found = self._known.get(key)
        if found is None:
            found = tx.playbook(workspace, key)
            if found is None:
                raise KeyError(key)
            self._known[key] = found
        return found
