"""Whatever is typed, `decide` answers with events, a refusal or bad input, and with nothing else."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.project.commands import (
    CLOCK,
    Actor,
    Command,
    ErasePerson,
    EraseTexts,
    FillCharter,
    GiveRole,
    HoldProject,
    ImportProject,
    LiftLegalHold,
    OpenProject,
    PlaceLegalHold,
    ResumeProject,
    TakeRole,
    Wanted,
    WorkspaceRole,
)
from bot.project.decide import decide
from bot.project.events import Event, Recorded
from bot.project.evolve import evolve
from bot.project.index import index
from bot.project.refusals import BadInput, Problem, Refusal
from bot.project.state import Project, Status
from tests.project.good import GOOD
from tests.project.story import LEAD, NINETY, OWNER, REVIEWER, SECURITY, SPONSOR, STRANGER, Story, story_at
from tests.search import searched

ROLES: tuple[WorkspaceRole, ...] = get_args(WorkspaceRole)
COMMANDS: tuple[type[Command], ...] = get_args(Command)
STATUSES: tuple[Status, ...] = get_args(Status)
STORIES = [story_at(status) for status in STATUSES] + [story_at("waiting", phase) for phase in (2, 3, 4)]
PEOPLE = [LEAD, SPONSOR, OWNER, REVIEWER, SECURITY, STRANGER, ""]
#: minted at the edge, never typed by a person
MINTED = {"project", "platform", "conversation", "playbook", "row", "question", "record"}

NASTY = [
    "", " ", "\x00", "a\x00b", "\n", "\u202e", "\ud800", "\u00a0", "x" * 10_001, "9" * 5_000, "<!channel>", "é" * 90,
    "NaN", "sNaN", "inf", "-Infinity", "1e999", "1e-999", "0e999999999", "1e99999999999999999999", "-0", "٣", "１２",
    "²", "½", "1_000", "0x10", "1,234.5", "1.234,5", "8,5", "--1", "+", ".", ",", "5 %", "$ 5", "100.0001",
    "2026-03-02", "0000-00-00", "9999-12-31", "0001-01-01", "2026-02-30", "2026-W10-1", "2026-03-02 10:00:00",
    "2026-03-02T10:00:00Z", "9999-12-31 23:59:59", "0001-01-01 00:00:00", "24:00", "America/Toronto", "../etc/passwd",
    "America", "Nowhere/Else", "CA-ON", "CA-", "-", "XX", "https://example.com", "http://[::1", "javascript:alert(1)",
    "https://" + "a" * 3_000, "https://exa mple.com", "http://\uff0f.com", "ftp://x", "lower", "pipeda,pipeda", ",,,",
]  # fmt: skip
texts = st.sampled_from(NASTY) | st.text(max_size=30)
ids = st.sampled_from(["row-1", "row-2", "q-1", "q-2", "p-1"])
items = st.sampled_from(sorted(GOOD)) | texts


@st.composite
def forms(draw: st.DrawFn, item: str) -> dict[str, str]:
    """Draw the values of an item's form: good ones, with nasty ones in the place of some."""
    values = dict(GOOD.get(item, {"outcome": "Fewer stops"}))
    keys = sorted(values)
    if keys:
        values |= draw(st.dictionaries(st.sampled_from(keys), texts, max_size=3))
    return values | draw(st.dictionaries(texts, texts, max_size=1))


@st.composite
def built(draw: st.DrawFn, kind: type[Command]) -> Command:
    """Draw a command of a kind from its field types, as strangely as a person could fill it in."""
    hints = get_type_hints(kind)
    values: dict[str, Any] = {}
    for field in msgspec.structs.fields(kind):
        hint = hints[field.name]
        if field.name in MINTED:
            values[field.name] = draw(ids)
        elif field.name == "item":
            values[field.name] = draw(items)
        elif hint is OpenProject:
            values[field.name] = draw(built(OpenProject))
        elif hint == dict[str, str]:
            item = "charter" if kind is FillCharter else values.get("item", "charter")
            values[field.name] = draw(forms(item))
        elif hint is int:
            values[field.name] = draw(st.integers(-1, 5) | st.integers())
        elif hint is bool:
            values[field.name] = draw(st.booleans())
        elif hint == tuple[tuple[str, str, str], ...]:
            row = st.tuples(texts, st.sampled_from(PEOPLE) | texts, texts)
            values[field.name] = tuple(draw(st.lists(row, max_size=7)))
        elif hint == tuple[Wanted, ...]:
            wanted = st.tuples(texts, st.sampled_from(PEOPLE) | texts, texts, items | st.just(""))
            values[field.name] = tuple(Wanted(*each) for each in draw(st.lists(wanted, max_size=7)))
        elif hint == int | None:
            values[field.name] = draw(st.none() | st.integers(-1, 5) | st.integers())
        elif hint == date | None:
            values[field.name] = draw(st.none() | st.dates())
        elif hint is str:
            values[field.name] = draw(st.sampled_from([*PEOPLE, "Because it is so"]) | texts)
        else:
            assert get_origin(hint) is Literal, f"{kind.__name__}.{field.name}: no strategy for {hint}"
            values[field.name] = draw(st.sampled_from(get_args(hint)) | texts)
    return kind(**values)


