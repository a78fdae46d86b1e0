"""Events: applied to any project without complaint, kept as JSON, and the only source of the state."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, get_args, get_type_hints

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.project.events import Event, ProjectOpened, Recorded
from bot.project.evolve import evolve
from bot.project.state import Project, Status
from tests.project.story import Story, project_at, story_at
from tests.search import searched

EVENTS: tuple[type[Event], ...] = get_args(Event)
STATUSES: tuple[Status, ...] = get_args(Status)
NOW = datetime(2026, 3, 2, 15, tzinfo=UTC)
PROJECTS = {status: project_at(status) for status in STATUSES}
ITEMS = st.sampled_from(["DR-1", "DR-2", "P1-5", "GO-1", "nothing"])
#: what a ledger can hold: any text that is no torn character, any day of a century
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))
numbers = st.integers(0, 9)


def built(kind: type[Event]) -> st.SearchStrategy[Event]:
    """Build an event of a kind from its field types alone."""
    hints = get_type_hints(kind)
    known = {str: texts, date: days, int: numbers, date | None: st.none() | days}
    fields: dict[str, Any] = {}
    for field in msgspec.structs.fields(kind):
        hint = hints[field.name]
        if field.name == "item":
            fields[field.name] = ITEMS
        elif hint in known:
            fields[field.name] = known[hint]
        elif hint == dict[str, str]:
            fields[field.name] = st.dictionaries(texts, texts, max_size=3)
        elif hint == tuple[str, ...]:
            fields[field.name] = st.lists(ITEMS, max_size=3).map(tuple)
        else:
            fields[field.name] = st.from_type(hint)
    return st.builds(kind, **fields)


@pytest.mark.parametrize("kind", EVENTS, ids=lambda kind: kind.__name__)
@searched(40)
@given(data=st.data())
def test_every_event_applies_to_every_project(kind: type[Event], data: st.DataObject) -> None:
    event = data.draw(built(kind))
    for project in PROJECTS.values():
        after = evolve(project, Recorded(event, NOW, "lea"))
        assert after.seq == project.seq + 1
        assert msgspec.json.decode(msgspec.json.encode(after), type=Project) == after


@searched(100)
@given(st.lists(st.one_of([built(kind) for kind in EVENTS]), max_size=12))
def test_any_sequence_of_events_can_be_folded(events: list[Event]) -> None:
    project = PROJECTS["running"]
    for event in events:
        project = evolve(project, Recorded(event, NOW, "lea"))
    assert project.seq == PROJECTS["running"].seq + len(events)


@pytest.mark.parametrize("kind", EVENTS, ids=lambda kind: kind.__name__)
@searched(20)
@given(data=st.data())
def test_every_event_survives_json_and_names_its_prose(kind: type[Event], data: st.DataObject) -> None:
    recorded = Recorded(data.draw(built(kind)), NOW, "lea", "slack", "C1", "m-1")
    assert msgspec.json.decode(msgspec.json.encode(recorded), type=Recorded) == recorded
    free = {"words", "locked_words", "note", "reason", "text", "minutes", "present"} & {
        field.name for field in msgspec.structs.fields(kind)
    }
    assert set(kind.PROSE) == free, "free text can be erased, and nothing else"


@searched(60)
@given(st.one_of([built(kind) for kind in EVENTS if kind is not ProjectOpened]))
def test_nothing_comes_before_the_opening(event: Event) -> None:
    with pytest.raises(ValueError, match="before ProjectOpened"):
        evolve(None, Recorded(event, NOW, "lea"))


def test_a_project_opens_once() -> None:
    story = story_at("waiting")
    again = evolve(story.project, story.history[0])
    assert (again.status, again.seq) == ("waiting", story.project.seq + 1)


@pytest.mark.parametrize("status", STATUSES)
def test_replaying_the_ledger_gives_the_project(status: Status) -> None:
    story = story_at(status)
    replayed: Project | None = None
    for recorded in story.history:
        replayed = evolve(replayed, recorded)
    assert replayed == story.project
    assert story.project.seq == len(story.history)


def test_folding_changes_no_earlier_project() -> None:
    story = Story()
    before = story.project
    kept = msgspec.json.encode(before)
    story.pass_gate()
    assert msgspec.json.encode(before) == kept
