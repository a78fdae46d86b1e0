"""Rows that several contracts of the store begin with."""

from __future__ import annotations

import pytest

from tests.contracts.stores import (
    ONE,
    TWO,
)

Sides = pytest.mark.parametrize(("here", "there"), [(ONE, TWO), (TWO, ONE)], ids=["one", "two"])
