"""Numbers are taken as people type them, in English and in French."""

from __future__ import annotations

import pytest

from bot.playbooks.model import Field, FieldType
from bot.project.refusals import BadInput
from bot.project.values import check_values


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("number", "8.5", "8.5"),
        ("number", "8,5", "8.5"),
        ("number", "1,234.5", "1234.5"),
        ("number", "1 234,5", "1234.5"),
        ("number", "1\u00a0234,5", "1234.5"),
        ("number", "1\u202f234,5", "1234.5"),
        ("number", "1.234,5", "1234.5"),
        ("number", "12\u00a0345\u202f678.25", "12345678.25"),
        ("number", "1’200", "1200"),
        ("number", "- 5", "-5"),
        ("number", "-1 200", "-1200"),
        ("percent", "93,25 %", "93.25"),
        ("percent", "93,25\u00a0%", "93.25"),
        ("money", "$310,000", "310000"),
        ("money", "310 000 $", "310000"),
        ("money", "310\u00a0000,50\u00a0$", "310000.5"),
    ],
)
def test_a_number_is_read_as_its_writer_means_it(kind: FieldType, typed: str, kept: str) -> None:
    assert check_values((Field("n", "Number", kind),), {"n": typed}) == {"n": kept}


@pytest.mark.parametrize("typed", ["8,5,1", "1 234,5,6", "8 h 30", "$", "$ $", "un", "1_000"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(BadInput):
        check_values((Field("n", "Number", "money"),), {"n": typed})


@pytest.mark.parametrize("typed", ["6 12", "1 23", "1234 567", "1 234 56", "1,234 567", "5 - 7", "1'2"])
def test_two_numbers_are_not_one(typed: str) -> None:
    with pytest.raises(BadInput):
        check_values((Field("n", "Number", "number"),), {"n": typed})
