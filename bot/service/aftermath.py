"""What was saved stays saved, whatever becomes of what is shown of it afterwards."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from bot.project.refusals import Refusal
from bot.service.ports import Conflict, DeliveryFailed, Unavailable

log = logging.getLogger("tollgate.handle")
#: what may come between a commit and the word about it
FAILURES = (Conflict, Unavailable, DeliveryFailed, Refusal)


@contextmanager
def after_commit(what: str) -> Iterator[None]:
    """Only log what fails: it is no reason to tell anybody that nothing was saved."""
    try:
        yield
    except FAILURES as failed:
        log.warning("saved, but %s: %s", what, failed)
