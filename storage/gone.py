"""Free texts that are gone, held against the erasures that the ledger tells of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from bot.project.events import TextsErased
from storage import ledger


class Traces(NamedTuple):
    """What one event says of texts that are gone."""

    seq: int
    #: fields of it whose text is not there any more
    gone: Sequence[str]
    #: of how many events before it the texts were erased, where it tells of an erasure
    erased: int


def traces_of(row: Mapping[str, Any]) -> Traces:
    """Read an event's row; ValueError, LookupError, TypeError or AttributeError for one that cannot be read."""
    event = ledger.to_recorded(row).event
    erased = event.count if isinstance(event, TextsErased) else 0
    return Traces(row["seq"], ledger.gone_texts(row), erased)


def unaccounted(found: Sequence[Traces]) -> Iterator[str]:
    """Name the events of a project, in order, whose texts are gone with no later erasure that counts them."""
    erased = 0
    for seq, gone, count in reversed(found):
        erased += count
        if gone and erased:
            erased -= 1
        elif gone:
            yield f"event {seq}: the text of {', '.join(gone)} is gone, and no erasure that came later counts it"
