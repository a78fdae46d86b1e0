"""A playbook is read exactly, or refused with file, line, field and what was expected."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.playbooks.load import BUILT_IN, PlaybookError, built_in, digest, load
from bot.playbooks.model import Playbook

SMALL = (Path(__file__).parent / "small.yaml").read_text("utf-8")


def problems(text: str) -> tuple[str, ...]:
    with pytest.raises(PlaybookError) as caught:
        load(text, name="small.yaml")
    return caught.value.problems


def changed(old: str, new: str) -> str:
    assert SMALL.count(old) == 1, f"{old!r} must be there once"
    return SMALL.replace(old, new)


def test_the_small_playbook_is_sound() -> None:
    assert load(SMALL, name="small.yaml").phase(2).checklist[0].id == "B-1"


def test_every_problem_is_named_at_once() -> None:
    text = changed("due: 8", "due: 11").replace("days: 20", "days: 21").replace("title: KPI", "title: ' '")
    assert [problem.split(": ")[1] for problem in problems(text)] == [
        "days",
        "phases[0].checklist[0].title",
        "phases[0].checklist[1].due",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "just a text",
        "- a list",
        "a: b: c",
        "\t- x",
        "a: \x07",
        "--- a\n--- b",
        "[" * 5000,
        "a: &a [*a]",
        "a: *b",
        "<<: {key: x}",
        "? [a]\n: b",
        "x: !!binary abc",
        "key: " + "x" * 600_000,
        "%YAML 9.9\n---\na",
        "!<tag:x> y",
        "version: " + "9" * 5000,
        "version: 1." + "9" * 5000,
        "key: \ud800",
        "key: {a: {b: " * 300,
        "x: " + "{a: " * 400 + "1" + "}" * 400,
    ],
)
def test_what_is_no_playbook_is_refused_and_never_a_traceback(text: str) -> None:
    assert all(re.match(r"^small\.yaml:\d+: .+: expected ", problem) for problem in problems(text))


@given(st.text(max_size=200))
def test_any_text_is_refused_with_lines(text: str) -> None:
    assert all(problem.startswith("small.yaml:") for problem in problems(text))


@given(st.integers(0, len(SMALL) - 1), st.sampled_from("{}[]:,&*!|>'\"%@`-#\n\t 0a"))
def test_one_wrong_character_is_refused_or_harmless(at: int, sign: str) -> None:
    try:
        load(SMALL[:at] + sign + SMALL[at + 1 :], name="small.yaml")
    except PlaybookError as error:
        assert error.problems  # noqa: PT017


def test_an_alias_is_refused_and_cannot_swell() -> None:
    text = changed(
        "fields: [{key: name, label: Name, type: text}]", "fields: &f [{key: n, label: N, type: text}]"
    )
    text = text.replace("title: Running,", "title: Running, fields: *f,")
    assert problems(text) == (
        "small.yaml:18: phases[1].checklist[1].fields: expected the value itself, not an alias",
    )


def test_a_number_is_read_exactly() -> None:
    text = changed("value: 6}", "value: 6.1000000000000000000001}")
    rule = load(text, name="small.yaml").phase(1).checklist[1].rule
    assert rule is not None
    assert rule.red is not None
    assert rule.red.value == Decimal("6.1000000000000000000001")


def shuffled(value: object) -> object:
    if isinstance(value, dict):
        return {key: shuffled(value[key]) for key in reversed(value)}
    return [shuffled(each) for each in value] if isinstance(value, list) else value


def test_the_digest_does_not_depend_on_the_order_of_names() -> None:
    other = yaml.safe_dump(shuffled(yaml.safe_load(SMALL)), sort_keys=False)
    assert digest(load(other, name="other.yaml")) == digest(load(SMALL, name="small.yaml"))


def test_the_digest_does_not_depend_on_a_default_being_spelt_out() -> None:
    text = changed(
        "verdict: all_ready", "verdict: all_ready\n      approvers: [sponsor]\n      iterations: 2"
    )
    assert digest(load(text, name="small.yaml")) == digest(load(SMALL, name="small.yaml"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("version: 1", "version: 2"),
        ("value: 6}", "value: 6.5}"),
        ("is: below", "is: at_most"),
        ("title: Months", "title: Month"),
        ("due: 8", "due: 9"),
        ("verdict: readiness", "verdict: all_ready"),
        (", conditional: true", ""),
        ("signed_by: [sponsor]", "signed_by: [sponsor, delegate]"),
    ],
)
def test_any_changed_value_changes_the_digest(old: str, new: str) -> None:
    assert digest(load(changed(old, new), name="small.yaml")) != digest(load(SMALL, name="small.yaml"))


def variants(value: object) -> Iterator[object]:
    """Yield the value with one thing in it changed, for each thing."""
    match value:
        case dict():
            for key, child in value.items():
                yield from ({**value, key: other} for other in variants(child))
        case list():
            yield from [value[:-1]] if value else []
            for n, child in enumerate(value):
                yield from ([*value[:n], other, *value[n + 1 :]] for other in variants(child))
        case bool():
            yield not value
        case int():
            yield value + 1
        case str():
            yield value + "1"


def test_every_single_change_gives_a_digest_of_its_own() -> None:
    digests = {digest(load(SMALL, name="small.yaml"))}
    tried = 1
    for variant in variants(msgspec.json.decode(msgspec.json.encode(load(SMALL, name="small.yaml")))):
        with contextlib.suppress(msgspec.ValidationError):  # one of a fixed list of words
            digests.add(digest(msgspec.convert(variant, Playbook)))
            tried += 1
    assert len(digests) == tried
    assert tried > 100


@pytest.mark.parametrize("key", BUILT_IN)
def test_a_playbook_that_comes_with_the_package_survives_being_stored(key: str) -> None:
    playbook = built_in(key)
    stored = msgspec.json.decode(msgspec.json.encode(playbook), type=Playbook)
    assert (stored, digest(stored)) == (playbook, digest(playbook))
    assert (playbook.key, built_in(key)) == (key, playbook)


def test_an_unknown_built_in_playbook_is_no_file_access() -> None:
    with pytest.raises(KeyError):
        built_in("../../etc/passwd")
