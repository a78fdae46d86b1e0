"""Tours as somebody watches them in a terminal, each played once for all that is asked about it."""

from __future__ import annotations

import contextlib
import io
import json
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main

Json = dict[str, Any]
#: platform, whether with governance, whether by Socket Mode
Which = tuple[str, bool, bool]
#: the one that is kept message by message
USUAL: Which = ("slack", False, False)


class Played:
    """A tour that has ended."""

    def __init__(self, lines: list[str], folder: Path) -> None:
        """Made by `Tours`; the last line is an object."""
        *self.lines, last = lines
        self.end: Json = json.loads(last)
        self._folder = folder

    @property
    def ledger(self) -> Path:
        """What `--export` wrote."""
        return self._folder / "ledger.jsonl"

    @property
    def dump(self) -> Path:
        """What `--dump` kept."""
        return self._folder / "dump"

    @property
    def told(self) -> str:
        """All that was printed."""
        return "\n".join(self.lines)

    @property
    def acts(self) -> list[str]:
        """What people did, in order."""
        return [line.strip() for line in self.lines if " presses [" in line or " fills in “" in line]


class Tours:
    """Plays `tollgate tour --json`."""

    def __init__(self, folder: Path) -> None:
        """`folder` takes what they leave."""
        self._folder = folder
        self._played: dict[Which, Played] = {}

    def played(
        self, platform: str = "slack", *, governance: bool = False, socket_mode: bool = False
    ) -> Played:
        """Return a tour; the first to ask has it played."""
        which = (platform, governance, socket_mode)
        if which not in self._played:
            self._played[which] = self._play(which)
        return self._played[which]

    def _play(self, which: Which) -> Played:
        platform, governance, socket_mode = which
        folder = self._folder / "-".join(str(word) for word in which)
        folder.mkdir()
        command = ["tollgate", "tour", "--json", "--platform", platform]
        command += ["--dump", str(folder / "dump")] if which == USUAL else []
        command += ["--socket-mode"] if socket_mode else []
        command += ["--governance", "--export", str(folder / "ledger.jsonl")] if governance else []
        printed = io.StringIO()
        with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(printed):
            patch.setattr("sys.argv", command)
            assert main() == 0
        return Played(printed.getvalue().splitlines(), folder)
