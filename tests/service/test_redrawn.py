"""Which edits follow an erasure: live messages are drawn again, a note takes the place of those that told it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from bot.project.decided import Entry
from bot.project.events import ItemOwned, ProjectHeld, Recorded
from bot.project.state import Channel, Project
from bot.service.draw import decode
from bot.service.ports import Outgoing, Place
from bot.service.redrawn import redrawn

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOME, THERE = Channel("slack", "C1"), Channel("teams", "19:abc@thread.tacv2")
PROJECT = Project("p1", "Line 3", "digest", HOME, date(2026, 3, 2), date(2026, 3, 2), "UTC", also=THERE)
#: the third and the fourth were written together
ENTRIES = [
    Entry(1, "", Recorded(ItemOwned("DR-1", "raj"), NOW, "mia")),
    Entry(2, "", Recorded(ItemOwned("DR-2", "raj"), NOW + timedelta(hours=1), "mia")),
    Entry(3, "", Recorded(ProjectHeld(NOW.date(), "ill"), NOW + timedelta(hours=2), "mia")),
    Entry(4, "", Recorded(ItemOwned("DR-3", ""), NOW + timedelta(hours=2), "mia")),
    Entry(5, "", Recorded(ItemOwned("DR-4", "li"), NOW + timedelta(hours=3), "mia")),
]


def edits(*posted: str, touched: tuple[int, ...] = (3,)) -> list[Outgoing]:
    """Return the edits of messages with these keys."""
    return list(redrawn(PROJECT, posted, ENTRIES, touched, "6"))


def test_live_messages_are_drawn_again_wherever_they_stand() -> None:
    (home,) = edits("checklist:p1:1")
    (there,) = edits("checklist:p1:1@teams")
    (review,) = edits("review:p1:1:2:ana")
    assert (home.place, there.place) == (Place("slack", "C1"), Place("teams", THERE.conversation))
    assert {decode(one.notice).kind for one in (home, there)} == {"checklist"}
    found = decode(review.notice)
    assert (found.kind, found.gate, found.round, review.place) == ("review", 1, 2, Place(person="ana"))
    assert all(one.refresh and one.edit_only for one in (home, there, review))


def test_a_note_takes_the_place_of_what_told_it_and_of_nothing_else() -> None:
    told = (
        "held:p1:4::C1",
        f"held:p1:4::{THERE.conversation}",
        "held:p1:4::C1@teams",
        "item:p1:4:DR-3:raj:raj",
    )
    others = ("item:p1:2:DR-2:raj:raj", "item:p1:5:DR-4:li:li", "digest:raj", "resumed:p1:1::C1")
    found = edits(*told, *others)
    assert [one.key for one in found] == list(told)
    assert {decode(one.notice).kind for one in found} == {"erased"}
    home, there = Place("slack", "C1"), Place("teams", THERE.conversation)
    assert [one.place for one in found] == [home, there, there, Place(person="raj")]


def test_each_erasure_has_edits_of_its_own() -> None:
    first = edits("checklist:p1:1")[0].dedupe
    (second,) = redrawn(PROJECT, ["checklist:p1:1"], ENTRIES, (3,), "9")
    assert first != second.dedupe
