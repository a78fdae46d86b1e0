"""Where tests keep their files: in memory if there is room, since the bot waits for the disk with every commit."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")
#: bytes: even a checkout with all its packages fits, which the long tests make
ROOM = 4 << 30
#: what pytest asks where its temporary folders go
ROOT = "PYTEST_DEBUG_TEMPROOT"
#: what failed tests left
FAILED = Path(__file__).parents[1] / "build" / "failed"


def make(memory: Path = MEMORY, room: int = ROOM) -> Path | None:
    """Make the folder for this run and its processes; None if somebody has."""
    if ROOT in os.environ:
        return None
    made = Path(tempfile.mkdtemp(prefix="tollgate-", dir=memory if _has(memory, room) else None))
    os.environ[ROOT] = str(made)
    return made


def clear(made: Path, failed: Path = FAILED) -> None:
    """Take the folder away, and keep inside the checkout what failed tests left in it."""
    shutil.rmtree(failed, ignore_errors=True)
    for file in made.rglob("*"):
        if file.is_file() and not file.is_symlink():
            kept = failed / file.relative_to(made)
            kept.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(file, kept)
    shutil.rmtree(made, ignore_errors=True)
    os.environ.pop(ROOT, None)


def _has(memory: Path, room: int) -> bool:
    if not os.access(memory, os.W_OK) or os.statvfs(memory).f_flag & os.ST_NOEXEC:
        return False
    return shutil.disk_usage(memory).free >= room
