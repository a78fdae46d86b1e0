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
        ("percent", "93,25 %", "93.25"),
        ("percent", "93,25\u00a0%", "93.25"),
        ("money", "$310,000", "310000"),
        ("money", "310 000 $", "310000"),
        ("money", "310\u00a0000,50\u00a0$", "310000.5"),
    ],
)
def test_a_number_is_read_as_its_writer_means_it(kind: FieldType, typed: str, kept: str) -> None:
    assert check_values((Field("n", "Number", kind),), {"n": typed}) == {"n": kept}


@pytest.mark.parametrize("typed", ["8,5,1", "1 234,5,6", "8 h 30", "$", "$ $", "un"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(BadInput):
        check_values((Field("n", "Number", "money"),), {"n": typed})