def fold(project: Project | None, events: list[Event], at: Any) -> Project:
    for event in events:
        project = evolve(project, Recorded(event, at, LEAD))
    assert project is not None
    return project


def answer(
    before: Project | None, command: Command, by: Actor, story: Story
) -> tuple[list[Event], tuple[Problem, ...]]:
    """Return the events, or what was bad; a refusal has neither."""
    try:
        return decide(before, command, by=by, playbook=NINETY, now=story.now), ()
    except Refusal:
        return [], ()
    except BadInput as bad:
        return [], bad.problems


@pytest.mark.parametrize("kind", COMMANDS, ids=lambda kind: kind.__name__)
@searched(120)
@given(data=st.data())
def test_decide_answers_whatever_is_typed(kind: type[Command], data: st.DataObject) -> None:
    command = data.draw(built(kind))
    story = data.draw(st.sampled_from(STORIES))
    by = data.draw(st.sampled_from([Actor(person, present=True) for person in PEOPLE] + [CLOCK]))
    before: Project | None = None if kind in (OpenProject, ImportProject) else story.project
    events, problems = answer(before, command, by, story)
    # What was typed is quoted in part, never in full.
    assert all(len(text) <= 100 for problem in problems for text in problem.params.values())
    if not events:
        return
    after = fold(before, events, story.now)
    assert msgspec.json.decode(msgspec.json.encode(after), type=Project) == after
    assert msgspec.json.decode(msgspec.json.encode(events), type=list[Event]) == events
    assert len(index(after, NINETY)) == len(GOOD)


@searched(300)
@given(data=st.data())
def test_an_auditor_changes_nothing_whatever_is_typed_and_whoever_they_are(data: st.DataObject) -> None:
    command = data.draw(built(data.draw(st.sampled_from(COMMANDS))))
    story = data.draw(st.sampled_from(STORIES))
    others = data.draw(st.lists(st.sampled_from(ROLES), unique=True))
    by = Actor(data.draw(st.sampled_from(PEOPLE)), data.draw(st.booleans()), (*others, "auditor"))
    before = data.draw(st.sampled_from([story.project, None]))
    with pytest.raises(Refusal, match=r"^auditor$"):
        decide(before, command, by=by, playbook=NINETY, now=story.now)


@searched(300)
@given(data=st.data())
def test_a_role_in_the_whole_workspace_sets_no_item_and_decides_no_gate(data: st.DataObject) -> None:
    """What it allows beside what anybody may: putting others into roles, holding, resuming, keeping records."""
    command = data.draw(built(data.draw(st.sampled_from(COMMANDS))))
    story = data.draw(st.sampled_from(STORIES))
    plain = Actor(STRANGER, data.draw(st.booleans()))
    mighty = Actor(plain.person, plain.present, ("portfolio_admin", "workspace_admin"))
    before: Project | None = None if isinstance(command, OpenProject | ImportProject) else story.project
    events, _ = answer(before, command, mighty, story)
    if events != answer(before, command, plain, story)[0]:
        assert isinstance(
            command,
            GiveRole
            | TakeRole
            | HoldProject
            | ResumeProject
            | PlaceLegalHold
            | LiftLegalHold
            | EraseTexts
            | ErasePerson,
        )
        assert not isinstance(command, GiveRole) or command.person != STRANGER


@pytest.mark.parametrize("text", ["a\x00b", "\u202eevil", "a\u2028b", "\ud800", "\x1b[31m"])
def test_control_characters_are_refused(text: str) -> None:
    story = story_at("running")
    command = FillCharter({"outcome": text})
    assert story.bad(LEAD, command) == [("outcome", "control_characters")]


@pytest.mark.parametrize(
    "text", ["Combien ?\u00a0Beaucoup", "👩\u200d💻", "<!channel>", "Two\nlines", "日本語"]
)
def test_what_people_write_is_kept(text: str) -> None:
    story = story_at("running")
    story.do(LEAD, FillCharter({"outcome": text}))
    assert story.project.charter["outcome"] == text


def test_all_bad_fields_of_an_opening_are_named_together() -> None:
    story = story_at("running")
    opening = OpenProject("p-2", "", "", "", "slack", "", "soon", "Torronto", "digest", region="Ontario")
    with pytest.raises(BadInput) as caught:
        decide(None, opening, by=Actor(LEAD), playbook=NINETY, now=story.now)
    found = {(problem.field, problem.code) for problem in caught.value.problems}
    assert found == {
        ("name", "required"),
        ("lead", "required"),
        ("sponsor", "required"),
        ("conversation", "required"),
        ("starts_on", "not_a_date"),
        ("time_zone", "not_a_zone"),
        ("region", "not_a_region"),
    }
    same = replace(opening, lead=LEAD, sponsor=LEAD)
    with pytest.raises(BadInput) as caught:
        decide(None, same, by=Actor(LEAD), playbook=NINETY, now=story.now)
    found = {(problem.field, problem.code) for problem in caught.value.problems}
    assert {("sponsor", "also_lead"), ("name", "required")} <= found
    zone = next(problem for problem in caught.value.problems if problem.field == "time_zone")
    assert "America/Toronto" in zone.params["nearest"]
