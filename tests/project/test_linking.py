"""Two accounts of one person: they count once in everything, before and after whatever else happens."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.project.commands import (
    Actor,
    ApproveGate,
    AskQuestion,
    AssignItem,
    GiveRole,
    LinkPeople,
    RequestGate,
    SetItem,
    TakeRole,
    WaitFor,
)
from bot.project.events import (
    DecisionTakenBack,
    DelegationEnded,
    DelegationGiven,
    Event,
    PeopleLinked,
    PersonCameBack,
    PersonLeft,
    ProjectOpened,
    Recorded,
    RoleTaken,
    ThresholdChanged,
    ThresholdSigned,
    VoteCast,
    VoteWithdrawn,
)
from bot.project.evolve import evolve
from bot.project.linking import ANSWERS, PERSONS
from bot.project.refusals import Refusal
from bot.project.state import Project
from tests.project.good import GOOD
from tests.project.story import LEAD, MEMBER, OWNER, SPONSOR, STRANGER, Story, project_at, story_at
from tests.project.test_evolve import NOW, STATUSES, built
from tests.search import searched

EVENTS: tuple[type[Event], ...] = get_args(Event)
#: as unlike any text as an id is
ONE, OTHER = "0199-one-of-the-two", "0199-the-other-one"
PEOPLE = st.sampled_from([ONE, OTHER, LEAD, SPONSOR, ""])
#: fields of events that hold a person
NAMED = ("lead", "sponsor", "person", "owner", "instead_of")


def built_about_people(kind: type[Event]) -> st.SearchStrategy[Event]:
    """Build an event of a kind that may be about either of the two."""
    known = {field.name for field in msgspec.structs.fields(kind)}

    def named(event: Event, people: list[str]) -> Event:
        fresh = {name: person for name, person in zip(NAMED, people, strict=True) if name in known}
        if hasattr(event, "values") and not issubclass(kind, ThresholdChanged | ThresholdSigned):
            fresh["values"] = {"reviewer": people[0]}  # type: ignore[assignment]
        return msgspec.structs.replace(event, **fresh)

    return st.builds(named, built(kind), st.lists(PEOPLE, min_size=len(NAMED), max_size=len(NAMED)))


ABOUT = st.one_of([built_about_people(kind) for kind in EVENTS if kind not in (ProjectOpened, PeopleLinked)])


def renamed(found: Any) -> Any:
    """Return an event, or who did it, as it would have been with one account from the start."""
    data = msgspec.json.encode(found).replace(ONE.encode(), OTHER.encode())
    return msgspec.json.decode(data, type=type(found) if isinstance(found, Recorded | str) else Event)


def counted(project: Project) -> dict[str, Any]:
    """Return a project as votes and duties see it: no place in a role counts, nor how many events there were."""
    shown: dict[str, Any] = msgspec.to_builtins(project)
    roles = {role: sorted(people) for role, people in project.roles.items()}
    # A link ends what could be taken back.
    rest = {"seq": 0, "sponsor_at": None, "before": None}
    moved: dict[str, Any] = _without_seq(shown)
    return moved | {"roles": roles} | rest


def _without_seq(found: Any) -> Any:
    """Leave out which event it was, wherever that is kept: it is one later after the link than before it."""
    if isinstance(found, dict):
        counts = ("seq", "paused_seq", "undone")
        return {key: 0 if key in counts else _without_seq(value) for key, value in found.items()}
    return [_without_seq(each) for each in found] if isinstance(found, list | tuple) else found


def holds_both(project: Project, event: Event, by: str) -> bool:
    """Tell whether something was taken from one of the two, or given to one, that the other had or gave."""
    if isinstance(event, RoleTaken):
        return bool({ONE, OTHER} & {*project.holders(event.role)} - {event.person})
    if isinstance(event, DecisionTakenBack):
        return True  # a link ends what could be taken back
    # Of two approvals the first counts, of two delegations the last: each was one while there were two people.
    # With one of two accounts gone nobody has left.
    own = VoteCast | VoteWithdrawn | DelegationGiven | DelegationEnded | PersonLeft | PersonCameBack
    about = {by, *(getattr(event, name, "") for name in ("person", "to", "stands_for"))}
    return isinstance(event, own) and bool(about & {ONE, OTHER})


@searched(400)
@given(st.sampled_from(STATUSES), st.lists(st.tuples(ABOUT, PEOPLE), max_size=8), ABOUT, PEOPLE)
def test_linking_commutes_with_whatever_happens(
    status: Any, earlier: list[tuple[Event, str]], event: Event, by: str
) -> None:
    project = project_at(status)
    for each, who in earlier:
        project = evolve(project, Recorded(each, NOW, who))
    assume(not holds_both(project, event, by))
    link = Recorded(PeopleLinked(ONE, OTHER), NOW, OTHER)
    after = evolve(evolve(project, Recorded(event, NOW, by)), link)
    before = evolve(evolve(project, link), renamed(Recorded(event, NOW, by)))
    assert counted(after) == counted(before)


@searched(200)
@given(st.sampled_from(STATUSES), st.lists(st.tuples(ABOUT, PEOPLE), max_size=12))
def test_nothing_of_the_one_is_left_and_nobody_has_a_role_twice(
    status: Any, events: list[tuple[Event, str]]
) -> None:
    project = project_at(status)
    for event, who in events:
        project = evolve(project, Recorded(event, NOW, who))
    linked = evolve(project, Recorded(PeopleLinked(ONE, OTHER), NOW, OTHER))
    assert ONE.encode() not in msgspec.json.encode(linked)
    assert all(len(people) == len(set(people)) for people in linked.roles.values())
    again = evolve(linked, Recorded(PeopleLinked(ONE, OTHER), NOW, OTHER))
    assert counted(again) == counted(linked)


def test_every_field_of_the_state_that_is_a_text_is_known_to_hold_a_person_or_not() -> None:
    """A new field must be put in its place here, and among PERSONS or ANSWERS when it names somebody."""
    others = {
        "id", "name", "playbook", "platform", "conversation", "time_zone", "region", "status_reason", "text", "note",
        "not_ready", "not_applicable", "due_reason", "reason", "answer", "at", "group", "document", "who",
        "asked_at", "minutes", "present", "confirms", "item", "unit",
    }  # fmt: skip
    held = {"values", "charter", "locked", "words"}
    schema = msgspec.json.schema(Project)["$defs"].values()
    texts, answers = set(), set()
    for kind in schema:
        for name, field in kind.get("properties", {}).items():
            if field.get("type") == "string" and "format" not in field:
                texts.add(name)
            if field.get("additionalProperties", {}) == {"type": "string"}:
                answers.add(name)
    assert texts - {*PERSONS} == others - ({*PERSONS} & others)
    assert answers == held
    assert {*ANSWERS} < held


def test_a_person_with_two_accounts_fills_a_role_once() -> None:
    story = Story()
    story.do(LEAD, GiveRole("delegate", ONE), GiveRole("delegate", OTHER), AssignItem("P1-12", ONE))
    assert story.do(OTHER, LinkPeople(ONE, OTHER)) == [PeopleLinked(ONE, OTHER)]
    assert story.project.holders("delegate") == (OTHER,)
    assert story.project.item("P1-12").owner == OTHER


def test_linking_what_is_linked_changes_nothing() -> None:
    story = Story()
    story.do(LEAD, GiveRole("delegate", ONE))
    story.do(OTHER, LinkPeople(ONE, OTHER))
    assert story.decide(OTHER, LinkPeople(ONE, OTHER)) == []
    assert story.decide(STRANGER, LinkPeople(STRANGER, "nobody here")) == []


def test_nobody_links_two_others() -> None:
    story = Story()
    for by in (LEAD, SPONSOR, ""):
        with pytest.raises(Refusal, match="not_oneself"):
            story.decide(by, LinkPeople(OWNER, MEMBER))


def test_a_sponsor_who_was_the_lead_all_along_approves_nothing() -> None:
    story = story_at("waiting")
    story.do(LEAD, LinkPeople(SPONSOR, LEAD))
    assert story.project.lead == story.project.sponsor
    with pytest.raises(Refusal, match="same_person"):
        story.decide(LEAD, ApproveGate(1, story.round))
    story.do(LEAD, GiveRole("sponsor", "new"))
    with pytest.raises(Refusal, match="not_in_role"):
        story.decide(LEAD, ApproveGate(1, story.round))


def test_a_lead_who_is_the_sponsor_asks_for_no_gate() -> None:
    story = story_at("running")
    story.do(LEAD, LinkPeople(SPONSOR, LEAD))
    with pytest.raises(Refusal, match="same_person"):
        story.decide(LEAD, RequestGate(1, 1))


def test_what_the_one_asked_and_waits_for_is_the_other_s() -> None:
    story = story_at("waiting")
    story.do(SPONSOR, AskQuestion(1, story.round, "q", "Who pays?"))
    due = (story.now + timedelta(days=3)).date().isoformat()
    story.do(LEAD, AssignItem("P1-11", OWNER))
    story.do(Actor(OWNER, present=True), WaitFor("P1-11", due, "The export", SPONSOR))
    story.do(SPONSOR, LinkPeople(SPONSOR, OTHER))
    assert story.project.request is not None
    assert story.project.request.questions[0].by == OTHER
    waiting = story.project.item("P1-11").waiting
    assert waiting is not None
    assert waiting.person == OTHER
    assert story.project.sponsor == OTHER


def test_a_role_that_was_taken_from_the_one_can_be_taken_from_both() -> None:
    story = Story()
    story.do(LEAD, GiveRole("viewer", ONE), GiveRole("viewer", OTHER))
    story.do(ONE, LinkPeople(ONE, OTHER))
    story.do(LEAD, TakeRole("viewer", OTHER))
    assert story.project.holders("viewer") == ()


def test_what_was_ticked_stays_ticked() -> None:
    story = Story()
    story.do(LEAD, AssignItem("P1-10", ONE))
    story.do(ONE, SetItem("P1-10", True, GOOD["P1-10"]))
    story.do(OTHER, LinkPeople(ONE, OTHER))
    record = story.project.item("P1-10")
    assert (record.done, record.changed_by) == (True, OTHER)
