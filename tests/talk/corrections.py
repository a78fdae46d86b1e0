"""Cards of an item that was changed a moment ago, and of what was corrected later."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from msgspec.structs import replace

from bot.project import events as e
from bot.project.state import ItemRecord, LastChange
from bot.talk.card import Card
from bot.talk.checklist import checklist
from bot.talk.details import details
from bot.talk.history import history
from bot.talk.scene import Scene
from bot.talk.words import Words
from tests.talk.scenes import at, half_way, project, scene

LINK = "https://example.com/pipeline"
POOR, GOOD = (
    {"completeness": "95", "accuracy": n, "consistency": m} for n, m in (("90", "89"), ("94", "93"))
)


def just_set() -> dict[str, ItemRecord]:
    """Return items of which Raj has set one, and opened another one again, three minutes before `at(9)`."""
    items = half_way()
    set_ = ItemRecord("raj", values={"method": "api", "link": LINK}, done=True, changed_by="raj", seq=31)
    opened = replace(items["DR-6"], done=False, changed_by="raj", seq=32)
    moved = {"DR-4": set_, "DR-6": opened}
    when = at(9) - timedelta(minutes=3)
    return items | {
        key: replace(
            record, changed_at=when, before=LastChange(record.seq, "raj", when, items.get(key, ItemRecord()))
        )
        for key, record in moved.items()
    }


def just_changed(words: Words, reader: str = "", now: datetime | None = None) -> Scene:
    return scene(project(items=just_set()), now=now or at(9), words=words, reader=reader)


def corrected() -> list[e.Recorded]:
    """Return what happened, as the last events of a project whose ledger holds nine."""
    found: list[tuple[str, e.Event]] = [
        ("raj", e.MeasureRecorded("DR-3", POOR, {}, "")),
        ("raj", e.ItemConfirmed("DR-4", {"method": "api", "link": LINK}, {}, "")),
        ("raj", e.ItemUndone("DR-4", 5)),
        ("mia", e.MeasureRecorded("DR-3", GOOD, {}, "", replaces=4)),
        ("mia", e.ItemDeclaredNotReady("DR-3", "The export was cut off", replaces=7)),
        ("raj", e.MeasureRecorded("DR-3", GOOD, {}, "", replaces=8)),
    ]
    return [e.Recorded(event, at(3 + n), by) for n, (by, event) in enumerate(found)]


CARDS: dict[str, Callable[[Words], Card]] = {
    "checklist-just-changed": lambda w: checklist(just_changed(w)),
    "details-just-changed": lambda w: details(just_changed(w, "raj"), "DR-4"),
    "details-just-changed-by-another": lambda w: details(just_changed(w, "mia"), "DR-4"),
    "details-changed-earlier": lambda w: details(
        just_changed(w, "raj", at(9) + timedelta(minutes=8)), "DR-4"
    ),
    "details-corrected": lambda w: details(
        scene(project(items=half_way(), seq=9), words=w), "DR-3", corrected()
    ),
    "history-corrected": lambda w: history(scene(project(items=half_way(), seq=9), words=w), corrected()),
}
