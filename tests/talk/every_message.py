"""One message of each kind, of a project that is like any other but for what a test says."""

from __future__ import annotations

from typing import Any, get_args

from msgspec.structs import replace

from bot.talk.card import Card
from bot.talk.draw import draw
from bot.talk.notices import PRINTED, SEVERAL, Kind, Notice
from tests.talk.scenes import asked, iterated, scene
from tests.talk.situations import EQUIVALENT

#: the kinds that speak of one project, and are drawn
KINDS = sorted(set(get_args(Kind)) - set(SEVERAL) - set(PRINTED))


def message(kind: Kind, **changed: Any) -> Card:
    """Return a message of a project with some fields of its state changed."""
    found = asked() if kind in ("question", "answer") else iterated(1)
    if kind == "equivalent":
        found = replace(found, items=EQUIVALENT)
    gate = 1 if kind in ("question", "answer", "approved") else 2
    notice = Notice(kind, "p1", gate=gate, round=1, item="DR-6", role="viewer", question="q1")
    return draw(notice, scene(replace(found, **changed)))
