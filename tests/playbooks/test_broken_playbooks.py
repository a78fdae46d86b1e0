"""Each way in which a playbook can be wrong is answered with file, line, field and what was expected."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest

from bot.playbooks.load import PlaybookError, load

SMALL = (Path(__file__).parent / "small.yaml").read_text("utf-8")


def problems(old: str, new: str) -> tuple[str, ...]:
    """Return what is wrong with the small playbook once a text in it is replaced."""
    assert SMALL.count(old) == 1, f"{old!r} must be there once"
    with pytest.raises(PlaybookError) as caught:
        load(SMALL.replace(old, new), name="small.yaml")
    return caught.value.problems


A2 = "phases[0].checklist[1]"
B1 = "phases[1].checklist[0]"
NUMBERS = "expected a required number of this item or a name from uses"
HINTED = ", ".join(f"{{key: f{n}, label: F, type: text, hint: {'h' * 400}}}" for n in range(30))
BROKEN = [
    # YAML itself
    ("days: 20", "days: 20\ndays: 21", 5, "days", "expected once, found again"),
    ("version: 1", "version: [1", 4, "playbook", "expected valid YAML"),
    ("version: 1", "version: 1_0", 3, "version", "expected a plain decimal number such as 8 or 8.5, got 1_0"),
    ("version: 1", "version: 010", 3, "version", "expected a plain decimal number"),
    ("version: 1", "version: 2026-01-01", 3, "version", "expected a text in quotes"),
    ("version: 1", "version: !!python/object:os.system 1", 3, "version", "expected a text in quotes"),
    ("version: 1", "1: one", 3, "playbook", "expected a name before the colon"),
    ("title: Months", "title: Yes", 36, f"{A2}.title",
     "expected true or false, or the text in quotes, got Yes"),
    ("value: 6}", "value: .inf}", 44, f"{A2}.rule.red.value", "expected a plain decimal number"),
    # shape
    ("version: 1", "version: one", 3, "version", 'expected a whole number, got "one"'),
    ("version: 1", "version: true", 3, "version", "expected a whole number, got true"),
    ("version: 1", "edition: 1", 3, "edition", "expected one of key, title, version, days, phases"),
    ("version: 1\n", "", 1, "version", "expected a whole number, found nothing"),
    ("stages: []", "stages: none", 58, "phases[1].stages", 'expected a list, got "none"'),
    ("verdict: readiness", "verdict: maybe", 50, "phases[0].gate.verdict",
     "expected one of all_ready, readiness"),
    ("is: below, value: 6", "is: under, value: 6", 44, f"{A2}.rule.red.is", "expected one of below, at_most"),
    ("is: below, value: 6", "is: below, value: six", 44, f"{A2}.rule.red.value",
     'expected a number, got "six"'),
    ("signed_by: [sponsor]", "signed_by: [boss]", 45, "phases[0].checklist[2].signed_by[0]",
     "expected one of lead"),
    ("red: {is: below, value: 6}", "red: 6", 44, f"{A2}.rule.red", "expected a mapping, got 6"),
    # days
    ("days: 20", "days: 21", 4, "days", "expected 20, the last day of the last phase, got 21"),
    ("first_day: 11", "first_day: 12", 56, "phases[1].first_day", "expected 11, got 12"),
    ("  - number: 2", "  - number: 3", 53, "phases[1].number", "expected 2, got 3"),
    ("      number: 2", "      number: 1", 75, "phases[1].gate.number", "expected 2, got 1"),
    ("last_day: 5", "last_day: 11", 15, "phases[0].stages[0].first_day", "expected days inside 1 to 10"),
    ("due: 8", "due: 11", 38, f"{A2}.due", "expected a day from 1 to 10, got 11"),
    ("due: 5, rows", "due: 6, rows", 18, "phases[0].stages[0].items[0].due",
     "expected a day from 1 to 5, got 6"),
    ("due: 15", "due: 15\n        asked_from: 11", 64, f"{B1}.asked_from", "expected a day before day 11"),
    # names
    ("key: small", "key: Small one", 1, "key", "expected lower case letters, digits and hyphens"),
    ("id: A-2", "id: A-1", 35, f"{A2}.id", "expected an id of its own, A-1 is taken"),
    ("id: A-2", "id: months", 35, f"{A2}.id", "expected capitals, a hyphen and a number"),
    ("key: new,", "key: old,", 33, "phases[0].checklist[0].fields[4].key",
     "expected a key of its own, old is taken"),
    ("{key: higher,", "{key: lower,", 31, "phases[0].checklist[0].fields[2].options[1].key",
     "expected a key of its own"),
    # kinds
    ("kind: sign", "kind: confirm", 45, "phases[0].checklist[2].signed_by", "expected only for kind sign"),
    (", signed_by: [sponsor]", "", 45, "phases[0].checklist[2].signed_by", "expected at least one role"),
    (" rows: 1,", "", 18, "phases[0].stages[0].items[0].rows", "expected 1 or more rows"),
    (", rows: 1, fields: [{key: name, label: Name, type: text}]", ", rows: 1", 18,
     "phases[0].stages[0].items[0].fields", "expected at least one field"),
    ("kind: confirm, due: 20", "kind: confirm, rows: 1, due: 20", 73, "phases[1].checklist[1].rows",
     "expected only for"),
    ("kind: confirm, due: 20", "kind: confirm, equivalent: true, due: 20", 73,
     "phases[1].checklist[1].equivalent", "expected only for kind measure or formula, this is confirm"),
    ("kind: confirm, due: 20", "kind: confirm, not_applicable: true, due: 20", 73,
     "phases[1].checklist[1].not_applicable", "expected only for an item that no gate counts"),
    ("kind: confirm, due: 20", "kind: formula, due: 20", 73, "phases[1].checklist[1].rule",
     "expected a rule"),
    ("due: 8", "due: 8\n        answered_by: [lead]", 39, f"{A2}.answered_by",
     "expected only for kind confirm"),
    ("due: 8", "due: 8\n        conditional: true", 39, f"{A2}.conditional",
     "expected only where the gate's verdict is"),
    ("options: [{key: lower, label: Lower}, {key: higher, label: Higher}]", "hint: which", 28,
     "phases[0].checklist[0].fields[2].options", "expected at least two options"),
    ("label: Months, type: number, least: 0", "label: Months, type: text, least: 0", 41, f"{A2}.fields[0].least",
     "expected only for a number, this is text"),
    ("label: Months, type: number, least: 0", "label: Months, type: number, least: 9, most: 8", 41,
     f"{A2}.fields[0].most", "expected 9 or more, got 8"),
    ("label: Months, type: number, least: 0", "label: Months, type: number, after: months", 41,
     f"{A2}.fields[0].after", "expected another moment of this item"),
    # rules
    ("value: months", "value: months +", 43, f"{A2}.rule.value", "column 9: expected a complete expression"),
    ("value: months", "value: years", 43, f"{A2}.rule.value", f'{NUMBERS}, got "years"'),
    ("          red: {is: below, value: 6}\n", "", 43, f"{A2}.rule", "expected red, amber or direction"),
    ("label: Months, type: number", "label: Months, type: number, role: lead", 41, f"{A2}.fields[0].role",
     "expected only for type person, this is number"),
    ("label: Months, type: number", "label: Months, type: number, role: boss", 41, f"{A2}.fields[0].role",
     "expected one of lead"),
    ("value: months", "value: months\n          only: {field: months, is: six}", 44, f"{A2}.rule.only.field",
     "expected a required choice of this item, got months"),
    ("value: months", "value: months\n          only: {field: months, is: six}", 44, f"{A2}.rule.only",
     "expected equivalent: true"),
    ("is: below, value: 6", "is: below", 44, f"{A2}.rule.red", "expected either value or name"),
    ("is: below, value: 6", "is: below, name: years", 44, f"{A2}.rule.red.name", f'{NUMBERS}, got "years"'),
    ("against: minimum", "against: maximum", 71, f"{B1}.rule.against",
     "expected a name from uses, got maximum"),
    ("locked.minimum}", "locked.most}", 72, f"{B1}.rule.uses.minimum",
     "expected an existing item.field that is a number"),
    ("locked.minimum}", "A-1.name}", 72, f"{B1}.rule.uses.minimum",
     "expected an existing item.field that is a number"),
    ("        needs_kpi: true\n", "", 60, f"{B1}.needs_kpi", "expected true: the item speaks of the KPI"),
    # gates and the KPI
    ("verdict: all_ready", "verdict: all_ready\n      decisions: [go, conditional]", 79,
     "phases[1].gate.decisions", 'expected no "conditional"'),
    ("needs_first: A-3", "needs_first: A-9", 51, "phases[0].gate.needs_first",
     "expected an item that this gate counts"),
    ("{minimum: A-1.least,", "{minimum: A-1.most,", 52, "phases[0].gate.locks.minimum",
     "expected an existing item.field"),
    ("verdict: all_ready", "verdict: all_ready\n      approvers: []", 79, "phases[1].gate.approvers",
     "expected at least one"),
    ("verdict: readiness", "verdict: readiness\n      red_allowed: -1", 51, "phases[0].gate.red_allowed",
     "expected 0 or more"),
    ("      finishes: true\n", "", 75, "phases[1].gate.finishes", "expected true: the last gate finishes"),
    ("      goes_live: true\n", "", 75, "phases[1].gate.goes_live",
     "expected one gate that goes live, found 0"),
    ("verdict: readiness", "verdict: readiness\n      goes_live: true", 80,
     "phases[1].gate.goes_live", "found 2"),
    (" unit: A-1.unit, direction: A-1.direction, b", " unit: A-1.old, direction: A-1.direction, b", 5,
     "kpi.unit", "expected a field of type text, got A-1.old"),
    ("direction: A-1.direction, b", "direction: A-1.name, b", 5, "kpi.direction",
     "expected a choice of lower and higher"),
    ("baseline: A-1.old", "baseline: A-1.none", 5, "kpi.baseline",
     "expected an existing and required item.field"),
    (", minimum: A-1.least}\nphases", "}\nphases", 5, "kpi.minimum", "expected an item.field, found nothing"),
    ("least}\nphases", "least, proxy_unit: A-1.unit}\nphases", 5, "kpi.proxy_unit",
     "expected an existing and optional item.field"),
    ("least}\nphases", "least, proxy_unit: A-1.unit}\nphases", 5, "kpi.conversion",
     "expected an item.field: unit, direction and conversion make a proxy"),
    ("{minimum: A-1.least,", "{minimum: A-1.old,", 52, "phases[0].gate.locks.minimum",
     "expected A-1.least, as the KPI says, got A-1.old"),
    (", direction: A-1.direction}\n", "}\n", 52, "phases[0].gate.locks.direction",
     "expected A-1.direction: a locked minimum is read in it"),
    # what makes no sense
    ("value: months", "value: months / (2 - 2)", 43, f"{A2}.rule.value",
     "expected a divisor that is not always zero"),
    ("{is: below, value: 6}", "{is: below, value: 6}\n          amber: {is: below, value: 3}", 45,
     f"{A2}.rule.amber.value", "expected what is not red already, above 6"),
    ("{is: below, value: 6}", "{is: at_most, value: 6}\n          amber: {is: below, value: 6}", 45,
     f"{A2}.rule.amber.value", "expected what is not red already, above 6"),
    ("{is: below, value: 6}", "{is: above, value: 6}\n          amber: {is: at_least, value: 7}", 45,
     f"{A2}.rule.amber.value", "expected what is not red already, below 6"),
    ("{is: below, value: 6}", "{is: below, value: 6}\n          amber: {is: above, value: 3}", 45,
     f"{A2}.rule.amber.value", "expected to leave something green"),
    # what cannot be sent, or does not read as it is written
    ("title: A small playbook", 'title: "A\\u202esmall"', 2, "title",
     "expected text without control characters"),
    ("title: A small playbook", f"title: {'a' * 151}", 2, "title",
     "expected at most 150 characters, got 151"),
    ("title: A small playbook", 'title: "A\\nsmall one"', 2, "title", "expected one line"),
    ("title: Months", 'title: "Months\\u0007"', 36, f"{A2}.title", "expected text without control characters"),
    ("    title: First\n", '    title: " "\n', 8, "phases[0].title", "expected a text, got nothing"),
    ("        title: Start\n", '        title: ""\n', 14, "phases[0].stages[0].title",
     "expected a text, got nothing"),
    ("deliverable: A record", 'deliverable: ""', 9, "phases[0].deliverable", "expected a text, got nothing"),
    ("id: A-2", f"id: {'A' * 31}-2", 35, f"{A2}.id", "expected at most 32 characters, got 33"),
    ("key: months", f"key: {'m' * 65}", 41, f"{A2}.fields[0].key", "expected at most 64 characters, got 65"),
    ("key: months", "key: verb", 41, f"{A2}.fields[0].key", "expected another key"),
    ("{key: higher,", f"{{key: {'h' * 65},", 31, "phases[0].checklist[0].fields[2].options[1].key",
     "expected at most 64 characters, got 65"),
    ("type: number, least: 0", f"type: number, least: 0, unit: {'u' * 41}", 41,
     f"{A2}.fields[0].unit", "expected at most 40 characters, got 41"),
    ("fields: [{key: name, label: Name, type: text}]",
     f"fields: [{', '.join(f'{{key: f{n}, label: F, type: text}}' for n in range(41))}]", 18,
     "phases[0].stages[0].items[0].fields", "expected at most 40 fields, got 41"),
    ("{key: higher, label: Higher}", ", ".join(f"{{key: o{n}, label: O}}" for n in range(100)), 31,
     "phases[0].checklist[0].fields[2].options", "expected at most 100 options, got 101"),
    ("fields: [{key: name, label: Name, type: text}]",
     f"fields: [{HINTED}]", 18,
     "phases[0].stages[0].items[0].fields", "all of them together weigh more than 12000"),
]  # fmt: skip


def test_amber_may_begin_where_red_ends() -> None:
    for red, amber in (
        ("{is: below, value: 6}", "{is: at_most, value: 6}"),
        ("{is: below, value: 6}", "{is: above, value: 12}"),
        ("{is: at_least, value: 6}", "{is: above, value: 5.5}"),
    ):
        limits = f"red: {red}\n          amber: {amber}"
        load(SMALL.replace("red: {is: below, value: 6}", limits), name="small.yaml")


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "expected"), BROKEN, ids=[f"{b[3]}: {b[4]}" for b in BROKEN]
)
def test_a_broken_playbook_names_file_line_field_and_expectation(
    old: str, new: str, line: int, field: str, expected: str
) -> None:
    found = problems(old, new)
    assert any(
        problem.startswith(f"small.yaml:{line}: {field}: ") and expected in problem for problem in found
    ), found


@pytest.mark.parametrize("name", ["unit", "direction", "proxy_unit", "proxy_direction", "conversion"])
def test_a_minimum_is_locked_with_all_that_it_is_read_in(name: str) -> None:
    whole = resources.files("bot.playbooks").joinpath("ninety-day.yaml").read_text("utf-8")
    lock = f"        {name}: DR-1.{name}\n"
    assert whole.count(lock) == 1
    with pytest.raises(PlaybookError) as caught:
        load(whole.replace(lock, ""), name="x.yaml")
    assert f"phases[0].gate.locks.{name}: expected DR-1.{name}" in str(caught.value)
