"""Formulas are exact, total over what they accept, and refuse everything else with a column."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playbooks.formula import LONGEST, parse

NAMES = ("a", "b", "if_ready", "x_1")
numbers = st.decimals(allow_nan=False, allow_infinity=False, min_value=0, max_value=10**6, places=3)
fractions = st.fractions(min_value=-1000, max_value=1000, max_denominator=1000)
#: an expression, and the same for Python's own evaluation over Fraction
leaves = st.one_of(
    st.sampled_from(NAMES).map(lambda name: (name, name)),
    numbers.map(lambda number: (f"{number:f}", f"Fraction('{number:f}')")),
)
expressions = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(
            lambda t: (f"({t[0][0]} {t[1]} {t[2][0]})", f"({t[0][1]}{t[1]}{t[2][1]})")
        ),
        inner.map(lambda pair: (f"-{pair[0]}", f"-{pair[1]}")),
    ),
    max_leaves=8,
)


def plain(text: str, values: dict[str, Fraction]) -> Fraction | None:
    try:
        return Fraction(eval(text, {"Fraction": Fraction}, dict(values)))
    except ZeroDivisionError:
        return None


@given(expressions, st.fixed_dictionaries(dict.fromkeys(NAMES, fractions)))
def test_a_formula_agrees_with_exact_arithmetic(pair: tuple[str, str], values: dict[str, Fraction]) -> None:
    assert parse(pair[0]).value(values) == plain(pair[1], values)


@given(fractions, fractions, fractions)
def test_precedence_and_grouping_from_the_left(a: Fraction, b: Fraction, c: Fraction) -> None:
    values = {"a": a, "b": b, "c": c}
    assert parse("a - b - c").value(values) == (a - b) - c
    assert parse("a + b * c").value(values) == a + (b * c)
    assert parse("a / b * c").value(values) == (None if b == 0 else a / b * c)


@given(st.text(max_size=40))
def test_any_text_is_parsed_or_refused_with_a_column(text: str) -> None:
    try:
        parse(text)
    except ValueError as error:
        assert str(error).startswith("column ")  # noqa: PT017


@given(st.text(alphabet="ab1.+-*/() \n", max_size=30))
def test_near_formulas_are_parsed_or_refused_with_a_column(text: str) -> None:
    try:
        parse(text).value({"a": Fraction(1), "b": Fraction(0)})
    except ValueError as error:
        assert str(error).startswith("column ")  # noqa: PT017


def test_a_decimal_is_what_is_written_and_not_its_nearest_float() -> None:
    assert parse("0.1 + 0.2").value({}) == Fraction(3, 10)
    assert parse("0.1000000000000000055511151231257827").value({}) != Fraction(1, 10)


def test_three_thirds_make_one() -> None:
    assert parse("1 / 3 + 1 / 3 + 1 / 3").value({}) == 1


def test_a_missing_name_gives_nothing() -> None:
    assert parse("a + b").value({"a": Fraction(1)}) is None


def test_a_missing_name_gives_nothing_even_where_it_is_multiplied_by_zero() -> None:
    assert parse("0 * b").value({}) is None


def test_a_divisor_of_zero_gives_nothing() -> None:
    assert parse("a / (b - b)").value({"a": Fraction(1), "b": Fraction(2)}) is None


def test_names_are_known() -> None:
    assert parse("(a + b) / a * 100").names == {"a", "b"}


def test_lines_may_be_broken() -> None:
    assert parse("  a\n  + 1 ").value({"a": Fraction(1)}) == 2


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("", 1),
        ("   ", 1),
        ("a ** 2", 3),
        ("a // 2", 3),
        ("a % 2", 3),
        ("a, b", 2),
        ("a.b", 2),
        ("a[0]", 2),
        ("f(a)", 1),
        ("+a", 1),
        ("a < b", 3),
        ("a and b", 1),
        ("not a", 1),
        ("True", 1),
        ("a + None", 5),
        ("a if b else a", 1),
        ("lambda", 7),
        ("()", 1),
        ("1e3", 1),
        ("1_000", 1),
        ("0x10", 1),
        ("007", 1),
        (".5", 1),
        ("5.", 1),
        ("'a'", 1),
        ("a; b", 2),
        ("a = 1", 3),
        ("ä + 1", 1),
        ("a +", 4),
        ("a # b", 3),
        ("a × b", 3),
        ("\x00", 1),
        ("  f(a)", 3),
    ],
)
def test_what_is_not_arithmetic_is_refused_where_it_stands(text: str, column: int) -> None:
    with pytest.raises(ValueError, match=rf"^column {column}: expected "):
        parse(text)


@pytest.mark.parametrize(
    "text",
    ["(" * 21 + "a" + ")" * 21, "+".join("a" * 102), "-" * 101 + "a", "a" * (LONGEST + 1), "(a", "a)", "a b"],
)
def test_what_is_too_long_too_deep_or_torn_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^column \d+: expected "):
        parse(text)


def test_the_deepest_and_longest_still_works() -> None:
    assert parse("(" * 20 + "a" + ")" * 20).value({"a": Fraction(2)}) == 2
    assert parse("+".join("a" * 101)).value({"a": Fraction(1)}) == 101
    assert parse("-" * 100 + "a").value({"a": Fraction(1)}) == 1
