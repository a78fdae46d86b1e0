"""What is drawn of a project whose free texts are gone."""

from __future__ import annotations

from msgspec.structs import replace

from bot.project.retention import ERASED
from bot.project.state import ItemRecord
from bot.talk.card import Link
from bot.talk.details import details
from bot.talk.plain import plain
from tests.talk.gallery import PHASE_THREE
from tests.talk.scenes import scene


def test_an_address_that_was_erased_is_no_link() -> None:
    record = ItemRecord(owner="raj", done=True, values={"link": "https://plant.example/review"})
    there = replace(PHASE_THREE, items=PHASE_THREE.items | {"DEP-8": record})
    gone = replace(record, values={"link": ERASED})
    erased = replace(there, items=there.items | {"DEP-8": gone})
    assert any(isinstance(part, Link) for part in details(scene(there), "DEP-8").parts)
    shown = details(scene(erased), "DEP-8")
    assert not any(isinstance(part, Link) for part in shown.parts)
    assert ERASED in plain(shown)
