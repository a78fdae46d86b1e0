"""Which edits follow an erasure: live messages are drawn again, a note takes the place of those that told it."""

from __future__ import annotations

import ast
import inspect
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bot.project.decided import Entry
from bot.project.events import ItemOwned, ProjectHeld, Recorded
from bot.project.state import Channel, Project
from bot.service.draw import decode
from bot.service.ports import Outgoing, Place
from bot.service.redrawn import redrawn
from bot.talk.notices import SEVERAL

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


#: a key of each live message about one project, as the service calls it
LIVE = {
    "rows": "rows:p1:raj",
    "checklist": "checklist:p1:1",
    "review": "review:p1:1:2",
    "approved": "decided:p1:approved:1:2:7:",
    "live": "decided:p1:live:4:1:7:",
    "gate_ended": "decided:p1:gate_ended:1:2:7:",
    "sent_back": "decided:p1:sent_back:1:2:7:mia",
    "condition": "condition:p1:1:1:ana",
    "role": "role:p1:sponsor:ana",
    "choose": "choose:p1:2:ana",
    "threshold": "threshold:p1:4:ana",
    "left": "left:p1:raj:mia",
    "import": "import:p1:ana",
    "verify": "verify:p1:DR-1:li",
    "recorded": "recorded:p1:m1:ana",
    "paused": "paused:p1:1:2:mia",
    "question": "question:p1:1:2:q1:mia",
    "answer": "answer:p1:1:2:q1:ana",
    "equivalent": "equivalent:p1:DR-2:5:li",
}
#: known by what they show beside
OTHERS = {"packet"}


def _calls(function: ast.FunctionDef, name: str) -> list[ast.Call]:
    calls = (node for node in ast.walk(function) if isinstance(node, ast.Call))
    return [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == name]


def _edits_in_place(function: ast.FunctionDef) -> bool:
    keywords = (word for call in _calls(function, "Outgoing") for word in call.keywords)
    return any(word.arg == "refresh" and isinstance(word.value, ast.Constant) for word in keywords)


def _prefixes(function: ast.FunctionDef) -> set[str]:
    """Return the first words of the keys that a function builds."""
    texts = (node.values[0] for node in ast.walk(function) if isinstance(node, ast.JoinedStr))
    first = (text.value for text in texts if isinstance(text, ast.Constant))
    found = {text.partition(":")[0] for text in first if isinstance(text, str) and ":" in text}
    return found | ({"review"} if _calls(function, "review_key") else set())


def test_every_live_message_that_the_service_posts_is_known_when_it_must_be_drawn_again() -> None:
    service = Path(inspect.getfile(redrawn)).parent
    trees = (ast.parse(file.read_text("utf-8")) for file in service.glob("*.py") if file.name != "queued.py")
    functions = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    live = [_prefixes(each) for each in functions if _calls(each, "live")]
    assert all(live), "a live message whose key this test cannot read"
    assert set().union(*live) == {*(key.partition(":")[0] for key in LIVE.values()), *OTHERS}
    others = [each for each in functions if _edits_in_place(each) and each.name != redrawn.__name__]
    assert set().union(*(_prefixes(each) for each in others)) <= {*SEVERAL}


def test_a_live_message_is_drawn_again_by_its_key() -> None:
    for kind, key in LIVE.items():
        (found,) = edits(key)
        # What was recorded of a meeting is gone with its request.
        assert decode(found.notice).kind == ("erased" if kind == "recorded" else kind)
