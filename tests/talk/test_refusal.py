"""Every refusal and every problem has words, with and without its parameters."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import get_args

import pytest

from bot.project.refusals import BadInputCode, Problem, Refusal, RefusalCode
from bot.project.state import GateRequest
from bot.talk import problem as problems
from bot.talk.languages import PSEUDO
from bot.talk.problem import problem
from bot.talk.refusal import refusal
from bot.talk.refusal_words import SENTENCES
from bot.talk.words import Words
from tests.talk.scenes import NAMES, PLAYBOOK, ZONE, at, project

WORDS = Words("en", ZONE)
FULL = {
    "who": ("ana", "bo"),
    "by": "ana",
    "others": 8,
    "admins": "Ana Ruiz",
    "item": "DR-3",
    "items": ("DR-3", "DR-2"),
    "open": ("DR-4",),
    "red": ("DR-3",),
    "first": "DR-1",
    "roles": ("sponsor",),
    "role": "sponsor",
    "gate": 1,
    "phase": 2,
    "allowed": 2,
    "outcome": "approved",
    "at": datetime(2026, 3, 13, 18, 2, tzinfo=UTC),
    "on": date(2026, 5, 15),
}


def test_every_code_has_words() -> None:
    assert set(SENTENCES) == set(get_args(RefusalCode))
    assert set(problems.SENTENCES) == set(get_args(BadInputCode))


@pytest.mark.parametrize("code", get_args(RefusalCode))
def test_a_refusal_reads_well_with_and_without_its_parameters(code: RefusalCode) -> None:
    for params in (FULL, {}):
        said = refusal(Refusal(code, **params), WORDS, NAMES, PLAYBOOK, project())
        assert re.fullmatch(r"[A-Z\"].*[.]", said)
        assert "{" not in said
    bare = refusal(Refusal(code), WORDS, {})
    assert "{" not in bare
    assert refusal(Refusal(code), Words(PSEUDO), {}).startswith("⟦")


@pytest.mark.parametrize("code", get_args(BadInputCode))
def test_a_problem_says_what_was_expected(code: BadInputCode) -> None:
    params = {
        "value": "7",
        "unit": "months",
        "least": "0",
        "most": "100",
        "more_than": "0",
        "longest": "80",
    }
    for given in (params, {}):
        said = problem(Problem("field", code, given), WORDS)
        assert re.fullmatch(r"[A-Z0-9\"].*[.?]", said)
        assert "{" not in said


def test_refusals_name_people_items_and_days() -> None:
    found = project()
    assert refusal(
        Refusal("not_in_role", who=("ana",), roles=("sponsor",)), WORDS, NAMES, PLAYBOOK, found
    ) == ("Only Ana can do this, as sponsor. Nothing was changed.")
    assert refusal(Refusal("in_person", who=("ana",), roles=("sponsor",)), WORDS, NAMES, PLAYBOOK, found) == (
        "This is confirmed in person: nobody signs for another. Only Ana can do this, as sponsor. "
        "Nothing was changed."
    )
    over = Refusal("round_over", gate=1, outcome="approved", who=("ana",), at=FULL["at"])
    assert refusal(over, WORDS, NAMES, PLAYBOOK, found) == (
        "Gate 1 was approved by Ana, Fri 13 Mar 14:02; the gate review in the channel shows it. Nothing was changed."
    )


@pytest.mark.parametrize(
    ("no", "said"),
    [
        (
            Refusal("already_taken", item="DR-3", who=("raj",)),
            "Raj has this item already. If you want it, ask them or Mia to give it to you.",
        ),
        (
            Refusal("already_taken", item="DR-3", who=("mia",)),
            "Mia has this item already. If you want it, ask them to give it to you.",
        ),
        (
            Refusal("already_taken", item="DR-3", who=("mia",), gate=1),
            "Gate 1 is passed, so nobody needs to take this item any more. Mia had it last.",
        ),
        (
            Refusal("not_yours", item="DR-3", who=("mia",)),
            'Only Mia can change "Data quality above 80 %". Ask them to give it to you.',
        ),
    ],
)
def test_nobody_is_named_twice_among_those_to_ask(no: Refusal, said: str) -> None:
    assert refusal(no, WORDS, NAMES, PLAYBOOK, project()) == said


def test_a_wrong_number_names_what_was_typed() -> None:
    said = problem(Problem("months", "not_a_number", {"value": "abc", "unit": "months"}), WORDS)
    assert said == '"abc" is not a number of months. Give a number such as 8 or 8.5.'


def test_a_needed_field_is_named_by_its_label() -> None:
    assert problem(Problem("reason", "required"), WORDS, "Reason") == "Reason is needed."


def test_what_a_paused_request_lacks_comes_with_the_other_way_on() -> None:
    missing, way = Refusal("not_all_ready", open=(), red=("DR-3",)), "Mia can also withdraw the request"
    asked = project(status="paused", request=GateRequest(1, 1, "mia", at(13), paused_by=("DR-3",)))
    assert way in refusal(missing, WORDS, NAMES, PLAYBOOK, asked)
    assert way not in refusal(missing, WORDS, NAMES, PLAYBOOK, project())
    again = Refusal("asked_and_paused", gate=1, items=("DR-3",))
    assert refusal(again, WORDS, NAMES, PLAYBOOK, asked) == (
        'Gate 1 has been requested already, and the request is paused: "Data quality above 80 %" changed. '
        "Mia can ask again or withdraw it; both buttons are on its review."
    )


def test_who_asked_and_leads_no_more_reads_who_asks_anew() -> None:
    said = refusal(Refusal("own_request", gate=1, who=("mia",)), WORDS, NAMES, PLAYBOOK, project())
    assert "Mia leads the project now and can withdraw the request" in said
    said = refusal(Refusal("own_request", gate=1), WORDS, NAMES, PLAYBOOK, project())
    assert "Somebody else has to decide gate 1." in said


@pytest.mark.parametrize(
    ("others", "open_ones"), [(1, "1 open item is ready"), (8, "8 open items are ready")]
)
def test_a_request_that_cannot_be_made_names_all_that_is_missing(others: int, open_ones: str) -> None:
    no = Refusal("sponsor_first", item="DR-8", who=("ana",), others=others)
    said = refusal(no, WORDS, NAMES, PLAYBOOK, project())
    assert said.startswith(f"The gate can be requested when {open_ones}, and Ana has confirmed personally: ")


def test_where_nobody_is_an_admin_a_refusal_says_how_there_comes_to_be_one() -> None:
    assert "/gate admin says how" in refusal(Refusal("admins_only"), WORDS, {})
    assert "@Tollgate admin says how" in refusal(Refusal("admins_only"), Words("en", ZONE, "teams"), {})
