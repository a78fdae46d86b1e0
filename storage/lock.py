"""One process for a SQLite database: a lock of the operating system on a file beside it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from bot.service.ports import Unavailable

if sys.platform == "win32":
    import msvcrt

    def _take(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


class InUse(Unavailable):
    """Another process has the database."""


class ProcessLock:
    """Held until it is released or the process ends, however it ends."""

    def __init__(self, database: Path) -> None:
        """Raises InUse when another process holds it, Unavailable when the folder cannot be written."""
        # Through a symbolic link it is the same database, whose log, too, stands beside the file itself.
        found = Path(os.path.realpath(database))
        path = found.with_name(found.name + ".lock")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise Unavailable(f"{path} cannot be written: {error.strerror}") from error
        try:
            _take(self._file)
        except OSError as error:
            os.close(self._file)
            raise InUse(
                f"{database} is in use by another Tollgate process. Stop that one first, "
                "or set a postgresql:// database, which several processes can share."
            ) from error

    def release(self) -> None:
        """Let another process have the database. The file stays: removing it would race."""
        os.close(self._file)
